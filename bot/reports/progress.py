"""Progress by section: how many topics a person, or a group on average, has seen and knows."""

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
    """A section of the paper with the ids of its topics (entries)."""

    id: str
    title: str
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One section: how many topics it has, how many were graded, and how many are known."""

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
    """Return one person's coverage of each section that has topics, in the paper's order.

    `last` is the latest grade of each topic that they were asked; a topic is known if it is not
    "Again". Grades of topics that no longer exist do not count.
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
    """Return a person's own progress with exact numbers: nobody else sees it."""
    shown = tuple(Row(row.title, row.share, _coverage_text(row)) for row in rows)
    return Figure("Your progress by section", shown, _NO_TOPICS, whole=1.0)


def group_figure(
    name: str, sections: Sequence[SectionTopics], people: Sequence[Mapping[str, Grade]]
) -> Figure:
    """Return a group's progress: the share known in each section, averaged over those who began.

    `people` holds the latest grades of each member. The minimum group size, `SMALLEST_GROUP`,
    applies to the group and to each section by itself. There is no sum over sections and no count
    of people, and shares are rounded to bands, so that one person's part cannot be subtracted.
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
    """Return the topics of each section, from the section of each topic."""
    found: dict[str, set[str]] = defaultdict(set)
    for topic, section in topics.items():
        found[section].add(topic)
    return {section: frozenset(ids) for section, ids in found.items()}


def _group_row(section: SectionTopics, people: Sequence[Mapping[str, Grade]]) -> Row:
    begun = [grades for grades in people if not section.topics.isdisjoint(grades)]
    if not is_large_enough(len(begun)):
        return Row(section.title, None, "too few people yet")
    share = sum(coverage([section], grades)[0].share for grades in begun) / len(begun)
    return Row(
        section.title, rounded_share(share, len(begun)), rounded_share_text(share, len(begun))
    )


def _contributors(topics: frozenset[str], people: Sequence[Mapping[str, Grade]]) -> int:
    return sum(1 for grades in people if not topics.isdisjoint(grades))


def _coverage_text(row: Coverage) -> str:
    if not row.seen:
        return f"not begun, {counted(row.topics, 'topic')}"
    return f"{row.known} of {counted(row.topics, 'topic')} known"


# The same seed for everybody, for ever: a card that is generated again is the same card.
_SEED: Final = "review"

MOST_AT_ONCE: Final = 100

# Every server with revisions has a paper of its own; each result takes some kilobytes.
_MOST_KEPT: Final = 8


def cards_about(
    paper: Paper, topic: str | None, excluded: Collection[str], most: int = MOST_AT_ONCE
) -> tuple[Card, ...]:
    """Return the cards to review on a topic, the same each time; raise TooFewQuestionsError.

    This takes longer than the event loop may be blocked.
    """
    return generate(paper, _SEED, most, topic=topic, excluded=excluded, every_entry=True)


@lru_cache(maxsize=_MOST_KEPT)
def sections_to_cover(paper: Paper) -> tuple[SectionTopics, ...]:
    """Return the sections with their entries that can be asked about, in the paper's order.

    This takes longer than the event loop may be blocked, unless the paper's result is cached.
    """
    entries = topics_by_section({key: paper.entries[key].section for key in askable_entries(paper)})
    return tuple(
        SectionTopics(section.id, section.title, entries[section.id])
        for section in paper.body
        if section.id in entries
    )
