"""Rows of suggestions, reported gaps, and notices to the people who made them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, insert, select, update

from bot.storage.database import row_as, rows_as
from bot.storage.guild_rows import NOBODY
from bot.storage.tables import GAPS, NOTICES, SUGGESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection


# The guild of notices that come from the bot itself.
NO_SERVER: Final = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """A text for a person, delivered or not."""

    id: int
    guild: int
    person: int
    text: str
    at: datetime
    delivered: bool


async def add_notice(
    connection: AsyncConnection, *, guild: int, person: int, text: str, at: datetime
) -> int:
    """Store a notice until it is delivered; return its id, or 0 if the person is unknown by now."""
    if person <= NOBODY:
        return 0
    made = insert(NOTICES).values(guild=guild, person=person, text=text, at=at)
    return int((await connection.execute(made.returning(NOTICES.c.id))).scalar_one())


async def notices_for(connection: AsyncConnection, person: int) -> tuple[Notice, ...]:
    """Return a person's undelivered notices, oldest first."""
    chosen = (
        select(NOTICES)
        .where(NOTICES.c.person == person, NOTICES.c.delivered.is_(False))
        .order_by(NOTICES.c.id)
    )
    return rows_as(Notice, await connection.execute(chosen))


async def undelivered_notices(connection: AsyncConnection) -> tuple[Notice, ...]:
    """Return all undelivered notices, oldest first."""
    chosen = select(NOTICES).where(NOTICES.c.delivered.is_(False)).order_by(NOTICES.c.id)
    return rows_as(Notice, await connection.execute(chosen))


async def people_with_notices(connection: AsyncConnection) -> frozenset[int]:
    """Return the ids of people with undelivered notices."""
    chosen = select(NOTICES.c.person).where(NOTICES.c.delivered.is_(False)).distinct()
    return frozenset((await connection.execute(chosen)).scalars())


async def mark_delivered(connection: AsyncConnection, notice: int) -> None:
    """Mark a notice as delivered, and erase the person's id and its text."""
    done = update(NOTICES).where(NOTICES.c.id == notice)
    await connection.execute(done.values(delivered=True, person=0, text=""))


OPEN: Final = "open"

APPROVED: Final = "approved"

REJECTED: Final = "rejected"


@dataclass(frozen=True, slots=True)
class StoredSuggestion:
    """A suggested question or statement, with its place in the paper as typed.

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


async def add_suggestion(
    connection: AsyncConnection,
    *,
    guild: int,
    author: int,
    text: str,
    place: str,
    at: datetime,
    request: str,
) -> bool:
    """Store a suggestion; return False if this request was stored before."""
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


async def find_suggestion(
    connection: AsyncConnection, guild: int, suggestion: int
) -> StoredSuggestion | None:
    """Return the guild's suggestion of this id, or None."""
    chosen = select(SUGGESTIONS).where(SUGGESTIONS.c.guild == guild, SUGGESTIONS.c.id == suggestion)
    row = (await connection.execute(chosen)).one_or_none()
    return row_as(StoredSuggestion, row) if row else None


async def suggestion_after(
    connection: AsyncConnection, guild: int, after: int = 0
) -> StoredSuggestion | None:
    """Return the first open suggestion with an id above `after`; None at the end."""
    chosen = (
        select(SUGGESTIONS)
        .where(SUGGESTIONS.c.guild == guild, SUGGESTIONS.c.state == OPEN, SUGGESTIONS.c.id > after)
        .order_by(SUGGESTIONS.c.id)
        .limit(1)
    )
    row = (await connection.execute(chosen)).one_or_none()
    return row_as(StoredSuggestion, row) if row else None


async def count_open_suggestions(
    connection: AsyncConnection, guild: int, author: int | None = None
) -> int:
    """Return how many suggestions are open, of one `author` or of all."""
    chosen = select(func.count()).where(SUGGESTIONS.c.guild == guild, SUGGESTIONS.c.state == OPEN)
    if author is not None:
        chosen = chosen.where(SUGGESTIONS.c.author == author)
    return int((await connection.execute(chosen)).scalar_one())


async def decide_suggestion(
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
    """Approve or reject an open suggestion; return False if it was decided before.

    Rejecting erases its author.
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


RESOLVED: Final = "resolved"

DISMISSED: Final = "dismissed"

MISSING: Final = "missing"

MISMATCHED: Final = "mismatched"


@dataclass(frozen=True, slots=True)
class Gap:
    """A reported question that found nothing, or the wrong entry; `entry` is what was shown.

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


async def report_gap(
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
    """Store a report; return False if this request (message and person) was stored before."""
    known = select(GAPS.c.id).where(GAPS.c.guild == guild, GAPS.c.request == request)
    if (await connection.execute(known)).first():
        return False
    await connection.execute(
        insert(GAPS).values(
            guild=guild, author=author, text=text, kind=kind, entry=entry, at=at, request=request
        )
    )
    return True


async def gap_reported(connection: AsyncConnection, guild: int, request: str) -> Gap | None:
    """Return the gap reported by this request, or None."""
    return await _one_gap(connection, guild, GAPS.c.request == request)


async def find_gap(connection: AsyncConnection, guild: int, gap: int) -> Gap | None:
    """Return the guild's gap of this id, or None."""
    return await _one_gap(connection, guild, GAPS.c.id == gap)


async def _one_gap(
    connection: AsyncConnection, guild: int, condition: ColumnElement[bool]
) -> Gap | None:
    chosen = select(GAPS).where(GAPS.c.guild == guild, condition)
    row = (await connection.execute(chosen)).first()
    return row_as(Gap, row) if row else None


async def open_gaps(connection: AsyncConnection, guild: int) -> tuple[Gap, ...]:
    """Return a guild's open gaps, oldest first."""
    chosen = select(GAPS).where(GAPS.c.guild == guild, GAPS.c.state == OPEN).order_by(GAPS.c.id)
    return rows_as(Gap, await connection.execute(chosen))


async def close_gap(
    connection: AsyncConnection, guild: int, ids: Iterable[int], state: str
) -> tuple[Gap, ...]:
    """Resolve or dismiss open gaps; return those that were open, so that people can be notified.

    Only the returned rows still have their authors: the table erases them.
    """
    wanted = (GAPS.c.guild == guild) & (GAPS.c.state == OPEN) & GAPS.c.id.in_(list(ids))
    found = await connection.execute(select(GAPS).where(wanted).with_for_update())
    gaps = rows_as(Gap, found)
    await connection.execute(update(GAPS).where(wanted).values(state=state, author=0))
    return gaps
