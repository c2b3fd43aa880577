"""What serves a server while it changes, is dropped, or is broken off in the middle."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
import weakref
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.curation.overlay import KnowledgeUnavailableError
from bot.curation.revision_service import Change
from bot.storage import revision_rows
from bot.storage.revision_rows import Action
from tests.storage.classroom import WORDS, Classroom, entry

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


async def test_who_is_at_work_goes_on_while_the_paper_is_read_anew(room: Classroom) -> None:
    """They end with what they began with, and the next has the new one."""
    await room.upsert(CLASS, entry("troops", "Ours."))
    at_work = await room.guilds.load(CLASS)

    await room.change_paper({**OWN, "harbour": entry("harbour", "New words.")})
    await room.guilds.load(OTHER)

    assert room.guilds.get(CLASS) is at_work
    assert (await room.shown(CLASS))["harbour"].claims[0].text == "New words."


async def test_nothing_keeps_the_old_paper(room: Classroom) -> None:
    """It is freed by who replaced it, not by the event loop when somebody asks next."""
    await room.upsert(CLASS, entry("troops", "Ours."))
    await room.guilds.load(CLASS)
    old = weakref.ref(room.live_engine.engine)

    await room.change_paper({**OWN, "harbour": entry("harbour", "New words.")})

    assert old() is None


async def test_a_large_change_freezes_nothing(room: Classroom) -> None:
    """What it leaves behind can still be collected, however often a server is changed."""
    frozen = gc.get_freeze_count()
    many = [entry(f"boat{number}", f"Boat {number} sails.") for number in range(150)]

    await room.revise(CLASS, *(Change(one.id, Action.UPSERT, None, one) for one in many))

    assert len(await room.shown(CLASS)) == len(OWN) + len(many)
    assert gc.get_freeze_count() == frozen
    assert gc.isenabled()


async def test_collections_are_paused_while_a_large_server_is_built(room: Classroom) -> None:
    """They would hold up the event loop for longer than the build, which goes on in a thread."""
    many = [entry(f"boat{number}", f"Boat {number} sails.") for number in range(150)]
    await room.revise(CLASS, *(Change(one.id, Action.UPSERT, None, one) for one in many))
    await room.start()
    collections: Counter[str] = Counter()

    def note(phase: str, _info: dict[str, int]) -> None:
        collections[threading.current_thread().name.split("_")[0]] += phase == "start"

    usual = gc.get_threshold()
    gc.callbacks.append(note)
    gc.set_threshold(50)
    try:
        await room.guilds.load(CLASS)
    finally:
        gc.set_threshold(*usual)
        gc.callbacks.remove(note)

    # A few before and after the pause; the build itself would set off dozens.
    assert collections["asyncio"] < 10
    assert gc.isenabled()


async def test_what_may_be_withdrawn_is_served_to_nobody(room: Classroom) -> None:
    """Not even to who was at work with it when the database went away."""
    await room.upsert(CLASS, entry("troops", "Ours."))
    at_work = await room.guilds.load(CLASS)
    async with room.database.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE revisions RENAME TO elsewhere")

    with pytest.raises(KnowledgeUnavailableError):
        await room.guilds.refresh(CLASS)

    with pytest.raises(KnowledgeUnavailableError):
        room.guilds.get(CLASS)
    assert at_work.generation == 1


@pytest.mark.parametrize("turns", [0, 1, 2, 4, 8, 16, 40, 80, 150, 250, 400, 700, 1200])
async def test_a_press_that_is_broken_off_leaves_nothing_outdated(
    room: Classroom, turns: int
) -> None:
    """At whatever moment: what the database has is what is served, to those that ask meanwhile too.

    Somebody asks at the same time, and so has read the database before it was changed.
    """
    for name in WORDS:
        await room.upsert(CLASS, entry(name, "Ours."))
    await room.start()
    change = Change("troops", Action.RETIRE, None)
    press = asyncio.create_task(room.revise(CLASS, change, request="a press"))
    asking = asyncio.create_task(room.guilds.load(CLASS))
    for _ in range(turns):
        await asyncio.sleep(0)
    press.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await press
    await asking

    async with room.database.read() as connection:
        made = await revision_rows.made_by(connection, CLASS, "a press")
    assert ("troops" in await room.shown(CLASS)) == (not made)

    await room.revise(CLASS, change, request="a press")
    assert "troops" not in await room.shown(CLASS)
