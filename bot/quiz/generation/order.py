"""Order: which of several events came before the others, or after them."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Final

from bot.browse.entries import date_in_words
from bot.quiz.cards import Card, CardKind, card_id, references
from bot.quiz.generation.choosing import shuffled
from bot.quiz.generation.dates import Happening, happenings
from bot.quiz.generation.drafts import Draft

if TYPE_CHECKING:
    from random import Random

    from bot.quiz.generation.pool import Pool

_SET: Final = 4
# Sets are made of events that are near to one another, among so many that follow.
_REACH: Final = 7


def drafts(pool: Pool) -> list[Draft]:
    """Sets of four events with four different years, whose first or last is asked for."""
    whole = sorted(happenings(pool), key=lambda one: (one.date, one.entry.id))
    made = []
    for start in range(len(whole)):
        for many in combinations(whole[start : start + _REACH], _SET):
            years = [one.date[:4] for one in many]
            if many[0] is whole[start] and len(set(years)) == _SET:
                made.append(_order_draft(pool, many))
    return made


def _order_draft(pool: Pool, many: tuple[Happening, ...]) -> Draft:
    return Draft(
        kind=CardKind.ORDER,
        asked=" ".join(one.entry.id for one in many),
        entries=tuple(one.entry for one in many),
        section=many[0].entry.section,
        stems=frozenset[str]().union(*(one.claim.stems for one in many)),
        make=partial(_order, pool, many),
    )


def _order(pool: Pool, many: tuple[Happening, ...], rng: Random) -> Card | None:
    last = rng.random() < 0.5  # noqa: PLR2004  # as often as not
    right = many[-1] if last else many[0]
    options, answer = shuffled(rng, right.text, [one.text for one in many if one is not right])
    if len(set(options)) != len(options):
        return None
    dates = "; ".join(f"{date_in_words(one.date)}, {one.text}" for one in many)
    word = "last" if last else "first"
    return Card(
        id=card_id(CardKind.ORDER, (word, *(one.entry.id for one in many))),
        kind=CardKind.ORDER,
        prompt=f"Which of these came {word}, by the paper's account?",
        explanation=f"In the order of time: {dates}.",
        citations=references(pool.paper, [one.claim.claim for one in many]),
        options=options,
        answer=answer,
        entries=tuple(one.entry.id for one in many),
        section=right.entry.section,
    )
