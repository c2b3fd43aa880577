"""Servers: their settings, their generation, and the lock under which they are changed."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select, update

from bot.storage.database import put_into, row_as
from bot.storage.tables import GUILDS, REVISIONS

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


_SALT_BYTES: Final = 16

_NAME_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Guild:
    """A server that is known: `settings` as JSON, `generation` counts its changes."""

    guild: int
    generation: int
    settings: str
    salt: str

    def name_for(self, person: int) -> str:
        """A name under which a person is counted here, and which means nothing elsewhere."""
        key = bytes.fromhex(self.salt)
        return hashlib.blake2b(str(person).encode(), key=key, digest_size=_NAME_BYTES).hexdigest()


async def lock(connection: AsyncConnection, guild: int) -> Guild:
    """The server, made known if it was not; until the transaction ends nobody else changes it."""
    await make_known(connection, guild)
    found = await connection.execute(
        select(GUILDS).where(GUILDS.c.guild == guild).with_for_update()
    )
    return row_as(Guild, found.one())


async def make_known(connection: AsyncConnection, guild: int) -> None:
    """Add the server's row if there is none."""
    salt = secrets.token_hex(_SALT_BYTES)
    values = {"guild": guild, "generation": 0, "settings": "{}", "salt": salt}
    made = put_into(connection, GUILDS).values(**values)
    await connection.execute(made.on_conflict_do_nothing())


async def find(connection: AsyncConnection, guild: int) -> Guild | None:
    """The server, or None where nothing of it is kept."""
    found = await connection.execute(select(GUILDS).where(GUILDS.c.guild == guild))
    row = found.one_or_none()
    return row_as(Guild, row) if row else None


async def bump(connection: AsyncConnection, guild: int) -> int:
    """Count a change; the new generation."""
    made = (
        update(GUILDS)
        .where(GUILDS.c.guild == guild)
        .values(generation=GUILDS.c.generation + 1)
        .returning(GUILDS.c.generation)
    )
    return int((await connection.execute(made)).scalar_one())


async def set_settings(connection: AsyncConnection, guild: int, settings: str) -> None:
    """Replace the settings, JSON, of a server that is locked."""
    await connection.execute(
        update(GUILDS).where(GUILDS.c.guild == guild).values(settings=settings)
    )


async def with_something(connection: AsyncConnection) -> frozenset[int]:
    """The servers that have settings or revisions of their own."""
    revised = await connection.execute(select(REVISIONS.c.guild).distinct())
    settled = await connection.execute(select(GUILDS.c.guild).where(GUILDS.c.settings != "{}"))
    return frozenset([*revised.scalars(), *settled.scalars()])


# Whoever runs the bot, from a terminal; or somebody who need not be known any more.
NOBODY: Final = 0

# Somebody who has deleted their data.
FORGOTTEN: Final = -1
