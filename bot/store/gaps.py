"""Gaps that students reported in one press: not covered, or not what they asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, update

from bot.store.tables import GAPS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

OPEN: Final = "open"
RESOLVED: Final = "resolved"
DISMISSED: Final = "dismissed"
MISSING: Final = "missing"
MISMATCHED: Final = "mismatched"


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that found nothing, or the wrong thing; `entry` is what was shown, if any.

    `author` is 0 once it is closed.
    """

    id: int
    guild: int
    at: datetime
    text: str
    kind: str
    entry: str
    author: int
    state: str
    request: str


async def report(
    connection: AsyncConnection,
    *,
    guild: int,
    author: int,
    text: str,
    kind: str,
    entry: str,
    at: datetime,
    request: str,
) -> bool:
    """Keep a report; False where this person has reported it under this message before."""
    known = select(GAPS.c.id).where(GAPS.c.guild == guild, GAPS.c.request == request)
    if (await connection.execute(known)).first():
        return False
    await connection.execute(
        insert(GAPS).values(
            guild=guild, author=author, text=text, kind=kind, entry=entry, at=at, request=request
        )
    )
    return True


async def reported(connection: AsyncConnection, guild: int, request: str) -> Gap | None:
    """What was reported by this request, or None."""
    return await _one(connection, guild, GAPS.c.request == request)


async def find(connection: AsyncConnection, guild: int, gap: int) -> Gap | None:
    """The server's gap of this id, or None."""
    return await _one(connection, guild, GAPS.c.id == gap)


async def _one(
    connection: AsyncConnection, guild: int, condition: ColumnElement[bool]
) -> Gap | None:
    chosen = select(GAPS).where(GAPS.c.guild == guild, condition)
    row = (await connection.execute(chosen)).first()
    return Gap(*row) if row else None


async def open_in(connection: AsyncConnection, guild: int) -> tuple[Gap, ...]:
    """The open gaps of a server, oldest first."""
    chosen = select(GAPS).where(GAPS.c.guild == guild, GAPS.c.state == OPEN).order_by(GAPS.c.id)
    return tuple(Gap(*row) for row in await connection.execute(chosen))


async def close(
    connection: AsyncConnection, guild: int, ids: Iterable[int], state: str
) -> tuple[Gap, ...]:
    """Resolve or dismiss open gaps; those that were open, so that their people can be told.

    Who reported them is known from what is returned alone: it is kept no longer.
    """
    wanted = (GAPS.c.guild == guild) & (GAPS.c.state == OPEN) & GAPS.c.id.in_(list(ids))
    found = await connection.execute(select(GAPS).where(wanted).with_for_update())
    gaps = tuple(Gap(*row) for row in found)
    await connection.execute(update(GAPS).where(wanted).values(state=state, author=0))
    return gaps
