"""Decks of cards that a server's curators have written."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.store.tables import DECKS

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class StoredDeck:
    """A deck; `cards` is a list of `size` in JSON, `author` and `at` tell of its last change."""

    guild: int
    deck: str
    title: str
    cards: str
    size: int
    author: int
    at: datetime


async def put(connection: AsyncConnection, deck: StoredDeck) -> None:
    """Keep a deck, in the place of one of the same id; the server must be locked."""
    values = asdict(deck)
    key = (DECKS.c.guild == deck.guild) & (DECKS.c.deck == deck.deck)
    changed = await connection.execute(update(DECKS).where(key).values(**values))
    if not changed.rowcount:
        await connection.execute(insert(DECKS).values(**values))


async def find(connection: AsyncConnection, guild: int, deck: str) -> StoredDeck | None:
    """The server's deck of this id, or None."""
    chosen = select(DECKS).where(DECKS.c.guild == guild, DECKS.c.deck == deck)
    row = (await connection.execute(chosen)).one_or_none()
    return StoredDeck(*row) if row else None


async def named(connection: AsyncConnection, guild: int) -> dict[str, str]:
    """The titles of a server's decks by their ids, in the order of the titles."""
    chosen = (
        select(DECKS.c.deck, DECKS.c.title)
        .where(DECKS.c.guild == guild)
        .order_by(DECKS.c.title, DECKS.c.deck)
    )
    return {row.deck: row.title for row in await connection.execute(chosen)}


async def sizes(connection: AsyncConnection, guild: int) -> dict[str, int]:
    """How many cards a server's decks have, by their ids."""
    chosen = select(DECKS.c.deck, DECKS.c.size).where(DECKS.c.guild == guild)
    return {row.deck: row.size for row in await connection.execute(chosen)}


async def remove(connection: AsyncConnection, guild: int, deck: str) -> bool:
    """Drop a deck; False where there was none."""
    gone = await connection.execute(
        delete(DECKS).where(DECKS.c.guild == guild, DECKS.c.deck == deck)
    )
    return bool(gone.rowcount)
