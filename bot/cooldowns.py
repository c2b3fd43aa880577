"""How often somebody may ask: a sliding window a person and a channel."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clock import Clock

# Windows nobody has used lately are dropped when so many are kept.
_MOST_KEPT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`uses` in any `seconds` seconds."""

    uses: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Asked too often: whose limit it was ("you" or "this channel") and for how many seconds.

    `again` says that this has been said before in the same wait.
    """

    whose: str
    seconds: int
    again: bool = False

    def __str__(self) -> str:
        who = "You have" if self.whose == "you" else "This channel has"
        unit = "second" if self.seconds == 1 else "seconds"
        return f"{who} asked a lot just now. Please ask again in {self.seconds} {unit}."


class Cooldowns:
    """Counts questions by person and by channel; what is refused is not counted."""

    def __init__(self, user: Rate, channel: Rate, clock: Clock) -> None:
        self._clock = clock
        self._user = _Windows(user)
        self._channel = _Windows(channel)
        self._told: dict[tuple[str, int], datetime] = {}

    def ask(self, user: int, channel: int | None) -> Wait | None:
        """Count one question, or say how long to wait; without a channel only the person counts."""
        now = self._clock.now()
        if wait := self._user.wait(user, now):
            return self._wait("you", user, wait, now)
        if channel is not None and (wait := self._channel.wait(channel, now)):
            return self._wait("this channel", channel, wait, now)
        self._user.count(user, now)
        if channel is not None:
            self._channel.count(channel, now)
        return None

    def _wait(self, whose: str, key: int, seconds: int, now: datetime) -> Wait:
        until = self._told.get((whose, key))
        if len(self._told) >= _MOST_KEPT:
            self._told = {one: end for one, end in self._told.items() if end > now}
        self._told[whose, key] = now + timedelta(seconds=seconds)
        return Wait(whose, seconds, again=until is not None and until > now)


class _Windows:
    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._used: dict[int, deque[datetime]] = {}

    def wait(self, key: int, now: datetime) -> int:
        """Whole seconds until the next use is free, at least 1; 0 when it is."""
        used = self._used.get(key)
        if used is None:
            return 0
        while used and (now - used[0]).total_seconds() >= self._rate.seconds:
            used.popleft()
        if len(used) < self._rate.uses:
            return 0
        left = self._rate.seconds - (now - used[0]).total_seconds()
        return max(1, math.ceil(left))

    def count(self, key: int, now: datetime) -> None:
        if len(self._used) >= _MOST_KEPT and key not in self._used:
            self._forget(now)
        self._used.setdefault(key, deque()).append(now)

    def _forget(self, now: datetime) -> None:
        for key in list(self._used):
            if self.wait(key, now) == 0 and not self._used[key]:
                del self._used[key]
