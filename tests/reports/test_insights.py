"""Insights for curators, and the minimum group size of five people."""

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
    rounded_people,
    rounded_share_text,
    trend,
)


def test_most_asked_first_and_rare_things_left_out() -> None:
    """A question that few asked could tell who asked it."""
    asked = [AskedCount("SEA", 5), AskedCount("Kosovo", 4), AskedCount("Troops", 13)]

    figure = most_asked("Most asked", asked)

    assert figure.lines == (
        "Troops: 10 people or more",
        "SEA: 5 people or more",
        "What fewer than 5 people did is left out.",
    )


def test_where_nothing_may_be_told_a_sentence_stands() -> None:
    """For every part of the report."""
    few = InsightCounts(
        [AskedCount("SEA", 4)],
        [AskedCount("the harbour", 1)],
        [MissedShare("Laws", 0.3, 4)],
        [Week(date(2026, 1, 5), 4)],
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
    """In bands, and equal bands by their titles: an exact order would tell more."""
    figure = most_missed(
        [
            MissedShare("Laws", 0.31, 20),
            MissedShare("Causes", 0.29, 20),
            MissedShare("Actors", 0.9, 25),
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
        "People who asked, by week",
        [
            Week(date(2026, 1, 19), 6),
            Week(date(2026, 1, 5), 11),
            Week(date(2026, 1, 12), 2),
        ],
    )

    assert figure.lines == (
        "5 Jan: 10 people or more",
        "12 Jan: too few people",
        "19 Jan: 5 people or more",
    )


@given(st.lists(st.builds(AskedCount, st.text(max_size=5), st.integers(1, 9))))
def test_no_row_is_of_fewer_than_five(asked: list[AskedCount]) -> None:
    """And the rows that are shown do not depend on those that are not."""
    enough = [one for one in asked if one.people >= 5]

    assert most_asked("Most asked", asked) == most_asked("Most asked", enough)
    assert len(most_asked("Most asked", asked).rows) == min(10, len(enough))


@given(
    st.lists(st.floats(0, 1), min_size=4, max_size=60),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_all_others_together_cannot_work_out_one_person_s_share(
    others: list[float], one: float, two: float
) -> None:
    """Even accounts of one's own tell no more: a share that fits is at most one band's from any.

    Whoever knows all shares but one sees the same figure for a low and for a high share of that
    one, unless the two differ by more than a person can add to it.
    """
    people = len(others) + 1
    shown = {
        rounded_share_text((sum(others) + share) / people, people) for share in (one, two, 0, 1)
    }

    assert len(shown) <= 2
    assert not shown & {"0 %", "100 %"}


@given(st.integers(0, 300))
def test_a_day_with_one_person_more_mostly_shows_the_same(people: int) -> None:
    """Numbers of people are told in fives."""
    assert rounded_people(people) <= people < rounded_people(people) + 5
