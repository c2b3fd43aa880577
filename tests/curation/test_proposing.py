"""What a student suggests: a question or a statement, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curation.suggestions import (
    LONGEST_TEXT,
    WrongSuggestionError,
    checked,
    claim_of,
    is_question,
    note_of,
    title_of,
)
from tests.support.shipped import shipped_paper

PAPER = shipped_paper()
STATEMENT = "Peacekeepers built a school near the border."


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("12", "12"),
        (" fn. 12 ", "12"),
        ("Footnote 12", "12"),
        ("note 80", "80"),
        ("[12]", "12"),
        ("n12", "12"),
        ("https://a.example/b?c=d", "https://a.example/b?c=d"),
        ("HTTP://A.example", "HTTP://A.example"),
        ("", ""),
    ],
)
def test_a_place_is_a_note_or_a_link(typed: str, place: str) -> None:
    """However it is typed; it may be left out."""
    assert checked(STATEMENT, typed, PAPER).place == place


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("81", "footnotes are 1 to 80"),
        ("0", "footnotes are 1 to 80"),
        ("page 12", "a footnote’s number"),
        ("12 and 13", "a footnote’s number"),
        ("ftp://a.example", "https://"),
        ("javascript:alert(1)", "https://"),
        ("https://a.example b", "https://"),
        (f"https://a.example/{'b' * 300}", "https://"),
    ],
)
def test_another_place_is_refused_with_what_to_write(typed: str, remedy: str) -> None:
    """In one sentence."""
    with pytest.raises(WrongSuggestionError, match=remedy):
        checked(STATEMENT, typed, PAPER)


@pytest.mark.parametrize("text", ["", "   ", "?", "....", "\u200b" * 9, "a" * (LONGEST_TEXT + 1)])
def test_too_little_and_too_much_is_refused(text: str) -> None:
    """Signs alone say nothing."""
    with pytest.raises(WrongSuggestionError):
        checked(text, "", PAPER)


@given(st.text(max_size=1500), st.text(max_size=300))
def test_any_text_is_kept_on_one_line_or_refused_in_words(text: str, place: str) -> None:
    """What is kept can be stored and shown."""
    try:
        said = checked(text, place, PAPER)
    except WrongSuggestionError:
        return
    assert "\n" not in said.text
    assert "\0" not in said.text
    assert len(said.text) <= LONGEST_TEXT
    assert 0 < len(title_of(said.text)) <= 70 or not said.text.strip(".!…")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        (STATEMENT, False),
        ("Troops were withdrawn after the scandal became known", False),
        ("Three died.", False),
        ("What happened in Haiti", True),
        ("Troops were withdrawn?", True),
        ("male victims", True),
    ],
)
def test_a_question_is_told_from_a_statement(text: str, asks: bool) -> None:  # noqa: FBT001  # a case
    """By its sign, its first word, or that it is keywords."""
    assert is_question(text) is asks


def test_a_statement_with_a_note_is_a_claim_of_the_notes_section() -> None:
    """Without a note, with one that the paper left out, or as a question it is none."""
    claim = claim_of(STATEMENT, "12", PAPER)

    assert claim is not None
    assert (claim.text, claim.footnotes) == (STATEMENT, (12,))
    assert claim.section == PAPER.footnotes[12].section
    assert note_of("36", PAPER) is None
    for text, place in ((STATEMENT, ""), (STATEMENT, "36"), (STATEMENT, "https://a.example")):
        assert claim_of(text, place, PAPER) is None
    assert claim_of("What did they build there?", "12", PAPER) is None


def test_a_title_ends_with_a_word() -> None:
    """A long statement is cut, without its last stop."""
    assert title_of("Three died.") == "Three died"
    long = title_of(f"{'Peacekeepers built schools, ' * 5}and left.")
    assert long.endswith("…")
    assert len(long) <= 70
