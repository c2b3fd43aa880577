"""A class server in a simulated Discord, with the real bot in it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import pytest
import pytest_asyncio
import simcord
from structlog.testing import capture_logs

from bot.answering.live_engine import LiveEngine
from bot.app import build_bot, build_engine, open_store
from bot.config import Config
from bot.discord_kit.command_tree import SyncRecord
from bot.services import start_services
from cogs.quiz.effect_sender import DiscordMessenger
from tests.cogs.school import School, SimulatedClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from structlog.typing import EventDict

    from bot.answering.engine import Engine
    from bot.discord_kit.client import StudyBot
    from bot.storage.database import Database


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The shipped knowledge, indexed once."""
    return build_engine()


@pytest.fixture
def config() -> Config:
    """The settings of these tests: the defaults, unless a test has its own."""
    return Config()


@pytest.fixture
def knowledge(engine: Engine) -> Engine:
    """What the bot answers from, unless a test has its own."""
    return engine


@pytest_asyncio.fixture
async def school(config: Config, knowledge: Engine, tmp_path: Path) -> AsyncIterator[School]:
    """The class's server, with the bot in it.

    An error that a story does not look at fails it, and so does a body that Discord would refuse.
    """
    clock = SimulatedClock()
    memory = tmp_path / "commands"

    running: list[asyncio.Task[None]] = []
    kept = config.model_copy(update={"data": str(tmp_path)})
    databases: list[Database] = []

    async def new_bot() -> StudyBot:
        await end_rounds(running)
        for old in databases:
            await old.close()
        databases[:] = [await open_store(kept)]
        services = await start_services(kept, clock, LiveEngine(lambda: knowledge), databases[0])
        new = build_bot(services, SyncRecord(memory))
        # Outside of the client, as the bot's own process does it.
        running.append(asyncio.create_task(services.rounds.run(DiscordMessenger(new))))
        return new

    bot = await new_bot()
    env = simcord.Env(bot, approved_intents=bot.intents)
    clock.env = env
    await env.start()
    try:
        guild = env.create_guild("The class")
        channel = guild.create_text_channel("study-group")
        alice = guild.add_member(env.create_user("alice"))
        bob = guild.add_member(env.create_user("bob"))
        managing = discord.Permissions(manage_guild=True, manage_messages=True)
        managers = guild.create_role("Managers", permissions=managing)
        carol = guild.add_member(env.create_user("carol"), roles=[managers])
        moderating = discord.Permissions(manage_messages=True)
        curators = guild.create_role("Curators", permissions=moderating)
        dave = guild.add_member(env.create_user("dave"), roles=[curators])
        people = (alice, bob, carol, dave, curators)
        story = School(env, bot, guild, channel, *people, new_bot, memory, clock)
        yield story
    finally:
        await end_rounds(running)
        await env.shutdown()
        for database in databases:
            await database.close()
    assert story.take_errors() == []
    assert story.refused_bodies() == []


async def end_rounds(running: list[asyncio.Task[None]]) -> None:
    """Stop the rounds as a killed process does: in the middle of whatever they do."""
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    running.clear()


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    """What the bot logs during a story."""
    with capture_logs() as entries:
        yield entries
