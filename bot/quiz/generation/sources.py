"""From a footnote, and what it supports, to the work that it cites."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import folded, names_of_source
from bot.paper.citations import Style, format_source
from bot.paper.model import NoteStatus
from bot.quiz.cards import CardKind
from bot.quiz.generation.choosing import choose, gives_away, shuffled
from bot.quiz.generation.drafts import Draft, card_of, draft_of
from bot.quiz.generation.wording import about_text, holds, leans, quoted, unended

if TYPE_CHECKING:
    from random import Random

    from bot.paper.model import Source
    from bot.quiz.cards import Card
    from bot.quiz.generation.pool import Pool, Statement

_SHORTEST_NAME: Final = 4


def drafts(pool: Pool) -> list[Draft]:
    """Each claim that rests surely on one note with a work of its own."""
    return [
        draft_of(CardKind.SOURCE, one, partial(_source, pool, one))
        for one in pool.plain
        if _sure(pool, one) and not leans(one.text) and not about_text(one.text)
    ]


def _sure(pool: Pool, one: Statement) -> bool:
    """Whether there is no doubt which work stands behind a claim.

    A note whose place or work was inferred, that is missing, or that an erratum speaks of, is not.
    """
    if len(one.claim.footnotes) != 1 or one.claim.uncertain:
        return False
    note = pool.paper.footnotes.get(one.claim.footnotes[0])
    if note is None or note.source is None or note.status is NoteStatus.MISSING:
        return False
    return note.number not in pool.doubtful_notes or note.status is NoteStatus.FULL


def label(source: Source) -> str:
    """A work in the short form of a later note, without the stop."""
    short = format_source(source, Style.CHICAGO_SHORT)
    return re.sub(r"\.(?=”?$)", "", short)


def _source(pool: Pool, one: Statement, rng: Random) -> Card | None:
    number = one.claim.footnotes[0]
    source = pool.paper.sources[str(pool.paper.footnotes[number].source)]
    if _named(source, one.text):
        return None
    prompt = f"Which work does footnote {number} cite for this? {quoted(unended(one.text))}"
    right = label(source)
    wrong = choose(rng, right, [label(other) for other in _others(pool, source, prompt)])
    if wrong is None or gives_away(pool, prompt, right, wrong):
        return None
    return card_of(
        pool,
        CardKind.SOURCE,
        one,
        prompt=prompt,
        options=shuffled(rng, right, wrong),
        accepted=_accepted(pool, source, right),
    )


def _named(source: Source, text: str) -> bool:
    """Whether a text names a work or one of its makers."""
    makers = [name.family for name in (*source.authors, *source.editors)]
    names = [name for name in (*names_of_source(source), *makers) if len(name) >= _SHORTEST_NAME]
    return any(holds(text, name) for name in names)


def _others(pool: Pool, source: Source, prompt: str) -> list[Source]:
    """The other works that the notes cite, without one that holds this one or is part of it."""
    cited = {note.source for note in pool.paper.footnotes.values()}
    makers = {name.full for name in source.authors or source.editors}
    return [
        other
        for key, other in pool.paper.sources.items()
        if key in cited
        and key != source.key
        and not other.outside
        and makers.isdisjoint(name.full for name in other.authors or other.editors)
        and folded(source.container) != folded(other.title)
        and folded(other.container) != folded(source.title)
        and not _named(other, prompt)
    ]


def _accepted(pool: Pool, source: Source, first: str) -> tuple[str, ...]:
    """What a work may be called, but for names that another work has too."""
    taken = {
        folded(name)
        for other in pool.paper.sources.values()
        if other.key != source.key
        for name in (*names_of_source(other), *(n.family for n in other.authors or other.editors))
    }
    names = {folded(first): first}
    for name in (*names_of_source(source), *(n.family for n in source.authors)):
        if name != source.key and folded(name) and folded(name) not in taken:
            names.setdefault(folded(name), name)
    return tuple(names.values())
