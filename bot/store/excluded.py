"""Entries and cards that a server does not want to be asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.store.tables import EXCLUDED, ROUNDS

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Excluded:
    """The id of an entry or of a card, and what it is called."""

    item: str
    title: str


async def items(connection: AsyncConnection, guild: int) -> frozenset[str]:
    """The ids of what is not asked about in a server."""
    chosen = select(EXCLUDED.c.item).where(EXCLUDED.c.guild == guild)
    return frozenset(await connection.scalars(chosen))


async def listed(connection: AsyncConnection, guild: int) -> tuple[Excluded, ...]:
    """What is not asked about in a server, the last excluded first."""
    chosen = (
        select(EXCLUDED.c.item, EXCLUDED.c.title)
        .where(EXCLUDED.c.guild == guild)
        .order_by(EXCLUDED.c.at.desc(), EXCLUDED.c.item)
    )
    return tuple(Excluded(*row) for row in await connection.execute(chosen))


async def add(
    connection: AsyncConnection, guild: int, one: Excluded, author: int, at: datetime
) -> bool:
    """Exclude something; False where it is excluded already. The server must be locked."""
    if one.item in await items(connection, guild):
        return False
    await connection.execute(
        insert(EXCLUDED).values(guild=guild, item=one.item, title=one.title, author=author, at=at)
    )
    return True


async def remove(connection: AsyncConnection, guild: int, item: str) -> Excluded | None:
    """Ask about it again; what it was, or None where it was not excluded."""
    gone = (
        delete(EXCLUDED)
        .where(EXCLUDED.c.guild == guild, EXCLUDED.c.item == item)
        .returning(EXCLUDED.c.item, EXCLUDED.c.title)
    )
    row = (await connection.execute(gone)).one_or_none()
    return Excluded(*row) if row else None


async def recent_plans(connection: AsyncConnection, guild: int, most: int) -> tuple[str, ...]:
    """The plans of a server's last rounds, whose questions somebody may want to exclude."""
    chosen = (
        select(ROUNDS.c.plan)
        .where(ROUNDS.c.guild == guild)
        .order_by(ROUNDS.c.id.desc())
        .limit(most)
    )
    return tuple(await connection.scalars(chosen))
