"""All rows of one person in all guilds: counted, exported, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Table, Text, cast, delete, func, literal, or_, select, update

from bot.storage import guild_rows
from bot.storage.database import rows_as
from bot.storage.guild_rows import FORGOTTEN
from bot.storage.quiz_rows import WAITING
from bot.storage.tables import (
    AUDIT,
    DECKS,
    DRAFTS,
    EXCLUDED,
    GAPS,
    GUILDS,
    LEARNERS,
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
    from sqlalchemy import Column, ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection


# The pseudonym of people who have deleted their data.
_NO_NAME: Final = ""

# Ids per statement: databases limit the number of bound values.
_PIECE: Final = 500

_FEW: Final = 50


@dataclass(frozen=True, slots=True)
class _Owned:
    """A table whose rows belong to a person, and are deleted with their data."""

    title: str
    table: Table
    person: Column[Any]
    # The columns that an export shows.
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Signed:
    """A table whose rows belong to a guild; deleting a person's data erases their id from them."""

    title: str
    table: Table
    people: tuple[Column[Any], ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptRound:
    """An ended round as it is stored, in JSON parts."""

    id: int
    plan: str
    scores: str
    progress: str


_OWNED: Final = (
    # In the order in which a grade locks them, so that a deletion at the same time cannot deadlock.
    _Owned(
        "cards in review",
        REVIEWS,
        REVIEWS.c.person,
        ("guild", "card", "payload", "state", "due", "begun"),
    ),
    _Owned(
        "grades given",
        REVIEW_LOG,
        REVIEW_LOG.c.person,
        ("guild", "card", "grade", "stage", "at"),
    ),
    _Owned(
        "review settings",
        LEARNERS,
        LEARNERS.c.person,
        ("missed", "new_per_day", "zone", "remind_at", "used", "sent"),
    ),
    _Owned(
        "quiz answers",
        SCORES,
        SCORES.c.person,
        ("guild", "round", "question", "card", "topic", "correct", "points", "spent", "at"),
    ),
    _Owned("names in quizzes", PLAYERS, PLAYERS.c.person, ("guild", "name")),
    _Owned("notices", NOTICES, NOTICES.c.person, ("guild", "text", "at", "delivered")),
    _Owned("drafts", DRAFTS, DRAFTS.c.author, ("guild", "payload", "at", "state")),
)

_SIGNED: Final = (
    _Signed(
        "suggestions",
        SUGGESTIONS,
        (SUGGESTIONS.c.author, SUGGESTIONS.c.decided_by),
        ("guild", "text", "place", "at", "state", "reason"),
    ),
    _Signed("reported gaps", GAPS, (GAPS.c.author,), ("guild", "text", "kind", "at", "state")),
    _Signed(
        "changes of the knowledge",
        REVISIONS,
        (REVISIONS.c.author, REVISIONS.c.approver),
        ("guild", "entry", "number", "action", "payload", "comment", "at"),
    ),
    _Signed(
        "recorded acts of a curator",
        AUDIT,
        (AUDIT.c.actor,),
        ("guild", "action", "entry", "detail", "at"),
    ),
    _Signed("written decks", DECKS, (DECKS.c.author,), ("guild", "deck", "title", "cards", "at")),
    _Signed("exclusions", EXCLUDED, (EXCLUDED.c.author,), ("guild", "item", "title", "at")),
)

_ASKED: Final = "logged questions"

_PLAYED: Final = "quiz rounds"


async def counts(connection: AsyncConnection, person: int) -> dict[str, int]:
    """Return how many rows there are about a person, by kind; complete."""
    found: dict[str, int] = {}
    for kind in _OWNED:
        found[kind.title] = await _count(connection, kind.table, kind.person == person)
    for signed in _SIGNED:
        found[signed.title] = await _count(connection, signed.table, _by(signed, person))
    names = await _names(connection, person)
    found[_ASKED] = sum([await _count(connection, QUESTIONS, named) for named in _named(names)])
    found[_PLAYED] = await _count(connection, ROUNDS, _in_round(person))
    return found


async def rows(connection: AsyncConnection, person: int) -> dict[str, list[dict[str, Any]]]:
    """Return all rows about a person, by kind."""
    found: dict[str, list[dict[str, Any]]] = {}
    for kind in _OWNED:
        found[kind.title] = await _rows(connection, kind.table, kind.person == person, kind.shown)
    for signed in _SIGNED:
        found[signed.title] = await _rows(
            connection, signed.table, _by(signed, person), signed.shown
        )
    found[_ASKED] = []
    for named in _named(await _names(connection, person)):
        columns = ("guild", "at", "text", "outcome", "entry")
        found[_ASKED] += await _rows(connection, QUESTIONS, named, columns)
    found[_PLAYED] = await _rows(
        connection, ROUNDS, _in_round(person), ("guild", "channel", "ended")
    )
    return found


async def playing(connection: AsyncConnection, person: int) -> bool:
    """Return whether a person plays in, or started, a round that is running or not fully sent."""
    unsent = select(ROUND_EFFECTS.c.round).where(ROUND_EFFECTS.c.state == WAITING)
    running = or_(ROUNDS.c.active_channel.is_not(None), ROUNDS.c.id.in_(unsent))
    return await _count(connection, ROUNDS, running & _in_round(person)) > 0


async def forget(connection: AsyncConnection, person: int) -> None:
    """Delete a person's own rows, and erase their id from their guilds' rows.

    Rounds are not changed here, since their JSON has to be rewritten; see `rounds_of`.
    """
    for kind in _OWNED:
        await connection.execute(delete(kind.table).where(kind.person == person))
    for signed in _SIGNED:
        for column in signed.people:
            await connection.execute(
                update(signed.table).where(column == person).values({column.name: FORGOTTEN})
            )
    # A curator's draft names the author of the suggestion it is made from.
    drafted = func.replace(DRAFTS.c.payload, str(person), str(FORGOTTEN))
    await connection.execute(
        update(DRAFTS).where(DRAFTS.c.payload.contains(str(person))).values(payload=drafted)
    )
    for named in _named(await _names(connection, person)):
        await connection.execute(update(QUESTIONS).where(named).values(asker=_NO_NAME))
    # The request of a reported gap contains its author's pseudonym.
    unnamed = literal("gone:") + cast(GAPS.c.id, Text)
    names = await _names(connection, person, GAPS)
    for start in range(0, len(names), _FEW):
        mine = or_(
            *(
                (GAPS.c.guild == server) & GAPS.c.request.endswith(f":{name}")
                for server, name in names[start : start + _FEW]
            )
        )
        await connection.execute(update(GAPS).where(mine).values(request=unnamed))


async def rounds_of(connection: AsyncConnection, person: int) -> tuple[KeptRound, ...]:
    """Return the ended rounds in which a person appears."""
    columns = [ROUNDS.c[name] for name in KeptRound.__slots__]
    chosen = select(*columns).where(ROUNDS.c.active_channel.is_(None), _in_round(person))
    return rows_as(KeptRound, await connection.execute(chosen))


async def rewrite_round(connection: AsyncConnection, one: KeptRound) -> None:
    """Replace the plan and scores of an ended round, and erase the effects that were sent."""
    changed = update(ROUNDS).where(ROUNDS.c.id == one.id)
    await connection.execute(changed.values(plan=one.plan, scores=one.scores))
    sent = update(ROUND_EFFECTS).where(ROUND_EFFECTS.c.round == one.id)
    await connection.execute(sent.values(payload="{}"))


async def drop_round(connection: AsyncConnection, number: int) -> None:
    """Delete a round."""
    await connection.execute(delete(ROUND_EFFECTS).where(ROUND_EFFECTS.c.round == number))
    await connection.execute(delete(ROUNDS).where(ROUNDS.c.id == number))


def _by(signed: _Signed, person: int) -> ColumnElement[bool]:
    return or_(*(column == person for column in signed.people))


def _in_round(person: int) -> ColumnElement[bool]:
    """Return a condition for rounds whose JSON contains a person's id."""
    digits = str(person)
    return or_(
        ROUNDS.c.plan.contains(digits),
        ROUNDS.c.scores.contains(digits),
        ROUNDS.c.progress.contains(digits),
    )


async def _names(
    connection: AsyncConnection, person: int, table: Table = QUESTIONS
) -> list[tuple[int, str]]:
    """Return a person's pseudonyms in the guilds that have rows in a table, with the guilds."""
    kept = select(table.c.guild).distinct()
    chosen = select(GUILDS).where(GUILDS.c.guild.in_(kept)).order_by(GUILDS.c.guild)
    servers = rows_as(guild_rows.Guild, await connection.execute(chosen))
    return [(server.guild, server.name_for(person)) for server in servers]


def _named(names: list[tuple[int, str]]) -> list[ColumnElement[bool]]:
    """Return conditions for a person's questions, up to `_PIECE` pseudonyms in each."""
    found: list[ColumnElement[bool]] = []
    for start in range(0, len(names), _PIECE):
        piece = names[start : start + _PIECE]
        servers = [guild for guild, _ in piece]
        # A pseudonym is a 96-bit hash with the guild's own key, so that it means nobody elsewhere.
        askers = [name for _, name in piece]
        found.append(QUESTIONS.c.guild.in_(servers) & QUESTIONS.c.asker.in_(askers))
    return found


async def _count(connection: AsyncConnection, table: Table, wanted: ColumnElement[bool]) -> int:
    return int(await connection.scalar(select(func.count()).select_from(table).where(wanted)) or 0)


async def _rows(
    connection: AsyncConnection,
    table: Table,
    wanted: ColumnElement[bool],
    shown: tuple[str, ...],
) -> list[dict[str, Any]]:
    chosen = select(*(table.c[name] for name in shown)).where(wanted)
    return [dict(row._mapping) for row in await connection.execute(chosen)]  # noqa: SLF001  # its documented way to a mapping
