"""What people got in quiz rounds, for the leaderboard; and what they are called there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import Integer, cast, delete, func, insert, select

from bot.store.putting import put_into
from bot.store.tables import PLAYERS, SCORES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

# So many rows at once; binding more would hold up the event loop.
PIECE: Final = 200


@dataclass(frozen=True, slots=True)
class Score:
    """One answer: `points` in hundredths, `spent` in milliseconds, `at` when its round ended.

    `entries` are the ids of what the card is about, with spaces between them.
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
    """Somebody's sums: how many right, how many answered, and what they are called."""

    person: int
    right: int
    answered: int
    points: int
    spent: int
    name: str


async def add(connection: AsyncConnection, scores: Sequence[Score]) -> None:
    """Keep scores."""
    for start in range(0, len(scores), PIECE):
        rows = [asdict(one) for one in scores[start : start + PIECE]]
        await connection.execute(insert(SCORES), rows)


async def name_players(connection: AsyncConnection, names: Mapping[tuple[int, int], str]) -> None:
    """Keep what people are called now, by server and person."""
    put = put_into(connection, PLAYERS)
    anew = put.on_conflict_do_update(
        index_elements=["guild", "person"], set_={"name": put.excluded.name}
    )
    rows = [{"guild": g, "person": p, "name": name} for (g, p), name in sorted(names.items())]
    for start in range(0, len(rows), PIECE):
        await connection.execute(anew, rows[start : start + PIECE])


async def totals(
    connection: AsyncConnection, guild: int, since: datetime | None, topic: str | None
) -> tuple[Total, ...]:
    """Everybody's sums in a server from `since` on, about one topic or all; in no order.

    Points and time are those of right answers.
    """
    correct = cast(SCORES.c.correct, Integer)
    chosen = (
        select(
            SCORES.c.person,
            func.sum(correct),
            func.count(),
            func.sum(correct * SCORES.c.points),
            func.sum(correct * SCORES.c.spent),
            func.coalesce(func.max(PLAYERS.c.name), ""),
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
        Total(person, int(right), int(answered), int(points), int(spent), name)
        for person, right, answered, points, spent, name in found
    )


async def count(connection: AsyncConnection, guild: int) -> tuple[int, int]:
    """How many answers are kept in a server, and of how many people."""
    chosen = select(func.count(), func.count(SCORES.c.person.distinct())).where(
        SCORES.c.guild == guild
    )
    answers, people = (await connection.execute(chosen)).one()
    return int(answers), int(people)


async def reset(connection: AsyncConnection, guild: int) -> int:
    """Drop every score of a server and what people are called there; how many scores."""
    await connection.execute(delete(PLAYERS).where(PLAYERS.c.guild == guild))
    return (await connection.execute(delete(SCORES).where(SCORES.c.guild == guild))).rowcount
