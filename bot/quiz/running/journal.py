"""Takes in what happens to rounds and stores it, many things in one transaction.

While one transaction is being stored, others things come in; the next takes them all. So thousands
of answers need few writes, and each is confirmed only once it is stored.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.quiz.running.changes import Begin, Changes, NotKept, Outcome
from bot.quiz.running.writing import nobody_asks, write
from bot.runtime.log import get_logger

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.clock import Alarm
    from bot.quiz.round import Round
    from bot.quiz.running.changes import Happened
    from bot.quiz.running.writing import OnMissed
    from bot.storage.database import Database

    Waiting = tuple[Begin | Happened, asyncio.Future[Outcome]]

_log = get_logger(__name__)
# So many events are worked out before others get their turn on the event loop.
_AT_ONCE: Final = 50
# What the database would not take is offered again after so long.
_RETRY: Final = timedelta(seconds=1)


class Journal:
    """The rounds in service, and the one place that changes them.

    `heard` tells when the bot last surely listened to Discord; `stored` is called with what has
    been stored.
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
        self.on_missed: OnMissed = nobody_asks
        self.storing = False

    @property
    def idle(self) -> bool:
        """Whether everything that came in is stored."""
        return not self._waiting and not self.storing

    def put(self, item: Begin | Happened) -> asyncio.Future[Outcome]:
        """Take something in; what comes of it is known once it is stored.

        The future raises RoundRunning, or NotKept where the database fails.
        """
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        self._some.set()
        return done

    async def run(self) -> None:
        """Store what comes in, for as long as the bot runs."""
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
                # Before everything that has come since.
                self._waiting[:0] = left
                self._some.set()
                await self._clock.sleep_until(self._clock.now() + _RETRY)

    async def _store(self, batch: list[Waiting]) -> list[Waiting]:
        """Store a batch, or else what of it is to be stored later."""
        changes = Changes(self.rounds, self._clock.now())
        outcomes: list[Outcome | Exception] = []
        for count, (item, _) in enumerate(batch, start=1):
            if count % _AT_ONCE == 0:
                await asyncio.sleep(0)
            try:
                outcomes.append(changes.take(item))
            except Exception as error:  # noqa: BLE001  # one round's fault must not stop the others
                _log.exception("round failed")
                outcomes.append(error)
        if changes.anything:
            try:
                async with self._database.begin() as connection:
                    await write(connection, changes, self.rounds, self._heard(), self.on_missed)
            except Exception as error:  # noqa: BLE001  # whatever it is, those who wait are told
                _log.exception("rounds not stored", events=len(batch))
                return _failed(batch, error)
            self._apply(changes)
        for (_, done), outcome in zip(batch, outcomes, strict=True):
            _resolve(done, outcome)
        return []

    def _apply(self, changes: Changes) -> None:
        for number, state in changes.rounds.items():
            if number in changes.begun:
                _log.info("round began", round=number, questions=len(state.plan.cards))
            if number in changes.ended:
                _log.info("round ended", round=number, ending=state.ending)
        self.rounds.update(changes.rounds)
        self._stored(changes)


def _failed(batch: list[Waiting], error: Exception) -> list[Waiting]:
    """Tell those who asked; what nobody asked for is left."""
    left: list[Waiting] = []
    for item, done in batch:
        if isinstance(item, Begin) or item.asks:
            failed = NotKept()
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
