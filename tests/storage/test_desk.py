"""Drafts and histories over both databases: presses that come together."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.curation.drafts.draft import Origin, new_draft, typed
from bot.curation.drafts.draft_service import DraftGoneError, DraftService
from bot.curation.drafts.draft_validation import DraftNotReadyError
from bot.curation.entry_actions import ActionKind, EntryAction, SeenRevision
from bot.curation.file_exchange.exchange_service import AppliedImport, ImportGoneError
from bot.curation.pending import PendingClosedError
from bot.curation.revision_history import ActionGoneError, HistoryService, WordingOwnedError
from bot.curation.revision_service import Change, EntryChangedError, RevisionResult
from bot.errors import KnowledgeError
from bot.paper.model import Wording
from bot.paper.writer import revisions_text
from bot.storage import feedback_rows, pending_rows, revision_rows
from bot.storage.revision_rows import Action
from tests.storage.classroom import WORDS, Classroom, entry

if TYPE_CHECKING:
    from bot.curation.drafts.draft import Draft
    from bot.storage.database import Database
    from bot.storage.revision_rows import Revision

CLASS, CAROL, DAVE = 300, 9, 10
# Nobody has revised anything.
NONE = SeenRevision(0, 0)


@dataclass
class Room:
    """A classroom with its drafts and histories."""

    room: Classroom
    drafts: DraftService
    history: HistoryService

    async def keep(self, name: str, draft: Draft, by: int = CAROL) -> None:
        """Keep a curator's draft."""
        await self.drafts.keep(CLASS, by, name, draft)

    async def revisions_of(self, name: str) -> tuple[Revision, ...]:
        """Return an entry's revisions, oldest first."""
        async with self.room.database.read() as connection:
            return await revision_rows.history(connection, CLASS, name)


@pytest_asyncio.fixture
async def room(database: Database) -> Room:
    """A paper of three entries, which nobody has touched, with drafts and histories."""
    made = Classroom(database, {name: entry(name, f"The {name} was.") for name in WORDS[:3]})
    await made.start()
    parts = (database, made.guilds, made.revisions, made.clock)
    return Room(made, DraftService(*parts), HistoryService(*parts))


def new(title: str = "A convoy", asked: str = "where was the convoy", **more: object) -> Draft:
    """A new entry without a fault."""
    return new_draft(title=title, statements="It went north. [2]", phrasings=asked, **more)  # type: ignore[arg-type]


async def test_nobody_is_overtaken_for_ever(room: Room) -> None:
    """Twenty curators press Publish at once, each on their own draft, and all are published."""
    for number in range(20):
        await room.keep(f"{number}", new(f"Convoy {number}", f"where was convoy {number}"))

    done = await asyncio.gather(
        *(room.drafts.publish(CLASS, CAROL, f"{number}") for number in range(20))
    )

    assert [one.again for one in done] == [False] * 20
    assert {one.revision.entry for one in done} == {f"convoy-{number}" for number in range(20)}


async def test_a_file_and_a_draft_do_not_share_a_question(room: Room) -> None:
    """A file that was planned, and waits while a wording of its is given to another entry."""
    asked, guilds = "what about the ledger", room.room.guilds
    data = revisions_text([entry("ledger", "It was kept.")], [], [], "").encode()
    importing = room.room.imports
    proposal = await importing.propose(CLASS, DAVE, "2", "ours.yaml", data)
    other = replace(entry("convoy", "It went north."), phrasings=(Wording(asked),))

    async with guilds.lock(CLASS):
        applied = asyncio.create_task(importing.apply(CLASS, DAVE, "2", proposal.digest))
        async with room.room.database.read() as connection:
            while not guilds.lock(CLASS)._waiters:  # noqa: SLF001  # planned, and in the queue
                await pending_rows.find(connection, importing.key(CLASS, DAVE, "2"))
        change = Change(other.id, Action.UPSERT, 0, other)
        await room.room.revisions.revise(CLASS, CAROL, [change], "1", held=guilds.lock(CLASS))

    with pytest.raises(KnowledgeError, match=asked):
        await applied
    assert "ledger" not in await room.room.shown(CLASS)


async def test_one_entry_is_taught_by_several_at_once(room: Room) -> None:
    """Two wordings do not contradict each other, so nobody has to look at the other's first."""
    await asyncio.gather(
        *(
            room.history.teach(CLASS, CAROL, "troops", f"how many in year {year}", f"p{year}")
            for year in range(8)
        )
    )

    served = await room.room.shown(CLASS)
    assert {f"how many in year {year}" for year in range(8)} <= set(served["troops"].wordings)
    assert len(await room.revisions_of("troops")) == 8


async def test_a_wording_is_taught_to_one_entry_once(room: Room) -> None:
    """Whoever comes second is told who has it; a press that arrives again is confirmed again."""
    asked = "who kept count of them"
    done = await asyncio.gather(
        *(
            room.history.teach(CLASS, CAROL, name, asked, f"press {number}")
            for number, name in enumerate(["troops", "orders", "troops"])
        ),
        return_exceptions=True,
    )

    (made,) = [one for one in done if isinstance(one, RevisionResult)]
    (owner,) = {one.owner for one in done if isinstance(one, WordingOwnedError)}
    assert made.revisions[0].entry == owner
    shown = await room.room.shown(CLASS)
    assert [asked in shown[name].wordings for name in ("troops", "orders")].count(True) == 1
    assert shown[owner].wordings.count(asked) == 1
    again = await room.history.teach(CLASS, CAROL, owner, asked, made.revisions[0].request)
    assert again.again
    assert again.revisions == made.revisions


@pytest.mark.parametrize("moments", [0, 1, 2, 3, 5, 8, 12, 20, 40, 80, 160])
async def test_a_file_is_applied_or_discarded_and_never_both(room: Room, moments: int) -> None:
    """Whichever press is first, and however long the file takes."""
    importing = room.room.imports
    data = revisions_text([entry("ledger", "It was kept.")], [], [], "").encode()
    proposal = await importing.propose(CLASS, DAVE, "1", "ours.yaml", data)

    applying = asyncio.create_task(importing.apply(CLASS, DAVE, "1", proposal.digest))
    for _ in range(moments):
        await asyncio.sleep(0)
    discarded, applied = await asyncio.gather(
        importing.discard(CLASS, DAVE, "1"), applying, return_exceptions=True
    )

    if "ledger" in await room.room.shown(CLASS):
        assert isinstance(applied, AppliedImport)
        assert isinstance(discarded, PendingClosedError)
    else:
        assert isinstance(applied, ImportGoneError)
        assert discarded is None


async def test_presses_that_come_together_publish_once(room: Room) -> None:
    """A double click, and the library's own retry."""
    await room.keep("1", new())

    done = await asyncio.gather(*(room.drafts.publish(CLASS, CAROL, "1") for _ in range(5)))

    assert [one.again for one in done].count(False) == 1
    assert {one.revision.id for one in done} == {done[0].revision.id}
    assert len(await room.revisions_of("a-convoy")) == 1
    assert all(one.entry is not None for one in done)


async def test_of_two_drafts_with_one_question_the_second_is_refused(room: Room) -> None:
    """Though both were sound when they were looked at."""
    await room.keep("1", new())
    await room.keep("2", new(title="Another convoy"), DAVE)

    done = await asyncio.gather(
        room.drafts.publish(CLASS, CAROL, "1"),
        room.drafts.publish(CLASS, DAVE, "2"),
        return_exceptions=True,
    )

    assert sum(isinstance(one, DraftNotReadyError) for one in done) == 1
    _, state = await room.drafts.find(
        CLASS, *((CAROL, "1") if isinstance(done[0], DraftNotReadyError) else (DAVE, "2"))
    )
    assert state == pending_rows.OPEN


async def test_of_many_new_entries_of_one_name_each_has_its_own(room: Room) -> None:
    """All at once."""
    for number in range(4):
        await room.keep(str(number), new(asked=f"where was convoy {number}"))

    done = await asyncio.gather(*(room.drafts.publish(CLASS, CAROL, str(n)) for n in range(4)))

    names = {one.revision.entry for one in done}
    assert names == {"a-convoy", "a-convoy-2", "a-convoy-3", "a-convoy-4"}


async def test_a_draft_is_published_or_discarded_and_never_both(room: Room) -> None:
    """Whichever press is first."""
    await room.keep("1", new())

    published, discarded = await asyncio.gather(
        room.drafts.publish(CLASS, CAROL, "1"),
        room.drafts.discard(CLASS, CAROL, "1"),
        return_exceptions=True,
    )

    _, state = await room.drafts.find(CLASS, CAROL, "1")
    made = await room.revisions_of("a-convoy")
    if state == pending_rows.PUBLISHED:
        assert len(made) == 1
        assert not isinstance(published, BaseException)
        assert isinstance(discarded, PendingClosedError)
    else:
        assert made == ()
        assert isinstance(published, PendingClosedError)
        assert discarded is None


async def test_of_two_changes_to_an_entry_the_second_is_told(room: Room) -> None:
    """Nothing of its press is left: neither the revision, nor the gap closed."""
    await room.keep("1", typed(await room.drafts.draft_for(CLASS, "troops"), {"title": "One"}))
    two = typed(await room.drafts.draft_for(CLASS, "troops"), {"title": "Two"})
    await room.keep("2", two, DAVE)
    await room.drafts.publish(CLASS, CAROL, "1")

    with pytest.raises(EntryChangedError):
        await room.drafts.publish(CLASS, DAVE, "2")
    with pytest.raises(EntryChangedError):
        await room.drafts.publish(CLASS, DAVE, "2", over=0)
    done = await room.drafts.publish(CLASS, DAVE, "2", over=1)

    assert done.revision.number == 2
    assert [one.approver for one in await room.revisions_of("troops")] == [CAROL, DAVE]


async def test_what_an_entry_answers_is_closed_with_it_or_not_at_all(room: Room) -> None:
    """Each person is told once, however many gaps they reported."""
    database, now = room.room.database, room.room.clock.now()
    async with database.begin() as connection:
        for number, who in enumerate((5, 5, 6)):
            await feedback_rows.report_gap(
                connection,
                guild=CLASS,
                author=who,
                text=f"convoy {number}?",
                kind=feedback_rows.MISSING,
                entry="",
                at=now,
                request=str(number),
            )
    await room.keep("1", new(asked="tell me of the troops there", origin=Origin(None, (1, 2, 3))))
    with pytest.raises(DraftNotReadyError):
        await room.drafts.publish(CLASS, CAROL, "1")
    async with database.read() as connection:
        assert len(await feedback_rows.open_gaps(connection, CLASS)) == 3
    await room.keep("1", new(origin=Origin(None, (1, 2, 3))))

    await room.drafts.publish(CLASS, CAROL, "1")

    async with database.read() as connection:
        assert await feedback_rows.open_gaps(connection, CLASS) == ()
        assert [len(await feedback_rows.notices_for(connection, who)) for who in (5, 6)] == [1, 1]


async def test_another_servers_draft_is_not_found(room: Room) -> None:
    """Nor is one that never was."""
    await room.keep("1", new())

    for guild, name in ((301, "1"), (CLASS, "2")):
        with pytest.raises(DraftGoneError):
            await room.drafts.publish(guild, CAROL, name)
        with pytest.raises(ActionGoneError):
            await room.history.take(guild, CAROL, name, NONE)


async def test_a_wording_is_moved_by_one_press_and_on_record_as_that(room: Room) -> None:
    """Two entries change together, once."""
    step = EntryAction(
        ActionKind.MOVE, "troops", 0, wording="what about the orders", owner="orders", owner_seen=0
    )
    await room.history.keep(CLASS, CAROL, "1", step)

    made = await asyncio.gather(*(room.history.take(CLASS, CAROL, "1", NONE) for _ in range(3)))

    assert {len(one.revisions) for one in made} == {2}
    shown = await room.room.shown(CLASS)
    assert "what about the orders" in shown["troops"].wordings
    assert "what about the orders" not in shown["orders"].wordings
    async with room.room.database.read() as connection:
        (record,) = await revision_rows.last_audited(connection, CLASS, 10)
    assert record.action == "move a wording"
    assert record.detail == "“what about the orders” moved from orders to troops"


async def test_a_step_is_taken_or_left_and_never_both(room: Room) -> None:
    """Whichever press is first."""
    await room.history.keep(CLASS, CAROL, "1", EntryAction(ActionKind.RETIRE, "troops", 0))

    _, left = await asyncio.gather(
        room.history.take(CLASS, CAROL, "1", NONE),
        room.history.discard(CLASS, CAROL, "1"),
        return_exceptions=True,
    )

    _, state = await room.history.find(CLASS, CAROL, "1")
    assert ("troops" in await room.room.shown(CLASS)) == (state == pending_rows.DISCARDED)
    assert isinstance(left, PendingClosedError) == (state == pending_rows.PUBLISHED)
