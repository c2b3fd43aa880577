"""Every change of knowledge and settings, and what the audit channel has yet to see of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from bot.store.tables import AUDIT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Audited:
    """One change: who made it, when, and in words what it was."""

    id: int
    guild: int
    at: datetime
    actor: int
    action: str
    entry: str
    detail: str
    posted: bool


async def record(
    connection: AsyncConnection,
    *,
    guild: int,
    at: datetime,
    actor: int,
    action: str,
    entry: str = "",
    detail: str = "",
) -> int:
    """Add a change, in the transaction that makes it; its id."""
    made = (
        insert(AUDIT)
        .values(guild=guild, at=at, actor=actor, action=action, entry=entry, detail=detail)
        .returning(AUDIT.c.id)
    )
    return int((await connection.execute(made)).scalar_one())


async def unposted(connection: AsyncConnection, most: int = 100) -> tuple[Audited, ...]:
    """What has yet to be posted, oldest first."""
    chosen = select(AUDIT).where(AUDIT.c.posted.is_(False)).order_by(AUDIT.c.id).limit(most)
    return tuple(Audited(*row) for row in await connection.execute(chosen))


async def mark_posted(connection: AsyncConnection, ids: Iterable[int]) -> None:
    """Note that the channel is done with these."""
    await connection.execute(update(AUDIT).where(AUDIT.c.id.in_(list(ids))).values(posted=True))


async def last(connection: AsyncConnection, guild: int, most: int) -> tuple[Audited, ...]:
    """A server's latest changes, newest first."""
    chosen = select(AUDIT).where(AUDIT.c.guild == guild).order_by(AUDIT.c.id.desc()).limit(most)
    return tuple(Audited(*row) for row in await connection.execute(chosen))
