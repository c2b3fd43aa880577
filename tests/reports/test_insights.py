"""What curators are told, and that it is never of fewer than five people."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.figures.figure import Row
from bot.reports.insights import (
    AskedCount,
    InsightCounts,
    MissedShare,
    Week,
    insights,
    most_asked,
    most_missed,
    trend,
)


def test_most_asked_first_and_rare_things_left_out() -> None:
    """A question that few asked could tell who asked it."""
    asked = [AskedCount("SEA", 7, 5), AskedCount("Kosovo", 30, 4), AskedCount("Troops", 12, 9)]

    figure = most_asked("Most asked", asked)

    assert figure.lines == (
        "Troops: 12 times",
        "SEA: 7 times",
        "What fewer than 5 people did is left out.",
    )


def test_where_nothing_may_be_told_a_sentence_stands() -> None:
    """For every part of the report."""
    few = InsightCounts(
        [AskedCount("SEA", 90, 4)],
        [AskedCount("my own case", 1, 1)],
        [MissedShare("Laws", 3, 9, 4), MissedShare("Causes", 0, 0, 9)],
        [Week(date(2026, 1, 5), 9, 4)],
        [],
    )

    report = insights(few)

    for figure in (
        report.most_asked,
        report.not_covered,
        report.most_missed,
        report.trend,
        report.trend_not_covered,
    ):
        assert figure.rows == ()
        assert "by at least 5 people yet." in figure.lines[0]


def test_the_worst_section_is_first() -> None:
    """In tenths, and equal tenths by their titles: an exact order would tell more."""
    figure = most_missed(
        [
            MissedShare("Laws", 31, 100, 8),
            MissedShare("Causes", 29, 100, 8),
            MissedShare("Actors", 9, 10, 5),
        ]
    )

    assert figure.rows == (
        Row("Actors", 0.9, "about 90 % missed"),
        Row("Causes", 0.3, "about 30 % missed"),
        Row("Laws", 0.3, "about 30 % missed"),
    )


def test_a_week_of_too_few_people_is_a_gap() -> None:
    """Between the weeks before and after."""
    figure = trend(
        "Questions by week",
        [
            Week(date(2026, 1, 19), 12, 6),
            Week(date(2026, 1, 5), 20, 9),
            Week(date(2026, 1, 12), 3, 2),
        ],
    )

    assert figure.lines == ("5 Jan: 20", "12 Jan: too few people", "19 Jan: 12")


@given(st.lists(st.builds(AskedCount, st.text(max_size=5), st.integers(1, 99), st.integers(1, 9))))
def test_no_row_is_of_fewer_than_five(asked: list[AskedCount]) -> None:
    """And the rows that are shown do not depend on those that are not."""
    enough = [one for one in asked if one.people >= 5]

    assert most_asked("Most asked", asked) == most_asked("Most asked", enough)
    assert len(most_asked("Most asked", asked).rows) == min(10, len(enough))
