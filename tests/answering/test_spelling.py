"""A mistyped word is read as the word of the base that was meant, and a good word is left alone."""

from __future__ import annotations

import gzip
import json
import string
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.answering.english_frequencies import english_words
from bot.answering.outcome import Answered, Query
from bot.answering.spelling import Speller

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from tests.answering.conftest import Made, Person

LETTERS = string.ascii_lowercase
LONG_ENOUGH = 6


def osa(one: str, other: str) -> int:
    """The optimal string alignment distance, by its definition: the slow, obvious way."""
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if not i or not j:
                rows[i][j] = i + j
                continue
            ways = [
                rows[i - 1][j] + 1,
                rows[i][j - 1] + 1,
                rows[i - 1][j - 1] + (one[i - 1] != other[j - 1]),
            ]
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                ways.append(rows[i - 2][j - 2] + 1)
            rows[i][j] = min(ways)
    return rows[-1][-1]


@pytest.fixture(scope="module")
def vocabulary(shipped: Engine) -> tuple[str, ...]:
    """Every word that the shipped base is written with."""
    found = shipped.index.layer.surface | shipped.index.lexicon.surface
    return tuple(sorted(word for word in found if word.isascii() and word.isalpha()))


@pytest.fixture(scope="module")
def speller(vocabulary: tuple[str, ...]) -> Speller:
    """What corrects words to those of the shipped base."""
    return Speller(vocabulary, english_words())


@st.composite
def slips(draw: st.DrawFn, words: tuple[str, ...]) -> tuple[str, str]:
    """A word, and what comes of it by one letter dropped, doubled, changed or swapped."""
    word = draw(st.sampled_from(words))
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(LETTERS))
    typed = draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            ]
        )
    )
    return word, typed


@given(st.data())
@settings(max_examples=150)
def test_one_slip_is_undone(
    vocabulary: tuple[str, ...], speller: Speller, data: st.DataObject
) -> None:
    """A slip in a long word is corrected to words of the base that are all one slip away."""
    word, typed = data.draw(slips(tuple(w for w in vocabulary if len(w) >= LONG_ENOUGH)))
    assume(typed not in vocabulary)
    found = [other for other, _ in speller.corrections(typed)]
    assert found
    assert all(osa(typed, other) == 1 for other in found)
    assert word in speller.one_slip(typed)


@given(st.data())
@settings(max_examples=20)
def test_the_words_one_slip_away_are_those_of_a_slow_search(
    vocabulary: tuple[str, ...], speller: Speller, data: st.DataObject
) -> None:
    """The index of deletions finds what comparing with every word finds, and nothing else."""
    _, typed = data.draw(slips(tuple(w for w in vocabulary if len(w) >= 4)))
    near = (w for w in vocabulary if len(w) >= 3 and abs(len(w) - len(typed)) <= 1)
    assert sorted(speller.one_slip(typed)) == [w for w in near if osa(typed, w) == 1]


@given(st.text(alphabet=LETTERS, max_size=14))
def test_corrections_are_words_of_the_base_best_first(
    vocabulary: tuple[str, ...], speller: Speller, typed: str
) -> None:
    """Whatever is typed, a correction is a known word, with a likeness that never rises."""
    found = speller.corrections(typed)
    assert {word for word, _ in found} <= set(vocabulary)
    likeness = [share for _, share in found]
    assert likeness == sorted(likeness, reverse=True)
    assert all(0 <= share <= 1 for share in likeness)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what is human traffikcing", "trafficking-definition"),
        ("what is human trafficing", "trafficking-definition"),
        ("what is human traffickking", "trafficking-definition"),
        ("what is humantrafficking", "trafficking-definition"),
        ("wat is sexual explotation and abuse", "sea"),
        ("zerotolerance", "zero-tolerance"),
        ("zero tolerence", "zero-tolerance"),
        ("what is gender mainstreeming", "gender-mainstreaming"),
        ("who is akahsi", "akashi"),
        ("who is Limanovska", "limanowska"),
    ],
)
def test_a_mistyped_question_finds_what_was_meant(student: Person, typed: str, meant: str) -> None:
    """Swapped, lost and doubled letters, and a lost space, do not keep the answer away."""
    assert meant in student.is_told(typed).entries


def test_a_slip_that_is_a_word_may_stand_for_its_neighbour(made: type[Made]) -> None:
    """The base knows of a trial; who types "trail", an English word, is understood."""
    person = (
        made()
        .entry("trial", "The trial ended in Bergen.", phrasings=("how did the trial end",))
        .entry("fish", "Herring is sold at dawn.", phrasings=("when is herring sold",))
        .entry("boats", "Nine boats are kept in the harbour.", phrasings=("how many boats",))
        .person()
    )
    assert person.engine.ranking("how did the trail end")[0].entry == "trial"


def test_a_word_of_the_base_is_never_corrected(made: type[Made]) -> None:
    """Two words of the base that are one slip apart are each taken as typed."""
    engine = (
        made()
        .entry("casual", "Casual remarks.", phrasings=("casual remarks",))
        .entry("causal", "Causal chains.", phrasings=("causal chains",))
        .engine()
    )
    assert engine.ranking("casual")[0].entry == "casual"
    assert engine.ranking("causal")[0].entry == "causal"


def test_numbers_are_never_corrected(made: type[Made]) -> None:
    """A number one digit off is another number, not a slip."""
    engine = (
        made().entry("troops", "35,000 soldiers went.", phrasings=("35,000 soldiers",)).engine()
    )
    assert not isinstance(engine.ask(Query("36,000")), Answered)
    assert engine.ranking("35000")[0].entry == "troops"


def test_a_number_of_one_digit_is_no_slip_for_a_letter(made: type[Made]) -> None:
    """Refusing note 0 by its number needs the 0 to be left as it is."""
    person = made().entry("notes", phrasings=("how many footnotes are there",)).person()
    assert "no footnote 0" in person.is_refused("footnote 0").reason


def test_english_is_read_as_the_list_has_it() -> None:
    """Line by line, the words and numbers are those of the whole document, without its noise."""
    packed = files("spellchecker").joinpath("resources/en.json.gz").read_bytes()
    whole = json.loads(gzip.decompress(packed))

    assert english_words() == {word: count for word, count in whole.items() if count >= 500}


def test_a_word_of_five_hundred_letters_is_not_corrected() -> None:
    """Though there is one like it: looking for it would take the square of its letters."""
    long = "a" * 500
    speller = Speller([long], {long: 9})

    assert speller.corrections(f"{long}a") == []
    assert speller.english(f"{long}a") is None
    assert speller.split(long + long) is None
