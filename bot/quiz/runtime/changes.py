"""What a batch of events changes, worked out before anything of it is stored.

Nothing here touches the rounds in service: if storing fails, they are as they were.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import StudyBotError
from bot.quiz.round.effects import Record
from bot.quiz.round.round_events import Verdict
from bot.quiz.round.state import Phase
from bot.quiz.round.transitions import advance, start

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.quiz.round.effects import Effect
    from bot.quiz.round.round_events import Event
    from bot.quiz.round.state import Round, RoundPlan
    from bot.quiz.round.transitions import Transition
    from bot.storage.quiz_rows import Settled


class RoundRunningError(StudyBotError):
    """A channel has one round at a time."""

    def __str__(self) -> str:
        return "a round is running in this channel; /quiz status shows it, /quiz stop ends it"


class RoundNotKeptError(StudyBotError):
    """The database could not take something; it is as if it had not happened."""

    def __str__(self) -> str:
        return "that could not be kept just now; please try again in a moment"


@dataclass(frozen=True, slots=True)
class StartRound:
    """A round is to begin."""

    plan: RoundPlan


@dataclass(frozen=True, slots=True)
class RoundEvent:
    """Something happened to a round; `settled` is what thereby became of an effect.

    `name` is who did it, by server and person, with what they are called. Where nobody `asks`, and
    could ask again, it is stored sooner or later.
    """

    round: int
    event: Event | None = None
    settled: Settled | None = None
    name: tuple[tuple[int, int], str] | None = None
    asks: bool = False


class Outcome(NamedTuple):
    """What became of something: the round then, if it is held, and the verdict."""

    round: Round | None
    verdict: Verdict


@dataclass(slots=True)
class Changes:
    """The rounds as they will be, and all that has to be stored with them."""

    held: Mapping[int, Round]
    now: datetime
    rounds: dict[int, Round] = field(default_factory=dict)
    begun: dict[int, Round] = field(default_factory=dict)
    effects: dict[tuple[int, int], Effect] = field(default_factory=dict)
    settled: dict[tuple[int, int], Settled] = field(default_factory=dict)
    ended: dict[int, Round] = field(default_factory=dict)
    names: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        """Whether there is something to store."""
        return bool(self.rounds or self.settled or self.names)

    def round(self, number: int) -> Round | None:
        """A round as it will be."""
        return self.rounds.get(number) or self.held.get(number)

    def take(self, item: StartRound | RoundEvent) -> Outcome | RoundRunningError:
        """Work out what one thing changes; RoundRunning is returned, since others wait too."""
        return self._begin(item.plan) if isinstance(item, StartRound) else self._happened(item)

    def _begin(self, plan: RoundPlan) -> Outcome | RoundRunningError:
        if (old := self.round(plan.id)) is not None:
            # The command was delivered twice.
            return Outcome(old, Verdict.DOUBLED)
        if any(one.plan.channel == plan.channel for one in self._running()):
            return RoundRunningError()
        step = start(plan, self.now)
        self.begun[plan.id] = step.round
        self._put(plan.id, step)
        return Outcome(step.round, step.verdict)

    def _happened(self, item: RoundEvent) -> Outcome:
        state = self.round(item.round)
        if item.settled is not None:
            self.settled[item.settled.round, item.settled.number] = item.settled
        if state is None:
            return Outcome(None, Verdict.NOT_RUNNING)
        if item.event is None:
            return Outcome(state, Verdict.NOTED)
        step = advance(state, item.event, self.now)
        if step.round is not state or step.effects:
            self._put(item.round, step)
            if item.name is not None:
                # However often: what is kept of it may have been deleted since.
                who, name = item.name
                self.names[who] = name
        return Outcome(step.round, step.verdict)

    def _put(self, number: int, step: Transition) -> None:
        self.rounds[number] = step.round
        for effect in step.effects:
            if isinstance(effect, Record):
                self.ended[number] = step.round
            else:
                # A row that is settled and made anew in one batch is to be sent.
                self.settled.pop((number, effect.number), None)
                self.effects[number, effect.number] = effect

    def _running(self) -> list[Round]:
        every = {**self.held, **self.rounds}
        return [one for one in every.values() if one.phase is not Phase.ENDED]
