"""From a claim to the section of the paper in which it stands."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import names_of_section
from bot.paper.model import Kind
from bot.quiz.cards import CardKind
from bot.quiz.generation.choosing import gives_away, ordered
from bot.quiz.generation.drafts import Draft, card_of, draft_of
from bot.quiz.generation.wording import about_text, holds, leans, quoted, unended

if TYPE_CHECKING:
    from random import Random

    from bot.quiz.cards import Card
    from bot.quiz.generation.pool import Pool, Statement

# Definitions gather what the paper says of a term in several places.
_KINDS: Final = frozenset({Kind.FINDING, Kind.RECOMMENDATION, Kind.EVENT})
# What a claim says of its own place in the paper.
_PLACED: Final = re.compile(r"\bpaper\b|\brecommendation\b(?! of the)|\bfinal\b|\bconclu")
# What another section says so much of may be said to stand there as well.
_SAID_THERE_TOO: Final = 0.45
_FEWEST_WORDS: Final = 6
_MOST_OPTIONS: Final = 4


def drafts(pool: Pool) -> list[Draft]:
    """Each claim of the running text that no other section says as well."""
    return [
        draft_of(CardKind.SECTION, one, partial(_section, pool, one))
        for one in pool.plain
        if one.entry.kind in _KINDS and _surely_there(pool, one)
    ]


def _surely_there(pool: Pool, one: Statement) -> bool:
    """Whether a claim stands in its section with all its notes, and can stand alone."""
    notes = [pool.paper.footnotes.get(number) for number in one.claim.footnotes]
    there = all(note is not None and note.section == one.claim.section for note in notes)
    wordy = len(one.stems) >= _FEWEST_WORDS
    placed = _PLACED.search(one.text)
    return there and wordy and not placed and not leans(one.text) and not about_text(one.text)


def _section(pool: Pool, one: Statement, rng: Random) -> Card | None:
    body = pool.paper.body
    right = next((s for s in body if s.id == one.claim.section), None)
    if right is None:
        return None
    said = pool.elsewhere(one)
    if max(said.values(), default=0.0) >= _SAID_THERE_TOO:
        return None
    if any(holds(one.text, name) for name in names_of_section(right)):
        return None
    prompt = f"In which section does the paper say this? {quoted(unended(one.text))}"
    others = [section.title for section in body if section is not right]
    wrong = rng.sample(others, min(_MOST_OPTIONS - 1, len(others)))
    if len(wrong) < 1 or gives_away(pool, prompt, right.title, wrong):
        return None
    return card_of(
        pool,
        CardKind.SECTION,
        one,
        prompt=prompt,
        options=ordered(right.title, wrong, [section.title for section in body]),
        explanation=f"It stands in section {quoted(right.title)}: {one.claim.text}",
    )
