"""The changes that a batch of events makes, computed before any of them is stored.

Nothing here touches the rounds in service, so they stay as they were if storing fails.
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
    """The channel already has a running round; it can have only one at a time."""

    def __str__(self) -> str:
        return "a round is running in this channel; /quiz status shows it, /quiz stop ends it"


class RoundNotKeptError(StudyBotError):
    """The database could not store a change, which therefore has not happened."""

    def __str__(self) -> str:
        return "that could not be stored; please try again in a moment"


@dataclass(frozen=True, slots=True)
class StartRound:
    """A request to start a round."""

    plan: RoundPlan


@dataclass(frozen=True, slots=True)
class RoundEvent:
    """An event of a round; `settled` marks an effect as sent or dropped along with it.

    `name` identifies who caused it, as (server, person), with their name there. If nobody `asks`,
    nobody could try again either, so storing it is retried until it succeeds.
    """

    round: int
    event: Event | None = None
    settled: Settled | None = None
    name: tuple[tuple[int, int], str] | None = None
    asks: bool = False


class Outcome(NamedTuple):
    """The result of an event: the round after it, if it is in memory, and the verdict."""

    round: Round | None
    verdict: Verdict


@dataclass(slots=True)
class Changes:
    """The rounds as they will be, and everything that must be stored with them."""

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
        """Whether there is anything to store."""
        return bool(self.rounds or self.settled or self.names)

    def round(self, number: int) -> Round | None:
        """Return a round as it will be after the batch so far."""
        return self.rounds.get(number) or self.held.get(number)

    def take(self, item: StartRound | RoundEvent) -> Outcome | RoundRunningError:
        """Add one event and return its outcome.

        RoundRunningError is returned, not raised, because other events of the batch must go on.
        """
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
                # Stored each time: the person may have had their stored name deleted since.
                who, name = item.name
                self.names[who] = name
        return Outcome(step.round, step.verdict)

    def _put(self, number: int, step: Transition) -> None:
        self.rounds[number] = step.round
        for effect in step.effects:
            if isinstance(effect, Record):
                self.ended[number] = step.round
            else:
                # An effect that is settled and added again in one batch must be sent.
                self.settled.pop((number, effect.number), None)
                self.effects[number, effect.number] = effect

    def _running(self) -> list[Round]:
        every = {**self.held, **self.rounds}
        return [one for one in every.values() if one.phase is not Phase.ENDED]
