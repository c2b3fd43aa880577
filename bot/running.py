"""The bot as a process: signals, a stop that loses no reply, knowledge read again on request."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from typing import TYPE_CHECKING, Final, Protocol

from bot.errors import KnowledgeError
from bot.logs import get_logger

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.answering.live_engine import LiveEngine
    from bot.under_way import UnderWay

_log = get_logger(__name__)
# Together under the five seconds after which a container is killed.
_FINISHING: Final = 3.0
_CLOSING: Final = 1.5
# Seconds for which a thread that builds keeps the interpreter's lock from the event loop, several
# times a turn. Python's own 5 ms come to 20; with 1 a build takes no longer.
SWITCH_INTERVAL: Final = 0.001


class Closable(Protocol):
    """A bot that can be asked to stop."""

    @property
    def under_way(self) -> UnderWay:
        """The replies in work."""
        ...

    @property
    def live(self) -> LiveEngine:
        """The knowledge in service."""
        ...

    async def close(self) -> None:
        """End its connection."""


async def run_until_stopped(
    bot: Closable, connected: Awaitable[None], *beside: Awaitable[None]
) -> None:
    """Stay connected until SIGTERM or SIGINT, then finish the replies under way and close.

    SIGHUP reads the knowledge again. Raises what `connected` raises; what is `beside` it runs as
    long as it does.
    """
    sys.setswitchinterval(SWITCH_INTERVAL)
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    reloads: set[asyncio.Task[None]] = set()

    def reload() -> None:
        task = loop.create_task(reload_knowledge(bot.live))
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    # Windows has no SIGHUP; there a restart reads the knowledge again.
    if hasattr(signal, "SIGHUP"):
        loop.add_signal_handler(signal.SIGHUP, reload)
    running = asyncio.ensure_future(connected)
    stopped = loop.create_task(stopping.wait())
    others = [asyncio.ensure_future(other) for other in beside]
    try:
        await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
            return
        await _stop(bot)
    finally:
        for task in (running, stopped, *others, *reloads):
            task.cancel()
        await asyncio.gather(running, stopped, *others, *reloads, return_exceptions=True)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSING):
                await bot.close()


async def _stop(bot: Closable) -> None:
    _log.info("stopping")
    finished = await bot.under_way.finish(_FINISHING)
    _log.info("stopped", finished=finished)


async def reload_knowledge(live: LiveEngine) -> None:
    """Read the knowledge again; a broken file is told of in the log and what was served stays."""
    try:
        changed = await live.reload()
    except KnowledgeError as error:
        for problem in error.problems:
            _log.error("knowledge not reloaded", problem=str(problem))
        return
    except Exception:  # noqa: BLE001  # whatever it is, what was served stays
        _log.exception("knowledge not reloaded")
        return
    _log.info("knowledge reloaded" if changed else "knowledge unchanged", digest=live.paper.digest)
