"""Our engine as a contender: asked with its context, and with phrasings hidden from its index."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.engine import Engine
from bot.answering.outcome import Answered, Query
from bot.corpus.english import english_words
from bot.evaluation.cases import Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.evaluation.cases import Asked, Hidden

_KEPT = 10


class Ours:
    """The answer engine; its confidence threshold is its own."""

    name = "ours"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def replies(self, asked: Sequence[Asked]) -> list[Reply]:
        """One reply for each question, in order."""
        replies: dict[int, Reply] = {
            number: _reply(self._engine, one)
            for number, one in enumerate(asked)
            if one.hidden is None
        }
        hidden = [(number, one.hidden) for number, one in enumerate(asked) if one.hidden]
        for engine, numbers in _without(self._engine, hidden):
            replies.update((number, _reply(engine, asked[number])) for number in numbers)
        return [replies[number] for number in range(len(asked))]


def _reply(engine: Engine, asked: Asked) -> Reply:
    context = None
    if asked.before is not None:
        first = engine.ask(Query(asked.before))
        context = first.as_context(asked.before) if isinstance(first, Answered) else None
    ranked = engine.explain(Query(asked.text))
    return Reply(engine.ask(Query(asked.text, context)), tuple(m.entry for m in ranked[:_KEPT]))


def _without(
    engine: Engine, hidden: Iterable[tuple[int, Hidden]]
) -> Iterator[tuple[Engine, list[int]]]:
    """Engines that lack the hidden phrasings, each with the numbers of its questions.

    An engine is built for one phrasing of every entry, so that each entry lacks just one.
    """
    entries = engine.paper.entries
    rounds: defaultdict[int, dict[Hidden, list[int]]] = defaultdict(dict)
    for number, one in hidden:
        place = entries[one.entry].phrasings.index(one.phrasing)
        rounds[place].setdefault(one, []).append(number)
    for turn in rounds.values():
        changed = {
            one.entry: replace(
                entries[one.entry],
                phrasings=tuple(p for p in entries[one.entry].phrasings if p != one.phrasing),
            )
            for one in turn
        }
        paper = replace(engine.paper, entries={**entries, **changed})
        yield Engine(paper, english_words()), [n for numbers in turn.values() for n in numbers]
