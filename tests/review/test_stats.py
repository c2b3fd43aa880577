"""Retention, what comes due, and the streak."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.review.review_stats import Retention, Streak, forecast, retention, stats, streak
from bot.review.scheduler import Grade, GradeLogged, Stage, grade, new_state

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")


def logged(grade_: Grade, ago: timedelta, stage: Stage = Stage.REVIEW) -> GradeLogged:
    """A grade given some time ago."""
    return GradeLogged("sea", grade_, NOW - ago, stage)


def test_retention_is_of_cards_known_for_days() -> None:
    """First steps, and what lies outside the time, do not count."""
    log = [
        logged(Grade.GOOD, DAY),
        logged(Grade.HARD, DAY),
        logged(Grade.AGAIN, DAY),
        logged(Grade.AGAIN, DAY, Stage.LEARNING),
        logged(Grade.GOOD, DAY, Stage.RELEARNING),
        logged(Grade.AGAIN, 40 * DAY),
    ]

    kept = retention(log, NOW - 30 * DAY, NOW)

    assert kept == Retention(2, 3)
    assert Retention(0, 0).share is None


def test_the_forecast_counts_by_the_own_day_and_overdue_today() -> None:
    """A card due at 23:30 UTC is due tomorrow in Berlin."""
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    overdue, _ = grade(new_state("a", NOW), Grade.EASY, NOW - 60 * DAY)
    night, _ = grade(new_state("b", NOW), Grade.AGAIN, late - timedelta(minutes=1))

    days = forecast([overdue, night, new_state("c", NOW)], NOW, BERLIN)

    assert len(days) == 14
    assert [(day.day, day.cards) for day in days[:3]] == [
        (date(2026, 3, 2), 1),
        (date(2026, 3, 3), 1),
        (date(2026, 3, 4), 0),
    ]


def test_a_streak_lasts_until_a_whole_day_is_missed() -> None:
    """Today is not over yet."""
    moments = [NOW - DAY, NOW - 2 * DAY, NOW - 4 * DAY, NOW - 5 * DAY, NOW - 6 * DAY]

    assert streak(moments, NOW, UTC) == Streak(2, today=False, longest=3)
    assert streak([*moments, NOW], NOW, UTC) == Streak(3, today=True, longest=3)
    assert streak(moments, NOW + DAY, UTC) == Streak(0, today=False, longest=3)
    assert streak([], NOW, UTC) == Streak(0, today=False, longest=0)


def test_a_streak_goes_by_the_own_day() -> None:
    """Two reviews half an hour apart around midnight in Berlin are two days."""
    midnight = datetime(2026, 3, 2, 23, tzinfo=UTC)
    moments = [midnight - timedelta(minutes=15), midnight + timedelta(minutes=15)]

    assert streak(moments, moments[-1], BERLIN).days == 2
    assert streak(moments, moments[-1], ZoneInfo("America/New_York")).days == 1


@given(st.sets(st.integers(0, 30), max_size=20))
def test_streaks_are_those_of_the_plain_rule(ago: set[int]) -> None:
    """Counted day by day."""
    now = datetime(2026, 4, 10, 12, tzinfo=UTC)  # the clocks change within the days before
    run = streak([now - number * DAY for number in ago], now, BERLIN)
    start = 0 if 0 in ago else 1
    expected = 0
    while start + expected in ago:
        expected += 1

    assert run.days == expected
    assert run.today == (0 in ago)
    assert run.longest >= run.days


def test_figures_are_told_in_sentences() -> None:
    """With the forecast as a figure beside them."""
    known, log = grade(new_state("a", NOW), Grade.EASY, NOW - 8 * DAY)
    _, second = grade(known, Grade.GOOD, NOW - timedelta(hours=1))

    told = stats([known, new_state("b", NOW)], [log, second], NOW, UTC)

    assert told.lines == (
        "Retention: 100 % of 1 review in the last 30 days.",
        "Streak: 1 day; the longest was 1.",
        "New cards: 1 is waiting.",
    )
    assert told.figure.lines[0] == "Mon 2: 1 card"


def test_who_has_not_begun_is_told_so() -> None:
    """And gets no chart of nothing."""
    told = stats([], [], NOW, UTC)

    assert told.lines[1] == "Streak: none yet. It begins with your first review."
    assert told.figure.lines == ("No card is due in the next 14 days.",)
    assert told.figure.rows == ()


def test_a_streak_in_danger_is_told() -> None:
    """Today has nothing yet."""
    told = stats([], [logged(Grade.GOOD, DAY)], NOW, UTC)

    assert told.lines[1] == "Streak: 1 day; the longest was 1. Today has no review yet."
