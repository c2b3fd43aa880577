"""Who works with the folder of data: bots side by side, or one command that must be alone."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

from bot.errors import StartError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME: Final = "running.lock"


@contextlib.contextmanager
def held(data: Path, *, alone: bool = False) -> Iterator[None]:
    """Hold the folder while the block lasts; the system lets go of it when the process dies.

    `alone` refuses while a bot runs there, and no bot starts meanwhile. Raises StartError, one line
    that says what to do.
    """
    # Not on Windows, where the bot does not run, but is tried.
    import fcntl  # noqa: PLC0415

    try:
        data.mkdir(parents=True, exist_ok=True)
        file = os.open(data / NAME, os.O_RDWR | os.O_CREAT, 0o600)
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
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartError(
                f"a bot runs with the folder {data}; stop it first, and start it again afterwards"
                if alone
                else f"the folder {data} is being restored or imported into; start the bot after it"
            ) from error
        yield
    finally:
        os.close(file)
