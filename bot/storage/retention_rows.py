"""Delete rows by their age, or all rows of a guild, and count what would be deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, exists, func, insert, select, update

from bot.storage.guild_rows import NOBODY
from bot.storage.tables import (
    AUDIT,
    DECKS,
    DRAFTS,
    EXCLUDED,
    GAPS,
    GUILDS,
    NOTICES,
    PLAYERS,
    QUESTIONS,
    REVIEW_LOG,
    REVIEWS,
    REVISIONS,
    ROUND_EFFECTS,
    ROUNDS,
    SCORES,
    SUGGESTIONS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.ext.asyncio import AsyncConnection


# What the record of changes says of the bot itself.
LEFT: Final = "bot left"
CAME_BACK: Final = "bot came back"

# Every table with rows of a guild but the guild's own, in the order in which they can be deleted.
_OF_GUILDS: Final = (
    SCORES,
    PLAYERS,
    EXCLUDED,
    DECKS,
    QUESTIONS,
    GAPS,
    SUGGESTIONS,
    NOTICES,
    DRAFTS,
    REVIEW_LOG,
    REVIEWS,
    AUDIT,
    REVISIONS,
    GUILDS,
)

TABLES_OF_GUILDS: Final = frozenset([ROUNDS, *_OF_GUILDS])


@dataclass(frozen=True, slots=True)
class OldestKept:
    """The moments before which rows are deleted, by what they are.

    Of audit records only the words go.
    """

    suggestions: datetime
    gaps: datetime
    scores: datetime
    drafts: datetime
    audit_details: datetime
    notices: datetime


async def delete_old(connection: AsyncConnection, oldest: OldestKept) -> dict[str, int]:
    """Delete what is older, and return how many rows of each kind there were."""
    decided = func.coalesce(SUGGESTIONS.c.decided_at, SUGGESTIONS.c.at)
    wanted = {
        "suggestions": (SUGGESTIONS, decided < oldest.suggestions),
        "reported gaps": (GAPS, GAPS.c.at < oldest.gaps),
        "quiz answers": (SCORES, SCORES.c.at < oldest.scores),
        "drafts": (DRAFTS, DRAFTS.c.at < oldest.drafts),
        "notices": (NOTICES, NOTICES.c.at < oldest.notices),
    }
    gone = {what: await _delete(connection, *these) for what, these in wanted.items()}
    played = exists().where(SCORES.c.guild == PLAYERS.c.guild, SCORES.c.person == PLAYERS.c.person)
    open_round = ROUNDS.c.active_channel.is_not(None)
    running = exists().where(ROUNDS.c.guild == PLAYERS.c.guild, open_round)
    gone["names in quizzes"] = await _delete(connection, PLAYERS, ~played & ~running)
    old = (AUDIT.c.at < oldest.audit_details) & (AUDIT.c.detail != "")
    cleared = await connection.execute(update(AUDIT).where(old).values(detail=""))
    gone["words in the record of changes"] = cleared.rowcount
    return {what: many for what, many in gone.items() if many}


async def _delete(connection: AsyncConnection, table: Table, wanted: ColumnElement[bool]) -> int:
    return (await connection.execute(delete(table).where(wanted))).rowcount


async def known_guilds(connection: AsyncConnection) -> frozenset[int]:
    """Return the guilds of which anything is stored."""
    found: set[int] = set()
    for table in (*_OF_GUILDS, ROUNDS):
        found.update((await connection.execute(select(table.c.guild).distinct())).scalars())
    return frozenset(found - {NOBODY})


async def departed_guilds(connection: AsyncConnection) -> dict[int, datetime]:
    """Return the guilds that the bot has left, and not come back to, with when it left."""
    moves = AUDIT.c.action.in_([LEFT, CAME_BACK])
    chosen = select(AUDIT.c.guild, AUDIT.c.action, AUDIT.c.at).where(moves).order_by(AUDIT.c.id)
    last = {row.guild: row for row in await connection.execute(chosen)}
    return {guild: row.at for guild, row in last.items() if row.action == LEFT}


async def record_move(connection: AsyncConnection, guild: int, action: str, at: datetime) -> None:
    """Record that the bot left a guild, or came back; it is posted nowhere."""
    values = {"guild": guild, "at": at, "actor": NOBODY, "action": action, "posted": True}
    await connection.execute(insert(AUDIT).values(**values))


async def count_guild(connection: AsyncConnection, guild: int) -> dict[str, int]:
    """Return how many rows of a guild each table has, without zeros."""
    found = {}
    for table in (ROUNDS, *_OF_GUILDS):
        chosen = select(func.count()).select_from(table).where(table.c.guild == guild)
        found[table.name] = int(await connection.scalar(chosen) or 0)
    return {name: many for name, many in found.items() if many}


async def delete_guild(connection: AsyncConnection, guild: int) -> dict[str, int]:
    """Delete every row of a guild, and return how many each table had, without zeros."""
    found = await count_guild(connection, guild)
    rounds = select(ROUNDS.c.id).where(ROUNDS.c.guild == guild)
    await connection.execute(delete(ROUND_EFFECTS).where(ROUND_EFFECTS.c.round.in_(rounds)))
    for table in (ROUNDS, *_OF_GUILDS):
        await connection.execute(delete(table).where(table.c.guild == guild))
    return found


async def erase_suggestion(connection: AsyncConnection, guild: int, suggestion: int) -> bool:
    """Delete a guild's suggestion, whatever was decided; return False if there is none."""
    wanted = (SUGGESTIONS.c.guild == guild) & (SUGGESTIONS.c.id == suggestion)
    return bool(await _delete(connection, SUGGESTIONS, wanted))


async def erase_asked(
    connection: AsyncConnection,
    guild: int,
    gaps: Iterable[int],
    questions: Iterable[int],
    wordings: Iterable[str],
) -> int:
    """Delete a guild's reports and logged questions of these ids; return how many there were.

    With them go all logged questions of the same `wordings`.
    """
    reported = (GAPS.c.guild == guild) & GAPS.c.id.in_(list(gaps))
    same = QUESTIONS.c.id.in_(list(questions)) | QUESTIONS.c.text.in_(list(wordings))
    logged = (QUESTIONS.c.guild == guild) & same
    return await _delete(connection, GAPS, reported) + await _delete(connection, QUESTIONS, logged)
