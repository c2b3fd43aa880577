"""A change that waits for its turn, as behind a large file: it is confirmed however late it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.curation.revision_service import Change
from bot.discord_kit import deferred
from bot.storage.revision_rows import Action
from tests.cogs.entries.curating import drafted, edited, history, pressable
from tests.cogs.feedback.missing import STATEMENT, ask_alike, gaps, open_first, queue, suggest
from tests.cogs.school import ids, message_of, options, texts

if TYPE_CHECKING:
    from collections.abc import Coroutine

    import simcord

    from tests.cogs.school import School

ENTRY = "zero-tolerance"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has any patience: whatever is not done at once is late."""
    monkeypatch.setattr(deferred, "DEFER_AFTER", 0)


async def late(
    school: School, press: Coroutine[Any, Any, simcord.InteractionResult]
) -> simcord.InteractionResult:
    """What comes of a press for which Discord was asked for more time, once."""
    sent = len(school.env.http_requests)
    done = await press
    answers = [one.json or {} for one in school.env.http_requests[sent:] if "/callback" in one.path]
    assert [one["type"] for one in answers] in ([5], [6])
    return done


async def title(school: School) -> str:
    """What the entry is called as it is served."""
    served = await school.bot.services.guilds.load(school.guild.id)
    return served.engine.paper.entries[ENTRY].title


async def test_a_published_entry(school: School) -> None:
    """The preview gives way to the confirmation."""
    preview = await drafted(school)

    done = await late(school, school.carol.click(message_of(preview), label="Publish"))

    assert "### Published" in texts(done)
    assert len(await history(school, "police-in-the-mission")) == 1


async def test_a_change_that_was_overtaken_meanwhile(school: School) -> None:
    """What the other did is shown all the same, and nothing is written over it."""
    preview = await edited(school, ENTRY, title="Mine")
    other = await edited(school, ENTRY, title="Theirs")
    await school.carol.click(message_of(other), label="Publish")

    done = await late(school, school.carol.click(message_of(preview), label="Publish"))

    assert "Theirs" in texts(done)
    assert await title(school) == "Theirs"
    after = await late(school, school.carol.click(message_of(done), label="Publish mine over it"))
    assert "### Published" in texts(after)
    assert await title(school) == "Mine"


async def test_a_step_back(school: School) -> None:
    """The question whether to take it gives way to what was done."""
    preview = await edited(school, ENTRY, title="Mine")
    await school.carol.click(message_of(preview), label="Publish")
    asked = await school.carol.slash(school.channel, "kb rollback", entry=ENTRY, revision=0)

    done = await late(school, school.carol.click(message_of(asked), label="Take it back"))

    assert "**Zero tolerance** is live as it was." in texts(done)
    assert await title(school) == "Zero tolerance"


async def test_a_wording(school: School) -> None:
    """A command has nothing to show meanwhile but that the bot is thinking."""
    press = school.carol.slash(
        school.channel, "kb phrasing", entry=ENTRY, wording="is any of it let pass"
    )

    done = await late(school, press)

    assert "### Taught" in texts(done)
    assert done.ephemeral


async def test_a_suggestion(school: School) -> None:
    """Approved, and its author is told."""
    await suggest(school, school.alice, STATEMENT, "12")
    shown = await queue(school)

    await late(school, school.carol.click(message_of(shown), label="Approve"))

    assert "### Published" in texts(shown)


async def test_a_gap_that_is_attached(school: School) -> None:
    """The entry learns its wordings."""
    await ask_alike(school, "covid effects on trafficking")
    shown = await open_first(school, await gaps(school))
    await school.carol.click(message_of(shown), label="Attach to an entry")
    key = next(iter(options(shown).values()))

    await late(school, school.carol.select(message_of(shown), values=[key]))

    assert "### Done" in texts(shown)


async def test_stale_revisions(school: School) -> None:
    """Confirmed and dropped, each in a reply of its own."""
    services = school.bot.services
    for name in (ENTRY, "ten-rules"):
        entry = replace(services.live_engine.paper.entries[name], title=f"Ours {name}")
        change = Change(name, Action.UPSERT, None, entry)
        await services.revisions.revise(school.guild.id, school.carol.id, [change], name)
    theirs = [
        replace(services.live_engine.paper.entries[name], title="New title of the paper")
        for name in (ENTRY, "ten-rules")
    ]
    services.live_engine.engine = services.live_engine.engine.with_entries(theirs)
    status = await school.carol.slash(school.channel, "kb status")
    confirm, _, _, drop = ids(status)

    first = await late(school, school.carol.click(message_of(status), custom_id=confirm))
    second = await late(school, school.carol.click(message_of(status), custom_id=drop))

    assert "Confirmed: " in texts(first)
    assert "Dropped: " in texts(second)
    assert first.ephemeral
    assert second.ephemeral


async def test_a_setting(school: School) -> None:
    """Its card is shown anew."""
    card = message_of(await school.carol.slash(school.channel, "server setup"))

    await late(school, school.carol.select(card, ["yes"], custom_id="set:private"))

    assert "**Saved.**" in texts(card)


async def test_what_cannot_be_done_is_told_late_too(school: School) -> None:
    """In a message of its own; the preview stays."""
    preview = await drafted(school)
    name = pressable(preview, "Publish").partition(":")[2]
    await school.bot.services.drafts.discard(school.guild.id, school.carol.id, name)

    done = await late(school, school.carol.click(message_of(preview), label="Publish"))

    (told,) = done.followups
    assert told.content == "That has already been discarded."
    assert "Police in the mission" in texts(preview)


async def test_who_is_given_up_by_discord_has_changed_it_all_the_same(school: School) -> None:
    """Asked too late for more time, the change is made nevertheless, and pressed again it is told.

    Only once is it made.
    """
    preview = await drafted(school)
    callback = "/interactions/*/callback"
    school.env.inject_error("POST", callback, status=404, code=10062, message="Unknown", times=2)
    await school.carol.click(message_of(preview), label="Publish")

    again = await late(school, school.carol.click(message_of(preview), label="Publish"))

    assert "### Published" in texts(again)
    assert len(await history(school, "police-in-the-mission")) == 1
