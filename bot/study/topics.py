"""What each section of a paper can be asked about: by this, coverage is counted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.errors import TooFewQuestions
from bot.quiz.generation import generate
from bot.study.progress import Section, by_section

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.corpus.paper import Paper
    from bot.quiz.cards import Card

# The same for everybody and for ever: by it a card that is made again is the same card.
_SEED: Final = "review"
MOST_AT_ONCE: Final = 100
_MOST: Final = 1_000
# Papers laid over one another by the servers of a bot; each costs some kilobytes.
_MOST_KEPT: Final = 8


def cards_about(
    paper: Paper, topic: str | None, excluded: Collection[str], most: int = MOST_AT_ONCE
) -> tuple[Card, ...]:
    """The cards to review on a topic, the same each time; raises TooFewQuestions.

    It takes longer than an event loop may be held up.
    """
    return generate(paper, _SEED, most, topic=topic, excluded=excluded)


@lru_cache(maxsize=_MOST_KEPT)
def sections_to_cover(paper: Paper) -> tuple[Section, ...]:
    """The sections with the entries that their review cards are about, in the paper's order.

    Who has reviewed all cards of a section has covered it. It takes longer than an event loop may
    be held up, but for a paper that was asked of before.
    """
    found: dict[str, str] = {}
    for section in paper.body:
        try:
            cards = cards_about(paper, f"section:{section.id}", (), _MOST)
        except TooFewQuestions:
            continue
        found |= {card.entries[0]: section.id for card in cards if card.entries}
    entries = by_section(found)
    return tuple(
        Section(section.id, section.title, entries[section.id])
        for section in paper.body
        if section.id in entries
    )
