"""The real base: an answer, a start, a changed entry, a keystroke, a rebuild."""

from __future__ import annotations

import asyncio
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.answering.engine import Engine
from bot.answering.english_frequencies import english_words
from bot.answering.outcome import Query
from bot.app import build_engine, build_live
from bot.config import Config
from bot.paper.model import Wording
from tests.bench.measuring import Latency, latencies, line, seconds, stalls, typed_out
from tools.evaluation.phrasing_cases import phrasing_cases
from tools.evaluation.rivals import loaded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_QUESTIONS: Final = 300
_ROUNDS: Final = 3
_STARTS: Final = 5
_TYPED: Final = 40
_RELOADS: Final = 5


def report(only: Sequence[str] = ()) -> Iterator[str]:
    """The lines of the table, each as soon as it is measured; rivals `only` of those names."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    yield f"{machine}, Python {platform.python_version()}"
    loading, engine = seconds(build_engine)
    entries = engine.paper.entries
    texts = [text for e in entries.values() for text in (e.title, *e.names, *e.phrasings)]
    yield f"real base: {len(entries)} entries, {len(texts)} titles, names and phrasings"
    yield ""
    yield from _answers(engine, texts, only)
    yield ""
    yield line("start to first answer, a new process", _first_answer(), "ms")
    yield line("load and check the base, build the engine", 1000 * loading, "ms")
    building, _ = seconds(lambda: Engine(engine.paper, english_words()))
    yield line("build the engine alone", 1000 * building, "ms")
    yield from _changes(engine)
    live = build_live(Config())
    late = [asyncio.run(stalls(live)) for _ in range(_RELOADS)]
    longest, p99 = (statistics.median(figures) for figures in zip(*late, strict=True))
    yield line("event loop late while reloading, longest", longest, "ms", p99)


def _answers(engine: Engine, texts: list[str], only: Sequence[str]) -> Iterator[str]:
    """Ours and every rival that is installed, question by question in turn."""
    questions = [
        case.asked.text
        for case in phrasing_cases(engine.paper, sample=_QUESTIONS)
        if case.group == "known phrasings, 1 error"
    ]
    searches, missing = loaded()
    calls: dict[str, Callable[[str], object]] = {"ours": lambda text: engine.ask(Query(text))}
    calls |= {
        search.name: search(texts).best for search in searches if not only or search.name in only
    }
    # The engine reads an entry when a question first comes near it, and keeps what it read.
    (first,) = latencies([calls["ours"]], questions, 1)
    (again,) = latencies([calls["ours"]], questions, _ROUNDS)
    found = latencies(list(calls.values()), questions, _ROUNDS)
    yield f"{len(questions)} questions of one slip each, {_ROUNDS} rounds in turn"
    yield latency_head("one answer")
    for name, latency in zip(calls, found, strict=True):
        yield latency_row(name, latency, found[0])
    yield latency_row("ours alone, first time", first, found[0])
    yield latency_row("ours alone, again", again, found[0])
    if missing:
        yield f"  not installed: {', '.join(missing)}; make bench-all installs them"


def latency_head(label: str) -> str:
    """The heading over rows of latencies."""
    return f"{label:<26}{'p50 µs':>10}{'p99 µs':>10}{'p99 µs cpu':>12}{'p50, ours = 1':>15}"


def latency_row(name: str, latency: Latency, ours: Latency) -> str:
    """One search's latencies, and how many times as long as ours its median is."""
    return (
        f"  {name:<24}{latency.p50:>10.0f}{latency.p99:>10.0f}{latency.cpu_p99:>12.0f}"
        f"{latency.p50 / ours.p50:>15.1f}"
    )


def _first_answer() -> float:
    """Median milliseconds of the whole program, from its start to its end."""
    command = [sys.executable, "-m", "bot", "ask", "What is SEA?"]
    taken = []
    for _ in range(_STARTS):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def _changes(engine: Engine) -> Iterator[str]:
    """Swapping in one changed entry, and completing what is typed, key by key."""
    entries = list(engine.paper.entries.values())
    changed = {
        e.id: replace(e, phrasings=(*e.phrasings, Wording(f"another on {e.title}")))
        for e in entries
    }
    (swap,) = latencies([lambda entry: engine.with_entries([changed[entry]])], list(changed), 1)
    yield line("swap in one changed entry, p50", swap.p50, "µs", swap.p99)
    typed = typed_out([e.wordings[0] for e in entries if e.wordings][:_TYPED])
    (key,) = latencies([engine.complete], typed, _ROUNDS)
    yield line("autocomplete a keystroke, p50", key.p50, "µs", key.p99)
