"""Rows of payloads that wait for another press, such as drafts; kept for 30 days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, select, update

from bot.storage.database import row_as
from bot.storage.tables import DRAFTS

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


OPEN: Final = "open"

PUBLISHED: Final = "published"

DISCARDED: Final = "discarded"

_KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft; `payload` is JSON, `state` open, published or discarded."""

    id: str
    guild: int
    author: int
    payload: str
    at: datetime
    state: str = OPEN


async def save(connection: AsyncConnection, draft: StoredDraft) -> None:
    """Store a new draft or the new version of an open one; delete drafts over 30 days old."""
    values = {"payload": draft.payload, "at": draft.at}
    changed = await connection.execute(
        update(DRAFTS).where(DRAFTS.c.id == draft.id, DRAFTS.c.state == OPEN).values(**values)
    )
    if not changed.rowcount:
        await connection.execute(
            insert(DRAFTS).values(
                id=draft.id, guild=draft.guild, author=draft.author, state=draft.state, **values
            )
        )
    await connection.execute(delete(DRAFTS).where(DRAFTS.c.at < draft.at - _KEPT))


async def find(
    connection: AsyncConnection, draft: str, *, lock: bool = False
) -> StoredDraft | None:
    """Return the draft of this id, or None; `lock` locks its row until the transaction ends."""
    chosen = select(DRAFTS).where(DRAFTS.c.id == draft)
    found = await connection.execute(chosen.with_for_update() if lock else chosen)
    row = found.one_or_none()
    return row_as(StoredDraft, row) if row else None


async def drop(connection: AsyncConnection, draft: str) -> None:
    """Delete a draft, whatever its state."""
    await connection.execute(delete(DRAFTS).where(DRAFTS.c.id == draft))


async def close(connection: AsyncConnection, draft: str, state: str) -> bool:
    """Set the state of an open draft; return False if it was not open."""
    ended = await connection.execute(
        update(DRAFTS).where(DRAFTS.c.id == draft, DRAFTS.c.state == OPEN).values(state=state)
    )
    return bool(ended.rowcount)
