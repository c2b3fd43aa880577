"""Ranking of players: places in a round, and in a server's leaderboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from bot.quiz.round.state import Snowflake  # noqa: TC001  # pydantic reads it at run time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


Count = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class PlayerPlace:
    """A player's place, counted from 1, with the totals that it was worked out from.

    `points` are in hundredths; `spent` is the milliseconds that the right answers took together.
    """

    place: Annotated[int, Field(ge=1)]
    player: Snowflake
    right: Count
    answered: Count
    points: Count
    spent: Count


def leaderboard_places(rows: Iterable[PlayerPlace]) -> tuple[PlayerPlace, ...]:
    """Return totals over many rounds ranked by the leaderboard's rule, best first.

    More right answers rank higher; with equally many, fewer answers do. Equals share a place.
    Points do not count here, since rounds in which speed counts give more of them.
    """
    return ranked(rows, lambda row: (-row.right, row.answered))


def total(player: int, marks: Iterable[tuple[int, int]]) -> PlayerPlace:
    """Return a player's totals over (points, milliseconds) pairs, not yet ranked: `place` is 1."""
    given = list(marks)
    right = [(points, spent) for points, spent in given if points]
    points, spent = sum(points for points, _ in right), sum(spent for _, spent in right)
    return PlayerPlace(1, player, len(right), len(given), points, spent)


def ranked(
    rows: Iterable[PlayerPlace], rank: Callable[[PlayerPlace], tuple[int, ...]]
) -> tuple[PlayerPlace, ...]:
    """Return `rows` sorted by `rank`, lowest first; equals share a place, sorted by player id.

    After two on place 1 comes place 3.
    """
    leaderboard_places: list[PlayerPlace] = []
    for number, row in enumerate(sorted(rows, key=lambda row: (*rank(row), row.player)), start=1):
        tied = leaderboard_places and rank(leaderboard_places[-1]) == rank(row)
        place = leaderboard_places[-1].place if tied else number
        leaderboard_places.append(
            PlayerPlace(place, row.player, row.right, row.answered, row.points, row.spent)
        )
    return tuple(leaderboard_places)
