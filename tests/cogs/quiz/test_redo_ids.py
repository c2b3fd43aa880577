"""An id of a button leads to a card of its round, or to nothing."""

from __future__ import annotations

import pytest

from cogs.quiz.quiz_ids import RedoProgress
from cogs.quiz.redo_misses import RoundGoneError, _card_at
from tests.quiz.classroom import BUTTONS, asking


@pytest.mark.parametrize("question", [1, 2, 99])
def test_a_question_that_the_round_never_had_is_told_of(question: int) -> None:
    """Ids of one round may be older than the round as it is kept."""
    state = asking(BUTTONS).state

    with pytest.raises(RoundGoneError):
        _card_at(state, RedoProgress(state.plan.id, question, 0, 0))
