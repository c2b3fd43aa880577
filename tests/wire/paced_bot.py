"""The study bot as a process, on a clock that may go faster, which tells how its loop fares.

Arguments: the settings file, when the clock began (seconds since 1970), and how much faster it
goes. On SIGUSR1 it logs the longest steps of its event loop since the last time: by the clock on
the wall, and by the processor time of the loop's own thread, which others on the machine do not add
to. It also logs how many blocks of memory Python has in use, which tells a leak from memory that is
kept for later.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import time
from asyncio import events
from datetime import UTC, datetime
from pathlib import Path

from bot.app import run_bot
from bot.config import load_config
from bot.runtime.log import get_logger
from bot.runtime.token import read_token

_log = get_logger(__name__)


class PacedClock:
    """A clock that began at a moment and goes faster than others by a factor."""

    def __init__(self, began: float, factor: float) -> None:
        self._began = began
        self._factor = factor

    def now(self) -> datetime:
        """The present moment there."""
        return datetime.fromtimestamp(
            self._began + (time.time() - self._began) * self._factor, tz=UTC
        )

    async def sleep_until(self, moment: datetime) -> None:
        """Come back at a moment there."""
        while (left := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110  # there is no event to wait for
            await asyncio.sleep(left / self._factor)


class Steps:
    """Measures every step of the event loop, in milliseconds; tells the longest when asked."""

    def __init__(self) -> None:
        self.longest: list[tuple[float, float, str]] = []
        self.count = 0
        self._threshold = 5.0
        self._collecting = 0.0
        self._telling = False
        self._began = 0.0
        gc.callbacks.append(self._collected)
        run = events.Handle._run  # noqa: SLF001  # there is no other place to measure a step

        def measured(handle: events.Handle) -> None:
            began, worked = time.perf_counter(), time.thread_time()
            run(handle)
            wall = 1000 * (time.perf_counter() - began)
            self.count += 1
            if self._telling:
                self._telling = False
            elif wall > self._threshold:
                own = 1000 * (time.thread_time() - worked)
                what = getattr(handle._callback, "__self__", None) or handle  # type: ignore[attr-defined]  # noqa: SLF001  # no public name
                name = getattr(getattr(what, "get_coro", lambda: what)(), "__qualname__", what)
                collected = round(1000 * self._collecting, 1)
                told = f"{name}, {collected} ms of it collecting" if collected else f"{name}"
                self.longest.append((round(own, 1), round(wall, 1), told[:300]))
            self._collecting = 0.0

        events.Handle._run = measured  # type: ignore[assignment, method-assign]  # noqa: SLF001  # no public name

    def _collected(self, phase: str, info: dict[str, int]) -> None:
        del info
        if phase == "start":
            self._began = time.perf_counter()
        else:
            self._collecting += time.perf_counter() - self._began

    def tell(self) -> None:
        """Log the longest steps, by the loop's own processor time, and forget them."""
        found = sorted(self.longest, reverse=True)
        walls = sorted((wall for _, wall, _ in found), reverse=True)
        # This takes long, and is no step of the bot's own.
        self._telling = True
        gc.collect()
        _log.info(
            "steps",
            blocks=sys.getallocatedblocks(),
            own_ms=found[0][0] if found else 0.0,
            wall_ms=walls[0] if walls else 0.0,
            steps=self.count,
            over_20_ms=sum(own > 20 for own, _, _ in found),
            longest=[str(one) for one in found[:8]],
        )
        self.longest.clear()
        self.count = 0


async def main(file: str, began: float, factor: float) -> None:
    """Run the bot until it is stopped."""
    steps = Steps()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, steps.tell)
    clock = PacedClock(began, factor)
    await run_bot(load_config(Path(file)), read_token(os.environ), clock=clock)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3])))
