"""A sign of life in a file, so that whoever watches the process can tell that it is connected."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from bot.logs import get_logger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME: Final = "alive"
EVERY: Final = 20.0
# Three signs may be missed: reconnecting to Discord takes a while now and then.
TOO_OLD: Final = 80.0
_log = get_logger(__name__)


async def keep_pulse(file: Path, is_connected: Callable[[], bool]) -> None:
    """Touch `file` every 20 seconds while the bot is connected, until it is cancelled.

    A folder that cannot be written to is told of once.
    """
    told = False
    while True:
        if is_connected():
            try:
                _touch(file)
            except OSError as error:
                if not told:
                    _log.warning("sign of life not kept", file=str(file), why=str(error))
                told = True
        await asyncio.sleep(EVERY)


def _touch(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def is_alive(file: Path, now: float | None = None) -> bool:
    """Whether `file` was touched in the last 80 seconds before `now`, in seconds since 1970."""
    try:
        touched = file.stat().st_mtime
    except OSError:
        return False
    return (time.time() if now is None else now) - touched <= TOO_OLD
