"""RoundService: starts rounds, takes answers, ticks, and passes on what happens on Discord."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.clock import reached_or_set
from bot.curation.answer_pauses import paused
from bot.errors import UnreadableRoundError
from bot.quiz.round.round_events import (
    AnswersPaused,
    MessageGone,
    PlaceLost,
    Resumed,
    Stopped,
    Ticked,
    Verdict,
)
from bot.quiz.round.serialization import SavedRound, load_effect, load_round
from bot.quiz.round.state import Phase, plays
from bot.quiz.runtime.changes import Outcome, RoundEvent, StartRound
from bot.quiz.runtime.event_batcher import EventBatcher
from bot.quiz.runtime.outbox import EffectOutbox
from bot.runtime.log import get_logger
from bot.storage import quiz_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.clock import Alarm
    from bot.quiz.round.round_events import AnswerGiven, Event
    from bot.quiz.round.state import Round, RoundPlan
    from bot.quiz.runtime.changes import Changes
    from bot.quiz.runtime.event_batcher import OnMissed
    from bot.quiz.runtime.outbox import Messenger
    from bot.storage.database import Database


_log = get_logger(__name__)

# How often the heartbeat is stored while rounds run.
_BEAT: Final = timedelta(seconds=2)

# How long an ended round is kept.
_KEPT: Final = timedelta(days=90)

_DAY: Final = timedelta(days=1)


class RoundService:
    """All rounds of the bot. Call `load` first, then `run` for as long as the bot runs.

    Until `connected` is called, and after `disconnected`, no question times out, since nobody
    could answer.
    """

    def __init__(self, database: Database, clock: Alarm) -> None:
        self._database = database
        self._clock = clock
        self._batcher = EventBatcher(database, clock, self.heard, self._stored)
        batcher = self._batcher
        self._outbox = EffectOutbox(
            clock, batcher.put, batcher.rounds.get, self._emptied, self._paused
        )
        self._heard_until: datetime | None = None
        self._listening = asyncio.Event()
        self._due_changed = asyncio.Event()

    def heard(self) -> datetime:
        """Return when the bot is last known to have listened to Discord; now, while connected."""
        now = self._clock.now()
        return now if self._listening.is_set() else self._heard_until or now

    def when_missed(self, told: OnMissed) -> None:
        """Have `told` called with the cards people missed, in the transaction that ends a round."""
        self._batcher.on_missed = told

    async def load(self) -> None:
        """Load the rounds that ran when the bot last stopped; end those that cannot be read."""
        async with self._database.begin() as connection:
            self._heard_until = await quiz_rows.last_heard(connection)
            stored, waiting = await quiz_rows.unfinished_rounds(connection)
            for one in stored:
                try:
                    state = _load_stored(one)
                    effects = [(load_effect(w.payload), w.made) for w in waiting.get(one.id, ())]
                except UnreadableRoundError as error:
                    _log.error("unreadable round skipped", round=one.id, reason=str(error))
                    await quiz_rows.set_round_aside(connection, one.id, one.heard)
                    continue
                self._batcher.rounds[one.id] = state
                for effect, made in effects:
                    self._outbox.add(effect, made)

    async def run(self, messenger: Messenger) -> None:
        """Store events, tick rounds and send effects, until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._batcher.run())
                group.create_task(self._send(messenger))
                group.create_task(self._tick())
                group.create_task(self._beat())
                group.create_task(self._forget())
        except Exception:
            _log.exception("round service stopped")
            raise
        finally:
            await self._outbox.close()

    # -- what people do

    async def begin(self, plan: RoundPlan) -> Round:
        """Start a round; raise RoundRunningError if its channel has one, and RoundNotKeptError."""
        outcome = await self._batcher.put(StartRound(plan))
        return outcome.round or self._batcher.rounds[plan.id]

    async def answer(self, event: AnswerGiven, guild: int, name: str) -> Outcome:
        """Give an answer; return the outcome once it is stored, or raise RoundNotKeptError.

        `name` is the person's name in this server, `guild`, where a round of another server is
        not running.
        """
        if self.held_in(guild, event.round) is None:
            return Outcome(None, Verdict.NOT_RUNNING)
        named = ((guild, event.player), name)
        return await self._batcher.put(RoundEvent(event.round, event, name=named, asks=True))

    async def stop(self, channel: int, by: int, *, moderator: bool) -> Outcome:
        """Stop the channel's round with the scores so far; raise RoundNotKeptError."""
        running = self.in_channel(channel)
        if running is None:
            return Outcome(None, Verdict.NOT_RUNNING)
        return await self._batcher.put(
            RoundEvent(running.plan.id, Stopped(by, moderator), asks=True)
        )

    def hold_back(self, number: int, guild: int) -> None:
        """End a round of this server with the scores so far because it paused answers."""
        if (running := self.held_in(guild, number)) is not None:
            self._tell(running, AnswersPaused())

    def in_channel(self, channel: int) -> Round | None:
        """Return the round that runs in a channel, if any."""
        return next((one for one in self._running() if one.plan.channel == channel), None)

    def open_question(self, channel: int | None, person: int) -> int | None:
        """Return the channel of an open question that concerns a person, or None.

        It does if they are in its channel, or if they play in its round, wherever they are now.
        """
        for one in self._running():
            if one.asked_while(Phase.POSTING, Phase.ASKING) is None:
                continue
            if one.plan.channel == channel or plays(one, person):
                return one.plan.channel
        return None

    def held(self, number: int) -> Round | None:
        """Return a round in memory: one that runs or still has unsent effects."""
        return self._batcher.rounds.get(number)

    def held_in(self, guild: int | None, number: int) -> Round | None:
        """Return the round if it is in memory and this server's: a number out of an id may lie."""
        held = self.held(number)
        return held if held is not None and held.plan.guild == guild else None

    async def find(self, number: int) -> Round | None:
        """Return a running or ended round; None if it is no longer stored or cannot be read."""
        if (held := self.held(number)) is not None:
            return held
        async with self._database.read() as connection:
            stored = await quiz_rows.find_round(connection, number)
        try:
            # With hundreds of players this takes longer than the event loop may be blocked.
            return None if stored is None else await asyncio.to_thread(_load_stored, stored)
        except UnreadableRoundError:
            return None

    # -- what happens on Discord

    def connected(self) -> None:
        """Note a new session: Discord has not kept the events that happened in between."""
        since = self._heard_until
        for one in self._running():
            if since is not None:
                self._tell(one, Resumed(since))
        self.resumed()

    def resumed(self) -> None:
        """Note a resumed session: Discord has replayed all events that happened in between."""
        self._heard_until = None
        self._listening.set()

    def disconnected(self) -> None:
        """Note that the connection is gone; no question times out until it is back."""
        if self._listening.is_set():
            self._heard_until = self._clock.now()
            self._listening.clear()

    def message_gone(self, channel: int, messages: Iterable[int]) -> None:
        """Note that messages were deleted in a channel."""
        if (one := self.in_channel(channel)) is not None:
            for message in messages:
                self._tell(one, MessageGone(message))

    def place_lost(self, *, channel: int | None = None, guild: int | None = None) -> None:
        """Note that a channel is gone, or a whole server."""
        for one in self._running():
            if channel == one.plan.channel or guild == one.plan.guild:
                self._tell(one, PlaceLost())

    # -- background tasks

    @property
    def idle(self) -> bool:
        """Whether there is nothing to do right now."""
        late = self._listening.is_set() and bool(self._late())
        return self._batcher.idle and self._outbox.idle and not late

    @property
    def count(self) -> int:
        """How many rounds are in memory."""
        return len(self._batcher.rounds)

    @property
    def waiting(self) -> int:
        """How many events are not stored yet."""
        return self._batcher.waiting

    def _running(self) -> list[Round]:
        return [one for one in self._batcher.rounds.values() if one.phase is not Phase.ENDED]

    def _late(self) -> list[Round]:
        now = self._clock.now()
        return [one for one in self._running() if one.due is not None and one.due <= now]

    def _tell(self, one: Round, event: Event) -> None:
        """Add an event without waiting for its outcome."""
        self._batcher.put(RoundEvent(one.plan.id, event)).add_done_callback(_ignore_error)

    async def _send(self, messenger: Messenger) -> None:
        await self._listening.wait()
        # Interrupted rounds must handle their Resumed event before anything is sent.
        await self._batcher.put(RoundEvent(0))
        self._outbox.open(messenger)

    async def _tick(self) -> None:
        while True:
            await self._listening.wait()
            late = self._late()
            if late:
                try:
                    await self._go_on(late)
                except Exception:  # noqa: BLE001  # the next try may succeed
                    _log.exception("round timers failed")
                    await self._clock.sleep_until(self._clock.now() + _BEAT)
                continue
            self._due_changed.clear()
            due = min((one.due for one in self._running() if one.due), default=None)
            await reached_or_set(self._clock, due, self._due_changed)

    async def _go_on(self, late: list[Round]) -> None:
        # A press also ends a round during a pause, but perhaps nobody presses.
        held_back = await self._paused(one.plan.guild for one in late)
        events = [AnswersPaused() if one.plan.guild in held_back else Ticked() for one in late]
        put = self._batcher.put
        await asyncio.gather(
            *(put(RoundEvent(one.plan.id, event)) for one, event in zip(late, events, strict=True))
        )

    async def _paused(self, guilds: Iterable[int]) -> frozenset[int]:
        async with self._database.read() as connection:
            return await paused(connection, guilds, self._clock.now())

    async def _beat(self) -> None:
        while True:
            await self._listening.wait()
            await self._clock.sleep_until(self._clock.now() + _BEAT)
            if self._listening.is_set() and self._running():
                try:
                    async with self._database.begin() as connection:
                        await quiz_rows.hear(connection, self._clock.now())
                except Exception:  # noqa: BLE001  # the next beat may succeed
                    _log.exception("heartbeat not stored")

    async def _forget(self) -> None:
        await self._listening.wait()
        while True:
            try:
                async with self._database.begin() as connection:
                    await quiz_rows.forget_rounds_before(connection, self._clock.now() - _KEPT)
            except Exception:  # noqa: BLE001  # tried again tomorrow
                _log.exception("old rounds not deleted")
            await self._clock.sleep_until(self._clock.now() + _DAY)

    def _stored(self, changes: Changes) -> None:
        for place, effect in changes.effects.items():
            if place not in changes.settled:
                self._outbox.add(effect, changes.now)
        for settled in changes.settled.values():
            self._outbox.remove(settled.round, settled.number)
        for number in changes.rounds:
            if not self._outbox.holds(number):
                self._emptied(number)
        self._due_changed.set()

    def _emptied(self, number: int) -> None:
        """Drop a round from memory if it has ended; it has no unsent effects left."""
        held = self._batcher.rounds.get(number)
        if held is not None and held.phase is Phase.ENDED:
            del self._batcher.rounds[number]


def _load_stored(stored: quiz_rows.StoredRound) -> Round:
    return load_round(SavedRound(stored.plan, stored.scores, stored.progress))


def _ignore_error(done: asyncio.Future[Outcome]) -> None:
    if not done.cancelled():
        done.exception()
