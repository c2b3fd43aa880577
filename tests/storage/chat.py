"""A chat that rounds can be held in without Discord, and a clock that is moved by hand."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.quiz.round.effects import CloseQuestion, ShowDeadline, Withdraw
from bot.quiz.round.round_events import AnswerGiven
from bot.quiz.round.state import Round, RoundCard, RoundPlan, RoundSettings
from bot.quiz.runtime.outbox import NotSentError
from bot.quiz.runtime.round_service import RoundService
from tests.support.clocks import NOON, HandClock
from tests.support.snowflakes import snowflake

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.quiz.round.effects import Effect
    from bot.quiz.round.round_events import Failure
    from bot.quiz.runtime.event_batcher import OnMissed
    from bot.storage.database import Database

BEGINNING = NOON
GUILD, CHANNEL, HOST = 9, 8, 7
RIGHT, WRONG = 1, 0
CARDS = (
    RoundCard("first", "laws", "{}", options=3, right=RIGHT),
    RoundCard("second", "history", "{}", options=3, right=RIGHT),
)
# Real seconds: it only keeps a broken test from waiting for ever.
PATIENCE = 20.0


class Chat:
    """Takes what rounds send, once a nonce; `failures` befall what is sent next.

    It forgets a nonce at once where `forgetful`, and then only a look tells what is there.
    """

    def __init__(self, clock: HandClock) -> None:
        self._clock = clock
        self._nonces: dict[str, int] = {}
        self.shown: dict[int, Effect] = {}
        self.failures: list[Failure] = []
        self.forgetful = False
        self.looks = 0
        self.sent = 0

    async def send(self, state: Round, effect: Effect) -> int:
        """Post it, edit or delete."""
        assert effect.round == state.plan.id
        await asyncio.sleep(0)
        if self.failures:
            raise NotSentError(self.failures.pop(0))
        if isinstance(effect, CloseQuestion | ShowDeadline | Withdraw):
            return effect.message
        if effect.nonce in self._nonces and not self.forgetful:
            return self._nonces[effect.nonce]
        self.sent += 1
        made = snowflake(self._clock.now(), self.sent)
        self._nonces[effect.nonce] = made
        self.shown[made] = effect
        return made

    async def find(self, state: Round, effect: Effect, since: datetime) -> int | None:
        """Look for it."""
        self.looks += 1
        assert since <= self._clock.now()
        assert effect.round == state.plan.id
        return self._nonces.get(effect.nonce)

    def kinds(self) -> list[str]:
        """What stands there, in order."""
        return [type(effect).__name__ for effect in self.shown.values()]


class Life:
    """One life of the process that holds the rounds."""

    def __init__(self, rounds: RoundService, clock: HandClock, chat: Chat) -> None:
        self.rounds = rounds
        self.clock = clock
        self.chat = chat

    async def settled(self) -> None:
        """Wait until there is nothing to do at this moment."""
        self.clock.moved()
        async with asyncio.timeout(PATIENCE):
            # Storing goes on in a thread, and tells nobody here when it is done.
            while not self.rounds.idle:  # noqa: ASYNC110  # there is no event to wait for
                await asyncio.sleep(0.001)

    async def wait(self, seconds: float) -> None:
        """Let time go on, half a second at a time."""
        await self.settled()
        until = self.clock.time + timedelta(seconds=seconds)
        while self.clock.time < until:
            self.clock.time += timedelta(seconds=0.5)
            await self.settled()

    async def asked(self) -> Round:
        """Wait for a question."""
        for _ in range(60):
            running = self.rounds.in_channel(CHANNEL)
            if running is not None and running.phase == "asking":
                return running
            await self.wait(0.5)
        raise AssertionError("no question came")

    def press(self, state: Round, player: int, option: int) -> AnswerGiven:
        """Somebody's press at this moment."""
        assert state.asked is not None
        number = snowflake(self.clock.now(), player)
        message = state.asked.message or 0
        return AnswerGiven(state.plan.id, state.position, player, option, number, message)


def plan(number: int = 0, channel: int = CHANNEL, seconds: int = 10) -> RoundPlan:
    """A round of two questions; `number` tells it from others."""
    return RoundPlan(
        snowflake(BEGINNING, number), GUILD, channel, HOST, RoundSettings(seconds), CARDS
    )


@asynccontextmanager
async def living(
    database: Database, clock: HandClock, chat: Chat, on_missed: OnMissed | None = None
) -> AsyncIterator[Life]:
    """A process over `database`, which is killed at the end."""
    rounds = RoundService(database, clock)
    if on_missed is not None:
        rounds.when_missed(on_missed)
    await rounds.load()
    running = asyncio.create_task(rounds.run(chat))
    rounds.connected()
    try:
        yield Life(rounds, clock, chat)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
