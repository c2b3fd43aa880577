"""Scoring: which answer of a player counts, its points, and the places in a round.

A right answer gives 1 point. If the host lets speed count, it gives up to 1 more, in proportion to
the time that was left: all of the time is a whole point, none of it is 0. Points are counted in
whole hundredths, rounded down. A wrong answer gives nothing and takes nothing. An answer that was
changed counts as given when it was changed.

Players are ranked by points. If speed counts, players with equal points are ranked by how little
time their right answers took together. Players who are still equal share a place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.quiz.round.round_events import TypedGrade, Verdict
from bot.quiz.round.standings import ranked, total
from bot.quiz.round.state import (
    MOST_TYPED,
    Answer,
    Phase,
    QuestionResult,
    ScoredAnswer,
    created,
    milliseconds,
)

if TYPE_CHECKING:
    from bot.quiz.round.round_events import AnswerGiven
    from bot.quiz.round.standings import PlayerPlace
    from bot.quiz.round.state import AskedQuestion, Round, RoundCard, RoundSettings


POINT: Final = 100

_SECOND: Final = 1000


def points(answer: Answer, settings: RoundSettings) -> int:
    """Return the points for `answer`, in hundredths: 0, or 100 to 200."""
    if not answer.right:
        return 0
    whole = settings.seconds * _SECOND
    return POINT + (POINT * min(answer.left, whole) // whole if settings.speed else 0)


def question_result(state: Round, asked: AskedQuestion) -> QuestionResult:
    """Return the result of the current question, from the answers so far."""
    given = list(asked.answers.values())
    chosen = [answer.given for answer in given]
    return QuestionResult(
        state.position,
        counted=True,
        message=asked.message,
        answered=len(given),
        right=sum(answer.right for answer in given),
        options=tuple(chosen.count(option) for option in range(state.card.options)),
    )


def with_question_scored(state: Round) -> Round:
    """Return the round with its revealed question added to the scores and results."""
    if state.asked is None:
        return state
    scores = dict(state.scores)
    whole = state.plan.settings.seconds * _SECOND
    for player, answer in state.asked.answers.items():
        spent = whole - min(answer.left, whole)
        mark = ScoredAnswer(state.position, points(answer, state.plan.settings), spent)
        scores[player] = (*scores.get(player, ()), mark)
    results = (*state.results, question_result(state, state.asked))
    return replace(state, scores=scores, results=results, asked=None)


def with_scores_so_far(state: Round) -> Round:
    """Return the round with its question scored if it has been revealed, else unchanged."""
    return with_question_scored(state) if state.phase is Phase.REVEALED else state


def places(state: Round) -> tuple[PlayerPlace, ...]:
    """Return every player's place so far, best first; a question still open does not count."""
    scores = with_scores_so_far(state).scores
    rows = [
        total(player, [(mark.points, mark.spent) for mark in marks])
        for player, marks in scores.items()
    ]
    speed = state.plan.settings.speed
    return ranked(rows, lambda row: (-row.points, row.spent if speed else 0))


def missed(state: Round, player: int) -> tuple[int, ...]:
    """Return the positions of the questions that `player` has missed so far, in order.

    A question left unanswered is missed too, unless it came before the first that they answered.
    """
    done = with_scores_so_far(state)
    marks = done.scores.get(player, ())
    if not marks:
        return ()
    right = {mark.question for mark in marks if mark.points}
    since = marks[0].question
    asked = [one.question for one in done.results if one.counted and one.question >= since]
    return tuple(question for question in asked if question not in right)


def take_answer(
    asked: AskedQuestion, card: RoundCard, event: AnswerGiven
) -> tuple[AskedQuestion, Verdict]:
    """Return the question with the answer added, if it counts, and the verdict for the player."""
    at = created(event.interaction)
    if at > asked.deadline:
        return asked, Verdict.TOO_LATE
    if event.grade is TypedGrade.REFUSED and not card.options:
        return asked, Verdict.REFUSED
    right = _is_right(card, event)
    if right is None:
        return asked, Verdict.STALE
    left = max(milliseconds(asked.deadline - at), 0)
    answer = Answer(_stored_text(event.given), right, event.interaction, left)
    counting, verdict = _answer_that_counts(asked.answers.get(event.player), answer)
    if counting is asked.answers.get(event.player):
        return asked, verdict
    return replace(asked, answers={**asked.answers, event.player: counting}), verdict


def _stored_text(given: int | str) -> int | str:
    """Return the answer as it is stored, cut, and without lone surrogates: UTF-8 has none."""
    if isinstance(given, str):
        return given[:MOST_TYPED].encode("utf-8", "replace").decode()
    return given


def _is_right(card: RoundCard, event: AnswerGiven) -> bool | None:
    """Return whether the answer is right; None if it is not a valid answer to this card."""
    if card.options:
        fits = isinstance(event.given, int) and event.given in range(card.options)
        return event.given == card.right if fits and event.grade is None else None
    if isinstance(event.given, str) and event.grade is not None:
        return event.grade is TypedGrade.RIGHT
    return None


def _answer_that_counts(old: Answer | None, new: Answer) -> tuple[Answer, Verdict]:
    """Return which of two answers counts, and the verdict on the new one."""
    if old is None:
        return new, Verdict.ACCEPTED
    earlier = new.interaction < old.interaction
    if new.given == old.given:
        # The same choice, pressed earlier than the one on record: it counts from the earlier time.
        first = replace(new, changed=old.changed) if earlier and not old.changed else old
        return first, Verdict.DOUBLED
    if earlier:
        # The answer on record was a change of this one, which arrived late.
        return (old if old.changed else replace(old, changed=True)), Verdict.OVERTAKEN
    if old.changed:
        return old, Verdict.NO_CHANGE_LEFT
    return replace(new, changed=True), Verdict.CHANGED
