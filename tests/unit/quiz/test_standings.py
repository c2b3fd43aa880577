"""Places and leaderboards."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.round import Answer, Settings
from bot.quiz.scoring import points
from bot.quiz.standings import Kept, Period, standings
from tests.unit.quiz.classroom import ALICE, BEGIN, BOB, CAROL

DAY = timedelta(days=1)
kept = st.builds(
    Kept,
    player=st.integers(1, 4),
    topic=st.sampled_from(["laws", "history"]),
    at=st.integers(0, 4).map(lambda days: BEGIN + days * DAY),
    points=st.sampled_from([0, 100, 150]),
    spent=st.integers(0, 9_000),
)


@given(st.lists(kept, max_size=40), st.sampled_from([None, "laws"]), st.integers(0, 4))
def test_a_place_is_one_more_than_how_many_are_better(results, topic, days) -> None:
    """Better is more right answers, or as many with fewer tries."""
    now = BEGIN + 4 * DAY
    mine: dict[int, list[int]] = {}
    for one in results:
        if one.at >= now - days * DAY and topic in {None, one.topic}:
            mine.setdefault(one.player, []).append(one.points)
    worth = {who: (sum(p > 0 for p in got), -len(got)) for who, got in mine.items()}

    found = standings(results, Period.last(days * DAY, now), topic)

    assert {p.player: (p.right, -p.answered) for p in found} == worth
    for place in found:
        assert place.place == 1 + sum(other > worth[place.player] for other in worth.values())
        assert place.points == sum(mine[place.player])
    order = [(place.place, place.player) for place in found]
    assert order == sorted(order)


@given(st.lists(kept, max_size=20), st.randoms())
def test_the_order_of_the_records_does_not_matter(results, random) -> None:
    """Equals stand by their ids."""
    mixed = list(results)
    random.shuffle(mixed)
    assert standings(mixed, Period()) == standings(results, Period())


def test_equals_share_a_place_and_the_next_one_is_left_out() -> None:
    """1, 1, 3."""
    rows = [Kept(who, "laws", BEGIN, worth, 1) for who, worth in ((BOB, 100), (CAROL, 0))]
    rows.append(Kept(ALICE, "laws", BEGIN, 180, 5))

    assert [(p.place, p.player) for p in standings(rows, Period())] == [
        (1, ALICE),
        (1, BOB),
        (3, CAROL),
    ]


def test_a_period_has_its_beginning_and_not_its_end() -> None:
    """So that periods that follow each other count nothing twice."""
    period = Period(BEGIN, BEGIN + DAY)
    assert period.holds(BEGIN)
    assert not period.holds(BEGIN + DAY)
    assert not period.holds(BEGIN - DAY)


@given(st.integers(0, 130_000), st.integers(10, 120))
def test_points_are_within_their_bounds(left: int, seconds: int) -> None:
    """A point for being right, up to one more for being quick, none for being wrong."""
    quick = points(Answer(1, right=True, interaction=1, left=left), Settings(seconds, speed=True))

    assert quick == 100 + min(100, left // (seconds * 10))
    assert points(Answer(1, right=True, interaction=1, left=left), Settings(seconds)) == 100
    assert (
        points(Answer(0, right=False, interaction=1, left=left), Settings(seconds, speed=True)) == 0
    )
