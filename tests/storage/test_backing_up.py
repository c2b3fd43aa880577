"""Backups of both databases, made while others write, and put back into either."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Boolean, Integer, insert, select

from bot.curation.revision_service import Change
from bot.errors import StoreError
from bot.storage import feedback_rows, guild_rows, question_rows, revision_rows
from bot.storage.backup import back_up, examine
from bot.storage.database import database_address, open_database
from bot.storage.migrate import migrate
from bot.storage.question_rows import StoredQuestion
from bot.storage.restore import restore
from bot.storage.revision_rows import Action
from bot.storage.tables import METADATA, REVISIONS, Moment
from tests.storage.classroom import PAGE, Classroom, entry

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Column

    from bot.storage.database import Database

CLASS = 300
NOW = datetime(2026, 1, 1, 12, 0, 0, 7, tzinfo=UTC)


async def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    async with database.read() as connection:
        return {
            name: [
                tuple(row)
                for row in await connection.execute(
                    select(table).order_by(*table.primary_key.columns)
                )
            ]
            for name, table in METADATA.tables.items()
        }


def named_backup(folder: Path) -> list[str]:
    """What there is of a backup and of what was needed to make it."""
    return [path.name for path in folder.glob("backup*")]


async def fill(database: Database) -> None:
    """Something in every table, with signs that are easily lost on the way."""
    room = Classroom(database, {"troops": entry("troops", "The troops were counted.")})
    await room.start()
    await room.upsert(
        CLASS, entry("ledger", "“Ünïcode”, 🕊 and\nlines; 'quotes'", source=PAGE.key), (PAGE,)
    )
    await room.revise(CLASS, Change("troops", Action.RETIRE, 0))
    async with database.begin() as connection:
        await guild_rows.set_settings(connection, CLASS, '{"kept_days":7}')
        await revision_rows.mark_audit_posted(connection, [1], "the channel is no more")
        await feedback_rows.add_suggestion(
            connection, guild=CLASS, author=1, text="x", place="12", at=NOW, request="a"
        )
        missed = {"kind": "missing", "entry": "", "request": "b"}
        await feedback_rows.report_gap(
            connection, guild=CLASS, author=1, text="y", at=NOW, **missed
        )
        await feedback_rows.add_notice(connection, guild=CLASS, person=1, text="z", at=NOW)
        await question_rows.add(
            connection, [StoredQuestion(CLASS, NOW, "why?", "answered", "ledger", "ab")]
        )
        await connection.execute(
            insert(METADATA.tables["drafts"]).values(
                id="d", guild=CLASS, author=1, payload="{}", at=NOW, state="open"
            )
        )
        for table in METADATA.sorted_tables:
            if (await connection.execute(select(table))).first() is None:
                values = {column.name: _some(column) for column in table.columns}
                await connection.execute(insert(table).values(values))


def _some(column: Column[Any]) -> object:
    """A value that a column takes; rows that belong together have the same."""
    if isinstance(column.type, Moment):
        return NOW
    if isinstance(column.type, Boolean):
        return True
    return 7 if isinstance(column.type, Integer) else "“x”\n'"


async def test_a_backup_holds_everything_and_is_one_file(
    database: Database, address: str, tmp_path: Path
) -> None:
    """Of either database; put into a new file, every row is as it was."""
    await fill(database)
    file = tmp_path / "backup.sqlite3"

    held = await back_up(address, file)

    assert all(held.rows.values())
    assert named_backup(tmp_path) == ["backup.sqlite3"]
    new = database_address("new.sqlite3", tmp_path)
    restored = await restore(new, file, NOW)
    assert restored.held == held
    assert restored.aside is None
    other = await open_database(new)
    assert await contents(other) == await contents(database)
    assert not await migrate(other)
    await other.close()


async def test_a_backup_is_put_into_either_database(
    database: Database, address: str, tmp_path: Path
) -> None:
    """And the next row is numbered after the last."""
    source = await open_database(database_address("source.sqlite3", tmp_path))
    await migrate(source)
    await fill(source)
    before = await contents(source)
    await source.close()
    file = tmp_path / "backup.sqlite3"
    await back_up(database_address("source.sqlite3", tmp_path), file)
    await database.close()

    await restore(address, file, NOW, replace=True)

    again = await open_database(address)
    assert await contents(again) == before
    room = Classroom(again, {"troops": entry("troops", "The troops were counted.")})
    await room.start()
    change = Change("ledger", Action.UPSERT, 1, entry("ledger", "Later."))
    made = await room.revise(CLASS, change, request="later")
    assert made.revisions[0].id == max(row[0] for row in before["revisions"]) + 1
    await again.close()


async def test_a_backup_is_of_one_moment(database: Database, address: str, tmp_path: Path) -> None:
    """While curators publish: each press is in it whole, with its record, or not at all."""
    room = Classroom(database, {})
    await room.start()

    async def publish() -> None:
        for number in range(40):
            changes = [
                Change(f"one-{number}", Action.UPSERT, 0, entry(f"one-{number}", "One.")),
                Change(f"two-{number}", Action.UPSERT, 0, entry(f"two-{number}", "Two.")),
            ]
            await room.revise(CLASS, *changes)

    publishing = asyncio.create_task(publish())
    files: list[Path] = []
    while not publishing.done():
        files.append(tmp_path / f"{len(files)}.backup")
        await back_up(address, files[-1])
    await publishing

    for file in files:
        rows = (await examine(file)).rows
        assert rows["revisions"] == 2 * rows["audit"]
        with closing(sqlite3.connect(file)) as connection:
            generations = connection.execute("SELECT generation FROM guilds").fetchall()
        assert generations in ([], [(rows["audit"],)])


async def test_a_backup_never_overwrites(address: str, database: Database, tmp_path: Path) -> None:
    """Not even a file that is none."""
    await fill(database)
    file = tmp_path / "backup.sqlite3"
    file.write_text("mine", encoding="utf-8")

    with pytest.raises(StoreError, match="is there already, and is not overwritten"):
        await back_up(address, file)

    assert file.read_text(encoding="utf-8") == "mine"


async def test_where_there_is_nothing_nothing_is_made(address: str, tmp_path: Path) -> None:
    """A mistyped setting does not end in an empty backup, or database."""
    with pytest.raises(StoreError, match="nothing to back up"):
        await back_up(address, tmp_path / "backup.sqlite3")
    with pytest.raises(StoreError, match="there is no folder"):
        await back_up(address, tmp_path / "none" / "backup.sqlite3")

    assert not (tmp_path / "study.sqlite3").exists()
    assert named_backup(tmp_path) == []


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("absent", "there is no file"),
        ("text", "cannot be read as a database"),
        ("other", "none of its tables"),
        ("newer", "newer version of this bot"),
        ("cut", "damaged|cannot be read"),
    ],
)
async def test_what_is_no_backup_is_refused(tmp_path: Path, spoil: str, told: str) -> None:
    """Before anything is touched."""
    source = await open_database(database_address("", tmp_path))
    await migrate(source)
    await fill(source)
    await source.close()
    address, file = database_address("", tmp_path), tmp_path / "backup"
    await back_up(address, file)
    if spoil == "absent":
        file.unlink()
    elif spoil == "text":
        file.write_text("no database at all, but long enough to be one" * 10, encoding="utf-8")
    elif spoil == "other":
        file.unlink()
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE other (a)")
    elif spoil == "newer":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = 'step_9999'")
            connection.commit()
    else:
        file.write_bytes(file.read_bytes()[:20_000])
    before = (tmp_path / "study.sqlite3").read_bytes()

    with pytest.raises(StoreError, match=told) as caught:
        await restore(address, file, NOW, replace=True)

    assert "\n" not in str(caught.value)
    assert (tmp_path / "study.sqlite3").read_bytes() == before


async def test_what_is_there_is_replaced_only_on_request_and_kept(tmp_path: Path) -> None:
    """Under a name with the date; a database that is broken is kept too."""
    address = database_address("", tmp_path)
    source = await open_database(address)
    await migrate(source)
    await fill(source)
    await source.close()
    file, target = tmp_path / "backup", tmp_path / "study.sqlite3"
    await back_up(address, file)
    target.write_bytes(b"broken" * 1000)

    with pytest.raises(StoreError, match="cannot be read; with --replace it is put aside"):
        await restore(address, file, NOW)
    restored = await restore(address, file, NOW, replace=True)

    assert restored.aside == tmp_path / "study.sqlite3.before-20260101T120000Z"
    assert restored.aside.read_bytes() == b"broken" * 1000
    assert (await examine(target)).rows["revisions"] == 2
    with pytest.raises(StoreError, match=r"holds \d+ rows; with --replace"):
        await restore(address, file, NOW)


async def test_a_postgresql_with_something_in_it_is_left_alone(
    postgresql_address: str, tmp_path: Path
) -> None:
    """Whatever is asked for; nor is one that a bot is connected to."""
    address = database_address(postgresql_address, tmp_path)
    database = await open_database(address)
    await migrate(database)
    file = tmp_path / "backup"
    await fill(database)
    await back_up(address, file)

    with pytest.raises(StoreError, match="somebody else is connected"):
        await restore(address, file, NOW)
    await database.close()
    with pytest.raises(StoreError, match="restore into an empty one"):
        await restore(address, file, NOW, replace=True)

    again = await open_database(address)
    async with again.read() as connection:
        assert len(await revision_rows.current(connection, CLASS)) == 2
    await again.close()


async def test_many_rows_are_copied(database: Database, address: str, tmp_path: Path) -> None:
    """More than fit into one statement."""
    async with database.begin() as connection:
        await guild_rows.make_known(connection, CLASS)
        rows = [
            {
                "guild": CLASS, "entry": f"entry-{number}", "number": 1, "action": "retire",
                "payload": "", "based_on": "", "author": 1, "approver": 1, "at": NOW,
                "comment": "", "request": "many",
            }
            for number in range(1234)
        ]  # fmt: skip
        await connection.execute(insert(REVISIONS), rows)

    held = await back_up(address, tmp_path / "backup")

    assert held.rows["revisions"] == 1234


async def sealed(tmp_path: Path) -> Path:
    """A backup of a database with something in every table."""
    address = database_address("", tmp_path)
    database = await open_database(address)
    await migrate(database)
    await fill(database)
    await database.close()
    file = tmp_path / "backup.sqlite3"
    await back_up(address, file)
    return file


CHANGES = [
    pytest.param("UPDATE gaps SET text = 'Y'", "not those of its digest", id="one letter"),
    pytest.param("DELETE FROM notices", "not those of its digest", id="a row is missing"),
    pytest.param("UPDATE audit SET actor = '7'", "not those of its digest", id="another type"),
    pytest.param("DROP TABLE notices", "table notices is missing", id="no table"),
    pytest.param("ALTER TABLE gaps DROP COLUMN kind", "table gaps is not as", id="no column"),
    pytest.param("ALTER TABLE gaps ADD COLUMN more TEXT", "table gaps is not as", id="a column"),
    pytest.param("CREATE VIEW seen AS SELECT 1", "view seen is none of", id="a view"),
    pytest.param(
        "CREATE TRIGGER t AFTER INSERT ON gaps BEGIN DELETE FROM gaps; END",
        "trigger t is none of",
        id="a trigger",
    ),
    pytest.param("DROP INDEX ix_drafts_at", "index ix_drafts_at is missing", id="no index"),
    pytest.param(
        "UPDATE alembic_version SET version_num = 'step_0003'", "is not as", id="another step"
    ),
]


@pytest.mark.parametrize(("change", "told"), CHANGES)
async def test_a_backup_that_was_changed_is_refused(tmp_path: Path, change: str, told: str) -> None:
    """In one line, before anything of the database is touched."""
    file = await sealed(tmp_path)
    before = (tmp_path / "study.sqlite3").read_bytes()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(change)

    with pytest.raises(StoreError, match=told) as caught:
        await restore(database_address("", tmp_path), file, NOW, replace=True)

    assert "\n" not in str(caught.value)
    assert (tmp_path / "study.sqlite3").read_bytes() == before


async def test_a_flipped_bit_of_the_contents_is_found(tmp_path: Path) -> None:
    """Wherever a text stands in the file: SQLite itself would not notice."""
    file = await sealed(tmp_path)
    whole = file.read_bytes()
    places = [at for at in range(len(whole)) if whole.startswith("Ünïcode".encode(), at)]
    assert places

    for at in places:
        flipped = bytearray(whole)
        flipped[at] ^= 1
        file.write_bytes(flipped)
        with pytest.raises(StoreError):
            await examine(file)


async def test_a_backup_of_an_earlier_version_has_no_digest(tmp_path: Path) -> None:
    """It is restored as before."""
    file = await sealed(tmp_path)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("DROP TABLE backup_digest")

    restored = await restore(database_address("new.sqlite3", tmp_path), file, NOW)

    assert all(restored.held.rows.values())


async def test_what_is_restored_has_no_digest_any_more(tmp_path: Path) -> None:
    """It is in use from now on, and its next backup has one of its own."""
    file = await sealed(tmp_path)
    new = database_address("new.sqlite3", tmp_path)
    await restore(new, file, NOW)

    with closing(sqlite3.connect(tmp_path / "new.sqlite3")) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "backup_digest" not in names
    again = tmp_path / "again.sqlite3"
    assert (await back_up(new, again)).rows == (await examine(file)).rows


STOPS = ["link", "replace", "rename"]


@pytest.mark.parametrize("stop", STOPS)
async def test_a_restore_that_dies_leaves_a_whole_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    """The old one or the new one, under its own name, at each step that touches it."""
    file = await sealed(tmp_path)
    address, target = database_address("", tmp_path), tmp_path / "study.sqlite3"
    rows = (await examine(file)).rows
    found: list[bool] = []

    def die(*args: object, **kwargs: object) -> None:
        del args, kwargs
        found.append(target.exists())
        raise KeyboardInterrupt

    if stop == "link":
        monkeypatch.setattr("bot.storage.restore.os.link", die)
    else:
        monkeypatch.setattr(f"pathlib.Path.{stop}", die)
    with suppress(KeyboardInterrupt):
        await restore(address, file, NOW, replace=True)
    monkeypatch.undo()

    assert all(found)
    with closing(sqlite3.connect(target)) as connection:
        [(count,)] = connection.execute("SELECT count(*) FROM gaps")
    assert count == rows["gaps"]
