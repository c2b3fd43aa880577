"""Every change of knowledge and settings, and what the audit channel has yet to see of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from bot.store.tables import AUDIT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Audited:
    """One change: who made it, when, and in words what it was.

    `trouble` says why it could not be posted in the audit channel, if it could not.
    """

    id: int
    guild: int
    at: datetime
    actor: int
    action: str
    entry: str
    detail: str
    posted: bool
    trouble: str


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


async def unposted(
    connection: AsyncConnection, most: int = 100, after: int = 0
) -> tuple[Audited, ...]:
    """What has yet to be posted, of ids over `after`, oldest first."""
    chosen = select(AUDIT).where(AUDIT.c.posted.is_(False), AUDIT.c.id > after)
    found = await connection.execute(chosen.order_by(AUDIT.c.id).limit(most))
    return tuple(Audited(*row) for row in found)


async def mark_posted(connection: AsyncConnection, ids: Iterable[int], trouble: str = "") -> None:
    """Note that the channel is done with these, or why it never will be."""
    chosen = update(AUDIT).where(AUDIT.c.id.in_(list(ids)))
    await connection.execute(chosen.values(posted=True, trouble=trouble))


async def troubled(connection: AsyncConnection, guild: int) -> tuple[int, str]:
    """How many of a server's changes could not be posted since the last that was, and why not."""
    here = (AUDIT.c.guild == guild) & AUDIT.c.posted.is_(True)
    last = select(func.coalesce(func.max(AUDIT.c.id), 0)).where(here, AUDIT.c.trouble == "")
    chosen = select(AUDIT.c.trouble).where(here, AUDIT.c.id > last.scalar_subquery())
    found = list((await connection.execute(chosen.order_by(AUDIT.c.id))).scalars())
    return len(found), found[-1] if found else ""


async def last(connection: AsyncConnection, guild: int, most: int) -> tuple[Audited, ...]:
    """A server's latest changes, newest first."""
    chosen = select(AUDIT).where(AUDIT.c.guild == guild).order_by(AUDIT.c.id.desc()).limit(most)
    return tuple(Audited(*row) for row in await connection.execute(chosen))
