"""Ranking of players by points, in rounds and in the leaderboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.round.scoring import points
from bot.quiz.round.standings import leaderboard_places, total
from bot.quiz.round.state import Answer, RoundSettings
from tests.quiz.classroom import ALICE, BOB, CAROL

if TYPE_CHECKING:
    from random import Random

marks = st.lists(st.tuples(st.sampled_from([0, 100, 150]), st.integers(0, 9_000)), min_size=1)
players = st.dictionaries(st.integers(1, 9), marks)


@given(players)
def test_a_place_is_one_more_than_how_many_are_better(
    players: dict[int, list[tuple[int, int]]],
) -> None:
    """Better is more right answers, or as many with fewer tries; points do not rank."""
    worth = {who: (sum(p > 0 for p, _ in got), -len(got)) for who, got in players.items()}

    found = leaderboard_places(total(who, got) for who, got in players.items())

    assert {p.player: (p.right, -p.answered) for p in found} == worth
    for place in found:
        mine = players[place.player]
        assert place.place == 1 + sum(other > worth[place.player] for other in worth.values())
        assert place.points == sum(p for p, _ in mine)
        assert place.spent == sum(spent for p, spent in mine if p)


@given(players, st.randoms())
def test_the_order_of_the_sums_does_not_matter(
    players: dict[int, list[tuple[int, int]]], random: Random
) -> None:
    """Equals stand by their ids."""
    rows = [total(who, got) for who, got in players.items()]
    mixed = list(rows)
    random.shuffle(mixed)
    assert leaderboard_places(mixed) == leaderboard_places(rows)


def test_equals_share_a_place_and_the_next_one_is_left_out() -> None:
    """1, 1, 3; more points for the same answer are no better place."""
    got = {BOB: [(100, 1)], CAROL: [(0, 1)], ALICE: [(180, 5)]}
    found = leaderboard_places(total(who, marks) for who, marks in got.items())

    assert [(p.place, p.player) for p in found] == [(1, ALICE), (1, BOB), (3, CAROL)]


@given(st.integers(0, 130_000), st.integers(10, 120))
def test_points_are_within_their_bounds(left: int, seconds: int) -> None:
    """A point for being right, up to one more for being quick, none for being wrong."""
    quick = points(
        Answer(1, right=True, interaction=1, left=left), RoundSettings(seconds, speed=True)
    )

    assert quick == 100 + min(100, left // (seconds * 10))
    assert points(Answer(1, right=True, interaction=1, left=left), RoundSettings(seconds)) == 100
    assert (
        points(Answer(0, right=False, interaction=1, left=left), RoundSettings(seconds, speed=True))
        == 0
    )
