"""Rate limits: sliding windows of questions per person and channel, and of presses per person."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.text.phrases import counted

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clock import Clock


# Windows nobody has used lately are dropped when so many are kept.
_MOST_KEPT: Final = 2_000

# Everywhere: a person who floods one server is slow in all.
_PRESSES: Final = "presses"

_Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rate:
    """Rate limit: at most `uses` in any `seconds` seconds."""

    uses: int
    seconds: int


# Where nothing else is asked for, as many presses as anybody could make.
_ANY: Final = Rate(1_000_000, 1)


@dataclass(frozen=True, slots=True)
class Wait:
    """Refusal by a rate limit: whose it is and for how many seconds.

    `whose` is "you" or "this channel" for questions, and "presses" for a person's presses.

    `again` says that this has been said before in the same wait.
    """

    whose: str
    seconds: int
    again: bool = False

    def __str__(self) -> str:
        wait = counted(self.seconds, "second")
        if self.whose == _PRESSES:
            return f"You have pressed a lot just now. Please go on in {wait}."
        who = "You have" if self.whose == "you" else "This channel has"
        return f"{who} asked a lot just now. Please ask again in {wait}."


class Cooldowns:
    """Rate limiter for questions per person and per channel; refused questions do not count.

    `user` and `channel` are the limits where a server has none of its own. A person is counted in
    each server by itself, since a server's limit is about what is asked there.
    """

    def __init__(self, user: Rate, channel: Rate, clock: Clock, presses: Rate = _ANY) -> None:
        self._clock = clock
        self._press_rate = presses
        self._pressed = _Windows()
        self._user_rate = user
        self._channel_rate = channel
        self._users = _Windows()
        self._channels = _Windows()
        self._told: dict[tuple[str, int, int], datetime] = {}

    def ask(
        self,
        user: int,
        channel: int | None,
        *,
        guild: int | None = None,
        user_rate: Rate | None = None,
        channel_rate: Rate | None = None,
    ) -> Wait | None:
        """Count one question, or return the wait; without a channel only the person counts."""
        now = self._clock.now()
        person, place = (guild or 0, user), (0, channel or 0)
        by_user = user_rate or self._user_rate
        by_channel = channel_rate or self._channel_rate
        if wait := self._users.wait(person, by_user, now):
            return self._wait("you", person, wait)
        if channel is not None and (wait := self._channels.wait(place, by_channel, now)):
            return self._wait("this channel", place, wait)
        self._users.count(person, by_user, now)
        if channel is not None:
            self._channels.count(place, by_channel, now)
        return None

    def press(self, user: int) -> Wait | None:
        """Count one press or form of a person, or return the wait."""
        now, key = self._clock.now(), (0, user)
        if wait := self._pressed.wait(key, self._press_rate, now):
            return self._wait(_PRESSES, key, wait)
        self._pressed.count(key, self._press_rate, now)
        return None

    def say_once(self, what: str, where: int, seconds: int) -> bool:
        """Return whether `what` is new at `where` for the last `seconds`, and note it as said."""
        return not self._tell((what, 0, where), seconds)

    def _wait(self, whose: str, key: _Key, seconds: int) -> Wait:
        return Wait(whose, seconds, again=self._tell((whose, *key), seconds))

    def _tell(self, key: tuple[str, int, int], seconds: int) -> bool:
        """Return whether `key` was told before and that still holds."""
        now, until = self._clock.now(), self._told.get(key)
        if len(self._told) >= _MOST_KEPT:
            self._told = {one: end for one, end in self._told.items() if end > now}
        before = until is not None and until > now
        if not before or key[0] in {"you", "this channel", _PRESSES}:
            self._told[key] = now + timedelta(seconds=seconds)
        return before


@dataclass(slots=True)
class _Window:
    seconds: int
    used: deque[datetime] = field(default_factory=deque)

    def slide(self, now: datetime) -> None:
        while self.used and (now - self.used[0]).total_seconds() >= self.seconds:
            self.used.popleft()


class _Windows:
    def __init__(self) -> None:
        self._windows: dict[_Key, _Window] = {}

    def wait(self, key: _Key, rate: Rate, now: datetime) -> int:
        """Return whole seconds until the next use is free, at least 1; 0 when one is free now."""
        window = self._windows.get(key)
        if window is None:
            return 0
        # A limit that was changed counts from now on.
        window.seconds = rate.seconds
        window.slide(now)
        if len(window.used) < rate.uses:
            return 0
        left = rate.seconds - (now - window.used[-rate.uses]).total_seconds()
        return max(1, math.ceil(left))

    def count(self, key: _Key, rate: Rate, now: datetime) -> None:
        if len(self._windows) >= _MOST_KEPT and key not in self._windows:
            self._forget(now)
        self._windows.setdefault(key, _Window(rate.seconds)).used.append(now)

    def _forget(self, now: datetime) -> None:
        for key, window in list(self._windows.items()):
            window.slide(now)
            if not window.used:
                del self._windows[key]
