"""Restores a backup: checks it, migrates it, and never overwrites data without consent."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreError
from bot.storage.backup import (
    BackupContents,
    broken,
    copy_file,
    copy_tables,
    count_rows,
    examine,
    finish,
    last_step,
    opened,
    rows_in,
    sqlite_file,
    sync,
)
from bot.storage.backup_seal import unseal
from bot.storage.database import open_database
from bot.storage.migrate import migrate

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.database import Database


_UNFINISHED: Final = ".restoring"

_OTHERS: Final = """\
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@dataclass(frozen=True, slots=True)
class Restored:
    """Result of a restore: the contents now, and the file where the previous database is kept."""

    held: BackupContents
    aside: Path | None


async def restore(address: str, file: Path, now: datetime, *, replace: bool = False) -> Restored:
    """Load a backup into the database at `address`, and migrate it.

    The bot must not be running. A SQLite database that holds rows is moved aside only with
    `replace`, to a name with the date `now`; a PostgreSQL database must be empty. Raises
    StoreError, one line; then nothing has changed.
    """
    await examine(file)
    target = sqlite_file(address)
    try:
        if target is not None:
            return await _into_file(Path(target), file, now, replace=replace)
        return await _into_tables(address, file)
    except OSError as error:
        raise StoreError(f"nothing is restored: {error}") from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(f"nothing is restored: the database refuses it ({error})") from error


async def _into_file(target: Path, file: Path, now: datetime, *, replace: bool) -> Restored:
    what = await asyncio.to_thread(_what_is_in, target, file)
    if what and not replace:
        raise StoreError(
            f"{target} {what}; with --replace it is put aside, and the backup in its place"
        )
    half = target.with_name(target.name + _UNFINISHED)
    try:
        held = await _brought_up_to_date(file, half)
        aside = await asyncio.to_thread(_put_in_place, half, target, now)
    finally:
        half.unlink(missing_ok=True)
    sync(target.parent)
    return Restored(held, aside)


def _what_is_in(target: Path, file: Path) -> str:
    """Say what a restore would overwrite; "" for an empty database, or none."""
    if not target.exists():
        return ""
    if target.samefile(file):
        raise StoreError(f"{file} is the database itself; name a backup")
    try:
        with opened(target, write=True) as connection:
            step, rows = last_step(connection), rows_in(connection)
            every = sum(rows.values())
    except sqlite3.Error:
        return "is there, but cannot be read"
    if step is None and target.stat().st_size:
        return "is there, and is no database of this bot"
    return f"holds {every:,} rows" if every else ""


def _put_in_place(half: Path, target: Path, now: datetime) -> Path | None:
    """Replace the database, and return where the previous one is kept; None if there was none.

    At every moment there is a whole database of that name: whatever ends this in the middle leaves
    the old one or the new one.
    """
    if not target.exists():
        half.rename(target)
        return None
    aside = target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%SZ}")
    if aside.exists():
        raise StoreError(f"nothing is restored: {aside} is there already; try again in a second")
    with contextlib.suppress(sqlite3.Error):
        # Its write-ahead log goes into it, since the next database must not find that.
        finish(target)
    for suffix in ("-wal", "-shm"):
        log = target.with_name(target.name + suffix)
        if log.exists():
            # Of a database that cannot be read: kept beside it, for whoever tries to save it.
            log.rename(aside.with_name(aside.name + suffix))
    try:
        os.link(target, aside)
    except OSError:
        # Some file systems have no second name for a file.
        shutil.copy2(target, aside)
    half.replace(target)
    return aside


async def _brought_up_to_date(file: Path, into: Path) -> BackupContents:
    """Copy a backup to `into`, migrate the copy, and return its contents."""
    try:
        await asyncio.to_thread(copy_file, file, into, live=False)
    except sqlite3.Error as error:
        raise broken(file, error) from error
    database = await open_database(f"sqlite+aiosqlite:///{into}")
    try:
        await migrate(database)
    finally:
        await database.close()
    await asyncio.to_thread(_without_seal, into)
    return await examine(into)


def _without_seal(into: Path) -> None:
    with opened(into, write=True) as connection:
        unseal(connection)
    finish(into)


async def _into_tables(address: str, file: Path) -> Restored:
    target = await open_database(address)
    try:
        await migrate(target)
        await _need_empty(target)
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "backup.sqlite3"
            held = await _brought_up_to_date(file, copy)
            source = await open_database(f"sqlite+aiosqlite:///{copy}")
            try:
                async with source.read() as read, target.begin() as write:
                    await copy_tables(read, write)
                    rows = await count_rows(write)
            finally:
                await source.close()
    finally:
        await target.close()
    return Restored(BackupContents(held.step, rows), None)


async def _need_empty(target: Database) -> None:
    async with target.begin() as connection:
        others = int(await connection.scalar(text(_OTHERS)) or 0)
        every = sum((await count_rows(connection)).values())
    if others:
        raise StoreError("somebody else is connected to the database; stop the bot first")
    if every:
        raise StoreError(
            f"the database holds {every:,} rows; restore into an empty one: make one with createdb "
            f"and name it under database:"
        )
