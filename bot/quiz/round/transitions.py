"""The moves of a round from one phase to the next, each with its effects."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.quiz.round.effects import (
    Announce,
    CloseQuestion,
    Effect,
    Podium,
    PostQuestion,
    Record,
    Reveal,
    ShowDeadline,
    Withdraw,
)
from bot.quiz.round.round_events import (
    AnswerGiven,
    AnswersPaused,
    Failure,
    MessageGone,
    PlaceLost,
    Posted,
    Resumed,
    SendFailed,
    Stopped,
    Ticked,
    Verdict,
)
from bot.quiz.round.scoring import places, result, settled, take
from bot.quiz.round.state import (
    AWAY_AFTER,
    GRACE,
    LEAD_IN,
    LEAST_LEFT,
    PAUSE,
    SENDING,
    SILENT_AFTER,
    AskedQuestion,
    Ending,
    Phase,
    QuestionResult,
    Round,
    created,
    whole_second,
)

if TYPE_CHECKING:
    from datetime import datetime

    from bot.quiz.round.round_events import Event
    from bot.quiz.round.state import RoundPlan


# Not a message full of names where very many play.
_MOST_ON_PODIUM: Final = 10


class Transition(NamedTuple):
    """The round after an event, what is to be done, and what became of the event."""

    round: Round
    effects: tuple[Effect, ...]
    verdict: Verdict


class RoundUpdate:
    """One transition in the making: the round as it changes, and the effects so far."""

    def __init__(self, state: Round, now: datetime) -> None:
        self.round = state
        self.now = now
        self._effects: list[Effect] = []

    def step(self, verdict: Verdict) -> Transition:
        """The finished transition."""
        return Transition(self.round, tuple(self._effects), verdict)

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


def announce(plan: RoundPlan, now: datetime) -> RoundUpdate:
    """A new round, which asks its first question after a short while."""
    turn = RoundUpdate(Round(plan, Phase.ANNOUNCED, now + LEAD_IN), now)
    turn.emit(Announce)
    return turn


def post(turn: RoundUpdate, question: int, old: AskedQuestion | None = None) -> None:
    """Post the question at this position, or, with `old`, once more."""
    deadline = _planned(turn)
    number = turn.emit(PostQuestion, question=question, deadline=deadline)
    asked = AskedQuestion(number, deadline)
    if old is not None:
        gone = old.gone if old.message is None else (*old.gone, old.message)
        asked = replace(old, post=number, deadline=deadline, message=None, gone=gone)
    due = turn.now + SILENT_AFTER
    turn.change(phase=Phase.POSTING, position=question, asked=asked, due=due)


def plan_again(turn: RoundUpdate, asked: AskedQuestion) -> None:
    """Send the same question later than planned: under the same number, with a later deadline.

    The message may stand there already, with the earlier deadline; then it will be edited.
    """
    deadline = _planned(turn)
    turn.put(PostQuestion, asked.post, question=turn.round.position, deadline=deadline)
    turn.change(asked=replace(asked, deadline=deadline, resent=True))


def _planned(turn: RoundUpdate) -> datetime:
    return whole_second(turn.now + SENDING + timedelta(seconds=turn.round.plan.settings.seconds))


def show(turn: RoundUpdate, asked: AskedQuestion, message: int) -> AskedQuestion:
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


def count_down(turn: RoundUpdate, message: int, deadline: datetime) -> None:
    """Let the question's message show this deadline."""
    turn.emit(ShowDeadline, question=turn.round.position, message=message, deadline=deadline)


def reveal(turn: RoundUpdate, asked: AskedQuestion) -> None:
    """Close the open question and show the right answer."""
    _close(turn, asked)
    turn.emit(Reveal, result=result(turn.round, asked))
    turn.change(phase=Phase.REVEALED, due=turn.now + PAUSE)


def go_on(turn: RoundUpdate) -> None:
    """Add what was revealed to the scores; then the next question, or the end."""
    turn.change(**_settled(turn.round))
    following = turn.round.position + 1
    if following < len(turn.round.plan.cards):
        post(turn, following)
    else:
        end(turn, Ending.FINISHED)


def cut_off(turn: RoundUpdate) -> None:
    """Drop the question that is posted or open: it counts for nobody."""
    if turn.round.asked is not None:
        _close(turn, turn.round.asked)
        message = turn.round.asked.message
        dropped = QuestionResult(turn.round.position, counted=False, message=message)
        turn.change(asked=None, results=(*turn.round.results, dropped))


def end(turn: RoundUpdate, ending: Ending, heard_until: datetime | None = None) -> None:
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


def _close(turn: RoundUpdate, asked: AskedQuestion) -> None:
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


# A question that is deleted is posted again; not for ever, against somebody who means it.
MOST_REPOSTS: Final = 2


def start(plan: RoundPlan, now: datetime) -> Transition:
    """A new round, announced; its first question follows after a short while."""
    return announce(plan, now).step(Verdict.NOTED)


def advance(state: Round, event: Event, now: datetime) -> Transition:
    """The round after `event`, which is dealt with at `now`, an aware time in UTC.

    Where nothing changes, the very same round comes back and there are no effects.
    """
    turn = RoundUpdate(state, now)
    verdict = Verdict.IGNORED
    match event:
        case AnswerGiven():
            verdict = _answer(turn, event)
        case Posted():
            verdict = _posted(turn, event.effect, event.message)
        case Stopped():
            verdict = _stop(turn, event)
        case _ if state.phase is Phase.ENDED:
            pass
        case Ticked():
            verdict = _tick(turn)
        case SendFailed():
            verdict = _failed(turn, event.effect, event.failure)
        case Resumed():
            verdict = _resume(turn, event.since)
        case MessageGone():
            verdict = _gone(turn, event.message)
        case AnswersPaused() | PlaceLost():
            end(turn, Ending.LOST if isinstance(event, PlaceLost) else Ending.HELD_BACK)
            verdict = Verdict.NOTED
    return turn.step(verdict)


def _answer(turn: RoundUpdate, event: AnswerGiven) -> Verdict:
    state, asked = turn.round, turn.round.asked
    if event.round != state.plan.id:
        return Verdict.FOREIGN
    if state.phase is Phase.ENDED:
        return Verdict.NOT_RUNNING
    if event.question < state.position:
        return Verdict.TOO_LATE
    if event.question > state.position or asked is None:
        return Verdict.STALE
    # Who presses sees the question, even if Discord has not told yet that it took the message.
    asked = show(turn, asked, event.message)
    answered, verdict = take(asked, turn.round.card, event)
    if answered is not asked:
        turn.change(asked=answered)
    return verdict


def _posted(turn: RoundUpdate, effect: Effect, message: int) -> Verdict:
    state = turn.round
    if isinstance(effect, Reveal) and state.phase is Phase.REVEALED:
        # If it was shown late, the time to read it begins late.
        turn.change(due=max(state.due or turn.now, created(message) + PAUSE))
        return Verdict.NOTED
    if not isinstance(effect, PostQuestion) or effect.round != state.plan.id:
        return Verdict.IGNORED
    asked = state.asked_while(Phase.POSTING)
    if asked is not None and asked.post == effect.number:
        show(turn, asked, message)
        return Verdict.NOTED
    known = {state.asked.message if state.asked else None, *(one.message for one in state.results)}
    if message in known:
        return Verdict.IGNORED
    turn.emit(Withdraw, message=message)
    return Verdict.NOTED


def _tick(turn: RoundUpdate) -> Verdict:
    state, asked = turn.round, turn.round.asked
    if state.due is None or turn.now < state.due:
        return Verdict.IGNORED
    if state.phase is Phase.ANNOUNCED:
        post(turn, 0)
    elif state.phase is Phase.POSTING:
        end(turn, Ending.SILENT)
    elif state.phase is Phase.ASKING and asked is not None:
        reveal(turn, asked)
    else:
        go_on(turn)
    return Verdict.NOTED


def _stop(turn: RoundUpdate, event: Stopped) -> Verdict:
    state = turn.round
    if state.phase is Phase.ENDED:
        return Verdict.NOT_RUNNING
    if event.by != state.plan.host and not event.moderator:
        return Verdict.NOT_ALLOWED
    end(turn, Ending.STOPPED)
    return Verdict.STOPPED


def _failed(turn: RoundUpdate, effect: Effect, failure: Failure) -> Verdict:
    if effect.round != turn.round.plan.id:
        return Verdict.IGNORED
    if failure is Failure.LOST:
        end(turn, Ending.LOST)
        return Verdict.NOTED
    asked = turn.round.asked_while(Phase.POSTING)
    if isinstance(effect, PostQuestion) and asked is not None and asked.post == effect.number:
        if failure is Failure.TEMPORARY:
            plan_again(turn, asked)
        else:
            cut_off(turn)
            go_on(turn)
        return Verdict.NOTED
    if failure is Failure.GONE and isinstance(effect, ShowDeadline):
        return _gone(turn, effect.message)
    return Verdict.IGNORED


def _resume(turn: RoundUpdate, since: datetime) -> Verdict:
    if turn.now - since > AWAY_AFTER:
        end(turn, Ending.AWAY, heard_until=since)
        return Verdict.NOTED
    if (posting := turn.round.asked_while(Phase.POSTING)) is not None:
        plan_again(turn, posting)
        turn.change(due=turn.now + SILENT_AFTER)
        return Verdict.NOTED
    asked = turn.round.asked_while(Phase.ASKING)
    if asked is None or asked.message is None or since > asked.deadline:
        return Verdict.IGNORED
    lost = turn.now - max(since, created(asked.message))
    if lost.total_seconds() <= 0:
        return Verdict.IGNORED
    deadline = whole_second(max(asked.deadline + lost, turn.now + LEAST_LEFT))
    turn.change(asked=replace(asked, deadline=deadline), due=deadline + GRACE)
    count_down(turn, asked.message, deadline)
    return Verdict.NOTED


def _gone(turn: RoundUpdate, message: int) -> Verdict:
    asked = turn.round.asked_while(Phase.ASKING)
    if asked is None or asked.message != message or turn.now > asked.deadline:
        return Verdict.IGNORED
    if turn.round.reposts >= MOST_REPOSTS:
        end(turn, Ending.DELETED)
    else:
        turn.change(reposts=turn.round.reposts + 1)
        post(turn, turn.round.position, asked)
    return Verdict.NOTED
