"""What students suggest, one by one until a curator has decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, insert, select, update

from bot.store.tables import SUGGESTIONS

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

OPEN: Final = "open"
APPROVED: Final = "approved"
REJECTED: Final = "rejected"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question or statement, and where it stands in the paper, as typed.

    `author` is 0 once it is rejected.
    """

    id: int
    guild: int
    author: int
    text: str
    place: str
    at: datetime
    state: str
    decided_by: int | None
    decided_at: datetime | None
    reason: str
    entry: str
    request: str


async def add(
    connection: AsyncConnection,
    *,
    guild: int,
    author: int,
    text: str,
    place: str,
    at: datetime,
    request: str,
) -> bool:
    """Keep a suggestion; False where this very press has been kept already."""
    known = select(SUGGESTIONS.c.id).where(
        SUGGESTIONS.c.guild == guild, SUGGESTIONS.c.request == request
    )
    if (await connection.execute(known)).first():
        return False
    await connection.execute(
        insert(SUGGESTIONS).values(
            guild=guild, author=author, text=text, place=place, at=at, request=request
        )
    )
    return True


async def find(connection: AsyncConnection, guild: int, suggestion: int) -> Suggestion | None:
    """The server's suggestion of this id, or None."""
    chosen = select(SUGGESTIONS).where(SUGGESTIONS.c.guild == guild, SUGGESTIONS.c.id == suggestion)
    row = (await connection.execute(chosen)).one_or_none()
    return Suggestion(*row) if row else None


async def following(connection: AsyncConnection, guild: int, after: int = 0) -> Suggestion | None:
    """The first open suggestion after the one of id `after`, oldest first; None at the end."""
    chosen = (
        select(SUGGESTIONS)
        .where(SUGGESTIONS.c.guild == guild, SUGGESTIONS.c.state == OPEN, SUGGESTIONS.c.id > after)
        .order_by(SUGGESTIONS.c.id)
        .limit(1)
    )
    row = (await connection.execute(chosen)).one_or_none()
    return Suggestion(*row) if row else None


async def count_open(connection: AsyncConnection, guild: int, author: int | None = None) -> int:
    """How many wait for a decision; those of one `author` where it is given."""
    chosen = select(func.count()).where(SUGGESTIONS.c.guild == guild, SUGGESTIONS.c.state == OPEN)
    if author is not None:
        chosen = chosen.where(SUGGESTIONS.c.author == author)
    return int((await connection.execute(chosen)).scalar_one())


async def decide(
    connection: AsyncConnection,
    *,
    guild: int,
    suggestion: int,
    state: str,
    by: int,
    at: datetime,
    reason: str = "",
    entry: str = "",
) -> bool:
    """Approve or reject an open suggestion; False where somebody has decided before.

    Of a rejected one it is kept no longer whose it was.
    """
    values = {"state": state, "decided_by": by, "decided_at": at, "reason": reason, "entry": entry}
    if state == REJECTED:
        values["author"] = 0
    decided = await connection.execute(
        update(SUGGESTIONS)
        .where(
            SUGGESTIONS.c.guild == guild,
            SUGGESTIONS.c.id == suggestion,
            SUGGESTIONS.c.state == OPEN,
        )
        .values(**values)
    )
    return bool(decided.rowcount)
