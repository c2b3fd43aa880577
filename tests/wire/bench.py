"""What the bot costs on the wire, beside the least bot there is; `make bench-wire` prints it.

Both run as processes of their own, each on a loopback Discord of its own, and are asked in turn, so
that whatever else the machine does befalls both alike.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.wire.faults import CALLBACK, held
from tests.wire.hall import ask_all_at_once
from tests.wire.loopback import TOKEN, Loopback
from tests.wire.objects import ALICE
from tests.wire.process import Process, resident_mib
from tests.wire.running import start_bot
from tests.wire.student import Student

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

EVAL = Path(__file__).parents[1] / "evaluation"
SETS = ("questions", "answerable-dev", "two-part", "lists", "refusals")
FIRST, WARM_UP, AGAIN = 500, 100, 200
STARTS, PEOPLE = 3, 200
# Between two questions a bot is left alone until it has finished with the first.
_REST = 0.01


def questions() -> list[str]:
    """What students ask, each once, of all kinds in turn."""
    files = [(EVAL / f"{name}.jsonl").read_text(encoding="utf-8") for name in SETS]
    asked = [json.loads(line)["q"] for file in files for line in file.splitlines()]
    found = list(dict.fromkeys(asked))
    random.Random(1).shuffle(found)
    return found


@asynccontextmanager
async def _study_bot(folder: Path) -> AsyncIterator[tuple[Loopback, Process]]:
    # Each Discord here is a new one, to which the commands must be sent.
    (folder / "data" / "commands.sha256").unlink(missing_ok=True)
    async with Loopback() as discord:
        bot = await start_bot(folder, discord.address)
        try:
            yield discord, bot
        finally:
            await bot.kill()


@asynccontextmanager
async def _constant_bot() -> AsyncIterator[tuple[Loopback, Process]]:
    async with Loopback() as discord:
        arguments = ("-m", "tests.wire.constant_bot", discord.address)
        bot = await Process.start(arguments, {"DISCORD_TOKEN": TOKEN})
        try:
            await bot.logged("ready")
            yield discord, bot
        finally:
            await bot.kill()


async def replies(
    ours: Loopback, theirs: Loopback, asked: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Seconds from interaction to reply of both bots, asked the same questions in turn."""
    sides = (Student(ours, ALICE), Student(theirs, ALICE))
    took: tuple[list[float], list[float]] = ([], [])
    for number, question in enumerate(asked):
        # Who is asked first changes, as the second may find the machine warmer.
        for side in (0, 1) if number % 2 else (1, 0):
            exchange = await sides[side].slash("ask", question=question)
            took[side].append(exchange.took)
            await asyncio.sleep(_REST)
    return took


async def _to_ready(folder: Path) -> float:
    """Seconds from the gateway's READY until the bot says that it is ready."""
    async with _study_bot(folder) as (discord, bot):
        return bot.seen_at["ready"] - discord.gateway.ready_at[0]


async def _to_exit(discord: Loopback, bot: Process) -> float:
    """Seconds from SIGTERM to the end while Discord does not take a reply."""
    slow = discord.befall(held(CALLBACK))
    await Student(discord, ALICE).send("ask", question="What is SEA?")
    await slow.reached.wait()
    began = time.monotonic()
    await bot.stop()
    return time.monotonic() - began


def _row(what: str, value: str, target: str = "") -> None:
    sys.stdout.write(f"{what:52} {value:>12}  {target}\n")


def _middle(values: Sequence[float]) -> str:
    low, middle, high = (1000 * q for q in statistics.quantiles(values, n=4))
    return f"{middle:.2f} ms ({low:.2f} to {high:.2f})"


def _tell_ratio(what: str, took: tuple[Sequence[float], Sequence[float]]) -> None:
    ours, theirs = took
    ratio = statistics.median(ours) / statistics.median(theirs)
    sys.stdout.write(f"{what}, {len(ours)} questions\n")
    _row("  interaction to reply, median (quartiles)", _middle(ours))
    _row("  the same of a bot that replies with a constant", _middle(theirs))
    _row("  ratio of the medians", f"{ratio:.2f}", "target ≤ 1.3")
    # Whatever else the machine does lengthens the longer one more.
    quiet = statistics.quantiles(ours, n=4)[0] / statistics.quantiles(theirs, n=4)[0]
    _row("  ratio of the lower quartiles", f"{quiet:.2f}")


async def main() -> None:
    """Measure and print one table."""
    with tempfile.TemporaryDirectory() as folder:
        await _measure(Path(folder))


async def _measure(folder: Path) -> None:
    # The first start makes the database; what is measured later has found it there, as most do.
    ready = [await _to_ready(folder) for _ in range(STARTS)]
    asked = questions()[:FIRST]
    async with _study_bot(folder) as (ours, bot), _constant_bot() as (theirs, constant):
        at_first = resident_mib(bot.pid)
        await replies(ours, theirs, asked[:WARM_UP])
        first = await replies(ours, theirs, asked[WARM_UP:])
        again = await replies(ours, theirs, asked[-AGAIN:])
        hall = await ask_all_at_once(ours, PEOPLE, questions())
        memory, constant_memory = resident_mib(bot.pid), resident_mib(constant.pid)
        leaving = await _to_exit(ours, bot)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    sys.stdout.write(f"{os.cpu_count()} cores, load {load}\n")
    _tell_ratio("Each asked for the first time", first)
    _tell_ratio("The latest of them asked again", again)
    _row("READY to ready, slowest of three", f"{max(ready):.2f} s", "target < 2 s")
    _row(f"{PEOPLE} questions at once, slowest", f"{max(e.took for e in hall):.2f} s", "limit 3 s")
    _row("SIGTERM to exit with a reply never taken", f"{leaving:.2f} s", "target < 5 s")
    _row("resident memory when ready", f"{at_first:.0f} MiB")
    _row("the same after all that", f"{memory:.0f} MiB", "target < 130 MiB")
    _row("the same of the constant bot", f"{constant_memory:.0f} MiB")


if __name__ == "__main__":
    asyncio.run(main())
