"""Deadlines of a round are fair to every player, to the millisecond."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.round.round_events import Verdict
from bot.quiz.round.scoring import places
from bot.quiz.round.state import GRACE, PAUSE
from tests.quiz.classroom import ALICE, BOB, BUTTONS, Classroom, asking, plan


def test_the_last_moment_counts_and_the_next_does_not(room: Classroom) -> None:
    """By the time that Discord gives the press."""
    room.now = room.countdown()
    assert room.answers(ALICE, 1) is Verdict.ACCEPTED
    room.wait(0.001)
    assert room.answers(BOB, 1) is Verdict.TOO_LATE


def test_a_press_made_in_time_counts_even_after_the_answer_was_shown(room: Classroom) -> None:
    """Nobody pays for a slow way; what was pressed in time knew nothing of the right answer."""
    room.wait(29)
    press = room.press(ALICE, 1)
    room.reveal()

    assert room.deliver(press) is Verdict.ACCEPTED
    assert places(room.state)[0].right == 1


def test_the_right_answer_waits_for_presses_on_their_way(room: Classroom) -> None:
    """Until the grace is over."""
    room.now = room.countdown() + GRACE - timedelta(milliseconds=1)
    assert room.tick() is Verdict.IGNORED
    room.wait(0.001)
    assert room.tick() is Verdict.NOTED


@given(st.integers(0, 90_000), st.sampled_from([10, 30, 120]))
def test_a_slow_discord_takes_nothing_from_the_time(slow: int, seconds: int) -> None:
    """Each question is shown for its full time, and for at most three seconds more."""
    room = Classroom(plan(BUTTONS, seconds=seconds))
    room.send_all()
    room.wait_until_due()
    room.wait(slow / 1000)
    room.send_all()

    message = room.question()
    deadline = room.countdown()
    shown = deadline - message.made

    assert timedelta(seconds=seconds) <= shown < timedelta(seconds=seconds + 3)
    assert deadline == room.asked().deadline
    assert deadline.microsecond == 0


def test_a_question_that_was_sent_in_time_needs_no_edit() -> None:
    """One request a question is the rule."""
    room = Classroom(plan(BUTTONS))
    room.send_all()
    room.wait_until_due()
    room.send()

    assert room.waiting() is None
    assert room.countdown() == room.asked().deadline


def test_a_press_tells_that_the_question_is_shown_before_discord_does() -> None:
    """The answer to the request is slow; people see the message and press."""
    room = Classroom(plan(BUTTONS))
    room.send_all()
    room.wait_until_due()
    sent = room.request()
    assert sent is not None
    room.wait(12)

    assert room.answers(ALICE, 1) is Verdict.ACCEPTED
    room.sent(*sent)

    assert room.asked().message == sent[1].id
    assert list(room.asked().answers) == [ALICE]


@given(st.integers(0, 29_000), st.integers(1, 3_500_000))
def test_time_lost_while_the_bot_was_away_is_given_back(before: int, away: int) -> None:
    """The same question, the same answers, and as much time as was left, ten seconds at least."""
    room = asking(BUTTONS, BUTTONS)
    room.answers(ALICE, 1)
    old = room.countdown()
    room.wait(before / 1000)
    left = old - room.now

    room.kill(away / 1000)
    room.send_all()

    new = room.countdown()
    least = max(left, timedelta(seconds=10))
    assert least <= new - room.now < least + timedelta(seconds=1)
    assert new == room.asked().deadline
    assert list(room.asked().answers) == [ALICE]
    assert room.answers(ALICE, 0) is Verdict.CHANGED


def test_being_away_does_not_make_the_quick_ones_quicker() -> None:
    """Nor those slower who answer afterwards: the time that was lost is nobody's."""
    room = asking(BUTTONS, speed=True)
    room.now = room.countdown() - timedelta(seconds=24)
    room.answers(ALICE, 1)
    room.wait(3)
    room.kill(60)
    room.wait(3)
    room.answers(BOB, 1)
    room.reveal()

    assert [(p.player, p.points) for p in places(room.state)] == [(ALICE, 180), (BOB, 160)]


def test_no_time_is_given_back_where_none_was_left(room: Classroom) -> None:
    """The question had run out before; only its answer was still to be shown."""
    room.answers(ALICE, 1)
    room.now = room.countdown() + timedelta(milliseconds=1)
    room.kill(600)

    assert room.answers(BOB, 1) is Verdict.TOO_LATE
    assert room.reveal().result.answered == 1


def test_there_is_time_to_read_an_answer_that_was_shown_late(room: Classroom) -> None:
    """The pause begins when it is shown."""
    room.wait_until_due()
    assert room.state.due == room.now + PAUSE
    room.wait(5)
    room.send_all()

    assert room.state.due == room.now + PAUSE
