"""Backups: one SQLite file each, of either database, made while the bot runs."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sqlalchemy import Integer, func, insert, inspect, make_url, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreError
from bot.storage.backup_seal import is_as_sealed, misfit, seal
from bot.storage.database import open_database
from bot.storage.migrate import known_steps, migrate
from bot.storage.tables import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection, Table
    from sqlalchemy.ext.asyncio import AsyncConnection


_UNFINISHED: Final = ".partial"


@dataclass(frozen=True, slots=True)
class BackupContents:
    """The contents of a backup: its last migration step, and the number of rows of each table."""

    step: str
    rows: Mapping[str, int]

    @property
    def is_empty(self) -> bool:
        """Return whether no table has a row."""
        return not any(self.rows.values())


async def back_up(address: str, file: Path) -> BackupContents:
    """Copy a snapshot of the database at `address` into a new `file`, and return its contents.

    Others may go on writing. Raises StoreError, one line, when the file exists already or cannot be
    written, or when there is no database.
    """
    _need_place(file)
    half = file.with_name(file.name + _UNFINISHED)
    source = sqlite_file(address)
    try:
        if source is not None:
            await asyncio.to_thread(_copy, Path(source), half)
        else:
            await _copy_by_tables(address, half)
        await asyncio.to_thread(_seal, half)
        held = await examine(half)
        # Fails if somebody has made the file in the meantime, instead of overwriting it.
        os.link(half, file)
        sync(file.parent)
    except OSError as error:
        raise StoreError(f"{file} cannot be written ({error.strerror or error})") from error
    finally:
        half.unlink(missing_ok=True)
    return held


def _seal(half: Path) -> None:
    try:
        with opened(half, write=True) as connection:
            seal(connection)
    except sqlite3.Error as error:
        raise broken(half, error) from error
    sync(half)


def _need_place(file: Path) -> None:
    if file.exists():
        raise StoreError(f"{file} is there already, and is not overwritten; name another file")
    if not file.parent.is_dir():
        raise StoreError(f"there is no folder {file.parent}; make it, or name another file")


async def examine(file: Path) -> BackupContents:
    """Check that a backup is whole and return its contents; raise StoreError, one line.

    Its tables must be those of this bot at its step, and its contents those of its digest.
    """
    return await asyncio.to_thread(_examine, file)


def _examine(file: Path) -> BackupContents:
    if not file.is_file():
        raise StoreError(f"there is no file {file}")
    try:
        with opened(file) as connection:
            [(sound,)] = connection.execute("PRAGMA integrity_check(1)").fetchall()
            loose = connection.execute("PRAGMA foreign_key_check").fetchone()
            step = last_step(connection)
            known = step in known_steps()
            wrong = misfit(connection, step) if step is not None and known else ""
            rows = rows_in(connection) if known and not wrong else {}
            whole = is_as_sealed(connection)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise StoreError(
            f"{file} is no backup: it cannot be read as a database ({error})"
        ) from error
    if sound != "ok" or loose is not None:
        raise StoreError(f"{file} is damaged ({sound}); use another backup")
    if step is None:
        raise StoreError(f"{file} is no backup of this bot: it has none of its tables")
    if not known:
        raise StoreError(
            f"{file} is of a newer version of this bot (its last step is {step}); update the bot"
        )
    if wrong:
        raise StoreError(f"{file} does not fit this bot: {wrong}; use another backup")
    if not whole:
        raise StoreError(
            f"{file} has been changed or damaged: its contents are not those of its digest; use "
            f"another backup"
        )
    return BackupContents(step, rows)


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise StoreError(f"there is no database {source} yet, so there is nothing to back up")
    try:
        copy_file(source, target, live=True)
    except sqlite3.Error as error:
        raise broken(source, error) from error


async def _copy_by_tables(address: str, target: Path) -> None:
    make_private(target)
    source = await open_database(address)
    try:
        into = await open_database(f"sqlite+aiosqlite:///{target}")
        try:
            await migrate(into)
            async with source.read() as read, into.begin() as write:
                await read.run_sync(_need_same_step)
                await copy_tables(read, write)
        finally:
            await into.close()
        await asyncio.to_thread(finish, target)
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(f"the database cannot be copied ({error})") from error
    finally:
        await source.close()


def _need_same_step(connection: Connection) -> None:
    at = None
    if inspect(connection).has_table("alembic_version"):
        at = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if at is None:
        raise StoreError("the database has no tables yet, so there is nothing to back up")
    if at != known_steps()[-1]:
        raise StoreError(
            f"the database is at step {at}, this program at {known_steps()[-1]}; back it up with "
            f"the version of the bot that runs on it, or start this one first"
        )


_ROWS_AT_ONCE: Final = 500

_PATIENCE: Final = 60

_LAST_STEP: Final = "SELECT version_num FROM alembic_version"


def sqlite_file(address: str) -> str | None:
    """Return the file that an address names; None for a database other than SQLite."""
    url = make_url(address)
    return url.database if url.get_backend_name() == "sqlite" else None


@contextmanager
def opened(path: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """Yield a connection to an existing file; raise sqlite3.Error."""
    mode = "mode=rw" if write else "mode=ro"
    if not write and not path.with_name(f"{path.name}-wal").exists():
        # Without a -wal file nobody is writing; and opening a backup must not create one.
        mode = "mode=ro&immutable=1"
    address = f"file:{quote(str(path.resolve()))}?{mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as connection:
        connection.isolation_level = None
        yield connection


def copy_file(source: Path, target: Path, *, live: bool) -> None:
    """Copy a snapshot of a database into a new file; `live` if others may be writing to it.

    Raises sqlite3.Error, and OSError when `target` cannot be created.
    """
    make_private(target)
    with opened(source, write=live) as connection:
        # It reads in one transaction, which does not start over when others write.
        connection.execute("VACUUM INTO ?", (str(target),))
    finish(target)


def make_private(path: Path) -> None:
    """Create an empty file that only this account can read, replacing an unfinished one."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def finish(path: Path) -> None:
    """Merge the write-ahead log into a database's file, and flush the file to disk."""
    with opened(path, write=True) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    sync(path)


def sync(path: Path) -> None:
    """Flush a file, or a folder's list of files, to disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def last_step(connection: sqlite3.Connection) -> str | None:
    """Return a database's last migration step; None if it has no tables of this bot."""
    try:
        (step,) = connection.execute(_LAST_STEP).fetchone() or (None,)
    except sqlite3.OperationalError:
        return None
    return None if step is None else str(step)


def rows_in(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of each of this bot's tables that the database has."""
    there = {
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    }
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  # our own names
        for name in sorted(METADATA.tables)
        if name in there
    }


async def count_rows(connection: AsyncConnection) -> dict[str, int]:
    """Return the number of rows of each table; the tables must be up to date."""
    return {
        name: int((await connection.execute(select(func.count()).select_from(table))).scalar_one())
        for name, table in sorted(METADATA.tables.items())
    }


async def copy_tables(source: AsyncConnection, target: AsyncConnection) -> None:
    """Copy every row of every table, in one transaction on each side; both are up to date."""
    for table in METADATA.sorted_tables:
        keys = list(table.primary_key.columns)
        async with source.stream(select(table).order_by(*keys)) as found:
            async for some in found.mappings().partitions(_ROWS_AT_ONCE):
                await target.execute(insert(table), [dict(row) for row in some])
        if target.dialect.name == "postgresql":
            await _number_on(target, table)


async def _number_on(connection: AsyncConnection, table: Table) -> None:
    """Set a sequence to continue after the last row: copied rows do not advance it."""
    [key, *_] = table.primary_key.columns
    if not isinstance(key.type.dialect_impl(connection.dialect), Integer):
        return
    sequence: Any = await connection.scalar(
        text("SELECT pg_get_serial_sequence(:table, :key)"), {"table": table.name, "key": key.name}
    )
    if sequence is not None:
        last = await connection.scalar(select(func.max(key)))
        await connection.execute(
            text("SELECT setval(CAST(:name AS regclass), :last, :used)"),
            {"name": sequence, "last": last or 1, "used": last is not None},
        )


def broken(path: Path, error: Exception) -> StoreError:
    """Return the error for a file that SQLite cannot read or write."""
    return StoreError(f"{path} cannot be used as a database ({error})")
