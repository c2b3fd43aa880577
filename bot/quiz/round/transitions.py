"""The state machine of a quiz round: `advance(round, event, now)` returns round and effects.

It is pure: time is passed in, nothing is sent or stored here, and the same arguments give the same
`Transition`. `start` makes the first round. The phases, with the events that lead between them:

    start
      |
      v
  ANNOUNCED --Ticked--> POSTING --Posted or a first AnswerGiven--> ASKING --Ticked--> REVEALED
                        ^  ^  |                                   |                     |
                        |  |  +--SendFailed: the next question    |                     |
                        |  +-----MessageGone: the same again------+                     |
                        +--------Ticked: the next question------------------------------+

  any phase but ENDED --> ENDED:
    Ticked after the last question (FINISHED), or in POSTING after ten minutes (SILENT)
    SendFailed for the last question (FINISHED)
    Stopped by the host or a moderator (STOPPED)
    AnswersPaused (HELD_BACK)
    PlaceLost, or SendFailed because the place is lost (LOST)
    Resumed after more than an hour (AWAY)
    MessageGone more often than a question is posted again (DELETED)
    SendFailed because a rule of the server blocks a question (BLOCKED)

`Ticked` does something only once the round's `due` is reached. An event that does not belong to
the phase changes nothing, and its verdict says why.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.quiz.round.early_close import early_deadline
from bot.quiz.round.effects import (
    Announce,
    CloseQuestion,
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
from bot.quiz.round.scoring import places, question_result, take_answer, with_question_scored
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

    from bot.quiz.round.effects import Effect
    from bot.quiz.round.round_events import Event
    from bot.quiz.round.state import RoundPlan


# A message must not fill with names when very many people play.
_MOST_ON_PODIUM: Final = 10

# A deleted question is posted again, but not forever: somebody may be deleting it on purpose.
MOST_REPOSTS: Final = 2


class Transition(NamedTuple):
    """The round after an event, the effects to carry out, and the verdict on the event."""

    round: Round
    effects: tuple[Effect, ...]
    verdict: Verdict


class RoundUpdate:
    """A transition that is being built: the round as changed so far, and the effects so far."""

    def __init__(self, state: Round, now: datetime) -> None:
        self.round = state
        self.now = now
        self._effects: list[Effect] = []

    @property
    def id(self) -> int:
        """The round's id, which every effect carries."""
        return self.round.plan.id

    def next_number(self) -> int:
        """Count one more effect in the round and return its number."""
        self.round = replace(self.round, sent=self.round.sent + 1)
        return self.round.sent

    def emit(self, effect: Effect) -> None:
        """Add an effect; one with the number of an earlier effect replaces that one."""
        self._effects.append(effect)

    def finish(self, verdict: Verdict) -> Transition:
        """Return the finished transition."""
        return Transition(self.round, tuple(self._effects), verdict)


def start(plan: RoundPlan, now: datetime) -> Transition:
    """Return a new round in ANNOUNCED; its first question follows after `LEAD_IN`."""
    update = RoundUpdate(Round(plan, Phase.ANNOUNCED, now + LEAD_IN), now)
    update.emit(Announce(update.id, update.next_number()))
    return update.finish(Verdict.NOTED)


def advance(state: Round, event: Event, now: datetime) -> Transition:
    """Return the round after `event`, with its effects and the verdict on the event.

    `now` is when the event is handled, an aware time in UTC. If nothing changes, the transition
    holds `state` itself, the same object, and no effects.
    """
    update = RoundUpdate(state, now)
    verdict = Verdict.IGNORED
    match event:
        case AnswerGiven():
            verdict = _answer(update, event)
        case Posted():
            verdict = _posted(update, event.effect, event.message)
        case Stopped():
            verdict = _stop(update, event)
        case _ if state.phase is Phase.ENDED:
            pass
        case Ticked():
            verdict = _tick(update)
        case SendFailed():
            verdict = _send_failed(update, event.effect, event.failure)
        case Resumed():
            verdict = _resume(update, event.since)
        case MessageGone():
            verdict = _message_gone(update, event.message)
        case AnswersPaused() | PlaceLost():
            end(update, Ending.LOST if isinstance(event, PlaceLost) else Ending.HELD_BACK)
            verdict = Verdict.NOTED
    return update.finish(verdict)


# -- one function for each event


def _answer(update: RoundUpdate, event: AnswerGiven) -> Verdict:
    """On AnswerGiven: take the answer in ASKING or REVEALED, if it was given before the deadline.

    In POSTING the press also shows that the question is visible, so the phase becomes ASKING.
    """
    state, asked = update.round, update.round.asked
    if event.round != state.plan.id:
        return Verdict.FOREIGN
    if state.phase is Phase.ENDED:
        return Verdict.NOT_RUNNING
    if event.question < state.position:
        return Verdict.TOO_LATE
    if event.question > state.position or asked is None:
        return Verdict.STALE
    # People who press see the question, even if Discord has not confirmed the message yet.
    asked = show_question(update, asked, event.message)
    answered, verdict = take_answer(asked, update.round.card, event)
    if answered is not asked:
        update.round = replace(update.round, asked=answered)
        if answered.message is not None and (soon := early_deadline(update.round, update.now)):
            sooner = replace(answered, deadline=soon)
            update.round = replace(update.round, asked=sooner, due=soon + GRACE)
            show_deadline(update, answered.message, soon)
    return verdict


def _posted(update: RoundUpdate, effect: Effect, message: int) -> Verdict:
    """On Posted: POSTING becomes ASKING once the question's message is known.

    In REVEALED the pause begins when the reveal was shown. In every phase, ENDED too, a question's
    message that is not wanted (posted twice or too late) is withdrawn.
    """
    state = update.round
    if isinstance(effect, Reveal) and state.phase is Phase.REVEALED:
        # If it was shown late, the time to read it begins late.
        due = max(state.due or update.now, created(message) + PAUSE)
        update.round = replace(state, due=due)
        return Verdict.NOTED
    if not isinstance(effect, PostQuestion) or effect.round != state.plan.id:
        return Verdict.IGNORED
    asked = state.asked_while(Phase.POSTING)
    if asked is not None and asked.post == effect.number:
        show_question(update, asked, message)
        return Verdict.NOTED
    known = {state.asked.message if state.asked else None, *(one.message for one in state.results)}
    if message in known:
        return Verdict.IGNORED
    update.emit(Withdraw(update.id, update.next_number(), message))
    return Verdict.NOTED


def _tick(update: RoundUpdate) -> Verdict:
    """On Ticked, once `due` is reached: move on to the phase that follows.

    ANNOUNCED becomes POSTING, POSTING becomes ENDED (SILENT), ASKING becomes REVEALED, and
    REVEALED becomes POSTING of the next question, or ENDED (FINISHED) after the last.
    """
    state, asked = update.round, update.round.asked
    if state.due is None or update.now < state.due:
        return Verdict.IGNORED
    if state.phase is Phase.ANNOUNCED:
        post_question(update, 0)
    elif state.phase is Phase.POSTING:
        end(update, Ending.SILENT)
    elif state.phase is Phase.ASKING and asked is not None:
        reveal(update, asked)
    else:
        next_question(update)
    return Verdict.NOTED


def _stop(update: RoundUpdate, event: Stopped) -> Verdict:
    """On Stopped by the host or a moderator: any phase becomes ENDED (STOPPED)."""
    state = update.round
    if state.phase is Phase.ENDED:
        return Verdict.NOT_RUNNING
    if event.by != state.plan.host and not event.moderator:
        return Verdict.NOT_ALLOWED
    end(update, Ending.STOPPED)
    return Verdict.STOPPED


def _send_failed(update: RoundUpdate, effect: Effect, failure: Failure) -> Verdict:
    """On SendFailed: any phase becomes ENDED (LOST) if the place is lost.

    If a question in POSTING could not be sent, a TEMPORARY failure posts it again later, BLOCKED
    ends the round, and any other drops the question and goes on to the next. GONE for a countdown
    means that its message is gone.
    """
    if effect.round != update.round.plan.id:
        return Verdict.IGNORED
    if failure is Failure.LOST:
        end(update, Ending.LOST)
        return Verdict.NOTED
    asked = update.round.asked_while(Phase.POSTING)
    if isinstance(effect, PostQuestion) and asked is not None and asked.post == effect.number:
        if failure is Failure.TEMPORARY:
            postpone_question(update, asked)
        elif failure is Failure.BLOCKED:
            drop_question(update)
            end(update, Ending.BLOCKED)
        else:
            drop_question(update)
            next_question(update)
        return Verdict.NOTED
    if failure is Failure.GONE and isinstance(effect, ShowDeadline):
        return _message_gone(update, effect.message)
    return Verdict.IGNORED


def _resume(update: RoundUpdate, since: datetime) -> Verdict:
    """On Resumed: any phase becomes ENDED (AWAY) if the bot was away for more than an hour.

    After less, POSTING sends its question again later, and ASKING gives back the time that was
    lost, with at least `LEAST_LEFT` to go. If the deadline had passed before, nothing changes.
    """
    if update.now - since > AWAY_AFTER:
        end(update, Ending.AWAY, heard_until=since)
        return Verdict.NOTED
    if (posting := update.round.asked_while(Phase.POSTING)) is not None:
        postpone_question(update, posting)
        update.round = replace(update.round, due=update.now + SILENT_AFTER)
        return Verdict.NOTED
    asked = update.round.asked_while(Phase.ASKING)
    if asked is None or asked.message is None or since > asked.deadline:
        return Verdict.IGNORED
    lost = update.now - max(since, created(asked.message))
    if lost.total_seconds() <= 0:
        return Verdict.IGNORED
    deadline = whole_second(max(asked.deadline + lost, update.now + LEAST_LEFT))
    later = replace(asked, deadline=deadline)
    update.round = replace(update.round, asked=later, due=deadline + GRACE)
    show_deadline(update, asked.message, deadline)
    return Verdict.NOTED


def _message_gone(update: RoundUpdate, message: int) -> Verdict:
    """On MessageGone of the open question: ASKING becomes POSTING of the same question.

    A round in which that happens more than `MOST_REPOSTS` times becomes ENDED (DELETED).
    """
    asked = update.round.asked_while(Phase.ASKING)
    if asked is None or asked.message != message or update.now > asked.deadline:
        return Verdict.IGNORED
    if update.round.reposts >= MOST_REPOSTS:
        end(update, Ending.DELETED)
    else:
        update.round = replace(update.round, reposts=update.round.reposts + 1)
        post_question(update, update.round.position, asked)
    return Verdict.NOTED


# -- the steps that events share


def post_question(update: RoundUpdate, question: int, old: AskedQuestion | None = None) -> None:
    """Enter POSTING: post the question at this position, or post `old` again."""
    deadline = _planned_deadline(update)
    number = update.next_number()
    update.emit(PostQuestion(update.id, number, question, deadline))
    asked = AskedQuestion(number, deadline)
    if old is not None:
        gone = old.gone if old.message is None else (*old.gone, old.message)
        asked = replace(old, post=number, deadline=deadline, message=None, gone=gone)
    update.round = replace(
        update.round,
        phase=Phase.POSTING,
        position=question,
        asked=asked,
        due=update.now + SILENT_AFTER,
    )


def postpone_question(update: RoundUpdate, asked: AskedQuestion) -> None:
    """Stay in POSTING and send the question again under its number, with a later deadline.

    Its message may have arrived already, with the earlier deadline; then it will be edited.
    """
    deadline = _planned_deadline(update)
    update.emit(PostQuestion(update.id, asked.post, update.round.position, deadline))
    later = replace(asked, deadline=deadline, resent=True)
    update.round = replace(update.round, asked=later)


def _planned_deadline(update: RoundUpdate) -> datetime:
    """Return the deadline of a question that is sent now."""
    seconds = timedelta(seconds=update.round.plan.settings.seconds)
    return whole_second(update.now + SENDING + seconds)


def show_question(update: RoundUpdate, asked: AskedQuestion, message: int) -> AskedQuestion:
    """Go from POSTING to ASKING: the question is visible as `message`; return it as it is now.

    Everybody has the full time, counted from the message. In another phase, or for a message that
    was deleted, nothing changes.
    """
    if update.round.phase is not Phase.POSTING or message in asked.gone:
        return asked
    seconds = timedelta(seconds=update.round.plan.settings.seconds)
    deadline = max(asked.deadline, whole_second(created(message) + seconds))
    shown = replace(asked, message=message, deadline=deadline, resent=False)
    update.round = replace(update.round, phase=Phase.ASKING, asked=shown, due=deadline + GRACE)
    if asked.resent or deadline != asked.deadline:
        show_deadline(update, message, deadline)
    return shown


def show_deadline(update: RoundUpdate, message: int, deadline: datetime) -> None:
    """Edit the question's message so that it counts down to this deadline."""
    number = update.next_number()
    update.emit(ShowDeadline(update.id, number, update.round.position, message, deadline))


def reveal(update: RoundUpdate, asked: AskedQuestion) -> None:
    """Go from ASKING to REVEALED: close the question and show the right answer."""
    _close_question(update, asked)
    update.emit(Reveal(update.id, update.next_number(), question_result(update.round, asked)))
    update.round = replace(update.round, phase=Phase.REVEALED, due=update.now + PAUSE)


def next_question(update: RoundUpdate) -> None:
    """Score the revealed question; enter POSTING with the next one, or ENDED after the last."""
    update.round = with_question_scored(update.round)
    following = update.round.position + 1
    if following < len(update.round.plan.cards):
        post_question(update, following)
    else:
        end(update, Ending.FINISHED)


def drop_question(update: RoundUpdate) -> None:
    """Drop the question of POSTING or ASKING: it counts for nobody."""
    asked = update.round.asked
    if asked is None:
        return
    _close_question(update, asked)
    dropped = QuestionResult(update.round.position, counted=False, message=asked.message)
    results = (*update.round.results, dropped)
    update.round = replace(update.round, asked=None, results=results)


def end(update: RoundUpdate, ending: Ending, heard_until: datetime | None = None) -> None:
    """Enter ENDED with the scores so far.

    A question whose time was not over is dropped, since not everybody had the same chance. If
    answers are paused, every open question is dropped: no answer was taken and none may be shown.
    `heard_until` is when the bot last took answers, if not now.
    """
    asked = None if ending is Ending.HELD_BACK else update.round.asked_while(Phase.ASKING)
    if asked is not None and (heard_until or update.now) > asked.deadline:
        reveal(update, asked)
    if update.round.phase is Phase.REVEALED:
        update.round = with_question_scored(update.round)
    else:
        drop_question(update)
    update.round = replace(update.round, phase=Phase.ENDED, due=None, ending=ending)
    if ending is not Ending.LOST:
        update.emit(_podium(update, ending))
    update.emit(Record(update.id, update.next_number()))


def _close_question(update: RoundUpdate, asked: AskedQuestion) -> None:
    """Edit the question's message, if it has one, so that it takes no more answers."""
    if asked.message is not None:
        number = update.next_number()
        update.emit(CloseQuestion(update.id, number, update.round.position, asked.message))


def _podium(update: RoundUpdate, ending: Ending) -> Podium:
    """Return the effect that posts the final scores."""
    everybody = places(update.round)
    return Podium(
        update.id,
        update.next_number(),
        ending=ending,
        places=everybody[:_MOST_ON_PODIUM],
        players=len(everybody),
        counted=sum(one.counted for one in update.round.results),
        answered=sum(one.answered for one in everybody),
        right=sum(one.right for one in everybody),
    )
