"""What was asked in a server, for as long as the server keeps it, and under no person's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.store.tables import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its outcome and the first entry shown; `asker` is a name for counting only."""

    guild: int
    at: datetime
    text: str
    outcome: str
    entry: str
    asker: str


async def add(connection: AsyncConnection, asked: Iterable[Asked]) -> None:
    """Keep questions."""
    rows = [{name: getattr(one, name) for name in Asked.__slots__} for one in asked]
    if rows:
        await connection.execute(insert(QUESTIONS), rows)


async def since(
    connection: AsyncConnection, guild: int, start: datetime, outcome: str | None = None
) -> tuple[Asked, ...]:
    """The questions of a server from `start` on, those of one `outcome` where it is given."""
    columns = [QUESTIONS.c[name] for name in Asked.__slots__]
    chosen = select(*columns).where(QUESTIONS.c.guild == guild, QUESTIONS.c.at >= start)
    if outcome is not None:
        chosen = chosen.where(QUESTIONS.c.outcome == outcome)
    return tuple(Asked(*row) for row in await connection.execute(chosen.order_by(QUESTIONS.c.id)))


async def forget_before(connection: AsyncConnection, guild: int, moment: datetime) -> int:
    """Drop what is older than `moment`; how many."""
    gone = await connection.execute(
        delete(QUESTIONS).where(QUESTIONS.c.guild == guild, QUESTIONS.c.at < moment)
    )
    return gone.rowcount
