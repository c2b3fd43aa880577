"""What tells whether a backup is whole: a digest of its contents, and the tables that it must have.

SQLite's own check finds a broken page, but not a text in which a bit has changed. So a backup has a
table with a digest of everything in it, which restoring leaves out.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from bot.storage.migrate import upgrade_to
from bot.storage.tables import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterator


_SEAL: Final = "backup_digest"

# SQLite's own, which come and go.
_OWN: Final = ("sqlite_%", _SEAL)

_ITEMS: Final = (
    "SELECT type, name FROM sqlite_master WHERE name NOT LIKE ? AND name <> ? ORDER BY type, name"
)

_FETCHED: Final = 500


def seal(connection: sqlite3.Connection) -> None:
    """Write the digest of a finished backup into it."""
    unseal(connection)
    digest = digest_of(connection)
    connection.execute(f"CREATE TABLE {_SEAL} (digest TEXT NOT NULL)")
    connection.execute(f"INSERT INTO {_SEAL} VALUES (?)", (digest,))  # noqa: S608  # our own name


def unseal(connection: sqlite3.Connection) -> None:
    """Remove the digest: a database that is in use changes."""
    connection.execute(f"DROP TABLE IF EXISTS {_SEAL}")


def is_as_sealed(connection: sqlite3.Connection) -> bool:
    """Return whether the contents are those of the digest; backups from before it have none."""
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_SEAL,)).fetchone()
    if there is None:
        return True
    found = connection.execute(f"SELECT digest FROM {_SEAL}").fetchall()  # noqa: S608  # our own name
    return found == [(digest_of(connection),)]


def digest_of(connection: sqlite3.Connection) -> str:
    """Return a digest of every row of this bot's tables, in the order of their keys."""
    made = hashlib.sha256()
    with closing(connection.cursor()) as cursor:
        for name in ("alembic_version", *sorted(METADATA.tables)):
            columns = [one for _, one, *_ in cursor.execute(f'PRAGMA table_info("{name}")')]
            if not columns:
                continue
            made.update(repr((name, columns)).encode())
            # As bytes: what cannot be decoded is to be found, not to be stumbled over.
            chosen = ", ".join(f'typeof("{one}"), CAST("{one}" AS BLOB)' for one in columns)
            keys = ", ".join(f'"{one}"' for one in columns)
            cursor.execute(f'SELECT {chosen} FROM "{name}" ORDER BY {keys}')  # noqa: S608  # our own names
            while rows := cursor.fetchmany(_FETCHED):
                for row in rows:
                    made.update(repr(row).encode())
    return made.hexdigest()


def misfit(connection: sqlite3.Connection, step: str) -> str:
    """Return in words how a database differs from what this bot has at that step; "" for nothing.

    What is missing is told, and what was added: a view or a trigger would run inside the bot.
    """
    wanted, found = _tables_at(step), dict(_described(connection))
    # Tables first: with one of them go its indexes.
    for key in sorted(wanted, key=lambda one: one[0] != "table"):
        if key not in found:
            return f"the {key[0]} {key[1]} is missing"
        if found[key] != wanted[key]:
            return f"the {key[0]} {key[1]} is not as this bot has it"
    added = next((key for key in found if key not in wanted), None)
    return "" if added is None else f"the {added[0]} {added[1]} is none of this bot's"


def _tables_at(step: str) -> dict[tuple[str, str], Any]:
    """Return the tables and indexes that the migrations make, up to a step."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            upgrade_to(connection, step)
            made = connection.connection.driver_connection
            assert isinstance(made, sqlite3.Connection)  # noqa: S101  # by its address
            return dict(_described(made))
    finally:
        engine.dispose()


def _described(connection: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], Any]]:
    for kind, name in connection.execute(_ITEMS, _OWN).fetchall():
        if kind == "table":
            columns = connection.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
            keys = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
            yield (kind, name), (columns, keys, _unique(connection, name))
        elif kind == "index":
            yield (kind, name), connection.execute(f'PRAGMA index_xinfo("{name}")').fetchall()
        else:
            yield (kind, name), None


def _unique(connection: sqlite3.Connection, table: str) -> list[list[str]]:
    """Return the columns of each rule of a table that something is there once."""
    listed = connection.execute(f'PRAGMA index_list("{table}")').fetchall()
    named = [name for _, name, unique, *_ in listed if unique]
    return sorted(
        [str(column) for _, _, column in connection.execute(f'PRAGMA index_info("{name}")')]
        for name in named
    )
