"""Rankings and numbers in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.study.figure import Score, counted, leaderboard, percent


def test_equal_points_share_a_place() -> None:
    """And the place after them is counted on."""
    scores = [Score("Cem", 5), Score("ann", 9, "9 of 10 right"), Score("Bea", 9), Score("Dan", 1)]

    assert leaderboard("This week", scores).lines == (
        "1. ann: 9 points, 9 of 10 right",
        "1. Bea: 9 points",
        "3. Cem: 5 points",
        "4. Dan: 1 point",
    )


def test_whoever_shares_the_last_place_is_shown() -> None:
    """A draw has no order."""
    scores = [Score(name, 3) for name in "abc"] + [Score("d", 2)]

    assert len(leaderboard("This week", scores, most=2).rows) == 3


def test_nobody_yet() -> None:
    """A sentence in place of rows."""
    assert leaderboard("This week", []).lines == ("Nobody has points here yet.",)


@pytest.mark.parametrize(
    ("share", "told"), [(0, "0 %"), (0.001, "1 %"), (0.5, "50 %"), (0.999, "99 %"), (1, "100 %")]
)
def test_all_is_said_of_all_alone(share: float, told: str) -> None:
    """999 of 1,000 are not 100 %."""
    assert percent(share) == told


def test_nouns_agree() -> None:
    """With their numbers."""
    assert counted(1, "entry", "entries") == "1 entry"
    assert counted(0, "entry", "entries") == "0 entries"
    assert counted(2, "card") == "2 cards"


@given(st.lists(st.builds(Score, st.text(min_size=1, max_size=4), st.integers(0, 5)), max_size=30))
def test_places_are_those_of_the_plain_rule(scores: list[Score]) -> None:
    """One more than there are with more points."""
    for row in leaderboard("All", scores, most=100).rows:
        assert row.place == 1 + sum(score.points > row.value for score in scores)
