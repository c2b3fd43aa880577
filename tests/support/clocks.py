"""A clock for tests that stands still until it is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from bot.clock import SteppedClock

# A Thursday.
MIDNIGHT: Final = datetime(2026, 1, 1, tzinfo=UTC)
NOON: Final = MIDNIGHT.replace(hour=12)


class HandClock(SteppedClock):
    """Stands still until it is moved; `time` can be set, and `pass_time` wakes who waits for it."""

    def __init__(self, time: datetime = NOON) -> None:
        super().__init__()
        self.time = time

    def now(self) -> datetime:
        """Return what the clock was set to."""
        return self.time

    def pass_time(self, **more: float) -> None:
        """Let time go on, by what `timedelta` takes, and wake those whose moment has come."""
        self.time += timedelta(**more)
        self.moved()
