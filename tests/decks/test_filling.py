"""A card as it is typed into a form becomes the fields that a file has."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.browse.name_matching import folded
from bot.decks.typed_card import CHOICE, TYPED, InvalidCardError, card_fields_from_form
from bot.quiz.decks import Deck, with_card
from tests.storage.classroom import paper

PAPER = paper({})
LINE = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)


def fields(kind: str = CHOICE, **typed: str) -> dict[str, Any]:
    """What becomes of a form."""
    given_ = {
        "question": "Who keeps the peace?",
        "answers": "The UN\n* Blue Helmets",
        "why": "The book says so.",
        "rests": "1",
        "section": "",
    }
    return card_fields_from_form(kind, **(given_ | typed), paper=PAPER)


@pytest.mark.parametrize(
    ("rests", "notes"),
    [
        ("1", [1]),
        ("1, 2", [1, 2]),
        ("footnote 3", [3]),
        ("Notes 1, 2 and 3", [1, 2, 3]),
        ("[2]", [2]),
        (" 1;2 ", [1, 2]),
    ],
)
def test_numbers_are_notes(rests: str, notes: list[int]) -> None:
    """In whatever form people write them."""
    assert fields(rests=rests)["footnotes"] == notes


@pytest.mark.parametrize("rests", ["Lecture of 3 March", "3 March 2022, slide 4", "Doe 2001"])
def test_anything_else_is_a_source(rests: str) -> None:
    """In the curator's own words."""
    assert fields(rests=rests)["source"] == rests
    assert "footnotes" not in fields(rests=rests)


def test_a_section_is_found_by_its_name() -> None:
    """And one that is none is refused, with those that there are."""
    assert fields(section="the end")["section"] == "end"
    with pytest.raises(InvalidCardError, match="Section: there is no section"):
        fields(section="The Middle")


@pytest.mark.parametrize("answers", ["One\nTwo", "* One\n* Two", ""])
def test_one_answer_is_marked_as_right(answers: str) -> None:
    """Neither none nor two."""
    with pytest.raises(InvalidCardError, match="begin the right one, and no other, with"):
        fields(answers=answers)


def test_all_answers_of_a_typed_card_are_right() -> None:
    """Empty lines say nothing."""
    made = fields(TYPED, answers=" ten \n\n10\n")

    assert made["accepted"] == ["ten", "10"]
    assert "options" not in made


@given(st.lists(LINE, min_size=2, max_size=5, unique_by=lambda one: folded(one) or one), st.data())
def test_what_is_typed_is_what_the_card_has(options: list[str], data: st.DataObject) -> None:
    """In the order in which it was typed."""
    right = data.draw(st.sampled_from(options))
    typed = "\n".join(f"* {one}" if one == right else one for one in options)

    made = fields(answers=typed)

    assert made["options"] == options
    assert made["answer"] == right


def test_the_fields_make_a_card() -> None:
    """By the same rules as those of a file."""
    deck = with_card(Deck("midterm", "Midterm", ()), fields(), PAPER)

    [card] = deck.cards
    assert (card.prompt, card.right, card.footnotes) == (
        "Who keeps the peace?",
        "Blue Helmets",
        (1,),
    )
