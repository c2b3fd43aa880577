"""What people are to learn: what came of their suggestion or of the gap that they reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, update

from bot.store.people import NOBODY
from bot.store.tables import NOTICES

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

# Stands for the server where the bot itself has something to tell.
NO_SERVER: Final = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """A text for a person, delivered or not."""

    id: int
    guild: int
    person: int
    text: str
    at: datetime
    delivered: bool


async def add(
    connection: AsyncConnection, *, guild: int, person: int, text: str, at: datetime
) -> int:
    """Keep a notice until it is delivered; its id, or 0 where nobody is left to be told."""
    if person <= NOBODY:
        return 0
    made = insert(NOTICES).values(guild=guild, person=person, text=text, at=at)
    return int((await connection.execute(made.returning(NOTICES.c.id))).scalar_one())


async def waiting_for(connection: AsyncConnection, person: int) -> tuple[Notice, ...]:
    """What a person has yet to learn, oldest first."""
    chosen = (
        select(NOTICES)
        .where(NOTICES.c.person == person, NOTICES.c.delivered.is_(False))
        .order_by(NOTICES.c.id)
    )
    return tuple(Notice(*row) for row in await connection.execute(chosen))


async def undelivered(connection: AsyncConnection) -> tuple[Notice, ...]:
    """What anybody has yet to learn, oldest first."""
    chosen = select(NOTICES).where(NOTICES.c.delivered.is_(False)).order_by(NOTICES.c.id)
    return tuple(Notice(*row) for row in await connection.execute(chosen))


async def people_waiting(connection: AsyncConnection) -> frozenset[int]:
    """Everybody who has yet to learn something."""
    chosen = select(NOTICES.c.person).where(NOTICES.c.delivered.is_(False)).distinct()
    return frozenset((await connection.execute(chosen)).scalars())


async def mark_delivered(connection: AsyncConnection, notice: int) -> None:
    """Note that the person has it, and keep no longer who that was and what it said."""
    done = update(NOTICES).where(NOTICES.c.id == notice)
    await connection.execute(done.values(delivered=True, person=0, text=""))
