"""The rules of a round: `advance(round, event, now)` gives the next round and what is to be done.

    ANNOUNCED ──▶ POSTING ──▶ ASKING ──▶ REVEALED ──▶ POSTING …
        └────────────┴───────────┴───────────┴──────▶ ENDED

A question is POSTING until its message is known to stand in the channel; only then does its time
run. It is ASKING until its deadline and a short grace are over. REVEALED leaves time to read, and
takes answers that were given in time and arrive late. `advance` is total: no event raises in any
phase, and one that cannot happen there changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.quiz.answers import take
from bot.quiz.effects import PostQuestion, Reveal, ShowDeadline, Withdraw
from bot.quiz.events import (
    Answered,
    Failure,
    HeldBack,
    MessageGone,
    PlaceLost,
    Posted,
    Resumed,
    SendFailed,
    Stopped,
    Ticked,
    Verdict,
)
from bot.quiz.moves import (
    Step,
    Turn,
    announce,
    count_down,
    cut_off,
    end,
    go_on,
    plan_again,
    post,
    reveal,
    show,
)
from bot.quiz.round import Ending, Phase
from bot.quiz.timing import (
    AWAY_AFTER,
    GRACE,
    LEAST_LEFT,
    PAUSE,
    SILENT_AFTER,
    created,
    whole_second,
)

if TYPE_CHECKING:
    from datetime import datetime

    from bot.quiz.effects import Effect
    from bot.quiz.events import Event
    from bot.quiz.round import Plan, Round

# A question that is deleted is posted again; not for ever, against somebody who means it.
MOST_REPOSTS: Final = 2


def start(plan: Plan, now: datetime) -> Step:
    """A new round, announced; its first question follows after a short while."""
    return announce(plan, now).step(Verdict.NOTED)


def advance(state: Round, event: Event, now: datetime) -> Step:
    """The round after `event`, which is dealt with at `now`, an aware time in UTC.

    Where nothing changes, the very same round comes back and there are no effects.
    """
    turn = Turn(state, now)
    verdict = Verdict.IGNORED
    match event:
        case Answered():
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
        case HeldBack() | PlaceLost():
            end(turn, Ending.LOST if isinstance(event, PlaceLost) else Ending.HELD_BACK)
            verdict = Verdict.NOTED
    return turn.step(verdict)


def _answer(turn: Turn, event: Answered) -> Verdict:
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


def _posted(turn: Turn, effect: Effect, message: int) -> Verdict:
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


def _tick(turn: Turn) -> Verdict:
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


def _stop(turn: Turn, event: Stopped) -> Verdict:
    state = turn.round
    if state.phase is Phase.ENDED:
        return Verdict.NOT_RUNNING
    if event.by != state.plan.host and not event.moderator:
        return Verdict.NOT_ALLOWED
    end(turn, Ending.STOPPED)
    return Verdict.STOPPED


def _failed(turn: Turn, effect: Effect, failure: Failure) -> Verdict:
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


def _resume(turn: Turn, since: datetime) -> Verdict:
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


def _gone(turn: Turn, message: int) -> Verdict:
    asked = turn.round.asked_while(Phase.ASKING)
    if asked is None or asked.message != message or turn.now > asked.deadline:
        return Verdict.IGNORED
    if turn.round.reposts >= MOST_REPOSTS:
        end(turn, Ending.DELETED)
    else:
        turn.change(reposts=turn.round.reposts + 1)
        post(turn, turn.round.position, asked)
    return Verdict.NOTED
