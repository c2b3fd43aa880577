"""How much of each section somebody, or a group together, has gone through and knows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.study.figure import Figure, Row, counted
from bot.study.groups import SMALLEST_GROUP, band_in_words, banded, enough, too_few
from bot.study.scheduling import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NO_CARDS = "There are no cards yet."


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the paper, with the ids of the cards that it has."""

    id: str
    title: str
    cards: frozenset[str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One section: how many cards there are, how many were graded, and how many are known."""

    section: str
    title: str
    cards: int
    seen: int
    known: int

    @property
    def share(self) -> float:
        """The share of its cards that are known, 0 to 1."""
        return self.known / self.cards if self.cards else 0.0


def coverage(sections: Sequence[Section], last: Mapping[str, Grade]) -> tuple[Coverage, ...]:
    """One person's coverage of each section that has cards, in the paper's order.

    `last` is the latest grade of each card that they were asked; a card is known if it is not
    "Again". Grades of cards that are gone do not count.
    """
    return tuple(
        Coverage(
            section.id,
            section.title,
            len(section.cards),
            sum(1 for card in section.cards if card in last),
            sum(1 for card in section.cards if last.get(card, Grade.AGAIN) is not Grade.AGAIN),
        )
        for section in sections
        if section.cards
    )


def own_figure(rows: Sequence[Coverage]) -> Figure:
    """A person's own progress, exact: nobody else is shown it."""
    shown = tuple(Row(row.title, row.share, _told(row)) for row in rows)
    return Figure("Your progress by section", shown, _NO_CARDS, whole=1.0)


def group_figure(
    name: str, sections: Sequence[Section], people: Sequence[Mapping[str, Grade]]
) -> Figure:
    """A group's progress: for each section the share known, on average of those who began it.

    `people` holds the latest grades of each member. A group, and each section by itself, is shown
    only where at least `SMALLEST_GROUP` people contribute. There is no sum over sections and no
    count of people, and shares are rounded to tenths, so that nothing can be subtracted.
    """
    title = f"Progress of {name} by section"
    with_cards = [section for section in sections if section.cards]
    every = frozenset[str]().union(*(section.cards for section in with_cards))
    if not enough(_contributing(every, people)):
        return Figure(title, (), too_few("The progress of a group"))
    rows = tuple(_group_row(section, people) for section in with_cards)
    note = f"Rounded. A section is shown once at least {SMALLEST_GROUP} people contribute to it."
    return Figure(title, rows, _NO_CARDS, whole=1.0, note=note)


def by_section(cards: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The cards of each section, from the section of each card."""
    found: dict[str, set[str]] = defaultdict(set)
    for card, section in cards.items():
        found[section].add(card)
    return {section: frozenset(ids) for section, ids in found.items()}


def _group_row(section: Section, people: Sequence[Mapping[str, Grade]]) -> Row:
    begun = [grades for grades in people if not section.cards.isdisjoint(grades)]
    if not enough(len(begun)):
        return Row(section.title, None, "too few people yet")
    share = sum(coverage([section], grades)[0].share for grades in begun) / len(begun)
    return Row(section.title, banded(share), band_in_words(share))


def _contributing(cards: frozenset[str], people: Sequence[Mapping[str, Grade]]) -> int:
    return sum(1 for grades in people if not cards.isdisjoint(grades))


def _told(row: Coverage) -> str:
    if not row.seen:
        return f"not begun, {counted(row.cards, 'card')}"
    return f"{row.known} of {counted(row.cards, 'card')} known"
