"""Optimistic publication: retried once under the guild's lock, and once for each request."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.curation.revision_service import Change, Publication
from bot.errors import UnknownEntryError
from bot.storage.revision_rows import Action
from tests.storage.classroom import WORDS, Classroom, entry

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.curation.overlay import GuildKnowledge
    from bot.storage.database import Database

CLASS, CAROL = 300, 9


@pytest_asyncio.fixture
async def room(database: Database) -> Classroom:
    """A paper of three entries, which nobody has touched."""
    made = Classroom(database, {name: entry(name, f"The {name} was.") for name in WORDS[:3]})
    await made.start()
    return made


def upsert(name: str, said: str) -> Change:
    """A change that overwrites whatever there is."""
    return Change(name, Action.UPSERT, None, entry(name, said))


async def test_a_publication_that_lost_is_built_again_under_the_lock(room: Classroom) -> None:
    """The second time nobody can interfere, so there is no third."""
    locked = []

    async def build(knowledge: GuildKnowledge) -> Publication[int]:
        locked.append(room.guilds.lock(CLASS).locked())
        if len(locked) == 1:
            await room.upsert(CLASS, entry("orders", "Theirs."))
        return Publication([upsert("troops", "Ours.")], knowledge.generation)

    result, built_from = await room.revisions.publish(CLASS, CAROL, "1", build)

    assert locked == [False, True]
    assert built_from == 1
    assert result.knowledge.generation == 2
    shown = await room.shown(CLASS)
    assert [shown[name].claims[0].text for name in ("troops", "orders")] == ["Ours.", "Theirs."]


async def test_a_refusal_counts_only_for_the_knowledge_of_now(room: Classroom) -> None:
    """What was refused because of somebody's change in between is looked at again."""
    tries = []

    async def build(knowledge: GuildKnowledge) -> Publication[None]:
        tries.append(knowledge.generation)
        if len(tries) == 1:
            await room.upsert(CLASS, entry("ledger", "It was kept."))
        if "ledger" not in knowledge.engine.paper.entries:
            raise UnknownEntryError("ledger")
        return Publication([upsert("ledger", "It was lost.")], None)

    await room.revisions.publish(CLASS, CAROL, "1", build)

    assert tries == [0, 1]
    assert (await room.shown(CLASS))["ledger"].claims[0].text == "It was lost."


async def test_a_refusal_is_final_when_nothing_has_changed(room: Classroom) -> None:
    """It is raised after one try, and nothing is kept."""
    tries = []

    async def build(knowledge: GuildKnowledge) -> Publication[None]:
        tries.append(knowledge.generation)
        raise UnknownEntryError("ledger")

    with pytest.raises(UnknownEntryError):
        await room.revisions.publish(CLASS, CAROL, "1", build)

    assert tries == [0]
    assert (await room.guilds.load(CLASS)).generation == 0


async def test_a_request_is_carried_out_once(room: Classroom) -> None:
    """Five presses at once and one later give the same revision, and one of them made it."""

    async def build(knowledge: GuildKnowledge) -> Publication[str]:
        return Publication([upsert("troops", f"From {knowledge.generation}.")], "made")

    done = await asyncio.gather(
        *(room.revisions.publish(CLASS, CAROL, "1", build) for _ in range(5))
    )
    done.append(await room.revisions.publish(CLASS, CAROL, "1", build))

    assert sorted(str(value) for _, value in done) == ["None"] * 5 + ["made"]
    assert [result.again for result, _ in done].count(False) == 1
    assert {result.revisions for result, _ in done} == {done[0][0].revisions}
    assert all(result.knowledge.generation == 1 for result, _ in done)


async def test_a_publication_without_changes_does_only_what_goes_with_it(room: Classroom) -> None:
    """No revision, no audit record, no new generation."""
    ran = []

    async def also(connection: AsyncConnection) -> None:
        ran.append(connection.in_transaction())

    async def build(knowledge: GuildKnowledge) -> Publication[int]:
        return Publication((), knowledge.generation, also=also)

    result, _ = await room.revisions.publish(CLASS, CAROL, "1", build)

    assert ran == [True]
    assert (result.revisions, result.again, result.knowledge.generation) == ((), False, 0)
