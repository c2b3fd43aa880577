"""A loopback Discord for each story, and a way to start bots that ends them all."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from tests.support.openapi import DESCRIPTION, MISSING
from tests.support.ports import free_port
from tests.support.small import write_small
from tests.wire.loopback import TOKEN, Loopback
from tests.wire.objects import ALICE
from tests.wire.running import start_bot
from tests.wire.student import Student

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from tests.wire.process import Process

    Launch = Callable[..., Awaitable[Process]]


@dataclass
class Classroom:
    """A loopback Discord with a running bot and a student in it.

    `monitoring` is the address of the bot's own figures.
    """

    discord: Loopback
    bot: Process
    alice: Student
    monitoring: str


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[Loopback]:
    """A loopback Discord, to which nothing may be sent that the real one would not take."""
    async with Loopback() as server:
        yield server
    _check(server)


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """The small knowledge base of a story's bots."""
    return write_small(tmp_path / "knowledge")


@pytest_asyncio.fixture
async def launch(discord: Loopback, tmp_path: Path, knowledge: Path) -> AsyncIterator[Launch]:
    """Starts a bot on the loopback Discord; none outlives the story."""
    async with _launcher(discord, tmp_path, str(knowledge)) as start:
        yield start


@pytest.fixture
def alice(discord: Loopback) -> Student:
    """A student in the class's server."""
    return Student(discord, ALICE)


# Once a module, not once a session: while other modules have their turn the loopback Discord
# answers no heartbeat, and a bot that waits for one logs that it reconnects.
@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def small_room(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Classroom]:
    """A bot with the small knowledge base, started once for a module's stories."""
    knowledge = write_small(tmp_path_factory.mktemp("knowledge"))
    async with _room(tmp_path_factory.mktemp("small"), str(knowledge)) as room:
        yield room


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def large_room(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Classroom]:
    """A bot with the knowledge base that comes with it, started once for a module's stories."""
    async with _room(tmp_path_factory.mktemp("large"), "") as room:
        yield room


@pytest.fixture
def classroom(small_room: Classroom) -> Iterator[Classroom]:
    """The bot with the small knowledge base, and a student who talks to it."""
    yield from _lesson(small_room)


@pytest.fixture
def library(large_room: Classroom) -> Iterator[Classroom]:
    """The bot with the knowledge base that comes with it, and a student who talks to it."""
    yield from _lesson(large_room)


def _lesson(room: Classroom) -> Iterator[Classroom]:
    """One story with a shared bot: it may send nothing wrong, and log no error."""
    room.discord.requests.clear()
    room.bot.log.clear()
    yield room
    _check(room.discord)
    assert room.bot.grave == []


@asynccontextmanager
async def _room(folder: Path, knowledge: str) -> AsyncIterator[Classroom]:
    async with Loopback() as server, _launcher(server, folder, knowledge) as start:
        port = free_port()
        running = await start(monitoring={"port": port})
        address = f"http://127.0.0.1:{port}"
        yield Classroom(server, running, Student(server, ALICE), address)
        assert await running.stop() == 0
        assert running.grave == []


@asynccontextmanager
async def _launcher(discord: Loopback, folder: Path, knowledge: str) -> AsyncIterator[Launch]:
    started: list[Process] = []

    async def start(address: str | None = None, **settings: Any) -> Process:
        wanted: dict[str, Any] = {"knowledge": knowledge, **settings}
        bot = await start_bot(folder, address or discord.address, **wanted)
        started.append(bot)
        return bot

    try:
        yield start
    finally:
        for bot in started:
            await bot.kill()
    assert not any(TOKEN in f"{bot.log}{bot.plain}" for bot in started)


def _check(server: Loopback) -> None:
    assert server.violations == []
    if DESCRIPTION is None:
        pytest.skip(MISSING)
    faults = [
        DESCRIPTION.fault(sent.method, sent.path, sent.body, sent.content_type)
        for sent in server.requests
    ]
    assert [fault for fault in faults if fault] == []
