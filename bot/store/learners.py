"""How people review: what they have set, and when they are next reminded."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from bot.store.putting import put_into
from bot.store.tables import LEARNERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

NEW_PER_DAY: Final = 10
UTC_ZONE: Final = "UTC"


@dataclass(frozen=True, slots=True)
class Learner:
    """One person's settings; `remind_at` is a local time such as "18:30", or empty.

    `missed` says whether missed questions enter their review. `used` is the last review, or when
    the reminder was set; `next` is when it is to be looked at.
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


async def find(connection: AsyncConnection, person: int, *, lock: bool = False) -> Learner | None:
    """The settings of a person, or None; with `lock` nobody else changes them meanwhile."""
    chosen = select(*_COLUMNS).where(LEARNERS.c.person == person)
    row = (await connection.execute(chosen.with_for_update() if lock else chosen)).one_or_none()
    return Learner(*row) if row else None


async def put(connection: AsyncConnection, learner: Learner) -> None:
    """Keep a person's settings as they are now."""
    values = asdict(learner)
    made = put_into(connection, LEARNERS).values(**values)
    del values["person"]
    await connection.execute(made.on_conflict_do_update(index_elements=["person"], set_=values))


async def collecting(connection: AsyncConnection, people: Iterable[int]) -> frozenset[int]:
    """Those of `people` who let what they miss enter their review."""
    chosen = select(LEARNERS.c.person).where(
        LEARNERS.c.person.in_(list(people)), LEARNERS.c.missed.is_(True)
    )
    return frozenset(await connection.scalars(chosen))


async def due(connection: AsyncConnection, now: datetime, most: int) -> tuple[int, ...]:
    """The people whose reminder is to be looked at now, the longest waiting first."""
    chosen = (
        select(LEARNERS.c.person)
        .where(LEARNERS.c.next <= now)
        .order_by(LEARNERS.c.next, LEARNERS.c.person)
        .limit(most)
    )
    return tuple(await connection.scalars(chosen))


async def first_due(connection: AsyncConnection) -> datetime | None:
    """When the next reminder of anybody is to be looked at."""
    found: datetime | None = await connection.scalar(select(func.min(LEARNERS.c.next)))
    return found
