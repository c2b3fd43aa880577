"""Who stands where: places in a round, and in a server's leaderboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import Field

from bot.quiz.round import Snowflake  # noqa: TC001  # read at run time, by `saving`

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime, timedelta

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


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` on, and before `until`; None is without an end."""

    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def last(cls, span: timedelta, now: datetime) -> Period:
        """The time of length `span` before `now`, with `now`."""
        return cls(since=now - span)

    def holds(self, moment: datetime) -> bool:
        """Whether `moment` is in it."""
        after = self.since is None or self.since <= moment
        return after and (self.until is None or moment < self.until)


class Kept(NamedTuple):
    """One answer as it was recorded: whose, in what topic, when its round ended, what it got."""

    player: int
    topic: str
    at: datetime
    points: int
    spent: int


def standings(
    results: Iterable[Kept], period: Period, topic: str | None = None
) -> tuple[Place, ...]:
    """The leaderboard of a period, for one topic or for all.

    Who has more right answers stands higher, and with as many who needed fewer answers for them;
    equals share a place. Points do not rank here, since rounds in which speed counts give more.
    """
    totals: dict[int, list[Kept]] = {}
    for one in results:
        if period.holds(one.at) and topic in {None, one.topic}:
            totals.setdefault(one.player, []).append(one)
    rows = [total(player, [(o.points, o.spent) for o in kept]) for player, kept in totals.items()]
    return placed(rows)


def placed(rows: Iterable[Place]) -> tuple[Place, ...]:
    """Sums over many rounds by the leaderboard's rule."""
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
    placed: list[Place] = []
    for number, row in enumerate(sorted(rows, key=lambda row: (*rank(row), row.player)), start=1):
        tied = placed and rank(placed[-1]) == rank(row)
        place = placed[-1].place if tied else number
        placed.append(Place(place, row.player, row.right, row.answered, row.points, row.spent))
    return tuple(placed)
