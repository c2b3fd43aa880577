"""Rows of the question log, under pseudonyms, and the counts that reports take from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    BigInteger,
    Float,
    Integer,
    and_,
    cast,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)

from bot.storage.database import rows_as
from bot.storage.tables import QUESTIONS, REVIEW_LOG, SCORES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection


ANSWERED: Final = "answered"

NOT_COVERED: Final = "not covered"

# The paper speaks of the topic, but does not state what was asked.
NOT_STATED: Final = "not stated"

# Outcomes of questions about the paper that got no answer.
GAPS: Final = (NOT_COVERED, NOT_STATED)


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A logged question, its outcome and the first entry shown; `asker` is a pseudonym."""

    guild: int
    at: datetime
    text: str
    outcome: str
    entry: str
    asker: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that got no answer; `settled` says that a curator dismissed it."""

    id: int
    at: datetime
    text: str
    asker: str
    settled: bool


async def add(connection: AsyncConnection, asked: Iterable[StoredQuestion]) -> None:
    """Store questions."""
    rows = [{name: getattr(one, name) for name in StoredQuestion.__slots__} for one in asked]
    if rows:
        await connection.execute(insert(QUESTIONS), rows)


async def unanswered(
    connection: AsyncConnection, guild: int, start: datetime, most: int
) -> tuple[Unanswered, ...]:
    """Return the newest `most` questions since `start` that got no answer."""
    chosen = (
        select(*(QUESTIONS.c[name] for name in Unanswered.__slots__))
        .where(
            QUESTIONS.c.guild == guild,
            QUESTIONS.c.at >= start,
            QUESTIONS.c.outcome.in_(GAPS),
        )
        .order_by(QUESTIONS.c.id.desc())
        .limit(most)
    )
    return rows_as(Unanswered, await connection.execute(chosen))


async def settle(connection: AsyncConnection, guild: int, ids: Iterable[int]) -> None:
    """Dismiss questions as no gaps."""
    await connection.execute(
        update(QUESTIONS)
        .where(QUESTIONS.c.guild == guild, QUESTIONS.c.id.in_(list(ids)))
        .values(settled=True)
    )


async def guilds_with_questions(connection: AsyncConnection) -> tuple[int, ...]:
    """Return the guilds that have logged questions."""
    chosen = select(QUESTIONS.c.guild).distinct().order_by(QUESTIONS.c.guild)
    return tuple((await connection.execute(chosen)).scalars())


async def forget_before(connection: AsyncConnection, guild: int, moment: datetime) -> int:
    """Delete a guild's questions before `moment`, and return how many."""
    gone = await connection.execute(
        delete(QUESTIONS).where(QUESTIONS.c.guild == guild, QUESTIONS.c.at < moment)
    )
    return gone.rowcount


_AGAIN: Final = 1

_GOOD: Final = 3

_WEEK: Final = 7 * 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class StudyResult:
    """Somebody's result on a card; `grade` is 1 to 4 as in a review, and 1 or 3 in a quiz."""

    person: int
    entries: str
    grade: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AskedInSpan:
    """A guild and a span of time, from `start` to before `end`."""

    guild: int
    start: datetime
    end: datetime

    @property
    def questions(self) -> ColumnElement[bool]:
        """Return the condition for logged questions in this span."""
        at = QUESTIONS.c.at
        return and_(QUESTIONS.c.guild == self.guild, at >= self.start, at < self.end)


@dataclass(frozen=True, slots=True)
class Counted:
    """The number of times that something was asked, and of people who asked it."""

    what: str
    times: int
    people: int


@dataclass(frozen=True, slots=True)
class SectionMisses:
    """Quiz answers about a section: the average share that people missed, and their number."""

    section: str
    share: float
    people: int


@dataclass(frozen=True, slots=True)
class Weekly:
    """The number of questions, and of people, in week `week` since the start of the span."""

    week: int
    times: int
    people: int


async def in_quizzes(
    connection: AsyncConnection,
    guild: int | None,
    *,
    person: int | None = None,
    before: datetime | None = None,
) -> tuple[StudyResult, ...]:
    """Return quiz answers in one guild or all, of one person or all, oldest first."""
    grade = cast(SCORES.c.correct, Integer) * (_GOOD - _AGAIN) + _AGAIN
    chosen = select(SCORES.c.person, SCORES.c.entries, grade.label("grade"), SCORES.c.at).order_by(
        SCORES.c.at, SCORES.c.question
    )
    if guild is not None:
        chosen = chosen.where(SCORES.c.guild == guild)
    if person is not None:
        chosen = chosen.where(SCORES.c.person == person)
    if before is not None:
        chosen = chosen.where(SCORES.c.at < before)
    return rows_as(StudyResult, await connection.execute(chosen))


async def in_reviews(
    connection: AsyncConnection, person: int, guild: int | None
) -> tuple[StudyResult, ...]:
    """Return a person's grades of one guild's cards, or of all, oldest first."""
    chosen = (
        select(REVIEW_LOG.c.person, REVIEW_LOG.c.entries, REVIEW_LOG.c.grade, REVIEW_LOG.c.at)
        .where(REVIEW_LOG.c.person == person)
        .order_by(REVIEW_LOG.c.at, REVIEW_LOG.c.id)
    )
    if guild is not None:
        chosen = chosen.where(REVIEW_LOG.c.guild == guild)
    return rows_as(StudyResult, await connection.execute(chosen))


# People who have deleted their data are not counted: their questions stay without a pseudonym.
_PEOPLE: Final = func.count(func.nullif(QUESTIONS.c.asker, "").distinct())


async def asked_about(
    connection: AsyncConnection, asked: AskedInSpan, fewest: int
) -> tuple[Counted, ...]:
    """Return the entries that answered at least `fewest` people."""
    return await _counted(connection, asked, "entry", (ANSWERED,), fewest)


async def asked_as(
    connection: AsyncConnection, asked: AskedInSpan, outcomes: Collection[str], fewest: int
) -> tuple[Counted, ...]:
    """Return the texts that at least `fewest` people asked with any of some outcomes.

    Upper and lower case count as the same.
    """
    return await _counted(connection, asked, "text", outcomes, fewest)


async def _counted(
    connection: AsyncConnection,
    asked: AskedInSpan,
    column: str,
    outcomes: Collection[str],
    fewest: int,
) -> tuple[Counted, ...]:
    what = func.lower(QUESTIONS.c[column])
    chosen = (
        select(what.label("what"), func.count().label("times"), _PEOPLE.label("people"))
        .where(asked.questions, QUESTIONS.c.outcome.in_(outcomes), QUESTIONS.c[column] != "")
        .group_by(what)
        .having(fewest <= _PEOPLE)
        .order_by(func.count().desc(), what)
    )
    return rows_as(Counted, await connection.execute(chosen))


async def weekly(
    connection: AsyncConnection, asked: AskedInSpan, outcomes: Collection[str] | None = None
) -> tuple[Weekly, ...]:
    """Return how much was asked in each week of the span, with some outcomes or any."""
    moment = type_coerce(QUESTIONS.c.at, BigInteger)
    week = (moment - int(asked.start.timestamp()) * 1_000_000) // _WEEK
    grouped = select(week.label("week"), QUESTIONS.c.asker).where(asked.questions)
    if outcomes is not None:
        grouped = grouped.where(QUESTIONS.c.outcome.in_(outcomes))
    of = grouped.subquery()
    people = func.count(func.nullif(of.c.asker, "").distinct())
    chosen = (
        select(of.c.week, func.count().label("times"), people.label("people"))
        .group_by(of.c.week)
        .order_by(of.c.week)
    )
    return rows_as(Weekly, await connection.execute(chosen))


async def misses(connection: AsyncConnection, asked: AskedInSpan) -> tuple[SectionMisses, ...]:
    """Return the share of each section's questions that people missed, on average.

    Each person counts once, however much they answered.
    """
    wrong = func.sum(1 - cast(SCORES.c.correct, Integer))
    each = (
        select(SCORES.c.topic, (cast(wrong, Float) / func.count()).label("share"))
        .where(SCORES.c.guild == asked.guild, SCORES.c.at >= asked.start, SCORES.c.at < asked.end)
        .where(SCORES.c.topic != "")
        .group_by(SCORES.c.topic, SCORES.c.person)
        .subquery()
    )
    chosen = (
        select(each.c.topic, func.avg(each.c.share).label("share"), func.count().label("people"))
        .group_by(each.c.topic)
        .order_by(each.c.topic)
    )
    found = await connection.execute(chosen)
    return tuple(SectionMisses(row.topic, float(row.share), row.people) for row in found)
