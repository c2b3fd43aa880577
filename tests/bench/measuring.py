"""Clocks and scales: how long a call takes, how much memory a thing holds."""

from __future__ import annotations

import asyncio
import gc
import math
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.runtime.process import SWITCH_INTERVAL

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from bot.answering.live_engine import LiveEngine

_PER_MICROSECOND: Final = 1_000
_TICK: Final = 0.001
_WARMING: Final = 20
_FEWEST: Final = 20


@dataclass(frozen=True, slots=True)
class Latency:
    """Wall time of a call in microseconds: median, 99th percentile, and that of processor time.

    On a machine that others use too, processor time is what the call itself costs.
    """

    p50: float
    p99: float
    cpu_p99: float
    calls: int


def latencies(
    calls: Sequence[Callable[[str], Any]],
    questions: Sequence[str],
    rounds: int,
    limit: float = math.inf,
) -> list[Latency]:
    """The latency of each call, question by question, the calls taking turns.

    Stops early once `limit` seconds are spent, but not before each call is made twenty times.
    """
    for call in calls:
        for question in questions[:_WARMING]:
            call(question)
    wall: list[list[int]] = [[] for _ in calls]
    cpu: list[list[int]] = [[] for _ in calls]
    end = time.perf_counter() + limit
    for question in [*questions] * rounds:
        if time.perf_counter() > end and len(wall[0]) >= _FEWEST:
            break
        for number, call in enumerate(calls):
            cpu_start, start = time.thread_time_ns(), time.perf_counter_ns()
            call(question)
            wall[number].append(time.perf_counter_ns() - start)
            cpu[number].append(time.thread_time_ns() - cpu_start)
    return [
        Latency(_percentile(w, 50), _percentile(w, 99), _percentile(c, 99), len(w))
        for w, c in zip(wall, cpu, strict=True)
    ]


def _percentile(nanoseconds: list[int], percent: int) -> float:
    ranked = sorted(nanoseconds)
    return ranked[min(len(ranked) - 1, len(ranked) * percent // 100)] / _PER_MICROSECOND


def seconds(call: Callable[[], Any]) -> tuple[float, Any]:
    """How long one call takes, and what it gives."""
    gc.collect()
    start = time.perf_counter()
    made = call()
    return time.perf_counter() - start, made


def resident_mib() -> float:
    """Memory that this process holds in RAM, in MiB; 0 where the system does not say."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except FileNotFoundError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def stalls(live: LiveEngine) -> tuple[float, float]:
    """Longest and 99th-percentile gap of the bot's event loop, in ms, while `live` is loaded again.

    A task that sleeps a millisecond at a time notes how much later than that it wakes: while
    another engine is built in a thread, and while the one that is not needed is let go of.
    """
    late = await late_while(live.reload())
    return late[-1], late[len(late) * 99 // 100]


async def late_while(work: Coroutine[Any, Any, Any]) -> list[float]:
    """How late the bot's event loop wakes while `work` is done, in ms, shortest first."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    late: list[float] = []
    working = asyncio.create_task(work)
    while not working.done():
        start = time.perf_counter()
        await asyncio.sleep(_TICK)
        late.append(1000 * (time.perf_counter() - start - _TICK))
    await working
    return sorted(late)


def line(label: str, value: float, unit: str, p99: float | None = None) -> str:
    """One figure of the table."""
    tail = "" if p99 is None else f"  (p99 {p99:.1f} {unit})"
    return f"{label:<44}{value:>10.1f} {unit}{tail}"


def typed_out(texts: list[str]) -> list[str]:
    """Each text as it stands after each key."""
    return [text[:length] for text in texts for length in range(1, len(text) + 1)]
