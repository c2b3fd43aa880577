"""What waits for another press is kept, on both databases, and ends once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter

from bot.curation.entry_actions import STEP, ActionKind, EntryAction
from bot.curation.pending import PendingClosedError, PendingGoneError, PendingStore, TypedForms
from bot.storage import pending_rows
from tests.storage.classroom import Ticking

if TYPE_CHECKING:
    from bot.storage.database import Database

CLASS, OTHER, CAROL, DAVE = 300, 301, 9, 10
ROLL_BACK = EntryAction(ActionKind.ROLL_BACK, "troops", 2, 1)


@pytest.fixture
def steps(database: Database) -> PendingStore[EntryAction]:
    """Steps of curators."""
    return PendingStore(database, Ticking(), STEP)


async def test_it_is_found_as_it_was_kept(
    steps: PendingStore[EntryAction], database: Database
) -> None:
    """By another process too; and nowhere else."""
    await steps.keep(CLASS, CAROL, "1", ROLL_BACK)

    assert await PendingStore(database, Ticking(), STEP).find_open(CLASS, "1") == ROLL_BACK
    for guild, name in ((OTHER, "1"), (CLASS, "2")):
        with pytest.raises(PendingGoneError):
            await steps.find(guild, name)


async def test_what_has_ended_is_not_kept_anew(
    steps: PendingStore[EntryAction], database: Database
) -> None:
    """Another press has been faster: that is told, and what it did stands."""
    await steps.keep(CLASS, CAROL, "1", ROLL_BACK)
    async with database.begin() as connection:
        await pending_rows.close(connection, "1", pending_rows.PUBLISHED)

    with pytest.raises(PendingClosedError, match="already been published"):
        await steps.keep(CLASS, CAROL, "1", EntryAction(ActionKind.RETIRE, "troops", 3))
    with pytest.raises(PendingClosedError):
        await steps.find_open(CLASS, "1")
    with pytest.raises(PendingClosedError):
        await steps.discard(CLASS, "1")

    assert await steps.find(CLASS, "1") == (ROLL_BACK, pending_rows.PUBLISHED)


async def test_it_may_be_discarded_twice(steps: PendingStore[EntryAction]) -> None:
    """A double click is no mistake."""
    await steps.keep(CLASS, CAROL, "1", ROLL_BACK)
    await steps.discard(CLASS, "1")
    await steps.discard(CLASS, "1")

    with pytest.raises(PendingClosedError, match="already been discarded"):
        await steps.find_open(CLASS, "1")


async def test_what_another_version_has_written_is_gone(
    steps: PendingStore[EntryAction], database: Database
) -> None:
    """Rather than half understood."""
    await PendingStore(database, Ticking(), TypeAdapter(list[int])).keep(CLASS, CAROL, "1", [1])

    with pytest.raises(PendingGoneError):
        await steps.find(CLASS, "1")


async def test_a_form_is_its_authors_alone(database: Database) -> None:
    """What somebody typed is given back to them only, until it is dropped."""
    forms = TypedForms(database, Ticking())
    await forms.keep(CLASS, CAROL, "1", {"title": "Typed"})

    assert await forms.find_own(CLASS, CAROL, "1") == {"title": "Typed"}
    with pytest.raises(PendingGoneError):
        await forms.find_own(CLASS, DAVE, "1")
    with pytest.raises(PendingGoneError):
        await forms.keep(CLASS, DAVE, "1", {"title": "Put in its place"})
    with pytest.raises(PendingGoneError):
        await forms.drop_own(CLASS, DAVE, "1")
    with pytest.raises(PendingGoneError):
        await forms.drop_own(CLASS + 1, CAROL, "1")
    assert await forms.find_own(CLASS, CAROL, "1") == {"title": "Typed"}
    await forms.drop_own(CLASS, CAROL, "1")
    with pytest.raises(PendingGoneError):
        await forms.find_own(CLASS, CAROL, "1")


async def test_another_server_cannot_overwrite_it(
    steps: PendingStore[EntryAction], database: Database
) -> None:
    """A name that came out of a form's id is no proof of where the thing belongs."""
    await steps.keep(CLASS, CAROL, "1", ROLL_BACK)
    forms = TypedForms(database, Ticking())

    with pytest.raises(PendingGoneError):
        await steps.keep(CLASS + 1, CAROL, "1", ROLL_BACK)
    with pytest.raises(PendingGoneError):
        await forms.keep(CLASS, DAVE, "1", {"text": "x", "place": ""})

    assert await steps.find_open(CLASS, "1") == ROLL_BACK
