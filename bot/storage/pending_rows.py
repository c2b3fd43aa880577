"""Rows of payloads that wait for another press, such as drafts; kept for 30 days.

A row's name comes out of a button's or a form's id, and proves nothing. So no statement here finds
a row by its name alone: its server, its author and its sort must be right as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from bot.storage.database import row_as
from bot.storage.tables import DRAFTS

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


OPEN: Final = "open"

PUBLISHED: Final = "published"

DISCARDED: Final = "discarded"

# Rows that an earlier version of the bot has written have no sort.
_ANY_SORT: Final = ""

_KEPT: Final = timedelta(days=30)


class PendingKey(NamedTuple):
    """What finds a row: its server, its author, what sort of payload it has, and its name."""

    guild: int
    author: int
    sort: str
    name: str

    @property
    def found(self) -> ColumnElement[bool]:
        """The condition for its row."""
        return and_(
            DRAFTS.c.id == self.name,
            DRAFTS.c.guild == self.guild,
            DRAFTS.c.author == self.author,
            DRAFTS.c.sort.in_((self.sort, _ANY_SORT)),
        )


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft; `payload` is JSON, `state` open, published or discarded."""

    id: str
    guild: int
    author: int
    sort: str
    payload: str
    at: datetime
    state: str


async def save(connection: AsyncConnection, key: PendingKey, payload: str, at: datetime) -> bool:
    """Store a new payload or the new version of an open one; delete those over 30 days old.

    Return False, and change nothing, if another's or a closed one has that name.
    """
    saved = await connection.execute(
        update(DRAFTS).where(key.found, DRAFTS.c.state == OPEN).values(payload=payload, at=at)
    )
    if not saved.rowcount:
        known = await connection.execute(select(DRAFTS.c.id).where(DRAFTS.c.id == key.name))
        if known.one_or_none() is not None:
            return False
        guild, author, sort, name = key
        row = {"id": name, "guild": guild, "author": author, "sort": sort, "state": OPEN}
        await connection.execute(insert(DRAFTS).values(payload=payload, at=at, **row))
    await connection.execute(delete(DRAFTS).where(DRAFTS.c.at < at - _KEPT))
    return True


async def find(
    connection: AsyncConnection, key: PendingKey, *, lock: bool = False
) -> StoredDraft | None:
    """Return the draft, or None; `lock` locks its row until the transaction ends."""
    chosen = select(DRAFTS).where(key.found)
    found = await connection.execute(chosen.with_for_update() if lock else chosen)
    row = found.one_or_none()
    return row_as(StoredDraft, row) if row else None


async def drop(connection: AsyncConnection, key: PendingKey) -> bool:
    """Delete a draft, whatever its state; return False if there is none."""
    return bool((await connection.execute(delete(DRAFTS).where(key.found))).rowcount)


async def close(connection: AsyncConnection, key: PendingKey, state: str) -> bool:
    """Set the state of an open draft; return False if it was not open."""
    ended = await connection.execute(
        update(DRAFTS).where(key.found, DRAFTS.c.state == OPEN).values(state=state)
    )
    return bool(ended.rowcount)
