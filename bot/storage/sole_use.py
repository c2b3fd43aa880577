"""Sole use of a database: a second bot on the same one would answer, post and forget beside it.

On SQLite it is a lock on a file beside the database, on PostgreSQL an advisory lock of a connection
that is kept open. Either is released by the system when the process dies.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

from sqlalchemy import make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.errors import StoreError
from bot.runtime.log import get_logger

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncConnection


_log = get_logger(__name__)

# An arbitrary key; PostgreSQL keeps the locks of each database apart.
_KEY: Final = 7_466_313_202

_LOCK_FILE: Final = ".lock"

_TAKEN: Final = "another bot is running on this database; stop it first: both would answer"

# How often the connection that holds the lock is looked at, in seconds.
_LOOKED_AT: Final = 5.0

# A server must notice soon that the machine of a bot is gone, or no other could start.
_KEEPALIVES: Final = {
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}


@asynccontextmanager
async def sole_use(address: str) -> AsyncIterator[SoleUse]:
    """Have the database to oneself during the block; raise StoreError, one line, if another has it.

    Whoever stays longer than a moment must also run `watch` of what is yielded.
    """
    use = SoleUse(address)
    await use.take()
    try:
        yield use
    finally:
        await use.release()


class SoleUse:
    """The lock on one database."""

    def __init__(self, address: str) -> None:
        url = make_url(address)
        self._file = url.database if url.get_backend_name() == "sqlite" else None
        self._is_sqlite = url.get_backend_name() == "sqlite"
        self._opened: int | None = None
        self._connection: AsyncConnection | None = None
        self._engine = (
            None
            if self._is_sqlite
            else create_async_engine(
                address,
                poolclass=NullPool,
                isolation_level="AUTOCOMMIT",
                connect_args={"server_settings": _KEEPALIVES, "timeout": _LOOKED_AT},
            )
        )

    async def take(self) -> None:
        """Take the lock; raise StoreError, one line, if another has it."""
        if not self._is_sqlite:
            await self._take_on_server()
        elif self._file and not self._file.startswith((":memory:", "file:")):
            self._take_file(f"{self._file}{_LOCK_FILE}")

    async def watch(self) -> None:
        """Keep the lock until cancelled, also when the server restarts.

        Raises StoreError when another has taken it in between.
        """
        while True:
            await asyncio.sleep(_LOOKED_AT)
            if self._connection is None:
                if self._is_sqlite:
                    continue
            else:
                with suppress(SQLAlchemyError, OSError):
                    await self._connection.execute(text("SELECT 1"))
                    continue
                await self._let_go()
            try:
                await self._take_on_server()
            except (SQLAlchemyError, OSError):
                # Tried again: the server is restarting, or cannot be reached.
                continue
            _log.info("database lock regained")

    async def release(self) -> None:
        """Release the lock."""
        if self._opened is not None:
            os.close(self._opened)
            self._opened = None
        await self._let_go()
        if self._engine is not None:
            await self._engine.dispose()

    def _take_file(self, path: str) -> None:
        import fcntl  # noqa: PLC0415  # not on Windows, where the bot does not run, but is tried

        try:
            self._opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(
                f"{path} cannot be made; check that its folder can be written to"
            ) from error
        try:
            fcntl.flock(self._opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._opened)
            self._opened = None
            raise StoreError(_TAKEN) from error

    async def _take_on_server(self) -> None:
        """Take the server's lock; raises StoreError, and what the driver raises."""
        if self._engine is None:
            return
        connection = await self._engine.connect()
        try:
            taken = await connection.scalar(
                text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}
            )
        except BaseException:
            await connection.close()
            raise
        if not taken:
            await connection.close()
            raise StoreError(_TAKEN)
        self._connection = connection

    async def _let_go(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            with suppress(SQLAlchemyError, OSError):
                await connection.close()
