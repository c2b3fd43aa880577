"""Rows of reviews, grades, and learners' settings."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update

from bot.storage.database import put_into, row_as, rows_as
from bot.storage.tables import LEARNERS, REVIEW_LOG, REVIEWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


# A card that was known for days and is due again; see Stage in bot/review/scheduler.py.
_IN_REVIEW: Final = 2

# Rows per statement: binding more would hold up the event loop.
_PIECE: Final = 100


@dataclass(frozen=True, slots=True)
class StoredReview:
    """One person's review of one card; `guild` is 0 for the paper alone.

    `payload` and `state` are JSON. `version` counts the grades, `begun` is the first of them.
    """

    id: int
    person: int
    guild: int
    card: str
    payload: str
    entries: str
    state: str
    due: datetime
    stage: int
    begun: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The columns of a review that decide what is shown next; a `new` one never had a grade."""

    id: int
    guild: int
    card: str
    entries: str
    new: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """One grade, 1 to 4; `stage` is the card's stage before it."""

    person: int
    guild: int
    card: str
    entries: str
    grade: int
    stage: int
    at: datetime


async def ids_of(
    connection: AsyncConnection, person: int, guild: int, cards: Iterable[str]
) -> dict[str, int]:
    """Return the ids of a person's reviews of these cards, by card."""
    wanted, found = list(cards), dict[str, int]()
    for start in range(0, len(wanted), _PIECE):
        chosen = select(REVIEWS.c.card, REVIEWS.c.id).where(
            REVIEWS.c.person == person,
            REVIEWS.c.guild == guild,
            REVIEWS.c.card.in_(wanted[start : start + _PIECE]),
        )
        found |= {row.card: row.id for row in await connection.execute(chosen)}
    return found


async def add(connection: AsyncConnection, made: Sequence[StoredReview]) -> None:
    """Store new reviews, which get ids here; a card that exists stays as it is."""
    put = put_into(connection, REVIEWS)
    names = [name for name in StoredReview.__slots__ if name != "id"]
    for start in range(0, len(made), _PIECE):
        rows = [{n: getattr(one, n) for n in names} for one in made[start : start + _PIECE]]
        await connection.execute(put.on_conflict_do_nothing(), rows)


async def change(connection: AsyncConnection, review: int, **values: object) -> None:
    """Change columns of a review, which must be locked or not shared."""
    await connection.execute(update(REVIEWS).where(REVIEWS.c.id == review).values(**values))


async def find(
    connection: AsyncConnection, person: int, review: int, *, lock: bool = False
) -> StoredReview | None:
    """Return the person's review of this id, or None; `lock` locks its row."""
    chosen = select(REVIEWS).where(REVIEWS.c.id == review, REVIEWS.c.person == person)
    row = (await connection.execute(chosen.with_for_update() if lock else chosen)).one_or_none()
    return row_as(StoredReview, row) if row else None


async def drop(connection: AsyncConnection, person: int, review: int) -> bool:
    """Remove a card from a person's review, but not its grades; return False if it was not in."""
    gone = await connection.execute(
        delete(REVIEWS).where(REVIEWS.c.id == review, REVIEWS.c.person == person)
    )
    return bool(gone.rowcount)


async def count(connection: AsyncConnection, person: int) -> int:
    """Return how many cards a person has in review."""
    chosen = select(func.count()).where(REVIEWS.c.person == person)
    return int(await connection.scalar(chosen) or 0)


async def waiting(
    connection: AsyncConnection, person: int, guild: int | None, now: datetime
) -> tuple[Waiting, ...]:
    """Return the reviews of one guild, or of all, that are due or new.

    Known cards come first, the most urgent at the head: those in learning steps, then the longest
    overdue.
    """
    new = REVIEWS.c.begun.is_(None)
    chosen = (
        select(REVIEWS.c.id, REVIEWS.c.guild, REVIEWS.c.card, REVIEWS.c.entries, new.label("new"))
        .where(_of(person, guild), REVIEWS.c.due <= now)
        .order_by(new, REVIEWS.c.stage == _IN_REVIEW, REVIEWS.c.due, REVIEWS.c.id)
    )
    return rows_as(Waiting, await connection.execute(chosen))


async def states_of(connection: AsyncConnection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the states of reviews, by id."""
    found = dict[int, str]()
    for start in range(0, len(numbers), _PIECE):
        wanted = REVIEWS.c.id.in_(numbers[start : start + _PIECE])
        rows = await connection.execute(select(REVIEWS.c.id, REVIEWS.c.state).where(wanted))
        found |= {row.id: row.state for row in rows}
    return found


async def begun_since(connection: AsyncConnection, person: int, moment: datetime) -> int:
    """Return how many cards a person began since `moment`, in all guilds."""
    chosen = select(func.count()).where(REVIEWS.c.person == person, REVIEWS.c.begun >= moment)
    return int(await connection.scalar(chosen) or 0)


async def next_due(
    connection: AsyncConnection, person: int, guild: int | None, now: datetime
) -> datetime | None:
    """Return when the next known card is due after `now`, or None."""
    found: datetime | None = await connection.scalar(
        select(func.min(REVIEWS.c.due)).where(
            _of(person, guild), REVIEWS.c.begun.is_not(None), REVIEWS.c.due > now
        )
    )
    return found


async def states(connection: AsyncConnection, person: int, guild: int | None) -> list[str]:
    """Return the states of a person's cards, of one guild or of all."""
    return list(await connection.scalars(select(REVIEWS.c.state).where(_of(person, guild))))


async def payloads(connection: AsyncConnection, person: int, guild: int) -> list[str]:
    """Return the cards (JSON) that a person reviews of one guild, in the order they were added."""
    chosen = select(REVIEWS.c.payload).where(_of(person, guild)).order_by(REVIEWS.c.id)
    return list(await connection.scalars(chosen))


async def log(connection: AsyncConnection, one: Logged) -> None:
    """Store a grade."""
    values = {name: getattr(one, name) for name in Logged.__slots__}
    await connection.execute(insert(REVIEW_LOG).values(**values))


async def logged(connection: AsyncConnection, person: int, guild: int | None) -> tuple[Logged, ...]:
    """Return a person's grades, of one guild or of all, oldest first."""
    wanted: list[ColumnElement[Any]] = [REVIEW_LOG.c.person == person]
    if guild is not None:
        wanted.append(REVIEW_LOG.c.guild == guild)
    columns = [REVIEW_LOG.c[name] for name in Logged.__slots__]
    chosen = select(*columns).where(*wanted).order_by(REVIEW_LOG.c.at, REVIEW_LOG.c.id)
    return rows_as(Logged, await connection.execute(chosen))


def _of(person: int, guild: int | None) -> ColumnElement[bool]:
    mine = REVIEWS.c.person == person
    return mine if guild is None else and_(mine, REVIEWS.c.guild == guild)


NEW_PER_DAY: Final = 10

UTC_ZONE: Final = "UTC"


@dataclass(frozen=True, slots=True)
class Learner:
    """One person's review settings; `remind_at` is a local time such as "18:30", or empty.

    `missed` says whether missed quiz questions are added to their review. `used` is the time of the
    last review, or when the reminder was set; `next` is when the reminder is due.
    """

    person: int
    used: datetime
    missed: bool = False
    new_per_day: int = NEW_PER_DAY
    zone: str = UTC_ZONE
    remind_at: str = ""
    sent: datetime | None = None
    next: datetime | None = None


_COLUMNS: Final = tuple(LEARNERS.c[name] for name in Learner.__slots__)


async def find_learner(
    connection: AsyncConnection, person: int, *, lock: bool = False
) -> Learner | None:
    """Return a person's settings, or None; `lock` locks their row."""
    chosen = select(*_COLUMNS).where(LEARNERS.c.person == person)
    row = (await connection.execute(chosen.with_for_update() if lock else chosen)).one_or_none()
    return row_as(Learner, row) if row else None


async def put_learner(connection: AsyncConnection, learner: Learner) -> None:
    """Store a person's settings."""
    values = asdict(learner)
    made = put_into(connection, LEARNERS).values(**values)
    del values["person"]
    await connection.execute(made.on_conflict_do_update(index_elements=["person"], set_=values))


async def learners_collecting(connection: AsyncConnection, people: Iterable[int]) -> frozenset[int]:
    """Return those of `people` whose missed questions are added to their review."""
    chosen = select(LEARNERS.c.person).where(
        LEARNERS.c.person.in_(list(people)), LEARNERS.c.missed.is_(True)
    )
    return frozenset(await connection.scalars(chosen))


async def learners_due(connection: AsyncConnection, now: datetime, most: int) -> tuple[int, ...]:
    """Return up to `most` people whose reminder is due, the longest waiting first."""
    chosen = (
        select(LEARNERS.c.person)
        .where(LEARNERS.c.next <= now)
        .order_by(LEARNERS.c.next, LEARNERS.c.person)
        .limit(most)
    )
    return tuple(await connection.scalars(chosen))


async def first_learner_due(connection: AsyncConnection) -> datetime | None:
    """Return when anybody's next reminder is due, or None."""
    found: datetime | None = await connection.scalar(select(func.min(LEARNERS.c.next)))
    return found
