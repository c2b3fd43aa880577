"""Quiz rounds, and what is still to be sent of them: a kill at any moment loses nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.store.putting import put_into
from bot.store.tables import ROUND_EFFECTS, ROUNDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

WAITING: Final = "waiting"
SENT: Final = "sent"
DROPPED: Final = "dropped"
# So many rows at once; binding more would hold up the event loop.
_PIECE: Final = 100
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoredRound:
    """A round in the three parts of `bot.quiz.saving`; `active_channel` is None once it ended."""

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
    """What changed of a round; `scores` is None where those did not."""

    id: int
    progress: str
    active_channel: int | None
    heard: datetime
    ended: datetime | None
    scores: str | None = None


@dataclass(frozen=True, slots=True)
class StoredEffect:
    """Something to be sent, as JSON; `made` is before it was first tried."""

    round: int
    number: int
    payload: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an effect: sent, with its message, or dropped."""

    round: int
    number: int
    state: str
    message: int | None = None


async def add(connection: AsyncConnection, begun: Sequence[StoredRound]) -> None:
    """Keep new rounds."""
    if begun:
        await connection.execute(insert(ROUNDS), [asdict(one) for one in begun])


async def save(connection: AsyncConnection, changed: Sequence[Progress]) -> None:
    """Keep what changed of rounds."""
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
    """Keep effects to be sent; one with a number that is there takes its place, but not its age."""
    put = put_into(connection, ROUND_EFFECTS)
    anew = put.on_conflict_do_update(
        index_elements=["round", "number"],
        set_={"payload": put.excluded.payload, "state": WAITING},
    )
    for piece in _pieces(made):
        await connection.execute(anew, [{**asdict(one), "state": WAITING} for one in piece])


async def settle(connection: AsyncConnection, settled: Sequence[Settled]) -> None:
    """Keep what became of effects."""
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
    """Note that the bot listens now, while rounds run."""
    running = ROUNDS.c.active_channel.is_not(None)
    await connection.execute(update(ROUNDS).where(running).values(heard=moment))


async def unfinished(
    connection: AsyncConnection,
) -> tuple[tuple[StoredRound, ...], dict[int, list[StoredEffect]]]:
    """The rounds that run or have something left to be sent, and what that is, in each's order."""
    waiting = ROUND_EFFECTS.c.state == WAITING
    columns = [ROUND_EFFECTS.c[name] for name in StoredEffect.__slots__]
    chosen = select(*columns).where(waiting).order_by(ROUND_EFFECTS.c.round, ROUND_EFFECTS.c.number)
    effects: dict[int, list[StoredEffect]] = {}
    for row in await connection.execute(chosen):
        effects.setdefault(row.round, []).append(StoredEffect(*row))
    running = ROUNDS.c.active_channel.is_not(None)
    wanted = running | ROUNDS.c.id.in_(select(ROUND_EFFECTS.c.round).where(waiting))
    found = await connection.execute(select(ROUNDS).where(wanted).order_by(ROUNDS.c.id))
    return tuple(StoredRound(*row) for row in found), effects


async def last_heard(connection: AsyncConnection) -> datetime | None:
    """When the bot last surely listened while any of the rounds that run did."""
    running = ROUNDS.c.active_channel.is_not(None)
    found: datetime | None = await connection.scalar(
        select(func.max(ROUNDS.c.heard)).where(running)
    )
    return found


async def find(connection: AsyncConnection, number: int) -> StoredRound | None:
    """The round of this id, running or ended; None where it is no longer kept."""
    row = (await connection.execute(select(ROUNDS).where(ROUNDS.c.id == number))).one_or_none()
    return StoredRound(*row) if row else None


async def set_aside(connection: AsyncConnection, number: int, moment: datetime) -> None:
    """End a round that cannot be read, and send no more of it; its row stays to be looked at."""
    await connection.execute(
        update(ROUNDS).where(ROUNDS.c.id == number).values(active_channel=None, ended=moment)
    )
    await connection.execute(
        update(ROUND_EFFECTS)
        .where(ROUND_EFFECTS.c.round == number, ROUND_EFFECTS.c.state == WAITING)
        .values(state=DROPPED)
    )


async def forget_before(connection: AsyncConnection, moment: datetime) -> int:
    """Drop the rounds that ended before `moment`, not their scores; how many."""
    old = ROUNDS.c.ended < moment
    gone = select(ROUNDS.c.id).where(old)
    await connection.execute(delete(ROUND_EFFECTS).where(ROUND_EFFECTS.c.round.in_(gone)))
    return (await connection.execute(delete(ROUNDS).where(old))).rowcount


def _pieces(rows: Sequence[T]) -> list[Sequence[T]]:
    return [rows[start : start + _PIECE] for start in range(0, len(rows), _PIECE)]
