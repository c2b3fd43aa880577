"""Who has a database has it alone, on SQLite and PostgreSQL, until they are gone."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.app import store_alone, store_beside_a_bot
from bot.config import Config
from bot.errors import StoreError
from bot.storage import sole_use as module
from bot.storage.database import open_database
from bot.storage.migrate import known_steps, migrate
from bot.storage.sole_use import sole_use

if TYPE_CHECKING:
    from bot.storage.database import Database

ROOT = Path(__file__).parents[2]

HOLD = """\
import asyncio, sys
from bot.storage.sole_use import sole_use

async def hold():
    async with sole_use(sys.argv[1]):
        print("held", flush=True)
        await asyncio.sleep(600)

asyncio.run(hold())
"""

CUT = """\
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


async def refused(address: str) -> str:
    """What a second bot is told."""
    with pytest.raises(StoreError) as caught:
        async with sole_use(address):
            pass
    return str(caught.value)


async def test_a_second_bot_is_refused_in_one_line(database: Database, address: str) -> None:
    """Until the first is gone; then another may start."""
    del database
    async with sole_use(address):
        told = await refused(address)
        assert told == ("another bot is running on this database; stop it first: both would answer")
        assert await refused(address) == told
    async with sole_use(address):
        pass


async def test_a_killed_bot_holds_no_database(database: Database, address: str) -> None:
    """However it died."""
    del database
    bot = subprocess.Popen(  # noqa: ASYNC220  # it only has to be there
        [sys.executable, "-c", HOLD, address], stdout=subprocess.PIPE, cwd=ROOT
    )
    with bot:
        assert bot.stdout is not None
        assert await asyncio.to_thread(bot.stdout.readline) == b"held\n"
        assert "another bot" in await refused(address)
        bot.kill()
        bot.wait()
    for _ in range(100):
        try:
            async with sole_use(address):
                return
        except StoreError:
            # A server hears of it a moment later.
            await asyncio.sleep(0.05)
    raise AssertionError("the database is held by nobody, and not free")


async def test_a_lock_that_was_lost_is_taken_again(
    postgresql_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the server was restarted: the bot goes on, and a second is refused as before."""
    monkeypatch.setattr(module, "_LOOKED_AT", 0.05)
    address = postgresql_address.replace("postgresql://", "postgresql+asyncpg://")
    server = await open_database(address)
    try:
        async with sole_use(address) as use:
            watching = asyncio.create_task(use.watch())
            async with server.begin() as connection:
                await connection.execute(text(CUT))
            while await _is_free(server):  # noqa: ASYNC110  # there is no event to wait for
                await asyncio.sleep(0.02)
            assert not watching.done()
            assert "another bot" in await refused(address)
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
    finally:
        await server.close()


async def test_a_lock_that_another_took_meanwhile_ends_the_first(
    postgresql_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than two that answer."""
    monkeypatch.setattr(module, "_LOOKED_AT", 0.05)
    address = postgresql_address.replace("postgresql://", "postgresql+asyncpg://")
    server = await open_database(address)
    try:
        async with sole_use(address) as first:
            async with server.begin() as connection:
                await connection.execute(text(CUT))
            async with sole_use(address):
                with pytest.raises(StoreError, match="another bot"):
                    await asyncio.wait_for(first.watch(), 20)
    finally:
        await server.close()


async def _is_free(server: Database) -> bool:
    async with server.read() as connection:
        held = await connection.scalar(
            text(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                " (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        )
    return not held


async def test_a_command_beside_a_bot_takes_no_missing_steps(tmp_path: Path) -> None:
    """They would be taken from under an older bot; a new database gets its tables, though."""
    config = Config(data=str(tmp_path))
    async with store_beside_a_bot(config) as database, database.begin() as connection:
        await connection.execute(
            text("UPDATE alembic_version SET version_num = :step"), {"step": known_steps()[-2]}
        )

    with pytest.raises(StoreError, match="start the bot of this version first"):
        async with store_beside_a_bot(config):
            pass


async def test_a_bot_holds_what_its_settings_name(tmp_path: Path) -> None:
    """Also where two folders of data name one file."""
    file = tmp_path / "shared.sqlite3"
    one, two = (Config(data=str(tmp_path / name), database=str(file)) for name in ("a", "b"))

    async with store_alone(one) as (database, _):
        assert not await migrate(database)
        with pytest.raises(StoreError, match="another bot"):
            async with store_alone(two):
                pass
        async with store_beside_a_bot(two):
            pass
