"""Our engine as a contender, asked with context and with phrasings hidden from its index."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.answering.outcome import Answered, Query
from tools.evaluation.cases import Reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.engine import Engine
    from tools.evaluation.cases import EvalQuestion, Hidden


_KEPT: Final = 10


class Ours:
    """Our answer engine as a contender, with its own confidence threshold."""

    name = "ours"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def replies(self, asked: Sequence[EvalQuestion]) -> list[Reply]:
        """Return one reply for each question, in order."""
        return [
            _reply(without(self._engine, one.hidden) if one.hidden else self._engine, one)
            for one in asked
        ]


def without(engine: Engine, hidden: Hidden) -> Engine:
    """Return the engine without one phrasing; word rarities still count the hidden phrasing."""
    entry = engine.paper.entries[hidden.entry]
    left = tuple(phrasing for phrasing in entry.phrasings if phrasing.text != hidden.phrasing)
    return engine.with_entries([replace(entry, phrasings=left)])


def _reply(engine: Engine, asked: EvalQuestion) -> Reply:
    context = None
    for text in asked.earlier or ((asked.before,) if asked.before is not None else ()):
        first = engine.ask(Query(text, context))
        if isinstance(first, Answered):
            context = first.as_context(text)
    ranked = engine.ranking(asked.text)
    outcome = engine.ask(Query(asked.text, context))
    return Reply(outcome, tuple(match.entry for match in ranked[:_KEPT]))
