"""Migrates a database to this version's tables, or refuses one of a newer version."""

from __future__ import annotations

import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect, text

from bot.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.storage.database import Database


_FOLDER: Final = Path(__file__).resolve().parent / "migrations"

# An arbitrary key for the advisory lock.
_LOCK: Final = 7_466_313_201


def known_steps() -> tuple[str, ...]:
    """Return the names of the migration steps, in order; a database stores its last one."""
    return tuple(
        sorted(module.name for module in pkgutil.iter_modules([str(_FOLDER / "versions")]))
    )


async def migrate(database: Database) -> bool:
    """Take all missing migration steps, or none; return whether there were any.

    Other processes that start at the same time wait. Raises StoreError for a database of a newer
    version.
    """
    async with database.begin() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        return await connection.run_sync(_upgrade)


async def need_current(database: Database) -> None:
    """Migrate a database without tables; raise StoreError for one of another version.

    For commands that may run beside a bot: taking the missing steps would take them from under it.
    """
    async with database.read() as connection:
        at = await connection.run_sync(_version)
    if at is None:
        await migrate(database)
    elif at != known_steps()[-1]:
        raise StoreError(
            f"the database is at step {at}, this program at {known_steps()[-1]}; start the bot of "
            f"this version first, or use the version of the bot that runs on it"
        )


def _upgrade(connection: Connection) -> bool:
    steps = known_steps()
    at = _version(connection)
    if at == steps[-1]:
        return False
    if at is not None and at not in steps:
        raise StoreError(
            f"the database is of a newer version of this bot (its last step is {at}, and this "
            f"program knows none after {steps[-1]}); update the bot, or restore a backup"
        )
    upgrade_to(connection, "head")
    return True


def upgrade_to(connection: Connection, step: str) -> None:
    """Take the missing migration steps up to `step`."""
    # Imported only when needed: it takes 10 MiB for as long as the bot runs.
    from alembic import command  # noqa: PLC0415  # slow to load, and only at start
    from alembic.config import Config  # noqa: PLC0415  # slow to load, and only at start

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, step)


def _version(connection: Connection) -> str | None:
    """Return the name of the last step taken; None for a database without any."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
