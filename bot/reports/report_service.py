"""ReportService: reads quiz, review and question data for the progress and insights reports."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.reports.insights import (
    SMALLEST_GROUP,
    AskedCount,
    InsightCounts,
    Insights,
    MissedShare,
    Week,
    insights,
)
from bot.reports.progress import coverage, group_figure, own_figure, sections_to_cover
from bot.review.scheduler import Grade
from bot.storage import question_rows
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.clock import Clock
    from bot.figures.figure import Figure
    from bot.paper.paper import Paper
    from bot.storage.database import Database
    from bot.storage.question_rows import Counted, StudyResult, Weekly


WEEKS: Final = 12

# How many characters of a question are shown.
_LONGEST: Final = 100


class ReportService:
    """Makes the reports on what people know, ask and miss."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def own_progress(self, person: int, guild: int | None, paper: Paper) -> Figure:
        """Return a person's progress by section, from their quiz answers and reviews."""
        async with self._database.read() as connection:
            results = [
                *await question_rows.in_quizzes(connection, guild, person=person),
                *await question_rows.in_reviews(connection, person, guild),
            ]
        return await asyncio.to_thread(_own_figure, paper, results)

    async def group_progress(self, guild: int, name: str, paper: Paper) -> Figure:
        """Return a server's average progress by section, up to the last midnight in UTC.

        Quiz answers count, since they are given in a group; reviews are private and do not.
        """
        async with self._database.read() as connection:
            results = await question_rows.in_quizzes(connection, guild, before=self.midnight())
        return await asyncio.to_thread(_group_figure, paper, name, results)

    async def insights(self, guild: int, paper: Paper) -> Insights:
        """Return what a server asked, did not find and missed in the last 12 weeks.

        Data counts up to the last midnight in UTC. People are counted by their ids in quizzes and
        by their pseudonyms in questions.
        """
        end = self.midnight()
        start = _monday(end) - timedelta(weeks=WEEKS - 1)
        span = question_rows.AskedInSpan(guild, start, end)
        async with self._database.read() as connection:
            asked = await question_rows.asked_about(connection, span, SMALLEST_GROUP)
            gaps = question_rows.GAPS
            lacking = await question_rows.asked_as(connection, span, gaps, SMALLEST_GROUP)
            missed = await question_rows.misses(connection, span)
            by_week = await question_rows.weekly(connection, span)
            lacking_by_week = await question_rows.weekly(connection, span, gaps)
        titles = {key: entry.title for key, entry in paper.entries.items()}
        sections = {section.id: section.title for section in paper.sections}
        return insights(
            InsightCounts(
                _asked_counts(asked, titles),
                _asked_counts(lacking, {}),
                [
                    MissedShare(sections.get(m.section, m.section), m.share, m.people)
                    for m in missed
                ],
                _every_week(by_week, start),
                _every_week(lacking_by_week, start),
            )
        )

    def midnight(self) -> datetime:
        """Return the last midnight in UTC: figures that change with each answer would reveal it."""
        return datetime.combine(self._clock.now().astimezone(UTC), time.min, UTC)


def _own_figure(paper: Paper, results: Iterable[StudyResult]) -> Figure:
    return own_figure(coverage(sections_to_cover(paper), _latest_grades(results)))


def _group_figure(paper: Paper, name: str, results: Iterable[StudyResult]) -> Figure:
    people: dict[int, list[StudyResult]] = defaultdict(list)
    for one in results:
        people[one.person].append(one)
    return group_figure(
        name, sections_to_cover(paper), [_latest_grades(of) for of in people.values()]
    )


def _latest_grades(results: Iterable[StudyResult]) -> Mapping[str, Grade]:
    """Return the latest grade of each entry."""
    found: dict[str, Grade] = {}
    for one in sorted(results, key=lambda result: result.at):
        found |= dict.fromkeys(one.entries.split(), Grade(one.grade))
    return found


def _asked_counts(counted: Iterable[Counted], titles: Mapping[str, str]) -> list[AskedCount]:
    named = ((titles.get(one.what, one.what), one) for one in counted)
    return [AskedCount(shorten(name, _LONGEST), one.people) for name, one in named]


def _every_week(weekly: Iterable[Weekly], start: datetime) -> list[Week]:
    """Return every week of the span, also those without a question."""
    found = {one.week: one for one in weekly}
    return [
        Week(
            (start + timedelta(weeks=number)).date(),
            found[number].people if number in found else 0,
        )
        for number in range(WEEKS)
    ]


def _monday(moment: datetime) -> datetime:
    return moment - timedelta(days=moment.weekday())
