"""Curation over a database: history is whole, and what is served follows from it alone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.answering.outcome import Answered, Query
from bot.curation.revision_service import Change, EntryChangedError
from bot.paper.model import Basis
from bot.storage import revision_rows
from bot.storage.database_trouble import DatabaseTroubleError
from bot.storage.revision_rows import Action
from tests.storage.classroom import PAGE, WORDS, Classroom, entry

if TYPE_CHECKING:
    from bot.storage.database import Database

CLASS, OTHER = 300, 301
OWN = {name: entry(name, f"The {name} were counted.") for name in WORDS[:3]}


@pytest_asyncio.fixture
async def room(database: Database) -> Classroom:
    """A paper of three entries, which nobody has touched."""
    made = Classroom(database, dict(OWN))
    await made.start()
    return made


def said(room: Classroom, guild: int, question: str) -> str:
    """The first statement of an answer there."""
    outcome = room.guilds.get(guild).engine.ask(Query(question))
    return outcome.claims[0].text if isinstance(outcome, Answered) else type(outcome).__name__


async def test_a_correction_is_served_there_and_nowhere_else(room: Classroom) -> None:
    """A server's knowledge is the paper's and its own, never another's."""
    made = await room.upsert(CLASS, entry("troops", "The troops were counted twice.", note=2))

    assert made.knowledge.generation == 1
    assert said(room, CLASS, "what about the troops") == "The troops were counted twice."
    assert said(room, OTHER, "what about the troops") == "The troops were counted."
    assert said(room, CLASS, "what about the harbour") == "The harbour were counted."


async def test_a_retired_entry_is_gone_and_comes_back(room: Classroom) -> None:
    """Restoring serves the paper's own again, and history keeps both."""
    await room.revise(CLASS, Change("troops", Action.RETIRE, 0, comment="doubtful"))
    assert "troops" not in await room.shown(CLASS)
    assert "troops" in await room.shown(OTHER)

    await room.revise(CLASS, Change("troops", Action.RESTORE, 1))

    assert await room.shown(CLASS) == OWN
    async with room.database.read() as connection:
        made = await revision_rows.history(connection, CLASS, "troops")
    assert [(one.number, one.action, one.comment) for one in made] == [
        (1, Action.RETIRE, "doubtful"),
        (2, Action.RESTORE, ""),
    ]


async def test_a_moderators_note_brings_its_own_work(room: Classroom) -> None:
    """It is cited there, and is no source elsewhere."""
    noted = entry("ledger", "A later page corrects it.", source=PAGE.key)
    await room.upsert(CLASS, noted, (PAGE,))

    outcome = room.guilds.get(CLASS).engine.ask(Query("what about the ledger"))
    assert isinstance(outcome, Answered)
    assert outcome.claims[0].basis is Basis.MODERATOR
    assert [cited.source for cited in outcome.citations] == [PAGE.key]
    assert PAGE.key not in room.guilds.get(OTHER).engine.paper.sources


async def test_the_same_press_makes_one_revision(room: Classroom) -> None:
    """A double click, or Discord sending it again."""
    change = Change("troops", Action.UPSERT, 0, entry("troops", "Once."))
    first, second = await asyncio.gather(
        room.revise(CLASS, change, request="a press"),
        room.revise(CLASS, change, request="a press"),
    )
    assert [first.again, second.again] == [False, True]
    assert first.revisions == second.revisions
    async with room.database.read() as connection:
        assert len(await revision_rows.history(connection, CLASS, "troops")) == 1
        assert len(await revision_rows.last_audited(connection, CLASS, 9)) == 1


async def test_nothing_is_overwritten_unseen(room: Classroom) -> None:
    """Of two curators who have opened the same entry, the second sees the first's revision."""
    await room.revise(CLASS, Change("troops", Action.UPSERT, 0, entry("troops", "Hers.")))
    with pytest.raises(
        EntryChangedError, match="'troops' has been changed since you opened"
    ) as caught:
        await room.revise(CLASS, Change("troops", Action.UPSERT, 0, entry("troops", "His.")))
    assert caught.value.last.number == 1
    assert said(room, CLASS, "what about the troops") == "Hers."


async def test_several_changes_are_made_all_or_none(room: Classroom) -> None:
    """One that has been overtaken undoes those before it."""
    await room.upsert(CLASS, entry("harbour", "Hers."))
    changes = (
        Change("troops", Action.UPSERT, 0, entry("troops", "New.")),
        Change("harbour", Action.RETIRE, 0),
    )
    with pytest.raises(EntryChangedError):
        await room.revise(CLASS, *changes)
    assert said(room, CLASS, "what about the troops") == "The troops were counted."
    async with room.database.read() as connection:
        assert await revision_rows.history(connection, CLASS, "troops") == ()


async def test_a_change_of_the_paper_makes_a_revision_stale(room: Classroom) -> None:
    """It still serves, until somebody has looked."""
    await room.upsert(CLASS, entry("troops", "Ours."))
    assert (await room.guilds.load(CLASS)).stale == ()

    await room.change_paper({**OWN, "troops": entry("troops", "The paper's new words.")})

    served = await room.guilds.load(CLASS)
    assert [one.entry for one in served.stale] == ["troops"]
    assert said(room, CLASS, "what about the troops") == "Ours."
    assert said(room, OTHER, "what about the troops") == "The paper's new words."


async def test_what_no_longer_validates_is_set_aside_and_shown(room: Classroom) -> None:
    """The paper's own entry is served in its place, and the others are untouched."""
    await room.upsert(CLASS, entry("troops", "By note nine.", note=9))
    await room.upsert(CLASS, entry("ledger", "By note one."))

    served = await room.guilds.load(CLASS)

    assert [(one.revision.entry, one.why) for one in served.invalid] == [
        ("troops", "the paper has no footnote 9")
    ]
    assert said(room, CLASS, "what about the troops") == "The troops were counted."
    assert said(room, CLASS, "what about the ledger") == "By note one."


async def test_a_row_that_nobody_wrote_is_set_aside(room: Classroom) -> None:
    """Whatever somebody has done to the database, the rest serves."""
    await room.upsert(CLASS, entry("troops", "Ours."))
    async with room.database.begin() as connection:
        await connection.exec_driver_sql("UPDATE revisions SET payload = '{\"entry\": 5}'")
    await room.start()
    served = await room.guilds.load(CLASS)
    assert [one.revision.entry for one in served.invalid] == ["troops"]
    assert await room.shown(CLASS) == OWN


async def test_without_the_database_a_server_is_told_so(room: Classroom) -> None:
    """The paper alone might say what was withdrawn; servers without revisions are not concerned."""
    await room.upsert(CLASS, entry("troops", "Ours."))
    await room.start()
    async with room.database.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE revisions RENAME TO elsewhere")
    with pytest.raises(DatabaseTroubleError, match="does not fit its version"):
        await room.guilds.load(CLASS)
    assert (await room.guilds.load(OTHER)).engine is room.live_engine.engine

    async with room.database.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO revisions")
    assert (await room.shown(CLASS))["troops"].claims[0].text == "Ours."
