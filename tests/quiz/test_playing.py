"""A round as people live it: answers, changes, points, stops."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.quiz.round.effects import Podium, Reveal, Withdraw
from bot.quiz.round.round_events import AnswerGiven, Stopped, TypedGrade, Verdict
from bot.quiz.round.scoring import missed, places
from bot.quiz.round.state import Ending, RoundCard
from tests.quiz.classroom import ALICE, BOB, BUTTONS, CAROL, HOST, Classroom, asking, plan


def test_a_round_from_beginning_to_end(room: Classroom) -> None:
    """Three questions, two players, and a podium that both are on."""
    assert room.answers(ALICE, 1) is Verdict.ACCEPTED
    assert room.answers(BOB, 0) is Verdict.ACCEPTED
    assert room.reveal().result.options == (1, 1, 0)
    room.wait_until_due()
    room.send_all()
    assert room.answers(ALICE, 0) is Verdict.ACCEPTED
    room.next_question()
    assert room.answers(BOB, 1) is Verdict.ACCEPTED
    room.reveal()
    room.wait_until_due()

    (podium,) = room.send_each()
    assert isinstance(podium, Podium)

    assert [(p.place, p.player, p.right, p.answered, p.points) for p in podium.places] == [
        (1, ALICE, 2, 2, 200),
        (2, BOB, 1, 2, 100),
    ]
    assert (podium.players, podium.counted, podium.answered, podium.right) == (2, 3, 4, 3)
    assert podium.ending is Ending.FINISHED


def test_what_was_not_right_is_missed_from_the_first_answer_on(room: Classroom) -> None:
    """Wrong or left open; nobody is sent back to questions from before they came."""
    room.answers(ALICE, 0)
    room.next_question()
    room.answers(BOB, 0)
    room.next_question()
    room.reveal()

    assert missed(room.state, ALICE) == (0, 1, 2)
    assert missed(room.state, BOB) == (2,)
    assert missed(room.state, CAROL) == ()


def test_one_may_change_once(room: Classroom) -> None:
    """And is told so; the same choice again is no change."""
    assert room.answers(ALICE, 0) is Verdict.ACCEPTED
    assert room.answers(ALICE, 0) is Verdict.DOUBLED
    assert room.answers(ALICE, 1) is Verdict.CHANGED
    assert room.answers(ALICE, 2) is Verdict.NO_CHANGE_LEFT
    assert room.reveal().result.right == 1


def test_of_two_presses_that_arrive_in_the_wrong_order_the_later_stands(room: Classroom) -> None:
    """It was the change of the one that arrives second."""
    first = room.press(ALICE, 0)
    second = room.press(ALICE, 1)

    assert room.deliver(second) is Verdict.ACCEPTED
    assert room.deliver(first) is Verdict.OVERTAKEN
    assert room.answers(ALICE, 2) is Verdict.NO_CHANGE_LEFT
    assert room.reveal().result.right == 1


def test_an_older_press_does_not_make_a_change_quicker() -> None:
    """It may have been made before the answer that was changed."""
    room = asking(BUTTONS, speed=True)
    oldest = room.press(ALICE, 1)
    room.now = room.countdown() - timedelta(seconds=15)
    room.answers(ALICE, 0)
    room.answers(ALICE, 1)

    assert room.deliver(oldest) is Verdict.DOUBLED
    room.reveal()
    assert places(room.state)[0].points == 150


def test_whoever_lists_everything_is_refused_and_may_try_again(room: Classroom) -> None:
    """That uses up no change."""
    room.next_question()
    assert room.answers(ALICE, 2) is Verdict.REFUSED
    assert room.answers(ALICE, 1) is Verdict.ACCEPTED
    assert room.answers(ALICE, 2) is Verdict.REFUSED
    assert room.answers(ALICE, 0) is Verdict.CHANGED


def test_strange_presses_are_told_what_they_are(room: Classroom) -> None:
    """An old question's, a later one's, another round's, a choice that is not there."""
    old = room.press(ALICE, 1)
    assert (
        room.happens(AnswerGiven(1, 0, ALICE, 1, old.interaction, old.message)) is Verdict.FOREIGN
    )
    mine = room.state.plan.id
    for question, chosen, grade in ((1, 1, None), (0, 3, None), (0, "x", TypedGrade.RIGHT)):
        press = AnswerGiven(mine, question, ALICE, chosen, old.interaction, old.message, grade)
        assert room.happens(press) is Verdict.STALE
    room.next_question()
    assert room.deliver(old) is Verdict.TOO_LATE
    room.happens(Stopped(HOST))
    assert room.deliver(old) is Verdict.NOT_RUNNING
    assert room.happens(Stopped(HOST)) is Verdict.NOT_RUNNING


@pytest.mark.parametrize(
    ("speed", "expected"),
    [(True, [(1, ALICE, 191), (2, BOB, 141)]), (False, [(1, ALICE, 100), (1, BOB, 100)])],
)
def test_being_quick_counts_only_where_the_host_wants_it(
    *, speed: bool, expected: list[tuple[int, int, int]]
) -> None:
    """Up to a point more, in proportion to the time left."""
    room = asking(BUTTONS, speed=speed)
    deadline = room.countdown()
    room.now = deadline - timedelta(seconds=27.5)
    room.answers(ALICE, 1)
    room.now = deadline - timedelta(seconds=12.3)
    room.answers(BOB, 1)
    room.reveal()

    assert [(p.place, p.player, p.points) for p in places(room.state)] == expected


def test_a_change_is_as_quick_as_itself() -> None:
    """Not as the answer that it takes the place of."""
    room = asking(BUTTONS, speed=True)
    room.answers(ALICE, 0)
    room.now = room.countdown() - timedelta(seconds=15)
    room.answers(ALICE, 1)
    room.reveal()

    assert places(room.state)[0].points == 150


def test_stopping_shows_the_scores_so_far(room: Classroom) -> None:
    """A question that was cut off counts for nobody, and can no longer be answered."""
    room.answers(ALICE, 1)
    room.next_question()
    room.answers(BOB, 0)
    assert room.happens(Stopped(ALICE)) is Verdict.NOT_ALLOWED
    assert room.happens(Stopped(CAROL, moderator=True)) is Verdict.STOPPED

    podium = room.podium()

    assert podium.ending is Ending.STOPPED
    assert [(place.player, place.points) for place in podium.places] == [(ALICE, 100)]
    assert podium.counted == 1
    assert room.question().closed
    assert missed(room.state, ALICE) == ()


def test_a_stop_after_the_deadline_takes_no_points_away(room: Classroom) -> None:
    """Everybody had had their time, though the right answer was not shown yet."""
    room.answers(ALICE, 1)
    room.now = room.countdown() + timedelta(milliseconds=1)
    room.happens(Stopped(HOST))

    shown = room.send_each()

    assert [type(effect) for effect in shown][-2:] == [Reveal, Podium]
    podium = shown[-1]
    assert isinstance(podium, Podium)
    assert podium.places[0].points == 100


def test_a_stop_at_the_deadline_itself_is_a_stop_before_its_end(room: Classroom) -> None:
    """At that very moment somebody may still press."""
    room.answers(ALICE, 1)
    room.now = room.countdown()
    room.happens(Stopped(HOST))

    assert room.podium().counted == 0


def test_a_question_sent_after_the_stop_is_taken_back() -> None:
    """It was on its way when the round was stopped."""
    room = Classroom(plan(BUTTONS))
    room.send_all()
    room.wait_until_due()
    sent = room.request()
    assert sent is not None
    room.happens(Stopped(HOST))
    room.sent(*sent)

    assert [type(effect) for effect in room.send_each()] == [Podium, Withdraw]
    assert room.question().deleted


def test_a_round_has_questions_and_they_have_answers() -> None:
    """What the rules rely on is refused at once."""
    with pytest.raises(ValueError, match="1 to 25 questions"):
        plan()
    with pytest.raises(ValueError, match="1 to 25 questions"):
        plan(*[BUTTONS] * 26)
    for options, right in ((3, 3), (3, None), (0, 0)):
        with pytest.raises(ValueError, match="right answer"):
            RoundCard("votes", "laws", "{}", options, right)
