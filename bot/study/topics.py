"""What each section of a paper can be asked about: by this, coverage is counted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.quiz.generation import askable, generate
from bot.study.progress import Section, by_section

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.paper.paper import Paper
    from bot.quiz.cards import Card

# The same for everybody and for ever: by it a card that is made again is the same card.
_SEED: Final = "review"
MOST_AT_ONCE: Final = 100
# Papers laid over one another by the servers of a bot; each costs some kilobytes.
_MOST_KEPT: Final = 8


def cards_about(
    paper: Paper, topic: str | None, excluded: Collection[str], most: int = MOST_AT_ONCE
) -> tuple[Card, ...]:
    """The cards to review on a topic, the same each time; raises TooFewQuestions.

    It takes longer than an event loop may be held up.
    """
    return generate(paper, _SEED, most, topic=topic, excluded=excluded, every_entry=True)


@lru_cache(maxsize=_MOST_KEPT)
def sections_to_cover(paper: Paper) -> tuple[Section, ...]:
    """The sections with those of their entries that questions can be made of, in the paper's order.

    It takes longer than an event loop may be held up, but for a paper that was asked of before.
    """
    entries = by_section({key: paper.entries[key].section for key in askable(paper)})
    return tuple(
        Section(section.id, section.title, entries[section.id])
        for section in paper.body
        if section.id in entries
    )
