"""A question that asks two things is taken apart, and both are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.compound_questions import split_question

if TYPE_CHECKING:
    from tests.answering.conftest import Made, Person

SHORTHAND = {"wat": ("what",), "y": ("why",)}


@pytest.mark.parametrize(
    ("question", "pieces"),
    [
        ("What is SEA and who defined it?", ["What is SEA", "who defined it?"]),
        ("What is SEA? Who defined it?", ["What is SEA", "Who defined it?"]),
        ("What is SEA; who defined it", ["What is SEA", "who defined it"]),
        ("What is SEA, and when was it defined", ["What is SEA", "when was it defined"]),
        ("What is SEA & wat is trafficking", ["What is SEA", "wat is trafficking"]),
        ("define SEA, explain trafficking", ["define SEA", "explain trafficking"]),
        ("what is SEA as well as who said so", ["what is SEA", "who said so"]),
    ],
)
def test_two_questions_are_two(question: str, pieces: list[str]) -> None:
    """A joint is followed by something that begins as a question does."""
    assert split_question(question, SHORTHAND) == pieces


@pytest.mark.parametrize(
    "question",
    [
        "What is sexual exploitation and abuse?",
        "Which missions were in Bosnia and Kosovo?",
        "Horne and Barney",
        "Bosnia, Kosovo and Rwanda",
        "And who said that?",
        "What is SEA?",
        "What is SEA? ",
        "and and and",
        "",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    """An "and" between two names parts nothing."""
    assert split_question(question, SHORTHAND) == [question]


@given(st.text(alphabet="aw? ;,&andhowt.\n", max_size=60))
def test_no_piece_is_lost_or_empty(text: str) -> None:
    """Every piece says something, and stands in the question in this order."""
    pieces = split_question(text, SHORTHAND)
    at = 0
    for piece in pieces:
        at = text.index(piece, at) + len(piece)
    assert pieces == [text] or all(piece.strip() == piece != "" for piece in pieces)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What is SEA and what is zero tolerance?", {"sea", "zero-tolerance"}),
        (
            "Who said boys will be boys, and what is human trafficking?",
            {"akashi", "trafficking-definition"},
        ),
    ],
)
def test_both_things_are_answered(student: Person, question: str, wanted: set[str]) -> None:
    """Each with its own citations."""
    answer = student.is_told(question)
    assert wanted <= set(answer.entries)
    assert all(part.citations for part in answer.parts)


def test_each_thing_stands_once(made: type[Made]) -> None:
    """Asked twice for the same entry, the answer has one part, without repeating a claim."""
    person = (
        made()
        .entry(
            "lamp", "The lamp is oil-fed.", phrasings=("what is the lamp", "what feeds the lamp")
        )
        .entry("boat", "The boat is blue.", phrasings=("what is the boat",))
        .person()
    )
    answer = person.is_told("what is the lamp and what feeds the lamp?")
    assert answer.entries.count("lamp") == 1
    assert len({claim.text for claim in answer.claims}) == len(answer.claims)
