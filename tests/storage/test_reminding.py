"""Reminders by the clock: a task sleeps until the next, and is woken by an earlier one."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.review.reminders import ReminderService, Sent
from bot.review.review_service import ReviewService
from bot.storage import review_rows
from tests.storage.test_reviewing import card
from tests.support.clocks import MIDNIGHT, HandClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.storage.database import Database

ALICE, BOB = 1, 2
# Real seconds: it only keeps a broken test from waiting for ever.
PATIENCE = 20


class Letters:
    """Takes reminders down instead of sending them."""

    def __init__(self, *outcomes: Sent) -> None:
        self.written: asyncio.Queue[tuple[int, int]] = asyncio.Queue()
        self.outcomes = list(outcomes)

    async def remind(self, person: int, cards: int) -> Sent:
        """Take one down."""
        self.written.put_nowait((person, cards))
        return self.outcomes.pop(0) if self.outcomes else Sent.SENT

    async def next(self) -> tuple[int, int]:
        """The next that is written."""
        async with asyncio.timeout(PATIENCE):
            return await self.written.get()


@pytest.fixture
def clock() -> HandClock:
    """Midnight, until it is moved."""
    return HandClock(MIDNIGHT)


@pytest.fixture
def noticed() -> list[int]:
    """The people for whom a notice is kept."""
    return []


@pytest.fixture
def reminding(database: Database, clock: HandClock, noticed: list[int]) -> ReminderService:
    """The service, as a process has it."""
    return ReminderService(database, clock, noticed.append)


@pytest.fixture
async def cards(database: Database, clock: HandClock, reminding: ReminderService) -> ReviewService:
    """Two people with a card each."""
    reviewing = ReviewService(database, clock, reminding.wake)
    for person in (ALICE, BOB):
        await reviewing.add(person, 0, [card("a")])
    return reviewing


@asynccontextmanager
async def running(reminding: ReminderService, letters: Letters) -> AsyncIterator[None]:
    """The task, for as long as the block."""
    task = asyncio.create_task(reminding.run(letters))
    reminding.connected()
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def asleep(database: Database) -> None:
    """Wait until what is under way in the database is done."""
    for _ in range(5):
        async with database.begin():
            await asyncio.sleep(0)


@pytest.mark.usefixtures("cards")
async def test_each_is_written_to_at_their_time(
    reminding: ReminderService, clock: HandClock, database: Database
) -> None:
    """An earlier one that is set meanwhile wakes the task."""
    letters = Letters()
    await reminding.set(ALICE, time(18, 30))
    async with running(reminding, letters):
        await asleep(database)
        await reminding.set(BOB, time(9))
        clock.pass_time(hours=9)
        assert await letters.next() == (BOB, 1)
        clock.pass_time(hours=9.5)
        assert await letters.next() == (ALICE, 1)
        clock.pass_time(hours=14.5)
        assert await letters.next() == (BOB, 1)
    assert letters.written.empty()


@pytest.mark.usefixtures("cards")
async def test_two_that_look_at_once_write_once(
    reminding: ReminderService, clock: HandClock
) -> None:
    """Whoever marks it first sends it."""
    letters = Letters()
    await reminding.set(ALICE, time(9))
    clock.pass_time(hours=9)

    sent = await asyncio.gather(*(reminding.pump(letters) for _ in range(5)))

    assert sum(sent) == 1
    assert letters.written.qsize() == 1


@pytest.mark.usefixtures("cards")
async def test_a_bot_that_was_down_reminds_for_two_hours(
    reminding: ReminderService, clock: HandClock
) -> None:
    """And after that no more on that day."""
    letters = Letters()
    await reminding.set(ALICE, time(9))
    await reminding.set(BOB, time(11))
    clock.pass_time(hours=12)

    assert await reminding.pump(letters) == 1
    assert await letters.next() == (BOB, 1)
    clock.pass_time(hours=21)
    assert await reminding.pump(letters) == 1
    assert await letters.next() == (ALICE, 1)


async def test_another_zone_moves_the_reminder(
    cards: ReviewService, reminding: ReminderService, clock: HandClock
) -> None:
    """It is the same time of another day."""
    letters = Letters()
    await reminding.set(ALICE, time(9))
    await cards.change(ALICE, zone="Asia/Tokyo")
    clock.pass_time(hours=9)
    assert await reminding.pump(letters) == 0
    clock.pass_time(hours=15)
    assert await reminding.pump(letters) == 1


@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize(("outcome", "later"), [(Sent.LOST, 1), (Sent.CLOSED, 0)])
async def test_one_that_was_lost_comes_tomorrow_and_a_closed_door_ends_them(
    reminding: ReminderService, clock: HandClock, noticed: list[int], outcome: Sent, later: int
) -> None:
    """Never a second time on that day."""
    letters = Letters(outcome)
    await reminding.set(ALICE, time(9))
    clock.pass_time(hours=9)
    assert await reminding.pump(letters) == 0
    assert await reminding.pump(letters) == 0
    clock.pass_time(days=1)

    assert await reminding.pump(letters) == later
    assert noticed == [ALICE] * (1 - later)


@pytest.mark.usefixtures("cards")
async def test_one_that_cannot_be_read_holds_up_nobody(
    reminding: ReminderService, clock: HandClock, database: Database
) -> None:
    """It is tried again, and the others are sent."""
    letters = Letters()
    await reminding.set(ALICE, time(9))
    await reminding.set(BOB, time(9))
    async with database.begin() as connection:
        broken = await review_rows.find_learner(connection, ALICE)
        assert broken is not None
        await review_rows.put_learner(connection, replace(broken, remind_at="nine"))
    clock.pass_time(hours=9)

    assert await reminding.pump(letters) == 1
    assert await letters.next() == (BOB, 1)


@pytest.mark.usefixtures("cards")
async def test_an_error_does_not_end_the_task(
    reminding: ReminderService,
    clock: HandClock,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A database that is away for a while is asked again after a minute."""
    letters, pump, failed = Letters(), reminding.pump, asyncio.Event()

    async def away(writer: Any) -> int:
        del writer
        failed.set()
        monkeypatch.setattr(reminding, "pump", pump)
        raise OSError

    monkeypatch.setattr(reminding, "pump", away)
    await reminding.set(ALICE, time(0, 1))
    async with running(reminding, letters):
        async with asyncio.timeout(PATIENCE):
            await failed.wait()
        await asleep(database)
        clock.pass_time(minutes=1)
        assert await letters.next() == (ALICE, 1)
