"""A question shows by its words what kind of answer it wants."""

from __future__ import annotations

import pytest

from bot.answering.asking import Asks, asked_for
from bot.answering.text import words


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who said it?", {Asks.WHO}),
        ("Whose idea was it?", {Asks.WHO}),
        ("Which author says so?", {Asks.WHO}),
        ("When did it begin?", {Asks.WHEN}),
        ("In which year was it adopted?", {Asks.WHEN}),
        ("How many soldiers went?", {Asks.NUMBER}),
        ("the number of soldiers", {Asks.NUMBER}),
        ("How much money is lost?", {Asks.NUMBER}),
        ("Why did nobody act?", {Asks.WHY}),
        ("How come nobody acted?", {Asks.WHY}),
        ("the reason for it", {Asks.WHY}),
        ("Where did it happen?", {Asks.WHERE}),
        ("Which country was it?", {Asks.WHERE}),
        ("What does SEA mean?", {Asks.MEANING}),
        ("What is SEA?", {Asks.MEANING}),
        ("define trafficking", {Asks.MEANING}),
        ("How does it work?", {Asks.HOW}),
        ("soldiers in Bosnia", set()),
    ],
)
def test_one_kind_of_answer_is_asked_for(question: str, wanted: set[Asks]) -> None:
    """The question word, or a noun that stands for one, tells."""
    assert asked_for(words(question)) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What should be done?", Asks.SHOULD),
        ("Which source is cited?", Asks.SOURCE),
        ("Did anyone go to trial?", Asks.YES_NO),
        ("Who wrote it and when?", Asks.WHEN),
        ("Who wrote it and when?", Asks.WHO),
    ],
)
def test_among_others_this_kind_is_asked_for(question: str, wanted: Asks) -> None:
    """A question may ask for several kinds at once."""
    assert wanted in asked_for(words(question))


def test_nothing_asks_for_nothing() -> None:
    """No words, no kind."""
    assert asked_for(()) == frozenset()


def test_the_kind_of_answer_decides_between_entries(made) -> None:
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
