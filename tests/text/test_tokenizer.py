"""Words and wording keys: however a question is typed, it is read as the same words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.tokenizer import _TOKEN, expand, remembered_words, spelling, wording_key, words

# What a token is, in the plainest words: a symbol, a number, a word with its apostrophes.
PLAIN_TOKEN = re.compile(
    r"[a-z]+(?:/[a-z]+)*(?:/\d+)+|\d+/\d+"
    r"|\d{1,3}(?:,\d{3})+|\d+(?:[a-z]+)?|[a-z]+(?:'[a-z]+)*"
)

SAME = [
    ("Olivera Simić", "olivera simic"),
    ("Ní Aoláin", "ni aolain"),
    ("“Boys will be boys”", '"boys will be boys"'),
    ("the UN’s bulletin", "the UN's bulletin"),
    ("zero–tolerance", "zero-tolerance"),
    ("zero—tolerance", "zero-tolerance"),
    ("zero\u2011tolerance", "zero-tolerance"),
    ("don`t", "don't"),
    ("don´t", "don't"),
    ("Łukasz", "lukasz"),
    ("GROẞE", "grosse"),
    ("traf\u00adficking", "trafficking"),
    ("traf\u200bficking", "trafficking"),
    ("ＳＥＡ", "SEA"),
    ("can’t", "can not"),
    ("won't", "will not"),
    ("didn't", "did not"),
    ("what's SEA", "what is SEA"),
    ("who're they", "who they"),
    ("the mission's mandate", "the mission mandate"),
    ("50,000", "50000"),
    ("50k", "50000"),
    ("50K", "50,000"),
    ("1,234,567", "1234567"),
    ("S/RES/1325", "resolution 1325"),
    ("s/res/1325 (2000)", "Resolution 1325 (2000)"),
    ("A/RES/57/306", "resolution 57/306"),
    ("sooooo many", "soo many"),
    ("  SEA\t\n?!  ", "sea"),
]


@pytest.mark.parametrize(("typed", "meant"), SAME)
def test_two_ways_of_typing_are_one(typed: str, meant: str) -> None:
    """Accents, quotes, dashes, contractions, numbers and symbols come to one form."""
    assert words(typed) == words(meant) != ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("50,000", "5,000"),
        ("50k", "50"),
        ("resolution 1325", "resolution 1244"),
        ("57/306", "57 306"),
        ("1990s", "1990"),
        ("did go", "didn't go"),
    ],
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    """No form is lost that tells two questions apart."""
    assert words(one) != words(other)


def test_a_documents_symbol_stays_whole() -> None:
    """The slashes and figures of a symbol are one word, so that half of it matches nothing."""
    assert words("See ST/SGB/2003/13.") == ("see", "st/sgb/2003/13")
    assert words("resolution 57/306?") == ("resolution", "57/306")


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisation", "organization"),
        ("organised", "organized"),
        ("minimising", "minimizing"),
        ("behaviour", "behavior"),
        ("labour", "labor"),
        ("offences", "offenses"),
        ("defence", "defense"),
    ],
)
def test_both_sides_of_the_atlantic_spell_one_word(british: str, american: str) -> None:
    """A British and an American spelling come to one."""
    assert spelling(british) == spelling(american)


@given(st.text(max_size=80))
def test_any_text_becomes_plain_words(text: str) -> None:
    """Words are never empty, hold no blanks or capitals, and case does not matter in English."""
    found = words(text)
    assert all(word and word == word.lower() and not word.isspace() for word in found)
    assert all(len(word.split()) == 1 for word in found)
    if text.isascii():
        assert words(text.upper()) == words(text.lower()) == found


@given(st.text(alphabet="ab1205/,'? ", max_size=24))
def test_what_is_never_tried_again_is_never_needed(text: str) -> None:
    """The quick pattern for tokens finds what the plain one finds, in every mixture of marks."""
    assert _TOKEN.findall(text) == PLAIN_TOKEN.findall(text)


@given(st.from_regex(r"[a-zA-Z]{1,12}", fullmatch=True))
def test_a_word_alone_is_read_as_in_a_sentence(word: str) -> None:
    """The short way for keywords leads to the same."""
    assert words(word) == words(f"{word}?")


@given(st.integers(1, 999), st.integers(0, 999))
def test_thousands_are_one_number_with_and_without_a_comma(thousands: int, rest: int) -> None:
    """12,345 is 12345, and 12,000 is 12k."""
    assert words(f"{thousands},{rest:03}") == (f"{thousands}{rest:03}",)
    assert words(f"{thousands}k") == words(f"{thousands},000")


SHORTHAND = {"whats": "what is", "ppl": "people", "u": "you"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What's SEA?", "What is SEA"),
        ("whats sea", "What is SEA?"),
        ("How do ppl complain?", "how do people complain"),
        ("Who is Simić?", "who is simic"),
        ("Didn’t the UN act?", "did not the UN act"),
        ("50k troops", "50,000 troops"),
        ("Что такое SEA", "sea"),
    ],
)
def test_wordings_that_the_engine_reads_alike_have_one_key(one: str, other: str) -> None:
    """Contractions, shorthand, accents and forms of numbers make no difference."""
    assert wording_key(one, SHORTHAND) == wording_key(other, SHORTHAND) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is an offence?", "What are offences?"),
        ("the organisation", "the organization"),
        ("Who is Simić?", "Who is Simic"),
        ("Что такое мир?", "Что такое война?"),
    ],
)
def test_keys_tell_apart_what_words_tell_apart(one: str, other: str) -> None:
    """Plurals and British spellings are other words; so are texts in another script."""
    alike = words(one) == words(other) != ()
    assert (wording_key(one, SHORTHAND) == wording_key(other, SHORTHAND)) is alike


@pytest.mark.parametrize("text", ["", "???", " \t", "🙂", "_"])
def test_a_text_without_a_word_has_no_key(text: str) -> None:
    """A wording needs a letter or a digit."""
    assert wording_key(text, SHORTHAND) == ""


@given(st.text(max_size=80))
def test_a_key_is_the_words_that_the_engine_reads(text: str) -> None:
    """It stays the same in capitals where English has them, and when it is asked itself."""
    key = wording_key(text, {})

    assert key == " ".join(expand(text, {})) or not words(text)
    if "/" not in key:
        assert wording_key(key, {}) == key


def test_what_is_remembered_is_read_alike() -> None:
    """A base is read twice while it is built; what is remembered ends with the building."""
    texts = ("What's SEA?", "sea", "Didn't 50,000 go?", "", "S/RES/1325")
    plain = [words(text) for text in texts]
    with remembered_words():
        assert [words(text) for text in (*texts, *texts)] == [*plain, *plain]
        assert words(texts[0]) is words(texts[0])
    assert [words(text) for text in texts] == plain
