"""Backups: one file of SQLite each, whatever the database, made while the bot runs."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreError
from bot.store.copying import (
    broken,
    copy_file,
    copy_tables,
    finish,
    last_step,
    make_private,
    opened,
    rows_in,
    sqlite_file,
    sync,
)
from bot.store.database import open_database
from bot.store.migrating import known_steps, migrate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

_UNFINISHED: Final = ".partial"


@dataclass(frozen=True, slots=True)
class Held:
    """What a file holds: the last step of its tables, and the number of rows of each."""

    step: str
    rows: Mapping[str, int]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not any(self.rows.values())


async def back_up(address: str, file: Path) -> Held:
    """Copy the database at `address`, as it is at one moment, into a new `file`; what it holds.

    Others may go on writing. Raises StoreError, one line: where the file is there already, where it
    cannot be written, or where there is no database.
    """
    _need_place(file)
    half = file.with_name(file.name + _UNFINISHED)
    source = sqlite_file(address)
    try:
        if source is not None:
            await asyncio.to_thread(_copy, Path(source), half)
        else:
            await _copy_by_tables(address, half)
        held = await examine(half)
        # Fails where somebody has made the file meanwhile, instead of overwriting it.
        os.link(half, file)
        sync(file.parent)
    except OSError as error:
        raise StoreError(f"{file} cannot be written ({error.strerror or error})") from error
    finally:
        half.unlink(missing_ok=True)
    return held


def _need_place(file: Path) -> None:
    if file.exists():
        raise StoreError(f"{file} is there already, and is not overwritten; name another file")
    if not file.parent.is_dir():
        raise StoreError(f"there is no folder {file.parent}; make it, or name another file")


async def examine(file: Path) -> Held:
    """What a backup holds, once it has been found whole; raises StoreError, one line."""
    return await asyncio.to_thread(_examine, file)


def _examine(file: Path) -> Held:
    if not file.is_file():
        raise StoreError(f"there is no file {file}")
    try:
        with opened(file) as connection:
            [(sound,)] = connection.execute("PRAGMA integrity_check(1)").fetchall()
            loose = connection.execute("PRAGMA foreign_key_check").fetchone()
            step, rows = last_step(connection), rows_in(connection)
    except sqlite3.Error as error:
        raise StoreError(
            f"{file} is no backup: it cannot be read as a database ({error})"
        ) from error
    if sound != "ok" or loose is not None:
        raise StoreError(f"{file} is damaged ({sound}); use another backup")
    if step is None:
        raise StoreError(f"{file} is no backup of this bot: it has none of its tables")
    if step not in known_steps():
        raise StoreError(
            f"{file} is of a newer version of this bot (its last step is {step}); update the bot"
        )
    return Held(step, rows)


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
