"""Folding: every way of typing a letter comes to one, and folding again changes nothing."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text.normalize import fold, fold_words, slug

EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1) if chr(code) != "\n"]
# A line break stays a line break and keeps what it parts apart, so that one call folds them all.
BETWEEN = "\n"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Olivera Simić", "olivera simic"),
        ("Ní Aoláin", "ni aolain"),
        ("Łukasz", "lukasz"),
        ("Đurđa", "durda"),
        ("GROẞE Straße", "grosse strasse"),
        ("Ǿresund ǿre Øre", "oresund ore ore"),
        ("Æsir œuvre ÞÓR ıI İ", "aesir oeuvre thor ii i"),
        ("ŉ", "'n"),
        ("𐞢", "o"),
        ("ＳＥＡ ﬁnding", "sea finding"),
        ("don’t don`t don´t don\u1fefｔ don\uff40t", "don't don't don't don't don't"),
        ("“Boys” „Buben‟ «garçons»", '"boys" "buben" "garcons"'),
        ("a–b—c‑d−e‐f﹘g︱h︲i－j", "a-b-c-d-e-f-g-h-i-j"),
        ("traf\u00adfic\u200bking\ufeff", "trafficking"),
        ("Что такое ΣΕΑ", "что такое σεα"),
    ],
)
def test_text_is_made_plain(typed: str, plain: str) -> None:
    """Case, accents, ligatures, quotes and dashes make no difference; other scripts stay."""
    assert fold(typed) == plain


@pytest.mark.parametrize(("before", "after"), [("", ""), ("a", "b"), ("é", "Ж"), ("`", " ")])
def test_folding_any_character_again_changes_nothing(before: str, after: str) -> None:
    """Every code point, alone and between plain letters, other letters and signs."""
    once = fold(BETWEEN.join(f"{before}{one}{after}" for one in EVERY_CHARACTER))
    twice = fold(once)

    assert once.count(BETWEEN) == len(EVERY_CHARACTER) - 1
    if once != twice:
        parts = zip(EVERY_CHARACTER, once.split(BETWEEN), twice.split(BETWEEN), strict=True)
        assert [one for one in parts if one[1] != one[2]] == []


def test_no_character_changes_what_its_neighbours_become() -> None:
    """Every code point folds between other letters as it does alone; so does plain ASCII."""
    alone = fold(BETWEEN.join(EVERY_CHARACTER)).split(BETWEEN)
    for before, after in (("a", "b"), ("é", "ж")):
        beside = fold(BETWEEN.join(f"{before}{one}{after}" for one in EVERY_CHARACTER))
        wanted = BETWEEN.join(f"{fold(before)}{one}{fold(after)}" for one in alone)
        if beside != wanted:
            parts = zip(EVERY_CHARACTER, beside.split(BETWEEN), wanted.split(BETWEEN), strict=True)
            assert [one for one in parts if one[1] != one[2]] == []


def test_no_accent_and_no_capital_is_left() -> None:
    """Of any script."""
    folded = set(fold("".join(EVERY_CHARACTER)))

    assert not any(unicodedata.combining(one) for one in folded)
    assert "".join(folded).casefold() == "".join(folded)


@given(st.text(max_size=200))
@example("´\u0316")
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is plain already stays as it is."""
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=127)), st.text(max_size=20))
def test_ascii_is_folded_alike_beside_anything(text: str, other: str) -> None:
    """There is one way for plain text and the rest."""
    assert fold(f"{text}\n{other}") == f"{fold(text)}\n{fold(other)}"
    assert fold(text) == text.lower().replace("`", "'")


@given(st.text(max_size=60))
def test_words_and_slugs_are_folded_and_hold_no_signs(text: str) -> None:
    """Taken again, they stay as they are."""
    assert fold_words(fold_words(text)) == fold_words(text)
    assert all(word.isalnum() for word in fold_words(text).split())
    assert slug(slug(text)) == slug(text)
    assert slug(text).replace("-", "").isascii()


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("For the midterm!", "for-the-midterm"),
        ("Łukasz’s Straße", "lukasz-s-strasse"),
        ("  Ní Aoláin (2004) ", "ni-aolain-2004"),
        ("Что", ""),
    ],
)
def test_a_slug_has_plain_letters_and_digits(title: str, made: str) -> None:
    """Joined by hyphens, without one at either end."""
    assert slug(title) == made
