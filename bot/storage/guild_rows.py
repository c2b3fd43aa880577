"""Rows of guilds: settings, generation, row lock, and pseudonyms of people."""

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
    """A guild: `settings` is JSON, `generation` counts changes, `salt` (hex) keys pseudonyms."""

    guild: int
    generation: int
    settings: str
    salt: str

    def name_for(self, person: int) -> str:
        """Return a person's pseudonym in this guild: a keyed hash that means nothing elsewhere."""
        key = bytes.fromhex(self.salt)
        return hashlib.blake2b(str(person).encode(), key=key, digest_size=_NAME_BYTES).hexdigest()


async def lock(connection: AsyncConnection, guild: int) -> Guild:
    """Lock the guild's row until the transaction ends, and return it; create it if needed."""
    await make_known(connection, guild)
    found = await connection.execute(
        select(GUILDS).where(GUILDS.c.guild == guild).with_for_update()
    )
    return row_as(Guild, found.one())


async def make_known(connection: AsyncConnection, guild: int) -> None:
    """Create the guild's row if there is none."""
    salt = secrets.token_hex(_SALT_BYTES)
    values = {"guild": guild, "generation": 0, "settings": "{}", "salt": salt}
    made = put_into(connection, GUILDS).values(**values)
    await connection.execute(made.on_conflict_do_nothing())


async def find(connection: AsyncConnection, guild: int) -> Guild | None:
    """Return the guild, or None if it has no row."""
    found = await connection.execute(select(GUILDS).where(GUILDS.c.guild == guild))
    row = found.one_or_none()
    return row_as(Guild, row) if row else None


async def bump(connection: AsyncConnection, guild: int) -> int:
    """Increment the guild's generation and return it."""
    made = (
        update(GUILDS)
        .where(GUILDS.c.guild == guild)
        .values(generation=GUILDS.c.generation + 1)
        .returning(GUILDS.c.generation)
    )
    return int((await connection.execute(made)).scalar_one())


async def set_settings(connection: AsyncConnection, guild: int, settings: str) -> None:
    """Replace the settings (JSON) of a locked guild."""
    await connection.execute(
        update(GUILDS).where(GUILDS.c.guild == guild).values(settings=settings)
    )


async def with_something(connection: AsyncConnection) -> frozenset[int]:
    """Return the guilds that have settings or revisions of their own."""
    revised = await connection.execute(select(REVISIONS.c.guild).distinct())
    settled = await connection.execute(select(GUILDS.c.guild).where(GUILDS.c.settings != "{}"))
    return frozenset([*revised.scalars(), *settled.scalars()])


# Whoever runs the bot from a terminal; or a person whose id is no longer needed.
NOBODY: Final = 0

# Somebody who has deleted their data.
FORGOTTEN: Final = -1
