"""The database itself: transactions, migrations, and what is said when it cannot be used."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.errors import StoreError
from bot.storage import feedback_rows, guild_rows
from bot.storage.database import (
    Database,
    database_address,
    in_haste,
    make_folder,
    open_database,
    row_as,
    rows_as,
)
from bot.storage.database_trouble import DatabaseTroubleError, Trouble
from bot.storage.feedback_rows import Notice
from bot.storage.migrate import known_steps, migrate
from bot.storage.tables import METADATA, NOTICES, QUESTIONS

if TYPE_CHECKING:
    from sqlalchemy import Connection

CLASS = 300


class ChangedMindError(Exception):
    """Somebody stops in the middle."""


async def test_a_new_database_gets_its_tables_once(address: str) -> None:
    """The second start finds them there."""
    database = await open_database(address)
    try:
        assert await migrate(database)
        assert not await migrate(database)
    finally:
        await database.close()


async def test_the_migrations_lead_to_the_tables_that_the_program_knows(
    database: Database,
) -> None:
    """Nothing is missing, and nothing is left over."""

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))

    async with database.begin() as connection:
        assert await connection.run_sync(differences) == []


async def test_rows_are_read_by_name_whatever_the_order_of_their_columns(
    database: Database,
) -> None:
    """A column that is missing, or one more, is an error and never another field's value."""
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    async with database.begin() as connection:
        await feedback_rows.add_notice(connection, guild=CLASS, person=9, text="one", at=at)
        await feedback_rows.add_notice(connection, guild=CLASS, person=10, text="two", at=at)
        as_usual = await feedback_rows.undelivered_notices(connection)
        columns = sorted(NOTICES.c, key=lambda column: column.name, reverse=True)
        chosen = select(*columns).order_by(NOTICES.c.id)
        reordered = rows_as(Notice, await connection.execute(chosen))
        first = row_as(Notice, (await connection.execute(chosen.limit(1))).one())
        for wrong in (columns[1:], [*columns, NOTICES.c.id.label("more")]):
            with pytest.raises(TypeError):
                rows_as(Notice, await connection.execute(select(*wrong)))

    assert (
        as_usual
        == reordered
        == (
            Notice(id=1, guild=CLASS, person=9, text="one", at=at, delivered=False),
            Notice(id=2, guild=CLASS, person=10, text="two", at=at, delivered=False),
        )
    )
    assert first == reordered[0]


async def test_a_database_of_a_newer_program_is_refused(database: Database) -> None:
    """The message says which step it does not know, and nothing is changed."""
    async with database.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'step_9999'"))
    with pytest.raises(StoreError, match=r"its last step is step_9999.*update the bot") as caught:
        await migrate(database)
    assert "\n" not in str(caught.value)


async def test_two_that_start_together_migrate_once(address: str) -> None:
    """The second waits for the first, and then has nothing to do."""
    first, second = await open_database(address), await open_database(address)
    try:
        made = await asyncio.gather(migrate(first), migrate(second))
    finally:
        await first.close()
        await second.close()
    assert sorted(made) == [False, True]


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    """Not even the rows written before the failure."""

    async def change_mind() -> None:
        async with database.begin() as connection:
            await guild_rows.lock(connection, CLASS)
            raise ChangedMindError

    with pytest.raises(ChangedMindError):
        await change_mind()
    async with database.read() as connection:
        assert await guild_rows.find(connection, CLASS) is None


async def test_who_is_cancelled_holds_up_nobody(database: Database) -> None:
    """At whatever moment of a transaction, and while somebody still looks at where it was."""

    async def count() -> None:
        async with database.begin() as connection:
            await guild_rows.lock(connection, CLASS)
            await guild_rows.bump(connection, CLASS)

    told: list[BaseException | None] = []
    for turns in [*range(40)] * 2:
        cancelled = asyncio.create_task(count())
        for _ in range(turns):
            await asyncio.sleep(0)
        cancelled.cancel()
        told += await asyncio.gather(cancelled, return_exceptions=True)
        async with asyncio.timeout(20):
            await count()
    assert any(isinstance(one, asyncio.CancelledError) for one in told)


async def test_a_reader_sees_one_state_throughout(database: Database) -> None:
    """What is written beside it shows only to the next reader."""
    async with database.begin() as connection:
        await guild_rows.lock(connection, CLASS)
    async with database.read() as reading:
        before = await guild_rows.find(reading, CLASS)
        async with database.begin() as writing:
            await guild_rows.bump(writing, CLASS)
        assert await guild_rows.find(reading, CLASS) == before
    async with database.read() as reading:
        after = await guild_rows.find(reading, CLASS)
    assert after is not None
    assert after.generation == 1


async def test_a_server_is_changed_by_one_at_a_time(database: Database) -> None:
    """Whoever locks it second waits for the first to end."""

    async def count() -> None:
        async with database.begin() as connection:
            guild = await guild_rows.lock(connection, CLASS)
            await asyncio.sleep(0)
            assert await guild_rows.bump(connection, CLASS) == guild.generation + 1

    await asyncio.gather(*(count() for _ in range(20)))
    async with database.read() as connection:
        found = await guild_rows.find(connection, CLASS)
    assert found is not None
    assert found.generation == 20


async def test_a_person_is_counted_under_a_name_of_that_server_alone(database: Database) -> None:
    """The name stays the same there, and differs elsewhere."""
    async with database.begin() as connection:
        here = await guild_rows.lock(connection, CLASS)
        again = await guild_rows.lock(connection, CLASS)
        there = await guild_rows.lock(connection, CLASS + 1)
    assert here.name_for(7) == again.name_for(7) != there.name_for(7)
    assert here.name_for(7) != here.name_for(8)


async def test_a_file_that_is_no_database_is_told_of(tmp_path: Path) -> None:
    """It is left as it is."""
    path = tmp_path / "study.sqlite3"
    path.write_text("These are my notes. " * 99, encoding="utf-8")
    with pytest.raises(StoreError, match=r"study\.sqlite3 is no database; name another file"):
        await open_database(database_address("", tmp_path))
    assert path.read_text(encoding="utf-8").startswith("These are my notes.")


async def test_a_folder_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    """The message names the file and what to check."""
    with pytest.raises(StoreError, match="cannot be opened; check that its folder"):
        await open_database(database_address("", tmp_path / "nowhere"))


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path: Path) -> None:
    """Something else is there already."""
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be made; check the setting data:"):
        make_folder(tmp_path / "data" / "inner")


async def test_a_server_that_does_not_answer_is_told_of(tmp_path: Path) -> None:
    """The message names the machine, and no password or traceback."""
    address = database_address("postgresql://bot@127.0.0.1:9/class", tmp_path)
    with pytest.raises(StoreError, match=r"the database on 127\.0\.0\.1 cannot be reached"):
        await open_database(address)


async def test_the_file_survives_a_loss_of_power(tmp_path: Path) -> None:
    """A commit is on the disk before it is told to anybody, and foreign keys hold."""
    database = await open_database(database_address("", tmp_path))
    try:
        async with database.read() as connection:
            told = [
                (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
    finally:
        await database.close()
    assert told == ["wal", 2, 1]


def test_the_steps_are_in_order() -> None:
    """Each names the one before it, and the program knows the last."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "bot/storage/migrations")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(reversed([step.revision for step in scripts.walk_revisions()])) == known_steps()


def test_sqlite_itself_can_read_the_file(tmp_path: Path) -> None:
    """An operator may look into it with the usual tools."""

    async def made() -> None:
        database = await open_database(database_address("mine.sqlite3", tmp_path))
        await migrate(database)
        await database.close()

    asyncio.run(made())
    connection = sqlite3.connect(tmp_path / "mine.sqlite3")
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert {"guilds", "revisions", "audit"} <= names


async def test_an_error_does_not_carry_what_people_typed(database: Database) -> None:
    """The text of a failed statement's error goes into logs; its values may not."""
    row = {"guild": CLASS, "at": None, "text": "told in confidence", "outcome": "", "asker": "x"}
    with pytest.raises(SQLAlchemyError) as raised:
        async with database.begin() as connection:
            await connection.execute(insert(QUESTIONS).values(**row))

    assert "told in confidence" not in str(raised.value)
    assert "told in confidence" not in repr(raised.value)


async def test_the_database_is_its_owners_alone(tmp_path: Path) -> None:
    """Neither the folder nor a file in it can be read by another account of the machine."""
    folder = tmp_path / "data"
    make_folder(folder)
    database = await open_database(database_address("", folder))
    await migrate(database)
    try:
        modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    finally:
        await database.close()

    assert folder.stat().st_mode & 0o777 == 0o700
    assert modes
    assert set(modes.values()) == {0o600}, modes


async def test_a_restarted_postgresql_is_met_with_new_connections(
    postgresql_address: str, tmp_path: Path
) -> None:
    """Every connection of the pool is ended by the server; the next command does not notice."""
    database = await open_database(database_address(postgresql_address, tmp_path))
    try:
        await migrate(database)
        async with database.read() as connection:
            pid = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        other = await open_database(database_address(postgresql_address, tmp_path))
        async with other.begin() as connection:
            await connection.execute(text(f"SELECT pg_terminate_backend({pid})"))
        await other.close()

        async with database.read() as connection:
            assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1
    finally:
        await database.close()


async def test_a_database_in_memory_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its address is no path, and nothing is made of that name."""
    monkeypatch.chdir(tmp_path)
    database = await open_database("sqlite+aiosqlite:///file::memory:?cache=shared&uri=true")
    await database.close()

    assert os.listdir(tmp_path) == []  # noqa: PTH208  # ruff asks for this one in async code


async def test_who_is_in_haste_is_told_that_the_database_is_busy(tmp_path: Path) -> None:
    """Another program holds it: the person hears of it while it still does, a task waits on."""
    database = await open_database(database_address("", tmp_path))
    other = sqlite3.connect(tmp_path / "study.sqlite3", isolation_level=None)

    async def in_time() -> None:
        in_haste()
        async with database.begin():
            raise AssertionError("the database was locked")

    async def patiently() -> str:
        async with database.begin():
            return "done"

    try:
        await migrate(database)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseTroubleError, match="busy just now; nothing was saved"):
            await asyncio.create_task(in_time())
        assert database.trouble is Trouble.BUSY
        waiting = asyncio.create_task(patiently())
        await asyncio.sleep(0)
        other.execute("ROLLBACK")
        assert await waiting == "done"
        assert database.trouble is None
    finally:
        other.close()
        await database.close()


async def test_who_waits_for_another_writer_is_told_too(database: Database) -> None:
    """A transaction of the bot itself may take long; whoever is in haste does not wait for it."""
    if not database.is_sqlite:
        pytest.skip("a server has many writers")

    async def in_time() -> None:
        in_haste()
        async with database.begin():
            raise AssertionError("somebody writes")

    async with database.begin():
        with pytest.raises(DatabaseTroubleError, match="busy just now"):
            await asyncio.create_task(in_time())


async def test_connections_that_were_cut_are_made_again(postgresql_address: str) -> None:
    """As after a restart of the server: the next transaction finds nothing the matter."""
    database = await open_database(database_address(postgresql_address, Path()))
    try:
        await migrate(database)
        with pytest.raises(DatabaseTroubleError, match="cannot reach its database"):
            async with database.begin() as connection:
                await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        assert database.trouble is Trouble.UNREACHABLE
        async with database.begin() as connection:
            await guild_rows.lock(connection, CLASS)
        assert database.trouble is None
    finally:
        await database.close()


async def test_a_mistake_of_the_program_is_no_trouble_with_the_database(
    database: Database,
) -> None:
    """It stays what it is, for the log."""

    async def twice() -> None:
        async with database.begin() as connection:
            for _ in range(2):
                await connection.execute(text("INSERT INTO alembic_version VALUES ('step_0001')"))

    with pytest.raises(IntegrityError):
        await twice()
    assert database.trouble is None


@pytest.mark.parametrize("broken", ["a\0b", "a\ud800b"])
async def test_characters_that_no_database_takes_are_replaced(
    database: Database, broken: str
) -> None:
    """Wherever they came from, what is around them is kept."""
    at = datetime(2026, 1, 2, tzinfo=UTC)
    async with database.begin() as connection:
        await feedback_rows.add_notice(connection, guild=CLASS, person=9, text=broken, at=at)
        [notice] = await feedback_rows.notices_for(connection, 9)

    assert notice.text == "a\ufffdb"
