"""What was asked in a server, for as long as the server keeps it, and under no person's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, select, update

from bot.store.tables import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

NOT_COVERED: Final = "not covered"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its outcome and the first entry shown; `asker` is a name for counting only."""

    guild: int
    at: datetime
    text: str
    outcome: str
    entry: str
    asker: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was not covered; `settled` says that a curator set it aside."""

    id: int
    at: datetime
    text: str
    asker: str
    settled: bool


async def add(connection: AsyncConnection, asked: Iterable[Asked]) -> None:
    """Keep questions."""
    rows = [{name: getattr(one, name) for name in Asked.__slots__} for one in asked]
    if rows:
        await connection.execute(insert(QUESTIONS), rows)


async def not_covered(
    connection: AsyncConnection, guild: int, start: datetime, most: int
) -> tuple[Unanswered, ...]:
    """The newest `most` questions since `start` that were not covered."""
    chosen = (
        select(*(QUESTIONS.c[name] for name in Unanswered.__slots__))
        .where(
            QUESTIONS.c.guild == guild,
            QUESTIONS.c.at >= start,
            QUESTIONS.c.outcome == NOT_COVERED,
        )
        .order_by(QUESTIONS.c.id.desc())
        .limit(most)
    )
    return tuple(Unanswered(*row) for row in await connection.execute(chosen))


async def settle(connection: AsyncConnection, guild: int, ids: Iterable[int]) -> None:
    """Set questions aside: they are no gaps."""
    await connection.execute(
        update(QUESTIONS)
        .where(QUESTIONS.c.guild == guild, QUESTIONS.c.id.in_(list(ids)))
        .values(settled=True)
    )


async def servers(connection: AsyncConnection) -> tuple[int, ...]:
    """The servers of which questions are kept."""
    chosen = select(QUESTIONS.c.guild).distinct().order_by(QUESTIONS.c.guild)
    return tuple((await connection.execute(chosen)).scalars())


async def forget_before(connection: AsyncConnection, guild: int, moment: datetime) -> int:
    """Drop what is older than `moment`; how many."""
    gone = await connection.execute(
        delete(QUESTIONS).where(QUESTIONS.c.guild == guild, QUESTIONS.c.at < moment)
    )
    return gone.rowcount
