"""What waits for another press is kept, on both databases, and ends once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter
from sqlalchemy import update

from bot.curation.entry_actions import STEP, ActionKind, EntryAction
from bot.curation.pending import PendingClosedError, PendingGoneError, PendingStore, TypedForms
from bot.storage import pending_rows
from bot.storage.tables import DRAFTS
from tests.storage.classroom import Ticking

if TYPE_CHECKING:
    from bot.storage.database import Database

CLASS, OTHER, CAROL, DAVE = 300, 301, 9, 10
ROLL_BACK = EntryAction(ActionKind.ROLL_BACK, "troops", 2, 1)


@pytest.fixture
def steps(database: Database) -> PendingStore[EntryAction]:
    """Steps of curators."""
    return PendingStore(database, Ticking(), "step", STEP)


async def test_it_is_found_as_it_was_kept(
    steps: PendingStore[EntryAction], database: Database
) -> None:
    """By another process too; and nowhere else."""
    await steps.keep(CLASS, CAROL, "1", ROLL_BACK)

    assert (
        await PendingStore(database, Ticking(), "step", STEP).find_open(CLASS, CAROL, "1")
        == ROLL_BACK
    )
    for guild, author, name in ((OTHER, CAROL, "1"), (CLASS, DAVE, "1"), (CLASS, CAROL, "2")):
        with pytest.raises(PendingGoneError):
            await steps.find(guild, author, name)


async def test_what_has_ended_is_not_kept_anew(
    steps: PendingStore[EntryAction], database: Database
) -> None:
    """Another press has been faster: that is told, and what it did stands."""
    await steps.keep(CLASS, CAROL, "1", ROLL_BACK)
    async with database.begin() as connection:
        await pending_rows.close(connection, steps.key(CLASS, CAROL, "1"), pending_rows.PUBLISHED)

    with pytest.raises(PendingClosedError, match="already been published"):
        await steps.keep(CLASS, CAROL, "1", EntryAction(ActionKind.RETIRE, "troops", 3))
    with pytest.raises(PendingClosedError):
        await steps.find_open(CLASS, CAROL, "1")
    with pytest.raises(PendingClosedError):
        await steps.discard(CLASS, CAROL, "1")

    assert await steps.find(CLASS, CAROL, "1") == (ROLL_BACK, pending_rows.PUBLISHED)


async def test_it_may_be_discarded_twice(steps: PendingStore[EntryAction]) -> None:
    """A double click is no mistake."""
    await steps.keep(CLASS, CAROL, "1", ROLL_BACK)
    await steps.discard(CLASS, CAROL, "1")
    await steps.discard(CLASS, CAROL, "1")

    with pytest.raises(PendingClosedError, match="already been discarded"):
        await steps.find_open(CLASS, CAROL, "1")


async def test_what_another_version_has_written_is_gone(
    steps: PendingStore[EntryAction], database: Database
) -> None:
    """Rather than half understood."""
    numbers = PendingStore(database, Ticking(), "step", TypeAdapter(list[int]))
    await numbers.keep(CLASS, CAROL, "1", [1])

    with pytest.raises(PendingGoneError):
        await steps.find(CLASS, CAROL, "1")


OTHERS = [
    pytest.param(OTHER, CAROL, "step", id="another server"),
    pytest.param(CLASS, DAVE, "step", id="another person"),
    pytest.param(CLASS, CAROL, "suggestion", id="another sort"),
]


@pytest.mark.parametrize(("guild", "author", "sort"), OTHERS)
async def test_a_name_alone_opens_nothing(
    steps: PendingStore[EntryAction], database: Database, guild: int, author: int, sort: str
) -> None:
    """Whoever sends the name in a form's id reads, overwrites, closes and deletes nothing by it."""
    await steps.keep(CLASS, CAROL, "1", ROLL_BACK)
    forms = TypedForms(database, Ticking(), sort)

    for trying in (
        forms.find(guild, author, "1"),
        forms.find_open(guild, author, "1"),
        forms.keep(guild, author, "1", {"text": "x"}),
        forms.discard(guild, author, "1"),
    ):
        with pytest.raises(PendingGoneError):
            await trying
    assert not await forms.drop(guild, author, "1")

    assert await steps.find(CLASS, CAROL, "1") == (ROLL_BACK, pending_rows.OPEN)


async def test_a_form_is_dropped_once_it_is_sent(database: Database) -> None:
    """A second time there is nothing to drop, and that is no error."""
    forms = TypedForms(database, Ticking(), "suggestion")
    await forms.keep(CLASS, CAROL, "1", {"title": "Typed"})

    assert await forms.find_open(CLASS, CAROL, "1") == {"title": "Typed"}
    assert await forms.drop(CLASS, CAROL, "1")
    assert not await forms.drop(CLASS, CAROL, "1")


async def test_a_row_of_an_earlier_version_is_its_authors_still(
    steps: PendingStore[EntryAction], database: Database
) -> None:
    """It was stored without its sort, and its buttons are still on Discord."""
    await steps.keep(CLASS, CAROL, "1", ROLL_BACK)
    async with database.begin() as connection:
        await connection.execute(update(DRAFTS).values(sort=""))

    assert await steps.find_open(CLASS, CAROL, "1") == ROLL_BACK
    with pytest.raises(PendingGoneError):
        await steps.find(CLASS, DAVE, "1")
