"""What is old goes, of every kind, and what a server leaves behind goes after a while."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, insert, select

from bot.config import RetentionSettings
from bot.curation.question_log import QuestionLog
from bot.curation.retention import RetentionService
from bot.storage import guild_rows
from bot.storage.retention_rows import TABLES_OF_GUILDS, count_guild, delete_guild
from bot.storage.tables import AUDIT, GAPS, METADATA, PLAYERS, SCORES, SUGGESTIONS
from tests.storage.test_asked import OTHER, SERVER, guilds

__all__ = ["guilds"]

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Table

    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.storage.database import Database
    from tests.support.clocks import HandClock


@pytest.fixture
def keeper(
    database: Database, guilds: GuildKnowledgeRegistry, clock: HandClock
) -> RetentionService:
    """The service with the default limits."""
    log = QuestionLog(database, guilds, clock)
    return RetentionService(database, log, RetentionSettings(), clock)


async def many(database: Database, table: Table) -> int:
    """How many rows a table has."""
    async with database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


async def suggestion(database: Database, at: datetime, request: str = "r") -> None:
    """A suggestion of a student."""
    values = {"guild": SERVER, "author": 7, "text": "words", "at": at, "request": request}
    async with database.begin() as connection:
        await connection.execute(insert(SUGGESTIONS).values(**values))


async def fill(database: Database, at: datetime) -> None:
    """One row of each kind that ages, in one server."""
    await suggestion(database, at)
    async with database.begin() as connection:
        await guild_rows.make_known(connection, SERVER)
        gap = {"guild": SERVER, "at": at, "text": "words", "kind": "missing", "author": 7}
        await connection.execute(insert(GAPS).values(**gap, request="r"))
        score = {"round": 1, "question": 0, "person": 7, "guild": SERVER, "card": "c"}
        rest = {"topic": "t", "correct": True, "points": 1, "spent": 1, "at": at}
        await connection.execute(insert(SCORES).values(**score, **rest))
        await connection.execute(insert(PLAYERS).values(guild=SERVER, person=7, name="Al"))
        change = {"guild": SERVER, "at": at, "actor": 9, "action": "reject", "detail": "words"}
        await connection.execute(insert(AUDIT).values(**change))


async def test_what_is_old_goes_and_what_is_not_stays(
    keeper: RetentionService, database: Database, clock: HandClock
) -> None:
    """Suggestions, reports, answers and names, and the words in the record of changes."""
    await fill(database, clock.now())
    clock.time += timedelta(days=179)
    assert await keeper.purge() == {}

    clock.time += timedelta(days=2)
    assert await keeper.purge() == {"suggestions": 1, "reported gaps": 1}

    clock.time += timedelta(days=190)
    gone = await keeper.purge()
    assert gone == {"quiz answers": 1, "names in quizzes": 1, "words in the record of changes": 1}
    assert await many(database, AUDIT) == 1


async def test_a_server_that_the_bot_left_is_forgotten_after_thirty_days(
    keeper: RetentionService, database: Database, clock: HandClock
) -> None:
    """All of it, and nothing of the others."""
    await fill(database, clock.now())
    async with database.begin() as connection:
        await guild_rows.make_known(connection, OTHER)
    await keeper.left(SERVER)
    clock.time += timedelta(days=29)
    assert await keeper.purge() == {}

    clock.time += timedelta(days=1)
    assert await keeper.purge() == {"servers": 1}

    async with database.read() as connection:
        assert await count_guild(connection, SERVER) == {}
        assert await count_guild(connection, OTHER) == {"guilds": 1}


async def test_a_server_that_takes_the_bot_back_loses_nothing(
    keeper: RetentionService, database: Database, clock: HandClock
) -> None:
    """The days begin anew when it leaves again; a move that was missed is noticed later."""
    await fill(database, clock.now())
    await keeper.seen(set())
    clock.time += timedelta(days=20)
    await keeper.seen({SERVER})
    clock.time += timedelta(days=20)
    assert await keeper.purge() == {}
    await keeper.left(SERVER)
    await keeper.left(SERVER)
    clock.time += timedelta(days=20)

    assert await keeper.purge() == {}
    assert await many(database, SCORES) == 1


async def test_every_table_of_a_guild_is_among_those_deleted(database: Database) -> None:
    """A table that is added later must not be overlooked."""
    async with database.begin() as connection:
        await guild_rows.make_known(connection, SERVER)
        assert await delete_guild(connection, SERVER) == {"guilds": 1}
    named = {table.name for table in METADATA.sorted_tables if "guild" in table.columns}
    assert named == {table.name for table in TABLES_OF_GUILDS}
