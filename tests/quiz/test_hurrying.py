"""A round that does not wait for anybody: a question closes once all who play have answered."""

from __future__ import annotations

from dataclasses import replace

from bot.quiz.round.round_events import Verdict
from bot.quiz.round.serialization import SavedRound, dump_round, load_round
from bot.quiz.round.state import Phase
from tests.quiz.classroom import ALICE, BOB, BUTTONS, CAROL, Classroom, plan


def hurried(*, hurry: bool = True) -> Classroom:
    """A class at its second question; Alice and Bob have answered the first."""
    planned = plan(BUTTONS, replace(BUTTONS, id="seats"))
    settings = replace(planned.settings, hurry=hurry)
    room = Classroom(replace(planned, settings=settings))
    room.send_all()
    room.wait_until_due()
    room.send_all()
    room.answers(ALICE, 1)
    room.answers(BOB, 0)
    room.wait_until_due()
    room.send_all()
    room.wait_until_due()
    room.send_all()
    assert room.state.phase is Phase.ASKING
    return room


def test_the_question_closes_once_all_who_play_have_answered() -> None:
    """Not before, and not at once: there are three seconds for second thoughts."""
    room = hurried()
    full = room.asked().deadline
    room.answers(ALICE, 1)
    assert room.asked().deadline == full

    room.answers(BOB, 0)

    soon = room.asked().deadline
    assert soon < full
    assert 3 <= (soon - room.now).total_seconds() <= 4
    assert room.answers(CAROL, 1) is Verdict.ACCEPTED
    room.wait_until_due()
    assert room.state.phase is Phase.REVEALED
    assert room.answers(104, 1) is Verdict.TOO_LATE


def test_a_round_that_waits_gives_the_full_time() -> None:
    """As every round did that was stored before there was a choice."""
    room = hurried(hurry=False)
    full = room.asked().deadline
    room.answers(ALICE, 1)
    room.answers(BOB, 0)
    assert room.asked().deadline == full


def test_a_round_of_an_older_version_is_read() -> None:
    """Its settings do not say whether it hurries; it does not."""
    saved = dump_round(hurried(hurry=False).state)
    older = saved.plan.replace(',"hurry":false', "")
    assert older != saved.plan
    state = load_round(SavedRound(older, saved.scores, saved.progress))
    assert not state.plan.settings.hurry
