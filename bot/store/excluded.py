"""Entries and cards that a server does not want to be asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.store.tables import EXCLUDED

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


async def items(connection: AsyncConnection, guild: int) -> frozenset[str]:
    """The ids of what is not asked about in a server."""
    chosen = select(EXCLUDED.c.item).where(EXCLUDED.c.guild == guild)
    return frozenset(await connection.scalars(chosen))
