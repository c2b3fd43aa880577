"""Who stands where: places in a round, and in a server's leaderboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from bot.quiz.round.state import Snowflake  # noqa: TC001  # pydantic reads it at run time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


Count = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class Place:
    """A player's place, from 1, and what it rests on.

    `points` are in hundredths; `spent` is the milliseconds that the right answers took together.
    """

    place: Annotated[int, Field(ge=1)]
    player: Snowflake
    right: Count
    answered: Count
    points: Count
    spent: Count


def leaderboard_places(rows: Iterable[Place]) -> tuple[Place, ...]:
    """Sums over many rounds by the leaderboard's rule.

    Who has more right answers stands higher, and with as many who needed fewer answers for them;
    equals share a place. Points do not rank here, since rounds in which speed counts give more.
    """
    return ranked(rows, lambda row: (-row.right, row.answered))


def total(player: int, marks: Iterable[tuple[int, int]]) -> Place:
    """A player's sums over marks of points and milliseconds, not yet placed: `place` is 1."""
    given = list(marks)
    right = [(points, spent) for points, spent in given if points]
    points, spent = sum(points for points, _ in right), sum(spent for _, spent in right)
    return Place(1, player, len(right), len(given), points, spent)


def ranked(rows: Iterable[Place], rank: Callable[[Place], tuple[int, ...]]) -> tuple[Place, ...]:
    """`rows` by `rank`, least first; equals share a place, and stand by their ids.

    After two on place 1 comes place 3.
    """
    leaderboard_places: list[Place] = []
    for number, row in enumerate(sorted(rows, key=lambda row: (*rank(row), row.player)), start=1):
        tied = leaderboard_places and rank(leaderboard_places[-1]) == rank(row)
        place = leaderboard_places[-1].place if tied else number
        leaderboard_places.append(
            Place(place, row.player, row.right, row.answered, row.points, row.spent)
        )
    return tuple(leaderboard_places)
