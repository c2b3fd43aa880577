"""Process control: work in flight, instance lock, heartbeat, signals, graceful shutdown."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Final, Protocol

from bot.errors import KnowledgeError, StartError
from bot.runtime.log import get_logger

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Iterator
    from pathlib import Path

    from bot.answering.live_engine import LiveEngine


class InFlight:
    """Work in flight, by key, so that shutdown can wait for it; once closing, begin no more."""

    def __init__(self) -> None:
        self._keys: set[Hashable] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self.closing = False

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._keys)

    def begin(self, key: Hashable) -> None:
        """Note that work on `key` has begun."""
        self._keys.add(key)
        self._idle.clear()

    def end(self, key: Hashable) -> None:
        """Note that work on `key` is over; an unknown key is ignored."""
        self._keys.discard(key)
        if not self._keys:
            self._idle.set()

    async def finish(self, seconds: float) -> bool:
        """Set `closing` and wait for the work in flight; False if it takes over `seconds`."""
        self.closing = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        return not self._keys


LOCK_FILE: Final = "running.lock"


@contextlib.contextmanager
def instance_lock(data: Path, *, alone: bool = False) -> Iterator[None]:
    """Lock the data folder for one process; the system releases it when that dies.

    `alone` is for commands that may not run beside a bot, and need the folder. Raises StartError,
    one line that says what to do.
    """
    # Not on Windows, where the bot does not run, but is tried.
    import fcntl  # noqa: PLC0415  # see above

    try:
        data.mkdir(parents=True, exist_ok=True)
        file = os.open(data / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        if alone:
            raise StartError(
                f"the folder {data} cannot be written to; check the setting data:"
            ) from error
        # A bot whose database is elsewhere needs no folder; nor does anybody restore into it.
        yield
        return
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartError(_taken(data, os.pread(file, len(_COMMAND), 0), alone=alone)) from error
        os.ftruncate(file, 0)
        os.pwrite(file, _COMMAND if alone else _BOT, 0)
        yield
    finally:
        os.close(file)


# What the lock's file holds: who has it.
_BOT: Final = b"bot"

_COMMAND: Final = b"command"


def _taken(data: Path, by: bytes, *, alone: bool) -> str:
    if by == _COMMAND:
        return f"the folder {data} is being restored or imported into; try again afterwards"
    if alone:
        return f"a bot is running with the folder {data}; stop it first, and restart it afterwards"
    return f"another bot is running with the folder {data}; stop it first: both would answer"


HEARTBEAT_FILE: Final = "alive"

EVERY: Final = 20.0

# Three signs may be missed: reconnecting to Discord takes a while now and then.
TOO_OLD: Final = 80.0

_log = get_logger(__name__)


async def keep_heartbeat(
    file: Path, is_connected: Callable[[], bool], online: asyncio.Event | None = None
) -> None:
    """Touch `file` every 20 seconds while the bot is connected, until it is cancelled.

    `online` is set when it gets a connection, which is noted at once. Log once if the folder cannot
    be written to.
    """
    told = False
    while True:
        if online is not None:
            await online.wait()
        if is_connected():
            try:
                _touch(file)
            except OSError as error:
                if not told:
                    _log.warning("heartbeat file not written", file=str(file), why=str(error))
                told = True
        await asyncio.sleep(EVERY)


def _touch(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def is_alive(file: Path, now: float | None = None) -> bool:
    """Return whether `file` was touched within 80 seconds before `now` (seconds since 1970)."""
    try:
        touched = file.stat().st_mtime
    except OSError:
        return False
    return (time.time() if now is None else now) - touched <= TOO_OLD


# Together under the five seconds after which a container is killed.
_FINISHING: Final = 3.0

_CLOSING: Final = 1.5

# Seconds for which a thread that builds keeps the interpreter's lock from the event loop, several
# times a turn. Python's own 5 ms come to 20; with 1 a build takes no longer.
SWITCH_INTERVAL: Final = 0.001


class Closable(Protocol):
    """A bot that can be asked to stop."""

    @property
    def in_flight(self) -> InFlight:
        """The replies in work."""
        ...

    @property
    def live_engine(self) -> LiveEngine:
        """The knowledge in service."""
        ...

    async def close(self) -> None:
        """End its connection."""


async def run_until_stopped(
    bot: Closable,
    connected: Awaitable[None],
    *background: Awaitable[None],
    guard: Awaitable[None] | None = None,
) -> None:
    """Stay connected until SIGTERM or SIGINT, then finish the replies under way and close.

    SIGHUP reads the knowledge again. `background` runs as long as the bot does. Where `guard`
    ends, the bot stops too. Raises what `connected` and `guard` raise.
    """
    sys.setswitchinterval(SWITCH_INTERVAL)
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    reloads: set[asyncio.Task[None]] = set()

    def reload() -> None:
        task = loop.create_task(reload_knowledge(bot.live_engine))
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    # Windows has no SIGHUP; there a restart reads the knowledge again.
    if hasattr(signal, "SIGHUP"):
        loop.add_signal_handler(signal.SIGHUP, reload)
    running = asyncio.ensure_future(connected)
    stopped = loop.create_task(stopping.wait())
    others = [asyncio.ensure_future(other) for other in background]
    guarding = asyncio.ensure_future(guard) if guard is not None else None
    ends = {running, stopped} | ({guarding} if guarding is not None else set())
    try:
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
            return
        await _stop(bot)
        if guarding is not None and guarding.done():
            guarding.result()
    finally:
        every = {*ends, *others, *reloads}
        for task in every:
            task.cancel()
        await asyncio.gather(*every, return_exceptions=True)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSING):
                await bot.close()


async def _stop(bot: Closable) -> None:
    _log.info("stopping")
    finished = await bot.in_flight.finish(_FINISHING)
    _log.info("stopped", finished=finished)


async def reload_knowledge(live: LiveEngine) -> None:
    """Reload the knowledge; on errors, log them and keep serving the old knowledge."""
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
