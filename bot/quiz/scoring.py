"""What answers are worth, and the scores of a round.

A right answer gives 1 point. Where the host lets speed count, it gives up to 1 more, in proportion
to the time that was left when it was given: all of it is a point, none is nothing. Points are whole
hundredths, rounded down. A wrong answer gives nothing and takes nothing. An answer that was changed
was given when it was changed.

Players are placed by points; where speed counts, those with as many by how little time their right
answers took together. Equals share a place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.quiz.round import Mark, Phase, Result
from bot.quiz.standings import ranked, total

if TYPE_CHECKING:
    from bot.quiz.round import Answer, Asked, Round, Settings
    from bot.quiz.standings import Place

POINT: Final = 100
_SECOND: Final = 1000


def points(answer: Answer, settings: Settings) -> int:
    """What `answer` is worth, in hundredths: 0, or 100 to 200."""
    if not answer.right:
        return 0
    whole = settings.seconds * _SECOND
    return POINT + (POINT * min(answer.left, whole) // whole if settings.speed else 0)


def result(state: Round, asked: Asked) -> Result:
    """How the question at the position went, by the answers so far."""
    given = list(asked.answers.values())
    chosen = [answer.given for answer in given]
    return Result(
        state.position,
        counted=True,
        message=asked.message,
        answered=len(given),
        right=sum(answer.right for answer in given),
        options=tuple(chosen.count(option) for option in range(state.card.options)),
    )


def settled(state: Round) -> Round:
    """The round with the question that was revealed added to the scores."""
    if state.asked is None:
        return state
    scores = dict(state.scores)
    whole = state.plan.settings.seconds * _SECOND
    for player, answer in state.asked.answers.items():
        spent = whole - min(answer.left, whole)
        mark = Mark(state.position, points(answer, state.plan.settings), spent)
        scores[player] = (*scores.get(player, ()), mark)
    results = (*state.results, result(state, state.asked))
    return replace(state, scores=scores, results=results, asked=None)


def so_far(state: Round) -> Round:
    """The round with everything added to the scores that counts already."""
    return settled(state) if state.phase is Phase.REVEALED else state


def places(state: Round) -> tuple[Place, ...]:
    """Every player's place so far, best first; a question that is still open does not count."""
    scores = so_far(state).scores
    rows = [
        total(player, [(mark.points, mark.spent) for mark in marks])
        for player, marks in scores.items()
    ]
    speed = state.plan.settings.speed
    return ranked(rows, lambda row: (-row.points, row.spent if speed else 0))


def missed(state: Round, player: int) -> tuple[int, ...]:
    """The positions of the questions so far that `player` did not get right, in order.

    One left unanswered is missed too, but for those before the first that they answered.
    """
    done = so_far(state)
    marks = done.scores.get(player, ())
    if not marks:
        return ()
    right = {mark.question for mark in marks if mark.points}
    since = marks[0].question
    asked = [one.question for one in done.results if one.counted and one.question >= since]
    return tuple(question for question in asked if question not in right)
