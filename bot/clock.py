"""Clocks to pass in; nothing else in the bot reads the machine's time."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from datetime import UTC, datetime
from typing import Any, Final, Protocol

# Seconds. A clock that is set right in the meantime is noticed after so long.
_LONGEST_SLEEP: Final = 60.0


class Clock(Protocol):
    """Source of the current time."""

    def now(self) -> datetime:
        """Return the current time, timezone-aware and in UTC."""
        ...


class Alarm(Clock, Protocol):
    """A clock that can also be waited for."""

    async def sleep_until(self, moment: datetime) -> None:
        """Come back at `moment`, or at once if it has passed."""
        ...


async def reached_or_set(clock: Alarm, moment: datetime | None, changed: asyncio.Event) -> None:
    """Wait until `moment` (None for never), or until `changed` is set because it may be earlier."""
    waits: list[asyncio.Future[Any]] = [asyncio.ensure_future(changed.wait())]
    if moment is not None:
        waits.append(asyncio.ensure_future(clock.sleep_until(moment)))
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waits:
            one.cancel()


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the current time, timezone-aware and in UTC."""
        return datetime.now(UTC)

    async def sleep_until(self, moment: datetime) -> None:
        """Come back at `moment`, or at once if it has passed; a changed clock is noticed."""
        while (left := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110  # no event tells
            await asyncio.sleep(min(left, _LONGEST_SLEEP))


class SteppedClock(ABC):
    """A clock moved from outside, in a simulation or a test, with a call of `moved` each time."""

    def __init__(self) -> None:
        self._moved = asyncio.Event()

    @abstractmethod
    def now(self) -> datetime:
        """Return the current time, timezone-aware and in UTC."""

    def moved(self) -> None:
        """Wake the sleepers whose moment has come."""
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep_until(self, moment: datetime) -> None:
        """Come back once `moment` is reached."""
        while self.now() < moment:
            await self._moved.wait()
