"""One search on one made-up base, in a process of its own, so that its memory is its own.

`python tests/bench/one.py NAME COUNT QUESTIONS` prints the figures as one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from bot.answering.engine import Engine
from bot.answering.english_frequencies import english_words
from bot.answering.live_engine import LiveEngine
from bot.answering.outcome import Query
from bot.gc_control import paused_collection
from bot.paper.loader import find_knowledge, load
from bot.paper.model import Wording
from tests.bench.measuring import latencies, resident_mib, seconds, stalls, typed_out
from tools.evaluation.rivals import loaded
from tools.evaluation.synthetic_bases import Generator, questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.paper.model import Entry
    from bot.paper.paper import Paper

_ROUNDS: Final = 3
_SECONDS: Final = 20.0
_CHANGED: Final = 100
_TYPED: Final = 20


def build_engine(paper: Paper, entries: Sequence[Entry]) -> Engine:
    """Our engine over made-up entries, with the real paper's notes, sections and vocabulary."""
    with paused_collection():
        return Engine(replace(paper, entries={e.id: e for e in entries}), english_words())


def main(name: str, count: int, many: int) -> dict[str, Any]:
    """Build, ask, and weigh one search."""
    paper = load(find_knowledge())
    english_words()
    entries = Generator(paper).entries(count)
    asked = questions(entries, many)
    if name == "ours":
        return _ours(paper, entries, asked)
    texts = [(e.id, text) for e in entries for text in (e.title, *e.names, *e.wordings)]
    (search,) = (search for search in loaded()[0] if search.name == name)
    search(["load what it needs before its memory is weighed"]).best("load")
    before = resident_mib()
    building, made = seconds(lambda: search([text for _, text in texts]))

    def found(question: str) -> str | None:
        best = made.best(question)
        return None if best is None else texts[best][0]

    return {
        "build s": building,
        "memory MiB": resident_mib() - before,
        **_asking(made.best, found, asked),
    }


def _ours(paper: Paper, entries: Sequence[Entry], asked: list[tuple[str, str]]) -> dict[str, Any]:
    before = resident_mib()
    building, engine = seconds(lambda: build_engine(paper, entries))
    memory = resident_mib() - before

    def found(question: str) -> str | None:
        ranked = engine.ranking(question)
        return ranked[0].entry if ranked else None

    figures = {
        "build s": building,
        "memory MiB": memory,
        **_asking(lambda question: engine.ask(Query(question)), found, asked),
    }
    changed = {
        e.id: replace(e, phrasings=(*e.phrasings, Wording(f"another on {e.title}")))
        for e in entries[:: max(1, len(entries) // _CHANGED)]
    }
    (swap,) = latencies([lambda entry: engine.with_entries([changed[entry]])], list(changed), 1)
    typed = typed_out([e.wordings[0] for e in entries[:_TYPED]])
    (key,) = latencies([engine.complete], typed, _ROUNDS, _SECONDS)
    ready = [engine]
    live = LiveEngine(lambda: ready.pop() if ready else build_engine(paper, entries))
    longest, p99 = asyncio.run(stalls(live))
    return {**figures, "swap": asdict(swap), "key": asdict(key), "late ms": [longest, p99]}


def _asking(
    call: Callable[[str], Any],
    found: Callable[[str], str | None],
    asked: list[tuple[str, str]],
) -> dict[str, Any]:
    """Latency within a time limit, and the share of those questions whose entry is found."""
    texts = [text for _, text in asked]
    (latency,) = latencies([call], texts, _ROUNDS, _SECONDS)
    checked = asked[: min(len(asked), latency.calls)]
    right = sum(found(text) == entry for entry, text in checked)
    return {"answer": asdict(latency), "found %": 100 * right / len(checked)}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], *map(int, sys.argv[2:]))))
