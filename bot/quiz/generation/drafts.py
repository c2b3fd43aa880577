"""A question before it is asked, and the card that is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.quiz.cards import Card, CardKind, card_id, references

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from bot.paper.model import Entry
    from bot.quiz.generation.pool import Pool, Statement

Make: TypeAlias = "Callable[[Random], Card | None]"
# The options in order, and the index of the right one.
Options: TypeAlias = tuple[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Draft:
    """One thing that can be asked.

    `asked` tells it from all others of its kind. `stems` are those of what it asks about, so that
    a round does not ask the same twice. `make` gives None where no fair question comes of it.
    """

    kind: CardKind
    asked: str
    entries: tuple[Entry, ...]
    section: str
    stems: frozenset[str]
    make: Make


Drafting: TypeAlias = "Callable[[Pool], list[Draft]]"


def draft_of(
    kind: CardKind, one: Statement, make: Make, *also: Entry, asked: str | None = None
) -> Draft:
    """A draft about one statement, and about the entries `also`."""
    text = one.claim.text if asked is None else f"{asked}\0{one.claim.text}"
    return Draft(kind, text, (one.entry, *also), one.claim.section, one.stems, make)


def card_of(
    pool: Pool,
    kind: CardKind,
    one: Statement,
    *also: Entry,
    prompt: str,
    options: Options,
    accepted: tuple[str, ...] = (),
    shown: str = "",
    explanation: str = "",
) -> Card:
    """A card about one statement; that is its explanation, unless there is another.

    `also` are further entries that it is about, `shown` what tells it from other cards that ask
    the same of the same claim.
    """
    entries = tuple(dict.fromkeys((one.entry.id, *(entry.id for entry in also))))
    return Card(
        id=card_id(kind, (*entries, one.claim.text, *((shown,) if shown else ()))),
        kind=kind,
        prompt=prompt,
        explanation=explanation or one.claim.text,
        citations=references(pool.paper, [one.claim]),
        options=options[0],
        answer=options[1],
        accepted=accepted,
        entries=entries,
        section=one.claim.section,
    )
