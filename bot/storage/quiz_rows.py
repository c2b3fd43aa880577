"""Rows of quiz rounds, of effects that wait to be sent, and of scores."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import Integer, bindparam, cast, delete, func, insert, select, update

from bot.storage.database import put_into, row_as, rows_as
from bot.storage.tables import PLAYERS, ROUND_EFFECTS, ROUNDS, SCORES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


WAITING: Final = "waiting"

SENT: Final = "sent"

DROPPED: Final = "dropped"

# Rows per statement: binding more would hold up the event loop.
_PIECE: Final = 100

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoredRound:
    """A round in the JSON parts of `bot.quiz.round.serialization`.

    `active_channel` is None once it has ended.
    """

    id: int
    guild: int
    channel: int
    plan: str
    scores: str
    progress: str
    active_channel: int | None
    heard: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """The parts of a round that change; `scores` is None if they did not."""

    id: int
    progress: str
    active_channel: int | None
    heard: datetime
    ended: datetime | None
    scores: str | None = None


@dataclass(frozen=True, slots=True)
class StoredEffect:
    """An effect to be sent, as JSON; `made` is a time before it was first tried."""

    round: int
    number: int
    payload: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """An effect that was sent, with its message, or dropped."""

    round: int
    number: int
    state: str
    message: int | None = None


async def add_round(connection: AsyncConnection, begun: Sequence[StoredRound]) -> None:
    """Store new rounds."""
    if begun:
        await connection.execute(insert(ROUNDS), [asdict(one) for one in begun])


async def save_round(connection: AsyncConnection, changed: Sequence[Progress]) -> None:
    """Store the changed parts of rounds."""
    for with_scores in (False, True):
        rows = [one for one in changed if (one.scores is not None) is with_scores]
        values: dict[str, Any] = {
            name: bindparam(f"new_{name}")
            for name in ("progress", "active_channel", "heard", "ended", "scores")
            if with_scores or name != "scores"
        }
        made = update(ROUNDS).where(ROUNDS.c.id == bindparam("which")).values(values)
        for piece in _pieces(rows):
            await connection.execute(
                made,
                [
                    {"which": one.id, **{f"new_{name}": getattr(one, name) for name in values}}
                    for one in piece
                ],
            )


async def put_effects(connection: AsyncConnection, made: Sequence[StoredEffect]) -> None:
    """Store effects to be sent; one with a known number replaces it, but keeps its age."""
    put = put_into(connection, ROUND_EFFECTS)
    upsert = put.on_conflict_do_update(
        index_elements=["round", "number"],
        set_={"payload": put.excluded.payload, "state": WAITING},
    )
    for piece in _pieces(made):
        await connection.execute(upsert, [{**asdict(one), "state": WAITING} for one in piece])


async def settle(connection: AsyncConnection, settled: Sequence[Settled]) -> None:
    """Store which effects were sent or dropped."""
    made = (
        update(ROUND_EFFECTS)
        .where(
            ROUND_EFFECTS.c.round == bindparam("which"),
            ROUND_EFFECTS.c.number == bindparam("place"),
        )
        .values(state=bindparam("new_state"), message=bindparam("new_message"))
    )
    for piece in _pieces(settled):
        await connection.execute(
            made,
            [
                {
                    "which": one.round,
                    "place": one.number,
                    "new_state": one.state,
                    "new_message": one.message,
                }
                for one in piece
            ],
        )


async def hear(connection: AsyncConnection, moment: datetime) -> None:
    """Record in running rounds that the bot is connected at `moment`."""
    running = ROUNDS.c.active_channel.is_not(None)
    await connection.execute(update(ROUNDS).where(running).values(heard=moment))


async def unfinished_rounds(
    connection: AsyncConnection,
) -> tuple[tuple[StoredRound, ...], dict[int, list[StoredEffect]]]:
    """Return rounds that are running or not fully sent, and their unsent effects in order."""
    waiting = ROUND_EFFECTS.c.state == WAITING
    columns = [ROUND_EFFECTS.c[name] for name in StoredEffect.__slots__]
    chosen = select(*columns).where(waiting).order_by(ROUND_EFFECTS.c.round, ROUND_EFFECTS.c.number)
    effects: dict[int, list[StoredEffect]] = {}
    for row in await connection.execute(chosen):
        effects.setdefault(row.round, []).append(row_as(StoredEffect, row))
    running = ROUNDS.c.active_channel.is_not(None)
    wanted = running | ROUNDS.c.id.in_(select(ROUND_EFFECTS.c.round).where(waiting))
    found = await connection.execute(select(ROUNDS).where(wanted).order_by(ROUNDS.c.id))
    return rows_as(StoredRound, found), effects


async def last_heard(connection: AsyncConnection) -> datetime | None:
    """Return when the bot was last known to be connected during the running rounds."""
    running = ROUNDS.c.active_channel.is_not(None)
    found: datetime | None = await connection.scalar(
        select(func.max(ROUNDS.c.heard)).where(running)
    )
    return found


async def find_round(connection: AsyncConnection, number: int) -> StoredRound | None:
    """Return the round of this id, running or ended; None if it is not stored."""
    row = (await connection.execute(select(ROUNDS).where(ROUNDS.c.id == number))).one_or_none()
    return row_as(StoredRound, row) if row else None


async def set_round_aside(connection: AsyncConnection, number: int, moment: datetime) -> None:
    """End a round that cannot be read and drop its effects; its row stays for inspection."""
    await connection.execute(
        update(ROUNDS).where(ROUNDS.c.id == number).values(active_channel=None, ended=moment)
    )
    await connection.execute(
        update(ROUND_EFFECTS)
        .where(ROUND_EFFECTS.c.round == number, ROUND_EFFECTS.c.state == WAITING)
        .values(state=DROPPED)
    )


async def forget_rounds_before(connection: AsyncConnection, moment: datetime) -> int:
    """Delete rounds that ended before `moment`, but not their scores; return how many."""
    old = ROUNDS.c.ended < moment
    gone = select(ROUNDS.c.id).where(old)
    await connection.execute(delete(ROUND_EFFECTS).where(ROUND_EFFECTS.c.round.in_(gone)))
    return (await connection.execute(delete(ROUNDS).where(old))).rowcount


def _pieces(rows: Sequence[T]) -> list[Sequence[T]]:
    return [rows[start : start + _PIECE] for start in range(0, len(rows), _PIECE)]


# Rows per statement: binding more would hold up the event loop.
SCORES_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Score:
    """One answer: `points` in hundredths, `spent` in milliseconds, `at` when its round ended.

    `entries` are the ids of the entries that the card is about, separated by spaces.
    """

    round: int
    question: int
    person: int
    guild: int
    card: str
    topic: str
    correct: bool
    points: int
    spent: int
    at: datetime
    entries: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """A player's totals: right answers, all answers, points in hundredths, milliseconds, name."""

    person: int
    right: int
    answered: int
    points: int
    spent: int
    name: str


async def add_scores(connection: AsyncConnection, scores: Sequence[Score]) -> None:
    """Store scores."""
    for start in range(0, len(scores), SCORES_AT_ONCE):
        rows = [asdict(one) for one in scores[start : start + SCORES_AT_ONCE]]
        await connection.execute(insert(SCORES), rows)


async def name_players(connection: AsyncConnection, names: Mapping[tuple[int, int], str]) -> None:
    """Store the names of players, by guild and person."""
    put = put_into(connection, PLAYERS)
    upsert = put.on_conflict_do_update(
        index_elements=["guild", "person"], set_={"name": put.excluded.name}
    )
    rows = [{"guild": g, "person": p, "name": name} for (g, p), name in sorted(names.items())]
    for start in range(0, len(rows), SCORES_AT_ONCE):
        await connection.execute(upsert, rows[start : start + SCORES_AT_ONCE])


async def score_totals(
    connection: AsyncConnection, guild: int, since: datetime | None, topic: str | None
) -> tuple[Total, ...]:
    """Return all players' totals in a guild since `since`, about one topic or all; unordered.

    Points and time count right answers only.
    """
    correct = cast(SCORES.c.correct, Integer)
    chosen = (
        select(
            SCORES.c.person,
            func.sum(correct).label("right"),
            func.count().label("answered"),
            func.sum(correct * SCORES.c.points).label("points"),
            func.sum(correct * SCORES.c.spent).label("spent"),
            func.coalesce(func.max(PLAYERS.c.name), "").label("name"),
        )
        .outerjoin(
            PLAYERS,
            (PLAYERS.c.guild == SCORES.c.guild) & (PLAYERS.c.person == SCORES.c.person),
        )
        .where(SCORES.c.guild == guild)
        .group_by(SCORES.c.person)
    )
    if since is not None:
        chosen = chosen.where(SCORES.c.at >= since)
    if topic is not None:
        chosen = chosen.where(SCORES.c.topic == topic)
    found = await connection.execute(chosen)
    return tuple(
        # PostgreSQL's sums are decimals.
        Total(
            person=row.person,
            right=int(row.right),
            answered=int(row.answered),
            points=int(row.points),
            spent=int(row.spent),
            name=row.name,
        )
        for row in found
    )


async def count_scores(connection: AsyncConnection, guild: int) -> tuple[int, int]:
    """Return how many answers a guild has stored, and of how many people."""
    chosen = select(
        func.count().label("answers"), func.count(SCORES.c.person.distinct()).label("people")
    ).where(SCORES.c.guild == guild)
    row = (await connection.execute(chosen)).one()
    return int(row.answers), int(row.people)


async def reset_scores(connection: AsyncConnection, guild: int) -> int:
    """Delete a guild's scores and players' names; return how many scores."""
    await connection.execute(delete(PLAYERS).where(PLAYERS.c.guild == guild))
    return (await connection.execute(delete(SCORES).where(SCORES.c.guild == guild))).rowcount
