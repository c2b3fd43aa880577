"""Whole databases copied: between files of SQLite, and between SQLite and PostgreSQL by tables."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sqlalchemy import Integer, func, insert, make_url, select, text

from bot.errors import StoreError
from bot.store.tables import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Table
    from sqlalchemy.ext.asyncio import AsyncConnection

_AT_ONCE: Final = 500
_PATIENCE: Final = 60
_LAST_STEP: Final = "SELECT version_num FROM alembic_version"


def sqlite_file(address: str) -> str | None:
    """The file that an address names; None for another database than SQLite."""
    url = make_url(address)
    return url.database if url.get_backend_name() == "sqlite" else None


@contextmanager
def opened(path: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection to a file that is there; raises sqlite3.Error."""
    mode = "mode=rw" if write else "mode=ro"
    if not write and not path.with_name(f"{path.name}-wal").exists():
        # Without a log beside it nobody writes; and no file is made beside a backup.
        mode = "mode=ro&immutable=1"
    address = f"file:{quote(str(path.resolve()))}?{mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as connection:
        connection.isolation_level = None
        yield connection


def copy_file(source: Path, target: Path, *, live: bool) -> None:
    """Copy a database as it is at one moment into a new file; `live` where others write to it.

    Raises sqlite3.Error, and OSError where `target` cannot be made.
    """
    make_private(target)
    with opened(source, write=live) as connection:
        # One transaction reads all of it, and what others write meanwhile does not begin it anew.
        connection.execute("VACUUM INTO ?", (str(target),))
    finish(target)


def make_private(path: Path) -> None:
    """Make an empty file that only this account reads, in place of one left half made."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def finish(path: Path) -> None:
    """Leave a database in its one file, and the file on the disk."""
    with opened(path, write=True) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    sync(path)


def sync(path: Path) -> None:
    """Wait until a file, or a folder's list of its files, is on the disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def last_step(connection: sqlite3.Connection) -> str | None:
    """The last step that a database has taken; None where there are no tables of this bot."""
    try:
        row = connection.execute(_LAST_STEP).fetchone()
    except sqlite3.OperationalError:
        return None
    return str(row[0]) if row else None


def rows_in(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table of this bot has there."""
    there = {
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    }
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  # our own names
        for name in sorted(METADATA.tables)
        if name in there
    }


async def count_rows(connection: AsyncConnection) -> dict[str, int]:
    """The same where the tables are up to date."""
    return {
        name: int((await connection.execute(select(func.count()).select_from(table))).scalar_one())
        for name, table in sorted(METADATA.tables.items())
    }


async def copy_tables(source: AsyncConnection, target: AsyncConnection) -> None:
    """Copy every row of every table, in one transaction on either side; both are up to date."""
    for table in METADATA.sorted_tables:
        keys = list(table.primary_key.columns)
        async with source.stream(select(table).order_by(*keys)) as found:
            async for some in found.mappings().partitions(_AT_ONCE):
                await target.execute(insert(table), [dict(row) for row in some])
        if target.dialect.name == "postgresql":
            await _number_on(target, table)


async def _number_on(connection: AsyncConnection, table: Table) -> None:
    """Let the next row have the number after the last: rows that bring theirs count for nothing."""
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
    """What is said of a file that SQLite cannot read or write."""
    return StoreError(f"{path} cannot be used as a database ({error})")
