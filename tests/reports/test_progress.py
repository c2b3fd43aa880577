"""Progress: exact for oneself; for a group, nothing that reveals one person's part."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.figures.figure import Row
from bot.reports.progress import (
    SectionTopics,
    coverage,
    group_figure,
    own_figure,
    topics_by_section,
)
from bot.review.scheduler import Grade

LAWS = SectionTopics("laws", "Laws", frozenset({"a", "b", "c", "d"}))
CAUSES = SectionTopics("causes", "Causes", frozenset({"e", "f"}))
EMPTY = SectionTopics("notes", "Notes", frozenset())
ALL = dict.fromkeys(LAWS.topics, Grade.GOOD)


def test_own_progress_counts_what_is_known() -> None:
    """A topic graded "Again" is seen and not known; sections without topics are left out."""
    last = {"a": Grade.GOOD, "b": Grade.HARD, "c": Grade.AGAIN, "gone": Grade.EASY}

    figure = own_figure(coverage([LAWS, CAUSES, EMPTY], last))

    assert figure.rows == (
        Row("Laws", 0.5, "2 of 4 topics known"),
        Row("Causes", 0.0, "not begun, 2 topics"),
    )


def test_without_cards_there_is_a_sentence() -> None:
    """And no chart."""
    assert own_figure(coverage([EMPTY], {})).lines == ("There is nothing to cover yet.",)


def test_cards_are_gathered_by_section() -> None:
    """From the section of each topic."""
    assert topics_by_section({"a": "laws", "b": "laws", "e": "causes"}) == {
        "laws": frozenset({"a", "b"}),
        "causes": frozenset({"e"}),
    }


def test_a_group_of_four_is_told_that_five_are_needed() -> None:
    """However many have joined: only those who were graded contribute."""
    figure = group_figure("Group A", [LAWS], [ALL, ALL, ALL, ALL, {}, {"gone": Grade.GOOD}])

    assert figure.rows == ()
    assert figure.lines == ("The progress of a group is shown once at least 5 people contribute.",)


def test_a_group_of_five_is_shown_rounded() -> None:
    """And each section by itself needs five."""
    some = {"a": Grade.GOOD, "e": Grade.GOOD}

    figure = group_figure("Group A", [LAWS, CAUSES], [some, some, some, some, {"a": Grade.AGAIN}])

    assert figure.rows == (
        Row("Laws", 0.0, "under 50 %"),
        Row("Causes", None, "too few people yet"),
    )
    assert "at least 5 people" in figure.note


def test_all_and_none_are_never_said() -> None:
    """They would tell of everybody."""
    none = {"a": Grade.AGAIN}

    assert group_figure("A", [LAWS], [ALL] * 5).rows[0].shown == "over 50 %"
    assert group_figure("A", [LAWS], [none] * 5).rows[0].shown == "under 50 %"


GRADES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(Grade))


@given(st.lists(GRADES, max_size=9))
def test_a_section_of_fewer_than_five_is_in_no_number(people: list[dict[str, Grade]]) -> None:
    """What is shown is the same whatever those few know."""
    shown = group_figure("A", [LAWS, CAUSES], people)
    for section in (LAWS, CAUSES):
        begun = [grades for grades in people if not section.topics.isdisjoint(grades)]
        if len(begun) < 5:
            other = [
                {
                    topic: Grade.AGAIN if topic in section.topics else one
                    for topic, one in grades.items()
                }
                for grades in people
            ]
            assert group_figure("A", [LAWS, CAUSES], other) == shown


@given(st.lists(GRADES, min_size=5, max_size=9))
def test_shares_come_in_bands(people: list[dict[str, Grade]]) -> None:
    """So that the difference between two looks is no person's value."""
    for row in group_figure("A", [LAWS, CAUSES], people).rows:
        assert row.value is None or row.value in {0, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1}
