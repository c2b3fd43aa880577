"""When somebody is reminded: once a day by their own clock, and no longer than it is of use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.study.days import local_day, require_utc

if TYPE_CHECKING:
    from datetime import date, time
    from zoneinfo import ZoneInfo

UNUSED_FOR: Final = timedelta(days=14)
# A bot that was down at the moment still reminds within this time, and after it no more that day.
LATEST: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A daily reminder at a local time: `used` is the last review, or when it was set or changed.

    `sent` is when the last one went out. Both are in UTC, else ValueError.
    """

    at: time
    zone: ZoneInfo
    used: datetime
    sent: datetime | None = None
    on: bool = True

    def __post_init__(self) -> None:
        if self.at.tzinfo is not None:
            raise ValueError("a reminder's time is told by its zone alone")
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
    """When the next one is to be sent, in UTC; None when it is off or has lapsed.

    A moment that is past by at most `LATEST`, and since which nothing was sent or reviewed, is
    still to be met: it is returned as it is. Where clocks go forward over the time, it is met by so
    much later; where they go back over it, at the first of the two.
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
        # A zone that skipped a date altogether meets it on the next one.
        falls = local_day(moment, reminder.zone)
        if moment >= earliest and (last is None or falls > last):
            return moment if moment < reminder.used + UNUSED_FOR else None
        day += timedelta(days=1)


def lapsed(reminder: Reminder, now: datetime) -> bool:
    """Whether it has been unused for so long that it stops; it is then to be turned off."""
    require_utc(now)
    return reminder.on and now >= reminder.used + UNUSED_FOR


def _moment(day: date, reminder: Reminder) -> datetime:
    return datetime.combine(day, reminder.at, reminder.zone).astimezone(UTC)
