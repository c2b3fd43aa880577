"""The model of phone typing: so many slips are so many edits, and the same seed slips alike."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from bot.answering.english_frequencies import english_words
from tools.evaluation import typos
from tools.evaluation.typos import mistype

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTIONS = st.lists(
    st.one_of(
        st.sampled_from(
            "what is the un peacekeeping mission trafficking Kosovo SEA who form".split()
        ),
        st.text("abcdefghijklmnopqrstuvwxyzABCXYZ", min_size=1, max_size=12),
        st.sampled_from(["1244", "?", "2003,", "“quoted”", "Bøås", "🙂"]),
    ),
    max_size=12,
).map(" ".join)
SEEDS = st.integers(0, 2**32)


@given(QUESTIONS, st.integers(0, 4), SEEDS)
def test_so_many_slips_are_at_most_so_many_edits(question: str, errors: int, seed: int) -> None:
    """Insertions, deletions, substitutions and swaps of neighbours count one each."""
    typed = mistype(question, errors, Random(seed))
    assert DamerauLevenshtein.distance(question, typed) <= errors


@given(QUESTIONS, st.integers(1, 3), SEEDS)
def test_the_same_seed_slips_alike(question: str, errors: int, seed: int) -> None:
    """A figure measured today can be measured again tomorrow."""
    assert mistype(question, errors, Random(seed)) == mistype(question, errors, Random(seed))


@given(QUESTIONS, st.integers(1, 3), SEEDS)
def test_numbers_stay_as_they_were(question: str, errors: int, seed: int) -> None:
    """A wrong number would ask something else."""
    typed = mistype(question, errors, Random(seed))
    assert [c for c in typed if c.isdigit()] == [c for c in question if c.isdigit()]


@given(st.sampled_from(["what is sea", "Who wrote the Zeid report?", "unmik"]), SEEDS)
def test_a_slip_shows(question: str, seed: int) -> None:
    """A question with letters in it does not come out as it went in."""
    assert mistype(question, 1, Random(seed)) != question


def test_nothing_to_slip_on_is_left_alone() -> None:
    """A text without letters or spaces has no slips."""
    assert mistype("1244?", 2, Random(1)) == "1244?"
    assert mistype("", 2, Random(1)) == ""


@pytest.mark.parametrize(
    ("slip", "typed"),
    [
        (typos.swap, {"ota", "tao"}),
        (typos.doubled, {"ttoa", "tooa", "toaa"}),
        (typos.dropped, {"oa", "ta", "to"}),
    ],
)
def test_each_kind_of_slip(slip: Callable[[str, Random], str], typed: set[str]) -> None:
    """Over many seeds every place of a short word is hit, and nothing else comes out."""
    assert {slip("toa", Random(seed)) for seed in range(200)} == typed


def test_a_neighbour_is_the_key_beside() -> None:
    """The letter g has t, y, f, h, v and b around it, and keeps its case."""
    assert {typos.neighbour("g", Random(seed)) for seed in range(200)} == set("tyfhvb")
    assert typos.neighbour("G", Random(3)).isupper()


def test_a_lost_space_joins_two_words() -> None:
    """One space goes, any of them, and no letter."""
    assert {typos.lost_space("un in bosnia", Random(seed)) for seed in range(50)} == {
        "unin bosnia",
        "un inbosnia",
    }


@given(SEEDS)
def test_autocorrect_makes_another_english_word(seed: int) -> None:
    """What the phone puts in stands in the dictionary, one edit away, in the same case."""
    typed = typos.corrected("Form", Random(seed))
    assert typed != "Form"
    assert typed[0].isupper()
    assert typed.lower() in english_words()
    assert DamerauLevenshtein.distance("Form", typed) == 1


def test_autocorrect_leaves_what_has_no_neighbour() -> None:
    """A word unlike any other is not corrected."""
    assert typos.corrected("UNMIBH", Random(2)) == "UNMIBH"
