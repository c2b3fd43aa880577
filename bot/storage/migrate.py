"""Brings a database to the form that this program knows, or refuses one from a newer program."""

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

# Any number that nothing else locks on.
_LOCK: Final = 7_466_313_201


def known_steps() -> tuple[str, ...]:
    """The names of the steps, in order; a database carries the name of its last."""
    return tuple(
        sorted(module.name for module in pkgutil.iter_modules([str(_FOLDER / "versions")]))
    )


async def migrate(database: Database) -> bool:
    """Bring the tables to the newest form, all steps or none; whether there was any to take.

    Others that start at the same time wait. Raises StoreError for a database of a newer program.
    """
    async with database.begin() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        return await connection.run_sync(_upgrade)


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
    # Loaded only where there is work: it takes 10 MiB for as long as the bot runs.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True


def _version(connection: Connection) -> str | None:
    """The name of the last step taken; None for a database without any."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
