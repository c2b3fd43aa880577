"""Leaderboards of a server: over a week, a month or all time, on one topic or all."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.figures.figure import Figure, Row
from bot.quiz.round.standings import PlayerPlace, leaderboard_places
from bot.storage import quiz_rows, revision_rows
from bot.text.phrases import counted, percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.clock import Clock
    from bot.storage.database import Database


MOST_PLACES: Final = 10

_LONGEST_NAME: Final = 40


class Span(StrEnum):
    """The time span of a leaderboard."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"


_SPANS: Final = {Span.WEEK: timedelta(days=7), Span.MONTH: timedelta(days=30)}

_TITLES: Final = {
    Span.WEEK: "Leaderboard of the last 7 days",
    Span.MONTH: "Leaderboard of the last 30 days",
    Span.ALL: "Leaderboard of all time",
}


class PlacedPlayer(NamedTuple):
    """A player's place, and their name when they last answered."""

    place: PlayerPlace
    name: str


class Leaderboards:
    """Every server's leaderboards, and the scores behind them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def of(self, guild: int, span: Span, topic: str | None) -> tuple[PlacedPlayer, ...]:
        """Return everybody who answered in a server, best first."""
        since = self._clock.now() - _SPANS[span] if span in _SPANS else None
        async with self._database.read() as connection:
            found = await quiz_rows.score_totals(connection, guild, since, topic)
        names = {one.person: one.name for one in found}
        rows = [
            # On a topic, the order must not tell of wrong answers either.
            PlayerPlace(
                1, o.person, o.right, o.answered if topic is None else o.right, o.points, o.spent
            )
            for o in found
            if topic is None or o.right
        ]
        return tuple(
            PlacedPlayer(one, names[one.player] or f"…{one.player % 10_000:04}")
            for one in leaderboard_places(rows)
        )

    async def kept(self, guild: int) -> tuple[int, int]:
        """Return how many answers, and of how many people, a server's leaderboards count."""
        async with self._database.read() as connection:
            return await quiz_rows.count_scores(connection, guild)

    async def reset(self, guild: int, actor: int) -> int:
        """Delete a server's scores and record who did; return how many answers there were."""
        async with self._database.begin() as connection:
            gone = await quiz_rows.reset_scores(connection, guild)
            if gone:
                await revision_rows.record_audit(
                    connection,
                    guild=guild,
                    at=self._clock.now(),
                    actor=actor,
                    action="reset scores",
                    detail=counted(gone, "answer"),
                )
        return gone


def leaderboard_title(span: Span, about: str | None) -> str:
    """Return the heading of a leaderboard; `about` is the topic's name."""
    return f"{_TITLES[span]}: {about}" if about else _TITLES[span]


def top_places(board: Iterable[PlacedPlayer]) -> tuple[PlacedPlayer, ...]:
    """Return the first `MOST_PLACES` places, with ties for the last; at most twice as many."""
    return tuple(one for one in board if one.place.place <= MOST_PLACES)[: 2 * MOST_PLACES]


def score_text(place: PlayerPlace, *, topic: bool = False) -> str:
    """Return a player's right answers, answers and share in words.

    On one `topic`, only the right ones: what somebody gets wrong there is theirs.
    """
    if topic:
        return counted(place.right, "right answer")
    share = percent(place.right / place.answered) if place.answered else ""
    return f"{place.right} right of {counted(place.answered, 'answer')} ({share})"


def leaderboard_figure(
    heading: str, board: Iterable[PlacedPlayer], *, topic: bool = False
) -> Figure:
    """Return the first places as a figure to draw."""
    rows = tuple(
        Row(
            name[:_LONGEST_NAME],
            place.right,
            score_text(place, topic=topic),
            place.place,
            None if topic else place.answered,
        )
        for place, name in top_places(board)
    )
    return Figure(heading, rows, "Nobody has answered in this time.")
