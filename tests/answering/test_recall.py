"""A question that a whole class asks is worked out once."""

from __future__ import annotations

import gc
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer_cache import AnswerCache
from bot.answering.engine import Engine
from bot.answering.outcome import Context, NotCovered, Query


class Counting(Engine):
    """An engine that says of each question how many it has worked out."""

    def __init__(self) -> None:
        # The rest of an engine is left out: building it takes time, and nothing here uses it.
        self.worked_out = 0

    def ask(self, query: Query) -> NotCovered:
        """An outcome like no other."""
        self.worked_out += 1
        return NotCovered(f"{query.text} is number {self.worked_out}")


@pytest.fixture
def engine() -> Counting:
    """An engine that has been asked nothing."""
    return Counting()


def test_the_same_question_again_is_not_worked_out(engine: Counting) -> None:
    """Its outcome is the very one."""
    recall = AnswerCache()

    first = recall.ask(engine, Query("What is SEA?"))

    assert recall.ask(engine, Query("What is SEA?")) is first
    assert engine.worked_out == 1


def test_another_engine_is_asked_itself(engine: Counting) -> None:
    """Knowledge that was read again answers from what it says now."""
    recall, later = AnswerCache(), Counting()
    recall.ask(engine, Query("What is SEA?"))

    recall.ask(later, Query("What is SEA?"))

    assert later.worked_out == 1


def test_what_leans_on_an_answer_is_always_worked_out(engine: Counting) -> None:
    """The same words after another answer are another question."""
    recall = AnswerCache()

    for before in ("What is SEA?", "What is SEA?", "Who wrote it?"):
        recall.ask(engine, Query("why?", Context(before)))

    assert engine.worked_out == 3


def test_the_longest_unasked_is_forgotten_first(engine: Counting) -> None:
    """Asking again counts as asking."""
    recall = AnswerCache(most=2)
    for text in ("one", "two", "one", "three"):
        recall.ask(engine, Query(text))
    so_far = engine.worked_out

    recall.ask(engine, Query("one"))
    assert engine.worked_out == so_far
    recall.ask(engine, Query("two"))
    assert engine.worked_out == so_far + 1


def test_an_engine_that_is_replaced_is_let_go() -> None:
    """Its outcomes do not hold it, nor does anything else here."""
    recall, engine = AnswerCache(), Counting()
    recall.ask(engine, Query("What is SEA?"))
    gone = weakref.ref(engine)

    del engine
    gc.collect()

    assert gone() is None


@given(st.lists(st.text(max_size=3), max_size=40), st.integers(1, 5))
def test_every_question_gets_its_own_outcome(texts: list[str], most: int) -> None:
    """Whatever is asked, in whatever order, and however little is kept."""
    recall, engine = AnswerCache(most), Counting()

    for text in texts:
        outcome = recall.ask(engine, Query(text))
        assert isinstance(outcome, NotCovered)
        assert outcome.reason.startswith(f"{text} is number")


def test_half_a_character_is_a_question_too(engine: Counting) -> None:
    """Half of a surrogate pair can be typed, and cannot be encoded as other text is."""
    outcome = AnswerCache().ask(engine, Query("\ud83d"))

    assert isinstance(outcome, NotCovered)
    assert outcome.reason.endswith("is number 1")
