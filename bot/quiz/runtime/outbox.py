"""The outbox of rounds: sends stored effects to Discord in order, each so that it shows once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from bot.quiz.round.effects import (
    Announce,
    CloseQuestion,
    Podium,
    PostQuestion,
    Reveal,
    Sending,
    ShowDeadline,
    Withdraw,
    how_to_send,
    is_wanted,
    wait_before_retry,
)
from bot.quiz.round.round_events import Failure, Posted, SendFailed
from bot.quiz.runtime.changes import RoundEvent
from bot.runtime.log import get_logger
from bot.storage.quiz_rows import DROPPED, SENT, Settled

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from datetime import datetime

    from bot.clock import Alarm
    from bot.quiz.round.effects import Effect
    from bot.quiz.round.state import Round
    from bot.quiz.runtime.changes import Outcome


# How far our clock and Discord's may differ when messages are searched by age.
_SKEW: Final = timedelta(minutes=1)

_MAKES_A_MESSAGE: Final = (Announce, PostQuestion, Reveal, Podium)


class NotSentError(Exception):
    """An effect was not sent; `failure` says why, and so whether to retry."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


class Messenger(Protocol):
    """Sends effects to a chat; both methods raise NotSentError and may be cancelled midway."""

    async def send(self, state: Round, effect: Effect) -> int:
        """Post, edit or delete a message as the effect says; return the message's id."""
        ...

    async def find(self, state: Round, effect: Effect, since: datetime) -> int | None:
        """Return the message that this effect posted earlier, if there is one since `since`."""
        ...


async def send_once(
    messenger: Messenger, state: Round, effect: Effect, made: datetime, now: datetime
) -> int:
    """Send an effect so that it shows once, even if it was already sent after `made`.

    Return the message's id; raise NotSentError.
    """
    if isinstance(effect, _MAKES_A_MESSAGE) and how_to_send(made, now) is Sending.LOOK_FIRST:
        found = await messenger.find(state, effect, made - _SKEW)
        if found is not None:
            return found
    return await messenger.send(state, effect)


_log = get_logger(__name__)

_EDITS: Final = (ShowDeadline, CloseQuestion, Withdraw)


@dataclass(slots=True)
class PendingEffect:
    """An effect that is not known to have been sent."""

    effect: Effect
    made: datetime


class EffectOutbox:
    """The unsent effects, by round and number; `emptied` is called when a round has none left.

    `paused` returns which of the given servers have paused answers: no right answer is revealed
    there, however late.
    """

    def __init__(
        self,
        clock: Alarm,
        put: Callable[[RoundEvent], asyncio.Future[Outcome]],
        round_of: Callable[[int], Round | None],
        emptied: Callable[[int], None],
        paused: Callable[[Iterable[int]], Awaitable[frozenset[int]]],
    ) -> None:
        self._clock = clock
        self._put = put
        self._round_of = round_of
        self._emptied = emptied
        self._paused = paused
        self._left: dict[int, dict[int, PendingEffect]] = {}
        self._senders: dict[int, asyncio.Task[None]] = {}
        self._resting: dict[int, datetime] = {}
        self._messenger: Messenger | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing can be sent now: at most, effects wait for a retry."""
        now = self._clock.now()
        resting = {number for number, until in self._resting.items() if until > now}
        return self._messenger is None or self._senders.keys() <= resting

    def holds(self, number: int) -> bool:
        """Return whether a round has unsent effects."""
        return number in self._left

    def add(self, effect: Effect, made: datetime) -> None:
        """Add an effect; it replaces an earlier one with its number, and keeps that one's age."""
        pending = self._left.setdefault(effect.round, {})
        old = pending.get(effect.number)
        pending[effect.number] = PendingEffect(effect, old.made if old else made)
        self._wake(effect.round)

    def remove(self, number: int, place: int) -> None:
        """Remove an effect that was sent or dropped."""
        pending = self._left.get(number, {})
        pending.pop(place, None)

    def open(self, messenger: Messenger) -> None:
        """Start sending through `messenger`."""
        self._messenger = messenger
        for number in self._left:
            self._wake(number)

    async def close(self) -> None:
        """Stop sending; unsent effects are sent after the next start."""
        self._messenger = None
        senders = [*self._senders.values()]
        for task in senders:
            task.cancel()
        await asyncio.gather(*senders, return_exceptions=True)

    def _wake(self, number: int) -> None:
        if self._messenger is not None and number not in self._senders:
            task = asyncio.get_running_loop().create_task(self._send_all(number, self._messenger))
            self._senders[number] = task

    async def _send_all(self, number: int, messenger: Messenger) -> None:
        failures = 0
        try:
            while pending := self._left.get(number):
                entry = pending[min(pending)]
                try:
                    again = await self._send(entry, messenger)
                except Exception:  # noqa: BLE001  # an error here must not silence a round
                    _log.exception(
                        "effect not sent", round=number, kind=type(entry.effect).__name__
                    )
                    again = True
                failures = failures + 1 if again else 0
                if again:
                    await self._rest(number, failures)
        finally:
            self._senders.pop(number, None)
        if not self._left.get(number):
            self._left.pop(number, None)
            self._emptied(number)

    async def _send(self, entry: PendingEffect, messenger: Messenger) -> bool:
        """Send one effect and store the result; return whether to retry it later."""
        effect, state = entry.effect, self._round_of(entry.effect.round)
        if state is None or not await self._may_be_sent(effect, state):
            await self._put(RoundEvent(effect.round, settled=_settled_row(effect, DROPPED)))
            return False
        try:
            message = await send_once(messenger, state, effect, entry.made, self._clock.now())
        except NotSentError as error:
            kind = type(effect).__name__
            _log.warning("effect not sent", round=effect.round, kind=kind, failure=error.failure)
            later = error.failure is Failure.TEMPORARY
            row = None if later else _settled_row(effect, DROPPED)
            await self._put(RoundEvent(effect.round, SendFailed(effect, error.failure), row))
            return later
        row = _settled_row(effect, SENT, message)
        stored = self._put(RoundEvent(effect.round, Posted(effect, message), row))
        if isinstance(effect, _EDITS):
            # An edit may be repeated without harm, so later effects need not wait for its record.
            self.remove(effect.round, effect.number)
        else:
            await stored
        return False

    async def _may_be_sent(self, effect: Effect, state: Round) -> bool:
        if isinstance(effect, Reveal) and await self._paused([state.plan.guild]):
            return False
        return is_wanted(effect, state)

    async def _rest(self, number: int, failures: int) -> None:
        until = self._clock.now() + wait_before_retry(failures)
        self._resting[number] = until
        try:
            await self._clock.sleep_until(until)
        finally:
            del self._resting[number]


def _settled_row(effect: Effect, state: str, message: int | None = None) -> Settled:
    return Settled(effect.round, effect.number, state, message)
