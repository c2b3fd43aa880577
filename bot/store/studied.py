"""What people got right and wrong about each entry, and what was asked: counted for reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import BigInteger, Integer, and_, cast, func, select, type_coerce

from bot.store.tables import QUESTIONS, REVIEW_LOG, SCORES

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

_AGAIN: Final = 1
_GOOD: Final = 3
_WEEK: Final = 7 * 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """How somebody did on a card: `grade` as in the review; 1 or 3 where it was a quiz."""

    person: int
    entries: str
    grade: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """Where and when questions were asked: from `start` to before `end`."""

    guild: int
    start: datetime
    end: datetime

    @property
    def questions(self) -> ColumnElement[bool]:
        """The condition under which a logged question is one of these."""
        at = QUESTIONS.c.at
        return and_(QUESTIONS.c.guild == self.guild, at >= self.start, at < self.end)


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something was asked, and by how many different people."""

    what: str
    times: int
    people: int


@dataclass(frozen=True, slots=True)
class Misses:
    """Of the answers to a section's questions, how many were wrong, and of how many people."""

    section: str
    missed: int
    answered: int
    people: int


@dataclass(frozen=True, slots=True)
class Weekly:
    """How often in the week of that number since `start`, and by how many different people."""

    week: int
    times: int
    people: int


async def in_quizzes(
    connection: AsyncConnection,
    guild: int | None,
    *,
    person: int | None = None,
    before: datetime | None = None,
) -> tuple[Result, ...]:
    """The quiz answers in a server, or in all, of one person or of all, in the order of time."""
    grade = cast(SCORES.c.correct, Integer) * (_GOOD - _AGAIN) + _AGAIN
    chosen = select(SCORES.c.person, SCORES.c.entries, grade, SCORES.c.at).order_by(
        SCORES.c.at, SCORES.c.question
    )
    if guild is not None:
        chosen = chosen.where(SCORES.c.guild == guild)
    if person is not None:
        chosen = chosen.where(SCORES.c.person == person)
    if before is not None:
        chosen = chosen.where(SCORES.c.at < before)
    return tuple(Result(*row) for row in await connection.execute(chosen))


async def in_reviews(
    connection: AsyncConnection, person: int, guild: int | None
) -> tuple[Result, ...]:
    """A person's grades of a server's cards, or of all, in the order of time."""
    chosen = (
        select(REVIEW_LOG.c.person, REVIEW_LOG.c.entries, REVIEW_LOG.c.grade, REVIEW_LOG.c.at)
        .where(REVIEW_LOG.c.person == person)
        .order_by(REVIEW_LOG.c.at, REVIEW_LOG.c.id)
    )
    if guild is not None:
        chosen = chosen.where(REVIEW_LOG.c.guild == guild)
    return tuple(Result(*row) for row in await connection.execute(chosen))


# Who has deleted their data is asked about no more: their questions stay, without a name.
_PEOPLE: Final = func.count(func.nullif(QUESTIONS.c.asker, "").distinct())


async def asked_about(
    connection: AsyncConnection, asked: Asked, fewest: int
) -> tuple[Counted, ...]:
    """The entries from which at least `fewest` people were answered."""
    return await _counted(connection, asked, "entry", "answered", fewest)


async def asked_as(
    connection: AsyncConnection, asked: Asked, outcome: str, fewest: int
) -> tuple[Counted, ...]:
    """The texts, small and capital letters alike, that as many people asked with that outcome."""
    return await _counted(connection, asked, "text", outcome, fewest)


async def _counted(
    connection: AsyncConnection, asked: Asked, column: str, outcome: str, fewest: int
) -> tuple[Counted, ...]:
    what = func.lower(QUESTIONS.c[column])
    chosen = (
        select(what, func.count(), _PEOPLE)
        .where(asked.questions, QUESTIONS.c.outcome == outcome, QUESTIONS.c[column] != "")
        .group_by(what)
        .having(fewest <= _PEOPLE)
        .order_by(func.count().desc(), what)
    )
    return tuple(Counted(*row) for row in await connection.execute(chosen))


async def weekly(
    connection: AsyncConnection, asked: Asked, outcome: str | None = None
) -> tuple[Weekly, ...]:
    """How much was asked in each week since the start, with one outcome or any."""
    moment = type_coerce(QUESTIONS.c.at, BigInteger)
    week = (moment - int(asked.start.timestamp()) * 1_000_000) // _WEEK
    grouped = select(week.label("week"), QUESTIONS.c.asker).where(asked.questions)
    if outcome is not None:
        grouped = grouped.where(QUESTIONS.c.outcome == outcome)
    of = grouped.subquery()
    people = func.count(func.nullif(of.c.asker, "").distinct())
    chosen = select(of.c.week, func.count(), people).group_by(of.c.week).order_by(of.c.week)
    return tuple(Weekly(*row) for row in await connection.execute(chosen))


async def misses(connection: AsyncConnection, asked: Asked) -> tuple[Misses, ...]:
    """How many quiz answers to each section's questions were wrong."""
    wrong = func.sum(1 - cast(SCORES.c.correct, Integer))
    chosen = (
        select(SCORES.c.topic, wrong, func.count(), func.count(SCORES.c.person.distinct()))
        .where(SCORES.c.guild == asked.guild, SCORES.c.at >= asked.start, SCORES.c.at < asked.end)
        .where(SCORES.c.topic != "")
        .group_by(SCORES.c.topic)
        .order_by(SCORES.c.topic)
    )
    found = await connection.execute(chosen)
    return tuple(Misses(topic, int(w), answered, people) for topic, w, answered, people in found)
