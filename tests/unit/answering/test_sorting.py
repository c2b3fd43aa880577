"""Sorting in runs is sorting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.answering import sorting
from bot.answering.sorting import sorted_in_runs


@given(st.lists(st.text(max_size=3)), st.integers(1, 9))
def test_runs_of_any_length_come_to_the_same(texts: list[str], run: int) -> None:
    """None, one or many runs, with what is equal in them."""
    assert sorted_in_runs(texts, run) == sorted(texts)


def test_more_than_one_run_is_merged() -> None:
    """Pairs, as completions are kept, beyond what is sorted in one call."""
    pairs = [(str(number % 97), str(number)) for number in range(sorting.RUN + 2)]
    assert sorted_in_runs(iter(pairs)) == sorted(pairs)
