"""What was asked in a server, for as long as the server keeps it, and under no person's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    BigInteger,
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
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection


NOT_COVERED: Final = "not covered"


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question, its outcome and the first entry shown; `asker` is a name for counting only."""

    guild: int
    at: datetime
    text: str
    outcome: str
    entry: str
    asker: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was not covered; `settled` says that a curator set it aside."""

    id: int
    at: datetime
    text: str
    asker: str
    settled: bool


async def add(connection: AsyncConnection, asked: Iterable[StoredQuestion]) -> None:
    """Keep questions."""
    rows = [{name: getattr(one, name) for name in StoredQuestion.__slots__} for one in asked]
    if rows:
        await connection.execute(insert(QUESTIONS), rows)


async def not_covered(
    connection: AsyncConnection, guild: int, start: datetime, most: int
) -> tuple[Unanswered, ...]:
    """The newest `most` questions since `start` that were not covered."""
    chosen = (
        select(*(QUESTIONS.c[name] for name in Unanswered.__slots__))
        .where(
            QUESTIONS.c.guild == guild,
            QUESTIONS.c.at >= start,
            QUESTIONS.c.outcome == NOT_COVERED,
        )
        .order_by(QUESTIONS.c.id.desc())
        .limit(most)
    )
    return rows_as(Unanswered, await connection.execute(chosen))


async def settle(connection: AsyncConnection, guild: int, ids: Iterable[int]) -> None:
    """Set questions aside: they are no gaps."""
    await connection.execute(
        update(QUESTIONS)
        .where(QUESTIONS.c.guild == guild, QUESTIONS.c.id.in_(list(ids)))
        .values(settled=True)
    )


async def servers(connection: AsyncConnection) -> tuple[int, ...]:
    """The servers of which questions are kept."""
    chosen = select(QUESTIONS.c.guild).distinct().order_by(QUESTIONS.c.guild)
    return tuple((await connection.execute(chosen)).scalars())


async def forget_before(connection: AsyncConnection, guild: int, moment: datetime) -> int:
    """Drop what is older than `moment`; how many."""
    gone = await connection.execute(
        delete(QUESTIONS).where(QUESTIONS.c.guild == guild, QUESTIONS.c.at < moment)
    )
    return gone.rowcount


_AGAIN: Final = 1

_GOOD: Final = 3

_WEEK: Final = 7 * 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class StudyResult:
    """How somebody did on a card: `grade` as in the review; 1 or 3 where it was a quiz."""

    person: int
    entries: str
    grade: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AskedInSpan:
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
class SectionMisses:
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
) -> tuple[StudyResult, ...]:
    """The quiz answers in a server, or in all, of one person or of all, in the order of time."""
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
    """A person's grades of a server's cards, or of all, in the order of time."""
    chosen = (
        select(REVIEW_LOG.c.person, REVIEW_LOG.c.entries, REVIEW_LOG.c.grade, REVIEW_LOG.c.at)
        .where(REVIEW_LOG.c.person == person)
        .order_by(REVIEW_LOG.c.at, REVIEW_LOG.c.id)
    )
    if guild is not None:
        chosen = chosen.where(REVIEW_LOG.c.guild == guild)
    return rows_as(StudyResult, await connection.execute(chosen))


# Who has deleted their data is asked about no more: their questions stay, without a name.
_PEOPLE: Final = func.count(func.nullif(QUESTIONS.c.asker, "").distinct())


async def asked_about(
    connection: AsyncConnection, asked: AskedInSpan, fewest: int
) -> tuple[Counted, ...]:
    """The entries from which at least `fewest` people were answered."""
    return await _counted(connection, asked, "entry", "answered", fewest)


async def asked_as(
    connection: AsyncConnection, asked: AskedInSpan, outcome: str, fewest: int
) -> tuple[Counted, ...]:
    """The texts, small and capital letters alike, that as many people asked with that outcome."""
    return await _counted(connection, asked, "text", outcome, fewest)


async def _counted(
    connection: AsyncConnection, asked: AskedInSpan, column: str, outcome: str, fewest: int
) -> tuple[Counted, ...]:
    what = func.lower(QUESTIONS.c[column])
    chosen = (
        select(what.label("what"), func.count().label("times"), _PEOPLE.label("people"))
        .where(asked.questions, QUESTIONS.c.outcome == outcome, QUESTIONS.c[column] != "")
        .group_by(what)
        .having(fewest <= _PEOPLE)
        .order_by(func.count().desc(), what)
    )
    return rows_as(Counted, await connection.execute(chosen))


async def weekly(
    connection: AsyncConnection, asked: AskedInSpan, outcome: str | None = None
) -> tuple[Weekly, ...]:
    """How much was asked in each week since the start, with one outcome or any."""
    moment = type_coerce(QUESTIONS.c.at, BigInteger)
    week = (moment - int(asked.start.timestamp()) * 1_000_000) // _WEEK
    grouped = select(week.label("week"), QUESTIONS.c.asker).where(asked.questions)
    if outcome is not None:
        grouped = grouped.where(QUESTIONS.c.outcome == outcome)
    of = grouped.subquery()
    people = func.count(func.nullif(of.c.asker, "").distinct())
    chosen = (
        select(of.c.week, func.count().label("times"), people.label("people"))
        .group_by(of.c.week)
        .order_by(of.c.week)
    )
    return rows_as(Weekly, await connection.execute(chosen))


async def misses(connection: AsyncConnection, asked: AskedInSpan) -> tuple[SectionMisses, ...]:
    """How many quiz answers to each section's questions were wrong."""
    wrong = func.sum(1 - cast(SCORES.c.correct, Integer))
    chosen = (
        select(
            SCORES.c.topic,
            wrong.label("missed"),
            func.count().label("answered"),
            func.count(SCORES.c.person.distinct()).label("people"),
        )
        .where(SCORES.c.guild == asked.guild, SCORES.c.at >= asked.start, SCORES.c.at < asked.end)
        .where(SCORES.c.topic != "")
        .group_by(SCORES.c.topic)
        .order_by(SCORES.c.topic)
    )
    found = await connection.execute(chosen)
    return tuple(
        SectionMisses(row.topic, int(row.missed), row.answered, row.people) for row in found
    )
