"""Which servers pause answers now, read from the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.curation.guild_settings import read_settings
from bot.storage import guild_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


async def paused(
    connection: AsyncConnection, servers: Iterable[int], now: datetime
) -> frozenset[int]:
    """Return those of the guilds in which answers are paused at `now`."""
    return frozenset([one for one in set(servers) if await is_paused(connection, one, now)])


async def is_paused(connection: AsyncConnection, guild: int, now: datetime) -> bool:
    """Return whether answers are paused in a guild at `now`; true for unreadable settings."""
    row = await guild_rows.find(connection, guild)
    try:
        return row is not None and read_settings(row.settings).is_paused(now)
    except ValueError:
        # Unreadable settings may say that an exam is on.
        return True
