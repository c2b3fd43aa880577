"""Database connections and transactions, on SQLite or PostgreSQL; rows as dataclasses; upsert."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from contextvars import Context, ContextVar, copy_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import event
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import StoreError
from bot.runtime.log import get_logger
from bot.storage.database_trouble import DatabaseTroubleError, Trouble, trouble_with
from bot.text.normalize import without_broken_characters

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection, CursorResult, Row, Table
    from sqlalchemy.dialects import postgresql


T = TypeVar("T")

_log = get_logger(__name__)


def row_as(kind: type[T], row: Row[*tuple[Any, ...]]) -> T:
    """Return a dataclass filled from a row, each field from the column of its name.

    Raises TypeError unless fields and columns have the same names.
    """
    return kind(**row._mapping)  # noqa: SLF001  # SQLAlchemy's documented way to the names


def rows_as(kind: type[T], result: CursorResult[*tuple[Any, ...]]) -> tuple[T, ...]:
    """Return the rows of a result as dataclasses; see `row_as`."""
    return tuple(kind(**row) for row in result.mappings())


def put_into(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT into `table` in the database's dialect, for an ON CONFLICT clause."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    # Imported late: 2 MiB that a bot on SQLite does not need.
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415  # two MiB

    return postgresql.insert(table)


_WRITES: Final = "study_bot_writes"

# One writer and three readers: each is a thread.
_SQLITE_CONNECTIONS: Final = 4

# The event loop can handle the rows of this many at once without a noticeable delay.
_POSTGRESQL_CONNECTIONS: Final = 5

# Seconds: far more than any transaction here takes; after that something is broken.
_PATIENCE: Final = 60

# Seconds within which a person must have been told something, less what telling them takes.
_HASTE: Final = 1.8

# Seconds that SQLite itself waits for another program's lock, before others get their turn.
_WAIT: Final = 0.25

# By time.monotonic; None in tasks in which nobody waits.
_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)

_OWNER_ONLY_FOLDER: Final = 0o700

_OWNER_ONLY_FILE: Final = 0o600

_PRAGMAS: Final = (
    f"busy_timeout = {int(_WAIT * 1000)}",
    "journal_mode = WAL",
    "foreign_keys = ON",
    # A commit that was confirmed to somebody survives a power failure.
    "synchronous = FULL",
)


def database_address(setting: str, data: Path) -> str:
    """Return the database URL for the setting `database`; by default a file in the data folder."""
    if setting.startswith(("postgresql://", "postgres://")):
        parts = urlsplit(setting)
        return urlunsplit(("postgresql+asyncpg", *parts[1:]))
    path = (data / setting) if setting else data / "study.sqlite3"
    return f"sqlite+aiosqlite:///{path}"


def make_folder(data: Path) -> None:
    """Create the data folder; raise StoreError if that fails."""
    try:
        # For its owner alone: it holds what people asked, and the salts of their pseudonyms.
        data.mkdir(parents=True, exist_ok=True, mode=_OWNER_ONLY_FOLDER)
    except OSError as error:
        raise StoreError(f"the folder {data} cannot be made; check the setting data:") from error


def in_haste() -> None:
    """Let this task, in which a person waits, wait for the database for 1.8 seconds in all.

    Discord waits for three. Tasks that it starts from now on are in haste too.
    """
    _deadline.set(time.monotonic() + _HASTE)


def patient() -> Context:
    """Return a context for a task in which nobody waits any longer."""
    context = copy_context()
    context.run(_deadline.set, None)
    return context


def _time_left() -> float:
    """Return for how many seconds the caller may wait: at least as long as SQLite does."""
    until = _deadline.get()
    if until is None:
        return _PATIENCE
    return max(_WAIT, until - time.monotonic())


class Database:
    """Transactions on the bot's one database; opened by `open_database`, closed by `close`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        # SQLite has one writer at a time. This lock is fair; SQLite's own would time out.
        self._writing = asyncio.Lock()
        # What was the matter at the last transaction; None while all is well.
        self.trouble: Trouble | None = None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that may write; commit it at the end, or roll it back on an error.

        Raises DatabaseTroubleError if the database cannot be used, or not within the caller's time
        (see `in_haste`).
        """
        async with self._watched(), AsyncExitStack() as opened:
            yield await self._opened(opened, writes=True)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a read-only transaction, which sees one snapshot throughout.

        Raises DatabaseTroubleError, as `begin`.
        """
        async with self._watched(), AsyncExitStack() as opened:
            yield await self._opened(opened, writes=False)

    async def _opened(self, opened: AsyncExitStack, *, writes: bool) -> AsyncConnection:
        """Open a transaction, which `opened` ends; wait for it no longer than the caller may."""
        left = _time_left()
        until = time.monotonic() + left
        try:
            async with asyncio.timeout(left):
                if writes and self.is_sqlite:
                    await opened.enter_async_context(self._writing)
                while True:
                    try:
                        async with AsyncExitStack() as trying:
                            connection = await self._connected(trying, writes=writes)
                            opened.push_async_exit(trying.pop_all())
                            return connection
                    except DBAPIError as error:
                        if trouble_with(error) is not Trouble.BUSY or time.monotonic() > until:
                            raise
        except TimeoutError as error:
            raise DatabaseTroubleError(Trouble.BUSY) from error

    async def _connected(self, opened: AsyncExitStack, *, writes: bool) -> AsyncConnection:
        connection = await opened.enter_async_context(self._engine.connect())
        if self.is_sqlite:
            await connection.execution_options(**{_WRITES: writes})
        elif not writes:
            await connection.execution_options(isolation_level="REPEATABLE READ")
        await opened.enter_async_context(connection.begin())
        return connection

    @asynccontextmanager
    async def _watched(self) -> AsyncIterator[None]:
        """Turn the drivers' errors into plain words; log when trouble begins and when it ends."""
        try:
            yield
        except Exception as error:
            known = error.trouble if isinstance(error, DatabaseTroubleError) else None
            trouble = known or trouble_with(error)
            if trouble is None:
                raise
            if trouble is not self.trouble:
                # The driver's own words: a statement's values are in none of them.
                why = getattr(error, "orig", None) or error.__cause__ or error
                _log.error("database failed", trouble=trouble, why=repr(why))
            self.trouble = trouble
            if known is not None:
                raise
            raise DatabaseTroubleError(trouble) from error
        if self.trouble is not None:
            _log.warning("database recovered", trouble=self.trouble)
            self.trouble = None

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


async def open_database(address: str) -> Database:
    """Connect to the database at `address`; its tables may still be of another version.

    Raises StoreError, one line that says what to do, when it cannot be reached.
    """
    sqlite = address.startswith("sqlite")
    try:
        engine = create_async_engine(
            address,
            pool_size=_SQLITE_CONNECTIONS if sqlite else _POSTGRESQL_CONNECTIONS,
            max_overflow=0,
            pool_timeout=_PATIENCE,
            # A statement's values are what people typed, and their ids: no error may carry them.
            hide_parameters=True,
            # A server that was restarted has closed every connection in the pool.
            pool_pre_ping=not sqlite,
        )
    except ModuleNotFoundError as error:
        raise StoreError(
            f"the database needs the package {error.name}; install kelley-study-bot[postgresql]"
        ) from error
    event.listen(engine.sync_engine, "before_cursor_execute", _without_broken, retval=True)
    if sqlite:
        await asyncio.to_thread(_need_sqlite, engine.url.database or "")
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        event.listen(engine.sync_engine, "invalidate", _undo_sqlite)
    database = Database(engine)
    try:
        async with database.begin():
            pass
    except DatabaseTroubleError as error:
        await database.close()
        raise StoreError(_unreachable(address)) from error
    return database


def _need_sqlite(path: str) -> None:
    """Raise StoreError for a file that cannot be used.

    Checked separately, since the async driver leaves a thread behind when it cannot open a file,
    and that thread then fails on the closed event loop.
    """
    try:
        # A new file is its owner's alone; SQLite gives its journals the same rights.
        if not path.startswith(("file:", ":memory:")):
            with suppress(OSError):
                Path(path).touch(mode=_OWNER_ONLY_FILE, exist_ok=False)
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
            connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"the database {path} cannot be opened; check that its folder can be written to"
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path} is no database; name another file under database:, or move it away"
        ) from error


def _unreachable(address: str) -> str:
    where = urlsplit(address)
    if where.scheme.startswith("sqlite"):
        path = where.path.removeprefix("/")
        return f"the database {path} cannot be opened; check that its folder can be written to"
    host = where.hostname or "this machine's socket"
    return f"the database on {host} cannot be reached; check the setting database:"


def _without_broken(  # noqa: PLR0917  # the event's own
    connection: object,
    cursor: object,
    statement: str,
    parameters: Any,  # noqa: ANN401  # one row or many
    context: object,
    executemany: bool,  # noqa: FBT001  # positional by SQLAlchemy
) -> tuple[str, Any]:
    """Return the statement with values that either database stores, wherever they come from."""
    del connection, cursor, context
    rows = [_sound_row(row) for row in parameters] if executemany else _sound_row(parameters)
    return statement, rows


def _sound_row(row: Any) -> Any:  # noqa: ANN401  # as the driver has it
    return tuple(without_broken_characters(v) if isinstance(v, str) else v for v in row)


def _set_up_sqlite(connection: Any, record: object) -> None:  # noqa: ANN401  # the driver's own
    del record
    # Python's driver begins transactions by itself, but not for DDL; here we begin all of them.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
    except BaseException:
        # The pool drops a connection that it could not set up, but its thread would stay.
        connection.close()
        raise
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes would fail if another wrote in between.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _undo_sqlite(connection: Any, record: object, error: object) -> None:  # noqa: ANN401  # as above
    del record, error
    # Cancelling a statement closes its connection, but its lock stays as long as anything, such as
    # the traceback, refers to the statement.
    with suppress(Exception):
        connection.rollback()
