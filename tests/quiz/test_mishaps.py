"""Failures around a round (lost messages, absences, failed sends), and how it recovers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.quiz.round.effects import Podium, PostQuestion, Record, Reveal, ShowDeadline
from bot.quiz.round.round_events import AnswersPaused, Failure, PlaceLost, SendFailed, Verdict
from bot.quiz.round.scoring import places
from bot.quiz.round.state import Ending, Phase
from bot.quiz.round.transitions import advance
from tests.quiz.classroom import ALICE, BOB, Classroom


def test_a_minute_without_discord_delays_the_round_and_no_more(room: Classroom) -> None:
    """The question is sent again under its number, and has its full time from when it is shown."""
    room.reveal()
    room.wait_until_due()
    waiting = room.waiting()
    assert waiting is not None
    for _ in range(6):
        room.wait(10)
        room.fail(Failure.TEMPORARY)
    still = room.waiting()
    assert still is not None
    assert still.number == waiting.number
    room.send_all()

    left = room.countdown() - room.now
    assert timedelta(seconds=30) <= left < timedelta(seconds=33)


def test_a_discord_that_stays_away_ends_the_round(room: Classroom) -> None:
    """After ten minutes in which it took no question; the scores are posted when it is back."""
    room.answers(ALICE, 1)
    room.reveal()
    room.wait_until_due()
    for _ in range(9):
        room.wait(60)
        room.fail(Failure.TEMPORARY)
        assert room.tick() is Verdict.IGNORED
    room.wait(60)
    room.tick()

    assert room.state.ending is Ending.SILENT
    assert [place.points for place in room.podium().places] == [100]


def test_a_bot_that_was_away_for_long_ends_the_round(room: Classroom) -> None:
    """The class has gone home; the scores so far are shown, without the question that was open."""
    room.answers(ALICE, 1)
    room.next_question()
    room.answers(BOB, 0)
    room.kill(2 * 3600)

    podium = room.podium()

    assert podium.ending is Ending.AWAY
    assert [place.player for place in podium.places] == [ALICE]
    assert podium.players == 1


def test_a_question_posted_just_before_the_kill_is_not_posted_again(room: Classroom) -> None:
    """Not while Discord knows its nonce, nor later, when only its mark tells."""
    room.reveal()
    for away in (5, 300):
        room.wait_until_due()
        room.request()
        room.kill(away)
        room.send_all()
        effects = [message.effect for message in room.channel.messages]
        asked = [effect.question for effect in effects if isinstance(effect, PostQuestion)]
        assert asked == [*range(len(asked))]
        assert room.countdown() == room.asked().deadline > room.now
        room.reveal()


@pytest.mark.parametrize("by_failure", [False, True])
def test_a_lost_channel_ends_the_round_and_keeps_the_scores(
    room: Classroom, *, by_failure: bool
) -> None:
    """There is nowhere to tell them; they are recorded all the same."""
    room.answers(ALICE, 1)
    room.next_question()
    effect = room.channel.messages[-1].effect
    event = SendFailed(effect, Failure.LOST) if by_failure else PlaceLost()

    step = advance(room.state, event, room.now)

    assert step.round.ending is Ending.LOST
    assert [effect for effect in step.effects if isinstance(effect, Podium | Record)] == [
        Record(room.state.plan.id, step.round.sent)
    ]
    assert places(step.round)[0].points == 100


@pytest.mark.parametrize("late", [timedelta(seconds=-5), timedelta(milliseconds=1)])
def test_where_answers_are_held_back_a_round_ends_and_tells_none(
    room: Classroom, late: timedelta
) -> None:
    """The open question counts for nobody, even if its time is over; what came before counts."""
    room.answers(ALICE, 1)
    room.next_question()
    room.answers(BOB, 1)
    room.now = room.countdown() + late
    assert room.happens(AnswersPaused()) is Verdict.NOTED

    shown = room.send_each()

    assert not any(isinstance(effect, Reveal) for effect in shown)
    podium = shown[-1]
    assert isinstance(podium, Podium)
    assert podium.ending is Ending.HELD_BACK
    assert [place.player for place in podium.places] == [ALICE]
    assert room.question().closed
    assert room.happens(AnswersPaused()) is Verdict.IGNORED


def test_a_deleted_question_is_asked_again(room: Classroom) -> None:
    """With what was answered already; whoever keeps deleting ends the round."""
    room.answers(ALICE, 1)
    first = room.question()
    room.delete(first)
    room.send_all()
    again = room.question()
    assert isinstance(again.effect, PostQuestion)
    assert again.effect.question == 0
    assert again.id != first.id
    assert room.answers(ALICE, 0) is Verdict.CHANGED
    room.delete(again)
    room.send_all()
    room.delete(room.question())

    assert room.state.ending is Ending.DELETED
    assert room.podium().counted == 0


def test_a_press_on_the_deleted_message_counts_and_no_more(room: Classroom) -> None:
    """It was on its way; that the question is shown again, it does not tell."""
    press = room.press(BOB, 1)
    room.delete(room.question())

    assert room.deliver(press) is Verdict.ACCEPTED
    assert room.state.phase is Phase.POSTING
    room.send_all()
    assert room.asked().message == room.question().id != press.message
    assert room.reveal().result.right == 1


def test_only_a_message_that_may_show_another_deadline_is_edited(room: Classroom) -> None:
    """As after a failure: Discord may have taken the first request all the same."""
    room.reveal()
    room.wait_until_due()
    room.fail(Failure.TEMPORARY)
    assert [type(effect) for effect in room.send_each()] == [PostQuestion, ShowDeadline]
    room.delete(room.question())
    assert [type(effect) for effect in room.send_each()] == [PostQuestion]


def test_a_question_that_discord_refuses_is_passed_over(room: Classroom) -> None:
    """It counts for nobody, and the round goes on."""
    room.reveal()
    room.wait_until_due()
    room.fail(Failure.REFUSED)

    assert [one.counted for one in room.state.results] == [True, False]
    waiting = room.waiting()
    assert isinstance(waiting, PostQuestion)
    assert waiting.question == 2


def test_a_question_that_the_server_blocks_ends_the_round(room: Classroom) -> None:
    """Every other would be blocked as well; the scores so far stand."""
    room.reveal()
    room.wait_until_due()
    room.fail(Failure.BLOCKED)

    assert room.state.ending is Ending.BLOCKED
    assert [one.counted for one in room.state.results] == [True, False]


def test_an_edit_of_a_message_that_is_gone_asks_again(room: Classroom) -> None:
    """It was deleted while the bot was away and could not see it."""
    room.kill(5)
    assert isinstance(room.waiting(), ShowDeadline)
    room.fail(Failure.GONE)

    waiting = room.waiting()
    assert isinstance(waiting, PostQuestion)
    assert waiting.question == 0
