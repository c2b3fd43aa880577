"""How much of each section somebody, or a group together, has gone through and knows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.figures.figure import Figure, Row
from bot.quiz.generation import askable_entries, generate
from bot.reports.insights import (
    SMALLEST_GROUP,
    is_large_enough,
    rounded_share,
    rounded_share_text,
    too_few_text,
)
from bot.review.scheduler import Grade
from bot.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.paper.paper import Paper
    from bot.quiz.cards import Card


_NO_TOPICS = "There is nothing to cover yet."


@dataclass(frozen=True, slots=True)
class SectionTopics:
    """A section of the paper, with the ids of the topics that it has."""

    id: str
    title: str
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One section: how many topics there are, how many were graded, and how many are known."""

    section: str
    title: str
    topics: int
    seen: int
    known: int

    @property
    def share(self) -> float:
        """The share of its topics that are known, 0 to 1."""
        return self.known / self.topics if self.topics else 0.0


def coverage(sections: Sequence[SectionTopics], last: Mapping[str, Grade]) -> tuple[Coverage, ...]:
    """One person's coverage of each section that has topics, in the paper's order.

    `last` is the latest grade of each topic that they were asked; a topic is known if it is not
    "Again". Grades of topics that are gone do not count.
    """
    return tuple(
        Coverage(
            section.id,
            section.title,
            len(section.topics),
            sum(1 for topic in section.topics if topic in last),
            sum(1 for topic in section.topics if last.get(topic, Grade.AGAIN) is not Grade.AGAIN),
        )
        for section in sections
        if section.topics
    )


def own_figure(rows: Sequence[Coverage]) -> Figure:
    """A person's own progress, exact: nobody else is shown it."""
    shown = tuple(Row(row.title, row.share, _coverage_text(row)) for row in rows)
    return Figure("Your progress by section", shown, _NO_TOPICS, whole=1.0)


def group_figure(
    name: str, sections: Sequence[SectionTopics], people: Sequence[Mapping[str, Grade]]
) -> Figure:
    """A group's progress: for each section the share known, on average of those who began it.

    `people` holds the latest grades of each member. A group, and each section by itself, is shown
    only where at least `SMALLEST_GROUP` people contribute. There is no sum over sections and no
    count of people, and shares are rounded to tenths, so that nothing can be subtracted.
    """
    title = f"Progress of {name} by section"
    with_topics = [section for section in sections if section.topics]
    every = frozenset[str]().union(*(section.topics for section in with_topics))
    if not is_large_enough(_contributors(every, people)):
        return Figure(title, (), too_few_text("The progress of a group"))
    rows = tuple(_group_row(section, people) for section in with_topics)
    note = f"Rounded. A section is shown once at least {SMALLEST_GROUP} people contribute to it."
    return Figure(title, rows, _NO_TOPICS, whole=1.0, note=note)


def topics_by_section(topics: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The topics of each section, from the section of each topic."""
    found: dict[str, set[str]] = defaultdict(set)
    for topic, section in topics.items():
        found[section].add(topic)
    return {section: frozenset(ids) for section, ids in found.items()}


def _group_row(section: SectionTopics, people: Sequence[Mapping[str, Grade]]) -> Row:
    begun = [grades for grades in people if not section.topics.isdisjoint(grades)]
    if not is_large_enough(len(begun)):
        return Row(section.title, None, "too few people yet")
    share = sum(coverage([section], grades)[0].share for grades in begun) / len(begun)
    return Row(section.title, rounded_share(share), rounded_share_text(share))


def _contributors(topics: frozenset[str], people: Sequence[Mapping[str, Grade]]) -> int:
    return sum(1 for grades in people if not topics.isdisjoint(grades))


def _coverage_text(row: Coverage) -> str:
    if not row.seen:
        return f"not begun, {counted(row.topics, 'topic')}"
    return f"{row.known} of {counted(row.topics, 'topic')} known"


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
def sections_to_cover(paper: Paper) -> tuple[SectionTopics, ...]:
    """The sections with those of their entries that questions can be made of, in the paper's order.

    It takes longer than an event loop may be held up, but for a paper that was asked of before.
    """
    entries = topics_by_section({key: paper.entries[key].section for key in askable_entries(paper)})
    return tuple(
        SectionTopics(section.id, section.title, entries[section.id])
        for section in paper.body
        if section.id in entries
    )
