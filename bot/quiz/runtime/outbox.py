"""What rounds need of a chat: to send an effect, and to find a message that was sent before."""

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


# A clock here and Discord's may differ by this, when messages are looked for by their age.
_SKEW: Final = timedelta(minutes=1)

_MAKES_A_MESSAGE: Final = (Announce, PostQuestion, Reveal, Podium)


class NotSentError(Exception):
    """An effect was not sent; `failure` says how it stands with it."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


class Messenger(Protocol):
    """A chat; both methods raise NotSent, and may be given up in the middle."""

    async def send(self, state: Round, effect: Effect) -> int:
        """Post, edit or delete what the effect says; the message's id."""
        ...

    async def find(self, state: Round, effect: Effect, since: datetime) -> int | None:
        """The message that this effect made earlier, if it is there; not older than `since`."""
        ...


async def send_once(
    messenger: Messenger, state: Round, effect: Effect, made: datetime, now: datetime
) -> int:
    """Send an effect so that it shows once; it may have been sent since `made`; raises NotSent."""
    if isinstance(effect, _MAKES_A_MESSAGE) and how_to_send(made, now) is Sending.LOOK_FIRST:
        found = await messenger.find(state, effect, made - _SKEW)
        if found is not None:
            return found
    return await messenger.send(state, effect)


_log = get_logger(__name__)

_EDITS: Final = (ShowDeadline, CloseQuestion, Withdraw)


@dataclass(slots=True)
class PendingEffect:
    """An effect that is not known to be sent."""

    effect: Effect
    made: datetime


class EffectOutbox:
    """What is left to be sent, by round and number; `emptied` is told of rounds without any.

    `paused` tells which of some servers hold answers back: none is shown there, however late.
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
        """Whether nothing can be sent now: at most something waits to be tried again."""
        now = self._clock.now()
        resting = {number for number, until in self._resting.items() if until > now}
        return self._messenger is None or self._senders.keys() <= resting

    def holds(self, number: int) -> bool:
        """Whether something is left to be sent of a round."""
        return number in self._left

    def add(self, effect: Effect, made: datetime) -> None:
        """Put in an effect, in place of an earlier one with its number, whose age it keeps."""
        letters = self._left.setdefault(effect.round, {})
        old = letters.get(effect.number)
        letters[effect.number] = PendingEffect(effect, old.made if old else made)
        self._wake(effect.round)

    def remove(self, number: int, place: int) -> None:
        """Take out an effect that is settled."""
        letters = self._left.get(number, {})
        letters.pop(place, None)

    def open(self, messenger: Messenger) -> None:
        """Begin to send."""
        self._messenger = messenger
        for number in self._left:
            self._wake(number)

    async def close(self) -> None:
        """Stop sending; what is left is sent at the next start."""
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
            while letters := self._left.get(number):
                letter = letters[min(letters)]
                try:
                    again = await self._send(letter, messenger)
                except Exception:  # noqa: BLE001  # a fault here must not leave a round mute
                    _log.exception("not sent", round=number, kind=type(letter.effect).__name__)
                    again = True
                failures = failures + 1 if again else 0
                if again:
                    await self._rest(number, failures)
        finally:
            self._senders.pop(number, None)
        if not self._left.get(number):
            self._left.pop(number, None)
            self._emptied(number)

    async def _send(self, letter: PendingEffect, messenger: Messenger) -> bool:
        """Send one effect and have it stored; whether it is to be tried again after a while."""
        effect, state = letter.effect, self._round_of(letter.effect.round)
        if state is None or not await self._may_be_sent(effect, state):
            await self._put(RoundEvent(effect.round, settled=_settled_row(effect, DROPPED)))
            return False
        try:
            message = await send_once(messenger, state, effect, letter.made, self._clock.now())
        except NotSentError as error:
            kind = type(effect).__name__
            _log.warning("not sent", round=effect.round, kind=kind, failure=error.failure)
            later = error.failure is Failure.TEMPORARY
            row = None if later else _settled_row(effect, DROPPED)
            await self._put(RoundEvent(effect.round, SendFailed(effect, error.failure), row))
            return later
        row = _settled_row(effect, SENT, message)
        stored = self._put(RoundEvent(effect.round, Posted(effect, message), row))
        if isinstance(effect, _EDITS):
            # It may be done twice without harm, so what follows need not wait for its record.
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
