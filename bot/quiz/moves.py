"""The moves of a round from one phase to the next, each with its effects."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.quiz.effects import (
    Announce,
    CloseQuestion,
    Effect,
    Podium,
    PostQuestion,
    Record,
    Reveal,
    ShowDeadline,
)
from bot.quiz.round import Asked, Ending, Phase, Result, Round
from bot.quiz.scoring import places, result, settled
from bot.quiz.timing import GRACE, LEAD_IN, PAUSE, SENDING, SILENT_AFTER, created, whole_second

if TYPE_CHECKING:
    from datetime import datetime

    from bot.quiz.events import Verdict
    from bot.quiz.round import Plan

# Not a message full of names where very many play.
_MOST_ON_PODIUM: Final = 10


class Step(NamedTuple):
    """The round after an event, what is to be done, and what became of the event."""

    round: Round
    effects: tuple[Effect, ...]
    verdict: Verdict


class Turn:
    """One transition in the making: the round as it changes, and the effects so far."""

    def __init__(self, state: Round, now: datetime) -> None:
        self.round = state
        self.now = now
        self._effects: list[Effect] = []

    def step(self, verdict: Verdict) -> Step:
        """The finished transition."""
        return Step(self.round, tuple(self._effects), verdict)

    def change(self, **fields: Any) -> None:  # noqa: ANN401  # as `replace` takes them
        """Set fields of the round."""
        self.round = replace(self.round, **fields)

    def emit(self, kind: type[Effect], **fields: Any) -> int:  # noqa: ANN401  # the same
        """Add an effect under the next number, and give that number."""
        self.change(sent=self.round.sent + 1)
        self.put(kind, self.round.sent, **fields)
        return self.round.sent

    def put(self, kind: type[Effect], number: int, **fields: Any) -> None:  # noqa: ANN401  # the same
        """Add an effect under this number, in place of an earlier one that has it."""
        self._effects.append(kind(round=self.round.plan.id, number=number, **fields))


def announce(plan: Plan, now: datetime) -> Turn:
    """A new round, which asks its first question after a short while."""
    turn = Turn(Round(plan, Phase.ANNOUNCED, now + LEAD_IN), now)
    turn.emit(Announce)
    return turn


def post(turn: Turn, question: int, old: Asked | None = None) -> None:
    """Post the question at this position, or, with `old`, once more."""
    deadline = _planned(turn)
    number = turn.emit(PostQuestion, question=question, deadline=deadline)
    asked = Asked(number, deadline)
    if old is not None:
        gone = old.gone if old.message is None else (*old.gone, old.message)
        asked = replace(old, post=number, deadline=deadline, message=None, gone=gone)
    due = turn.now + SILENT_AFTER
    turn.change(phase=Phase.POSTING, position=question, asked=asked, due=due)


def plan_again(turn: Turn, asked: Asked) -> None:
    """Send the same question later than planned: under the same number, with a later deadline.

    The message may stand there already, with the earlier deadline; then it will be edited.
    """
    deadline = _planned(turn)
    turn.put(PostQuestion, asked.post, question=turn.round.position, deadline=deadline)
    turn.change(asked=replace(asked, deadline=deadline, resent=True))


def _planned(turn: Turn) -> datetime:
    return whole_second(turn.now + SENDING + timedelta(seconds=turn.round.plan.settings.seconds))


def show(turn: Turn, asked: Asked, message: int) -> Asked:
    """The question stands in the channel as `message`, and everybody has the full time from there.

    Nothing happens but once, and not for a message that was deleted.
    """
    if turn.round.phase is not Phase.POSTING or message in asked.gone:
        return asked
    full = whole_second(created(message) + timedelta(seconds=turn.round.plan.settings.seconds))
    deadline = max(asked.deadline, full)
    shown = replace(asked, message=message, deadline=deadline, resent=False)
    turn.change(phase=Phase.ASKING, asked=shown, due=deadline + GRACE)
    if asked.resent or deadline != asked.deadline:
        count_down(turn, message, deadline)
    return shown


def count_down(turn: Turn, message: int, deadline: datetime) -> None:
    """Let the question's message show this deadline."""
    turn.emit(ShowDeadline, question=turn.round.position, message=message, deadline=deadline)


def reveal(turn: Turn, asked: Asked) -> None:
    """Close the open question and show the right answer."""
    _close(turn, asked)
    turn.emit(Reveal, result=result(turn.round, asked))
    turn.change(phase=Phase.REVEALED, due=turn.now + PAUSE)


def go_on(turn: Turn) -> None:
    """Add what was revealed to the scores; then the next question, or the end."""
    turn.change(**_settled(turn.round))
    following = turn.round.position + 1
    if following < len(turn.round.plan.cards):
        post(turn, following)
    else:
        end(turn, Ending.FINISHED)


def cut_off(turn: Turn) -> None:
    """Drop the question that is posted or open: it counts for nobody."""
    if turn.round.asked is not None:
        _close(turn, turn.round.asked)
        message = turn.round.asked.message
        dropped = Result(turn.round.position, counted=False, message=message)
        turn.change(asked=None, results=(*turn.round.results, dropped))


def end(turn: Turn, ending: Ending, heard_until: datetime | None = None) -> None:
    """End the round with the scores so far.

    A question whose time was not over is cut off, since not everybody had the same chance; where
    answers are held back, every question that is open, since none was taken and none may be shown.
    `heard_until` is when the bot last took answers, if not now.
    """
    asked = None if ending is Ending.HELD_BACK else turn.round.asked_while(Phase.ASKING)
    if asked is not None and (heard_until or turn.now) > asked.deadline:
        reveal(turn, asked)
    if turn.round.phase is Phase.REVEALED:
        turn.change(**_settled(turn.round))
    else:
        cut_off(turn)
    turn.change(phase=Phase.ENDED, due=None, ending=ending)
    if ending is not Ending.LOST:
        turn.emit(Podium, **_podium(turn.round, ending))
    turn.emit(Record)


def _close(turn: Turn, asked: Asked) -> None:
    if asked.message is not None:
        turn.emit(CloseQuestion, question=turn.round.position, message=asked.message)


def _settled(state: Round) -> dict[str, Any]:
    done = settled(state)
    return {"asked": done.asked, "scores": done.scores, "results": done.results}


def _podium(state: Round, ending: Ending) -> dict[str, Any]:
    everybody = places(state)
    return {
        "ending": ending,
        "places": everybody[:_MOST_ON_PODIUM],
        "players": len(everybody),
        "counted": sum(one.counted for one in state.results),
        "answered": sum(one.answered for one in everybody),
        "right": sum(one.right for one in everybody),
    }
