"""Rows of decks, and of entries and cards that a guild excludes from quizzes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.storage.database import row_as, rows_as
from bot.storage.tables import DECKS, EXCLUDED, ROUNDS

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class ExcludedItem:
    """An excluded entry or card: its id and title."""

    item: str
    title: str


async def excluded_items(connection: AsyncConnection, guild: int) -> frozenset[str]:
    """Return the ids excluded in a guild."""
    chosen = select(EXCLUDED.c.item).where(EXCLUDED.c.guild == guild)
    return frozenset(await connection.scalars(chosen))


async def list_exclusions(connection: AsyncConnection, guild: int) -> tuple[ExcludedItem, ...]:
    """Return what a guild excludes, the latest exclusion first."""
    chosen = (
        select(EXCLUDED.c.item, EXCLUDED.c.title)
        .where(EXCLUDED.c.guild == guild)
        .order_by(EXCLUDED.c.at.desc(), EXCLUDED.c.item)
    )
    return rows_as(ExcludedItem, await connection.execute(chosen))


async def add_exclusion(
    connection: AsyncConnection, guild: int, one: ExcludedItem, author: int, at: datetime
) -> bool:
    """Exclude an item; return False if it was excluded already. The guild must be locked."""
    if one.item in await excluded_items(connection, guild):
        return False
    await connection.execute(
        insert(EXCLUDED).values(guild=guild, item=one.item, title=one.title, author=author, at=at)
    )
    return True


async def remove_exclusion(
    connection: AsyncConnection, guild: int, item: str
) -> ExcludedItem | None:
    """Remove an exclusion and return it, or None if there was none."""
    gone = (
        delete(EXCLUDED)
        .where(EXCLUDED.c.guild == guild, EXCLUDED.c.item == item)
        .returning(EXCLUDED.c.item, EXCLUDED.c.title)
    )
    row = (await connection.execute(gone)).one_or_none()
    return row_as(ExcludedItem, row) if row else None


async def recent_plans(connection: AsyncConnection, guild: int, most: int) -> tuple[str, ...]:
    """Return the plans of a guild's last rounds, whose questions somebody may want to exclude."""
    chosen = (
        select(ROUNDS.c.plan)
        .where(ROUNDS.c.guild == guild)
        .order_by(ROUNDS.c.id.desc())
        .limit(most)
    )
    return tuple(await connection.scalars(chosen))


@dataclass(frozen=True, slots=True)
class StoredDeck:
    """A deck; `cards` is a JSON list of `size` cards; `author` and `at` are of its last change."""

    guild: int
    deck: str
    title: str
    cards: str
    size: int
    author: int
    at: datetime


async def put(connection: AsyncConnection, deck: StoredDeck) -> None:
    """Store a deck, replacing one of the same id; the guild must be locked."""
    values = asdict(deck)
    key = (DECKS.c.guild == deck.guild) & (DECKS.c.deck == deck.deck)
    changed = await connection.execute(update(DECKS).where(key).values(**values))
    if not changed.rowcount:
        await connection.execute(insert(DECKS).values(**values))


async def find(connection: AsyncConnection, guild: int, deck: str) -> StoredDeck | None:
    """Return the guild's deck of this id, or None."""
    chosen = select(DECKS).where(DECKS.c.guild == guild, DECKS.c.deck == deck)
    row = (await connection.execute(chosen)).one_or_none()
    return row_as(StoredDeck, row) if row else None


async def named(connection: AsyncConnection, guild: int) -> dict[str, str]:
    """Return the titles of a guild's decks by id, ordered by title."""
    chosen = (
        select(DECKS.c.deck, DECKS.c.title)
        .where(DECKS.c.guild == guild)
        .order_by(DECKS.c.title, DECKS.c.deck)
    )
    return {row.deck: row.title for row in await connection.execute(chosen)}


async def sizes(connection: AsyncConnection, guild: int) -> dict[str, int]:
    """Return the number of cards of a guild's decks, by id."""
    chosen = select(DECKS.c.deck, DECKS.c.size).where(DECKS.c.guild == guild)
    return {row.deck: row.size for row in await connection.execute(chosen)}


async def remove(connection: AsyncConnection, guild: int, deck: str) -> bool:
    """Delete a deck; return False if there was none."""
    gone = await connection.execute(
        delete(DECKS).where(DECKS.c.guild == guild, DECKS.c.deck == deck)
    )
    return bool(gone.rowcount)
