"""An INSERT that may meet a row which is there already, in the words of either database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.ext.asyncio import AsyncConnection


def put_into(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT into `table` to which is still to be said what happens on a conflict."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    # Two MiB, which a bot with a file for a database does without.
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    return postgresql.insert(table)
