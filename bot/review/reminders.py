"""Daily reminders: when each is due, and the task that sends them, at most one a day."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol
from zoneinfo import ZoneInfo

from bot.clock import reached_or_set
from bot.review.review_queue import choose_due
from bot.review.scheduler import local_day, require_utc
from bot.runtime.log import get_logger
from bot.storage import feedback_rows, review_rows
from bot.storage.review_rows import Learner

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Alarm
    from bot.storage.database import Database


_log = get_logger(__name__)

# How many people are read at a time; the rest follow at once.
_AT_ONCE: Final = 100

_TRIED_AGAIN: Final = timedelta(minutes=1)

UNUSED_FOR: Final = timedelta(days=14)

_LAPSED: Final = (
    f"Your daily reminder has stopped: you reviewed nothing for {UNUSED_FOR.days} days. "
    f"/review remind sets it again."
)

_CLOSED: Final = (
    "Your daily reminder is off: the bot could not write to you. Allow direct messages from it, "
    "then set it again with /review remind."
)


class Sent(StrEnum):
    """The result of a direct message: delivered, refused by the person's settings, or failed."""

    SENT = "sent"
    CLOSED = "closed"
    LOST = "lost"


class Writer(Protocol):
    """Sends direct messages; returns the result and never raises."""

    async def remind(self, person: int, cards: int) -> Sent:
        """Tell a person how many cards are due."""
        ...


def reminder_of(learner: Learner) -> Reminder | None:
    """Return a person's reminder from their stored settings; None if they have none."""
    if not learner.remind_at:
        return None
    try:
        zone = ZoneInfo(learner.zone)
    except (LookupError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    return Reminder(time.fromisoformat(learner.remind_at), zone, learner.used, learner.sent)


def next_check(learner: Learner, now: datetime) -> datetime | None:
    """Return when to send a person's reminder or, if it lapses first, stop it; None if off."""
    reminder = reminder_of(learner)
    if reminder is None:
        return None
    return next_moment(reminder, now) or reminder.used + UNUSED_FOR


class ReminderService:
    """Everybody's reminders; `run` works for as long as the bot runs.

    `noticed` is called with a person for whom a notice is stored; their next command shows it.
    """

    def __init__(self, database: Database, clock: Alarm, noticed: Callable[[int], None]) -> None:
        self._database = database
        self._clock = clock
        self._noticed = noticed
        self._turned_off: set[int] = set()
        self._failed = False
        self._changed = asyncio.Event()
        self._connected = asyncio.Event()

    def connected(self) -> None:
        """Note that Discord is connected, so people can be messaged."""
        self._connected.set()

    def wake(self) -> None:
        """Check again when the next reminder is due."""
        self._changed.set()

    async def set(self, person: int, at: time, zone: str | None = None) -> Learner:
        """Remind a person every day at this local time; return their settings."""
        now = self._clock.now()
        async with self._database.begin() as connection:
            old = await review_rows.find_learner(connection, person, lock=True) or Learner(
                person, now
            )
            made = replace(old, remind_at=f"{at:%H:%M}", zone=zone or old.zone, used=now)
            # A reminder already sent today is not sent again, whatever time is set.
            made = replace(made, next=next_check(made, now))
            await review_rows.put_learner(connection, made)
        self.wake()
        return made

    async def stop(self, person: int) -> bool:
        """Turn a person's reminder off; return False if they had none."""
        async with self._database.begin() as connection:
            old = await review_rows.find_learner(connection, person, lock=True)
            if old is None or not old.remind_at:
                return False
            await review_rows.put_learner(connection, replace(old, remind_at="", next=None))
        return True

    async def run(self, writer: Writer) -> None:
        """Send each reminder at its time, until cancelled."""
        await self._connected.wait()
        while True:
            self._changed.clear()
            try:
                await self.pump(writer)
                async with self._database.read() as connection:
                    due = await review_rows.first_learner_due(connection)
                if self._failed:
                    due = self._clock.now() + _TRIED_AGAIN
            except Exception:  # noqa: BLE001  # whatever failed, later reminders must be sent
                _log.exception("reminders not sent")
                due = self._clock.now() + _TRIED_AGAIN
            await reached_or_set(self._clock, due, self._changed)

    async def pump(self, writer: Writer) -> int:
        """Send the reminders that are due; return how many. A failure does not stop the others."""
        sent, failed = 0, set[int]()
        while True:
            async with self._database.read() as connection:
                due = await review_rows.learners_due(
                    connection, self._clock.now(), _AT_ONCE + len(failed)
                )
            people = [person for person in due if person not in failed]
            self._failed = bool(failed)
            if not people:
                return sent
            for person in people:
                try:
                    sent += await self._look(person, writer)
                except Exception:  # noqa: BLE001  # it must not affect other people
                    _log.exception("reminder not sent")
                    failed.add(person)

    async def _look(self, person: int, writer: Writer) -> bool:
        """Send, stop or reschedule a person's reminder; return whether it was sent."""
        # Marked as sent before it is sent: a lost reminder is better than two.
        async with self._database.begin() as connection:
            cards = await self._marked(connection, person)
        self._pass_on()
        if not cards:
            return False
        outcome = await writer.remind(person, cards)
        if outcome is Sent.CLOSED:
            async with self._database.begin() as connection:
                learner = await review_rows.find_learner(connection, person, lock=True)
                if learner is not None and learner.remind_at:
                    await self._turn_off(connection, learner, _CLOSED)
            self._pass_on()
        return outcome is Sent.SENT

    async def _marked(self, connection: AsyncConnection, person: int) -> int:
        """Mark a reminder as sent if it is due; return how many cards are, 0 for no reminder."""
        now = self._clock.now()
        learner = await review_rows.find_learner(connection, person, lock=True)
        if learner is None or learner.next is None or learner.next > now:
            return 0
        reminder = reminder_of(learner)
        if reminder is None:
            await review_rows.put_learner(connection, replace(learner, next=None))
            return 0
        if has_lapsed(reminder, now):
            await self._turn_off(connection, learner, _LAPSED)
            return 0
        moment = next_moment(reminder, now)
        if moment is None or moment > now:
            await review_rows.put_learner(
                connection, replace(learner, next=next_check(learner, now))
            )
            return 0
        cards = (await choose_due(connection, person, None, now)).total
        done = replace(learner, sent=now)
        following = next_check(done, now)
        # Without a due card nothing is sent, but the next check is tomorrow all the same.
        await review_rows.put_learner(
            connection, replace(done if cards else learner, next=following)
        )
        return cards

    async def _turn_off(self, connection: AsyncConnection, learner: Learner, text: str) -> None:
        """Turn a person's reminder off, and store a notice that says why."""
        await review_rows.put_learner(connection, replace(learner, remind_at="", next=None))
        now, person = self._clock.now(), learner.person
        await feedback_rows.add_notice(
            connection, guild=feedback_rows.NO_SERVER, person=person, text=text, at=now
        )
        self._turned_off.add(person)

    def _pass_on(self) -> None:
        """Report the people for whom a notice was stored, once that is committed."""
        while self._turned_off:
            self._noticed(self._turned_off.pop())


# If the bot was down at the time, it still reminds within this span, and later not that day.
LATEST: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A daily reminder at a local time.

    `used` is the time of the last review, or when the reminder was set or changed; `sent` is when
    the last one went out. Raises ValueError unless both are in UTC.
    """

    at: time
    zone: ZoneInfo
    used: datetime
    sent: datetime | None = None
    on: bool = True

    def __post_init__(self) -> None:
        if self.at.tzinfo is not None:
            raise ValueError(
                "a reminder's time has no zone of its own; it is in the reminder's zone"
            )
        require_utc(self.used)
        if self.sent is not None:
            require_utc(self.sent)

    def __str__(self) -> str:
        if not self.on:
            return "You have no reminder."
        return (
            f"Every day at {self.at:%H:%M} ({self.zone.key}), while cards are due. It stops by "
            f"itself after {UNUSED_FOR.days} days without a review."
        )


def next_moment(reminder: Reminder, now: datetime) -> datetime | None:
    """Return when the next reminder must be sent, in UTC; None if it is off or lapses before.

    A time that has passed by at most `LATEST`, with nothing sent or reviewed since, is still due
    and is returned as it is. If clocks go forward over the time, the reminder comes that much
    later; if they go back over it, it comes at the first of the two.
    """
    require_utc(now)
    if not reminder.on:
        return None
    earliest = max(now - LATEST, reminder.used)
    day = local_day(earliest, reminder.zone)
    last = None if reminder.sent is None else local_day(reminder.sent, reminder.zone)
    if last is not None:
        day = max(day, last)
    while True:
        moment = _moment(day, reminder)
        # If a time zone skips a whole date, the reminder falls on the next one.
        falls = local_day(moment, reminder.zone)
        if moment >= earliest and (last is None or falls > last):
            return moment if moment < reminder.used + UNUSED_FOR else None
        day += timedelta(days=1)


def has_lapsed(reminder: Reminder, now: datetime) -> bool:
    """Return whether the person has not reviewed for `UNUSED_FOR`, so the reminder must stop."""
    require_utc(now)
    return reminder.on and now >= reminder.used + UNUSED_FOR


def _moment(day: date, reminder: Reminder) -> datetime:
    return datetime.combine(day, reminder.at, reminder.zone).astimezone(UTC)
