"""Batches events of rounds: each batch is computed, then stored in one transaction."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.quiz.cards import entry_ids_in
from bot.quiz.round.scoring import missed
from bot.quiz.round.serialization import dump_effect, dump_progress, dump_round, dump_scores
from bot.quiz.round.state import Phase
from bot.quiz.runtime.changes import Changes, Outcome, RoundNotKeptError, StartRound
from bot.runtime.log import get_logger
from bot.storage import quiz_rows

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Alarm
    from bot.quiz.round.state import Round, RoundCard, RoundPlan, ScoredAnswer
    from bot.quiz.runtime.changes import RoundEvent
    from bot.storage.database import Database

    OnMissed = Callable[[AsyncConnection, int, int, tuple[RoundCard, ...]], Awaitable[None]]

    Waiting = tuple[StartRound | RoundEvent, asyncio.Future[Outcome]]


_log = get_logger(__name__)

# After this many rounds are turned into JSON, other tasks get their turn on the event loop.
_BATCH_WRITTEN: Final = 10


async def ignore_missed(
    connection: AsyncConnection, guild: int, person: int, cards: tuple[RoundCard, ...]
) -> None:
    """Ignore missed cards: the default until `EventBatcher.on_missed` is set."""
    del connection, guild, person, cards


async def store_changes(
    connection: AsyncConnection,
    changes: Changes,
    held: Mapping[int, Round],
    heard: datetime,
    on_missed: OnMissed,
) -> None:
    """Store all of `changes` in one connection.

    `held` are the rounds before the changes, and `heard` is when the bot last listened to Discord.
    """
    await quiz_rows.add_round(
        connection, [_round_row(one, heard) for one in changes.begun.values()]
    )
    progress = []
    for count, (number, state) in enumerate(changes.rounds.items()):
        if count % _BATCH_WRITTEN == 0:
            await asyncio.sleep(0)
        progress.append(_progress_row(state, held.get(number), heard, changes.now))
    await quiz_rows.save_round(connection, progress)
    await quiz_rows.put_effects(connection, list(_effect_rows(changes)))
    await quiz_rows.settle(connection, list(changes.settled.values()))
    if changes.names:
        await quiz_rows.name_players(connection, changes.names)
    for state in changes.ended.values():
        await _record_scores(connection, state, changes.now)
        await _pass_on_missed(connection, state, on_missed)


def _round_row(state: Round, heard: datetime) -> quiz_rows.StoredRound:
    plan, saved = state.plan, dump_round(state)
    return quiz_rows.StoredRound(
        plan.id, plan.guild, plan.channel, *saved, active_channel=plan.channel, heard=heard
    )


def _progress_row(
    state: Round, old: Round | None, heard: datetime, now: datetime
) -> quiz_rows.Progress:
    over = state.phase is Phase.ENDED
    same = old is not None and old.scores is state.scores
    return quiz_rows.Progress(
        state.plan.id,
        dump_progress(state),
        active_channel=None if over else state.plan.channel,
        heard=heard,
        ended=now if over else None,
        scores=None if same else dump_scores(state.scores),
    )


def _effect_rows(changes: Changes) -> Iterator[quiz_rows.StoredEffect]:
    for (number, place), effect in changes.effects.items():
        yield quiz_rows.StoredEffect(number, place, dump_effect(effect), changes.now)


async def _record_scores(connection: AsyncConnection, state: Round, at: datetime) -> None:
    rows: list[quiz_rows.Score] = []
    about = [" ".join(entry_ids_in(card)) for card in state.plan.cards]
    for person, marks in state.scores.items():
        rows += [_score_row(state.plan, person, mark, at, about[mark.question]) for mark in marks]
        if len(rows) >= quiz_rows.SCORES_AT_ONCE:
            await quiz_rows.add_scores(connection, rows)
            rows = []
    await quiz_rows.add_scores(connection, rows)


def _score_row(
    plan: RoundPlan, person: int, mark: ScoredAnswer, at: datetime, entries: str
) -> quiz_rows.Score:
    card = plan.cards[mark.question]
    return quiz_rows.Score(
        round=plan.id,
        question=mark.question,
        person=person,
        guild=plan.guild,
        card=card.id,
        topic=card.topic,
        correct=mark.points > 0,
        points=mark.points,
        spent=mark.spent,
        at=at,
        entries=entries,
    )


async def _pass_on_missed(connection: AsyncConnection, state: Round, on_missed: OnMissed) -> None:
    for person in state.scores:
        cards = tuple(state.plan.cards[question] for question in missed(state, person))
        if not cards:
            continue
        try:
            async with connection.begin_nested():
                await on_missed(connection, state.plan.guild, person, cards)
        except Exception:  # noqa: BLE001  # the round must end, and others must get their misses
            _log.exception("missed cards not added to reviews", round=state.plan.id)


# After this many events, other tasks get their turn on the event loop.
_YIELD_EVERY: Final = 50

# How long to wait before the database is offered a failed batch again.
_RETRY: Final = timedelta(seconds=1)


class EventBatcher:
    """The rounds in memory, and the only place that changes them.

    `heard` returns when the bot is last known to have listened to Discord; `stored` is called with
    the changes once they are stored.
    """

    def __init__(
        self,
        database: Database,
        clock: Alarm,
        heard: Callable[[], datetime],
        stored: Callable[[Changes], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._heard = heard
        self._stored = stored
        self._waiting: list[Waiting] = []
        self._some = asyncio.Event()
        self.rounds: dict[int, Round] = {}
        self.on_missed: OnMissed = ignore_missed
        self.storing = False

    @property
    def idle(self) -> bool:
        """Whether every event that came in is stored."""
        return not self._waiting and not self.storing

    @property
    def waiting(self) -> int:
        """How many events are not stored yet."""
        return len(self._waiting)

    def put(self, item: StartRound | RoundEvent) -> asyncio.Future[Outcome]:
        """Add an event to the next batch; return a future with its outcome once it is stored.

        The future raises RoundRunningError, or RoundNotKeptError if the database fails.
        """
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        self._some.set()
        return done

    async def run(self) -> None:
        """Store events as they come in, for as long as the bot runs."""
        while True:
            await self._some.wait()
            self._some.clear()
            batch, self._waiting = self._waiting, []
            self.storing = True
            try:
                left = await self._store(batch)
            finally:
                self.storing = False
            if left:
                # Before all events that have come in since, to keep their order.
                self._waiting[:0] = left
                self._some.set()
                await self._clock.sleep_until(self._clock.now() + _RETRY)

    async def _store(self, batch: list[Waiting]) -> list[Waiting]:
        """Store a batch; return the events that could not be stored and must be retried."""
        changes = Changes(self.rounds, self._clock.now())
        outcomes: list[Outcome | Exception] = []
        for count, (item, _) in enumerate(batch, start=1):
            if count % _YIELD_EVERY == 0:
                await asyncio.sleep(0)
            try:
                outcomes.append(changes.take(item))
            except Exception as error:  # noqa: BLE001  # an error in one round must not stop the others
                _log.exception("round failed")
                outcomes.append(error)
        if changes.anything:
            try:
                async with self._database.begin() as connection:
                    await store_changes(
                        connection, changes, self.rounds, self._heard(), self.on_missed
                    )
            except Exception as error:  # noqa: BLE001  # whatever failed, those who wait must be told
                _log.exception("rounds not stored", events=len(batch))
                return _fail_waiting(batch, error)
            self._apply(changes)
        for (_, done), outcome in zip(batch, outcomes, strict=True):
            _resolve(done, outcome)
        return []

    def _apply(self, changes: Changes) -> None:
        for number, state in changes.rounds.items():
            if number in changes.begun:
                _log.info("round started", round=number, questions=len(state.plan.cards))
            if number in changes.ended:
                _log.info("round ended", round=number, ending=state.ending)
        self.rounds.update(changes.rounds)
        self._stored(changes)


def _fail_waiting(batch: list[Waiting], error: Exception) -> list[Waiting]:
    """Fail the futures that people wait for; return the events that nobody waits for."""
    left: list[Waiting] = []
    for item, done in batch:
        if isinstance(item, StartRound) or item.asks:
            failed = RoundNotKeptError()
            failed.__cause__ = error
            _resolve(done, failed)
        else:
            left.append((item, done))
    return left


def _resolve(done: asyncio.Future[Outcome], outcome: Outcome | Exception) -> None:
    if done.cancelled():
        return
    if isinstance(outcome, Outcome):
        done.set_result(outcome)
    else:
        done.set_exception(outcome)
