"""Made-up bases of growing size: one row for each search and size, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.bench.measuring import line
from tools.evaluation.rivals import loaded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Embedding more takes the better part of an hour without a graphics card.
_LARGEST: Final = {"MiniLM": 10_000}
_ONE: Final = Path(__file__).with_name("one.py")


def report(sizes: Sequence[int], names: Sequence[str], asked: int) -> Iterator[str]:
    """The lines of the table: `asked` questions to the searches of `names`, or to all there are."""
    chosen = names or ["ours", *(search.name for search in loaded()[0])]
    ours: dict[int, dict[str, Any]] = {}
    for size in sizes:
        yield ""
        yield (
            f"{f'{size:,} entries':<16}{'p50 µs':>10}{'p99 µs':>10}{'cpu p99':>10}{'ours = 1':>10}"
            f"{'build s':>10}{'MiB':>8}{'found %':>9}{'asked':>7}"
        )
        for name in chosen:
            if size > _LARGEST.get(name, size):
                continue
            figures = _measured(name, size, asked)
            if name == "ours":
                ours[size] = figures
            yield _row(name, figures, ours.get(size))
        if size in ours:
            yield from _changes(ours[size])
    yield from _growth(ours)


def _measured(name: str, size: int, asked: int) -> dict[str, Any]:
    command = [sys.executable, str(_ONE), name, str(size), str(asked)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures: dict[str, Any] = json.loads(printed)
    return figures


def _row(name: str, figures: dict[str, Any], ours: dict[str, Any] | None) -> str:
    answer = figures["answer"]
    ratio = f"{answer['p50'] / ours['answer']['p50']:.1f}" if ours else "–"
    return (
        f"  {name:<14}{answer['p50']:>10.0f}{answer['p99']:>10.0f}{answer['cpu_p99']:>10.0f}"
        f"{ratio:>10}{figures['build s']:>10.2f}{figures['memory MiB']:>8.0f}"
        f"{figures['found %']:>9.1f}{answer['calls']:>7}"
    )


def _changes(ours: dict[str, Any]) -> Iterator[str]:
    swap, key, (longest, p99) = ours["swap"], ours["key"], ours["late ms"]
    yield line("  swap in one changed entry, p50", swap["p50"], "µs", swap["p99"])
    yield line("  autocomplete a keystroke, p50", key["p50"], "µs", key["p99"])
    yield line("  event loop late while reloading, longest", longest, "ms", p99)


def _growth(ours: dict[int, dict[str, Any]]) -> Iterator[str]:
    if len(ours) > 1:
        small, large = min(ours), max(ours)
        times = ours[large]["answer"]["p50"] / ours[small]["answer"]["p50"]
        yield ""
        yield f"ours: {large / small:,.0f} times the entries, {times:.1f} times as long an answer"
