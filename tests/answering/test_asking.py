"""A question shows by its words what kind of answer it wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.question_type import QuestionType, asked_for
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from tests.answering.conftest import Made


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who said it?", {QuestionType.WHO}),
        ("Whose idea was it?", {QuestionType.WHO}),
        ("Which author says so?", {QuestionType.WHO}),
        ("When did it begin?", {QuestionType.WHEN}),
        ("In which year was it adopted?", {QuestionType.WHEN}),
        ("How many soldiers went?", {QuestionType.NUMBER}),
        ("the number of soldiers", {QuestionType.NUMBER}),
        ("How much money is lost?", {QuestionType.NUMBER}),
        ("Why did nobody act?", {QuestionType.WHY}),
        ("How come nobody acted?", {QuestionType.WHY}),
        ("the reason for it", {QuestionType.WHY}),
        ("Where did it happen?", {QuestionType.WHERE}),
        ("Which country was it?", {QuestionType.WHERE}),
        ("What does SEA mean?", {QuestionType.MEANING}),
        ("What is SEA?", {QuestionType.MEANING}),
        ("define trafficking", {QuestionType.MEANING}),
        ("How does it work?", {QuestionType.HOW}),
        ("soldiers in Bosnia", set()),
    ],
)
def test_one_kind_of_answer_is_asked_for(question: str, wanted: set[QuestionType]) -> None:
    """The question word, or a noun that stands for one, tells."""
    assert asked_for(words(question)) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What should be done?", QuestionType.SHOULD),
        ("Which source is cited?", QuestionType.SOURCE),
        ("Did anyone go to trial?", QuestionType.YES_NO),
        ("Who wrote it and when?", QuestionType.WHEN),
        ("Who wrote it and when?", QuestionType.WHO),
    ],
)
def test_among_others_this_kind_is_asked_for(question: str, wanted: QuestionType) -> None:
    """A question may ask for several kinds at once."""
    assert wanted in asked_for(words(question))


def test_nothing_asks_for_nothing() -> None:
    """No words, no kind."""
    assert asked_for(()) == frozenset()


def test_the_kind_of_answer_decides_between_entries(made: type[Made]) -> None:
    """Of two entries with the same words, the one that is asked for so goes first."""
    engine = (
        made()
        .entry(
            "date",
            "The lighthouse was built in 1854.",
            title="Building the lighthouse",
            phrasings=("when was the lighthouse built", "year the lighthouse was built"),
        )
        .entry(
            "builder",
            "Stevenson built the lighthouse.",
            title="Building the lighthouse",
            phrasings=("who built the lighthouse", "builder of the lighthouse"),
        )
        .engine()
    )
    assert engine.ranking("when did they build the lighthouse")[0].entry == "date"
    assert engine.ranking("who was it that built the lighthouse")[0].entry == "builder"
