"""What the bot is doing at the moment, so that it can finish before it stops."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable


class UnderWay:
    """The pieces of work under way, by key; once closing, no more should be begun."""

    def __init__(self) -> None:
        self._keys: set[Hashable] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self.closing = False

    def begin(self, key: Hashable) -> None:
        """Note that work on `key` has begun."""
        self._keys.add(key)
        self._idle.clear()

    def end(self, key: Hashable) -> None:
        """Note that work on `key` is over; a key that is not under way is passed over."""
        self._keys.discard(key)
        if not self._keys:
            self._idle.set()

    async def finish(self, seconds: float) -> bool:
        """Take on nothing more and wait for what is under way; False if `seconds` were too few."""
        self.closing = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        return not self._keys
