"""Files that people upload: what is too large is refused at once, and of many mistakes 50 are told.

Time is not measured here: what is asserted is that the work was not begun.
"""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.errors import DeckError, KnowledgeError
from bot.paper.revision_file import read_revisions
from bot.quiz.decks import read_deck
from bot.strict_yaml.parser import Document
from bot.strict_yaml.uploads import MOST_TOLD, UPLOAD, without_later_faults
from tests.support.shipped import shipped_engine

if TYPE_CHECKING:
    from bot.paper.paper import Paper

SMALL = replace(UPLOAD, values=20, items=5, keys=4, scalar=30, key=8)

NUMBERS = {"numbers": TypeAdapter(int)}


@pytest.fixture(scope="module")
def paper() -> Paper:
    """The shipped knowledge."""
    return shipped_engine().paper


def refused(text: str) -> list[str]:
    """What is said to a file that is read with small limits."""
    return [str(one) for one in Document("file.yaml", "deck", text, SMALL).problems]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1, 2, 3, 4, 5, 6]", "file.yaml:1: has a list of more than 5 items"),
        ("a: 1\nb: 2\nc: 3\nd: 4\ne: 5", "file.yaml:5: has more than 4 fields in one place"),
        (f"a: {'x' * 31}", "file.yaml:1: has a text of 31 characters"),
        (f"{'k' * 9}: 1", "file.yaml:1: has a text of 9 characters"),
        (f"a: [{'[1, 2, 3, 4], ' * 5}]\nb: [[1, 2]]\nc: [[1]]", "has more than 20 values"),
    ],
)  # fmt: skip
def test_what_is_too_large_is_told_where_it_stands(text: str, said: str) -> None:
    """Once, with its line; nothing after it is read."""
    [problem] = refused(text)

    assert said in problem
    assert problem.endswith("divide it, or write less")


def test_what_is_just_within_the_limits_is_read() -> None:
    """Each limit is the largest that is allowed."""
    text = f"a: [1, 2, 3, 4, 5]\nb: 2\nc: {'x' * 30}\n{'k' * 8}: 4"

    document = Document("file.yaml", "deck", text, SMALL)

    assert document.problems == ()
    assert document.data == {"a": [1, 2, 3, 4, 5], "b": 2, "c": "x" * 30, "k" * 8: 4}


def test_half_a_million_mistakes_are_not_looked_at(paper: Paper) -> None:
    """The list is longer than a file may have entries: that is all there is to say."""
    data = b"entries: [" + b"x," * 500_000 + b"]"
    tracemalloc.start()

    with pytest.raises(KnowledgeError) as failed:
        read_revisions("ours.yaml", data, paper)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(failed.value.problems) == 1
    assert "more than 2,000 items" in str(failed.value)
    assert most < 20 * 2**20


def test_eight_thousand_empty_cards_are_not_looked_at(paper: Paper) -> None:
    """A deck has at most 500."""
    with pytest.raises(DeckError) as failed:
        read_deck("ours.yaml", b"id: a\ntitle: b\ncards:\n" + b"- {}\n" * 8_000, paper)

    assert len(failed.value.problems) == 1
    assert "more than 500 items" in str(failed.value)


def test_of_many_problems_the_first_fifty_are_told(paper: Paper) -> None:
    """And how many more there are."""
    with pytest.raises(DeckError) as failed:
        read_deck("ours.yaml", b"id: a\ntitle: b\ncards:\n" + b"- {}\n" * 500, paper)

    error = failed.value
    assert len(error.problems) == MOST_TOLD
    assert error.problems[0].line == 4
    # Each card lacks its kind, its prompt and its explanation, and rests on nothing.
    assert error.more >= 500 * 3 - MOST_TOLD
    assert str(error).endswith(f"and {error.more:,} more")


def test_problems_beyond_those_of_the_form_are_counted_too(paper: Paper) -> None:
    """As of ids to retire that there are not."""
    names = ", ".join(f"gone-{number}" for number in range(200))

    with pytest.raises(KnowledgeError) as failed:
        read_revisions("ours.yaml", f"retired: [{names}]".encode(), paper)

    assert (len(failed.value.problems), failed.value.more) == (MOST_TOLD, 150)


@given(st.lists(st.integers() | st.text(max_size=3), max_size=120))
def test_a_list_is_cut_behind_its_fiftieth_fault(numbers: list[int | str]) -> None:
    """No fault before the cut is lost, and none after it is uncounted."""
    wrong = [place for place, one in enumerate(numbers) if not _is_number(one)]

    data: Any = {"numbers": numbers}

    cut, later = without_later_faults(data, NUMBERS)

    assert later == max(0, len(wrong) - MOST_TOLD)
    kept = cut["numbers"]
    assert kept == numbers[: len(kept)]
    assert sum(not _is_number(one) for one in kept) == min(len(wrong), MOST_TOLD)


def _is_number(value: int | str) -> bool:
    try:
        int(value)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("data", [None, [1, 2], "text", {"numbers": "none"}])
def test_a_file_without_the_list_is_left_to_its_model(data: Any) -> None:
    """Which says what is wrong with it."""
    assert without_later_faults(data, NUMBERS) == (data, 0)
