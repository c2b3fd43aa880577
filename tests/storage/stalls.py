"""How late the event loop comes to what is due: the longest that anything has held it up."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Self

_EVERY = 0.001


class Stalls:
    """Measures while it is open; `worst` is in milliseconds.

    `own` is the most processor time that the loop itself took before it came back: on a machine
    that others use too, the part of `worst` that is ours.
    """

    def __init__(self) -> None:
        self.worst = 0.0
        self.own = 0.0

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._measure())
        return self

    async def __aexit__(self, *error: object) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _measure(self) -> None:
        while True:
            began, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(_EVERY)
            self.worst = max(self.worst, 1000 * (time.perf_counter() - began - _EVERY))
            self.own = max(self.own, 1000 * (time.thread_time() - worked))
