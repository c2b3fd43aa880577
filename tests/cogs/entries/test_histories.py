"""/kb history, /kb rollback and /kb retire: nothing is lost, and everything can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.curation.entry_actions import SeenRevision
from bot.discord_kit.layout import MOST_TEXT
from tests.cogs.entries.curating import (
    EDITED,
    TITLE,
    disabled,
    drafted,
    edited,
    fields,
    fill,
    history,
    let_curate,
    pressable,
    published,
    take_role,
)
from tests.cogs.school import ids, labels, message_of, options, texts

if TYPE_CHECKING:
    import simcord

    from bot.answering.engine import Engine
    from tests.cogs.school import School

ENTRY = EDITED


async def retitled(school: School, *titles: str) -> None:
    """Carol gives the entry one title after another."""
    for title in titles:
        # More commands in half a minute than nine would have to wait.
        await school.env.advance_time(10)
        preview = await edited(school, ENTRY, title=title)
        await school.carol.click(message_of(preview), label="Publish")


async def told(school: School, entry: str = ENTRY) -> simcord.InteractionResult:
    """The history, as Carol sees it."""
    return await school.carol.slash(school.channel, "kb history", entry=entry)


def title(school: School) -> str | None:
    """What the entry is called as it is served."""
    entries = school.bot.services.guilds.get(school.guild.id).engine.paper.entries
    return entries[ENTRY].title if ENTRY in entries else None


async def test_a_history_tells_who_changed_what_and_when(school: School) -> None:
    """Newest first, without a ping; one can be looked at, and taken back to."""
    await retitled(school, "First", "Second")

    reply = await told(school)

    text = texts(reply)
    assert reply.ephemeral
    assert "### History: Second\nRevision 2 is served." in text
    assert text.index("**2** changed") < text.index("**1** changed") < text.index("**0** the")
    assert f"By <@{school.carol.id}>, <t:" in text
    assert "-# Title +1 −1" in text
    assert reply.response is not None
    assert reply.response.message.mentions == [] or not reply.response.message.mention_everyone
    see = await school.carol.select(reply.response, ["2"], custom_id=f"hist-see:{ENTRY}")
    assert "**−** First\n**+** Second" in texts(see)
    assert disabled(see) == ["Take the entry back to this"]
    first = await school.carol.select(reply.response, ["1"], custom_id=f"hist-see:{ENTRY}")

    asked = await school.carol.click(message_of(first), label="Take the entry back to this")

    assert "### Take “Second” back to revision 1?" in texts(asked)
    assert "**−** Second\n**+** First" in texts(asked)
    done = await school.carol.click(message_of(asked), label="Take it back")
    assert "**First** is live as it was." in texts(done)
    assert title(school) == "First"
    assert len(await history(school, ENTRY)) == 3


async def test_an_entry_that_nobody_changed_has_a_history_too(school: School) -> None:
    """It says so."""
    reply = await told(school)

    assert "Nobody has changed it here" in texts(reply)
    assert options(reply) == {}


async def test_an_unknown_entry_has_none(school: School) -> None:
    """In a sentence."""
    reply = await told(school, "photosynthesis")

    assert reply.response is not None
    assert "There is no entry 'photosynthesis'" in reply.response.content


async def test_a_long_history_turns_its_pages(school: School) -> None:
    """Also after a restart."""
    await retitled(school, *(f"Title {n}" for n in range(11)))
    reply = await told(school)
    assert "Page 1 of 2, 11 revisions in all" in texts(reply)
    assert disabled(reply) == ["Newer"]
    await school.restart()

    older = await school.carol.click(message_of(reply), label="Older")

    assert "**1** changed" in texts(older)
    assert "**0** the paper’s own" in texts(older)
    assert disabled(older) == ["Older"]


async def test_an_entry_is_rolled_back_by_command(school: School) -> None:
    """0 is the paper's own; the box offers the revisions of the entry that was chosen."""
    await retitled(school, "First", "Second")
    offered = await school.carol.autocomplete(
        school.channel, "kb rollback", "revision", "", entry=ENTRY
    )
    assert [one["value"] for one in offered] == [2, 1, 0]
    assert offered[0]["name"].startswith("2: changed on ")
    asked = await school.carol.slash(
        school.channel, "kb rollback", entry=ENTRY, revision=0, reason="wrong"
    )
    assert "back to the paper’s own?" in texts(asked)
    await school.restart()

    done = await school.carol.click(message_of(asked), label="Take it back")

    assert f"**{TITLE}** is live as it was." in texts(done)
    assert title(school) == TITLE
    assert "The paper’s own is served." in texts(await told(school))
    assert (await history(school, ENTRY))[-1].comment == "wrong"


@pytest.mark.parametrize("revision", [3, 999])
async def test_there_is_no_such_revision(school: School, revision: int) -> None:
    """It is said which there are."""
    await retitled(school, "First")
    reply = await school.carol.slash(school.channel, "kb rollback", entry=ENTRY, revision=revision)

    assert reply.response is not None
    assert f"There is no revision {revision} of this entry here; they are 0 to 1" in (
        reply.response.content
    )


async def test_taking_back_to_what_is_there_changes_nothing(school: School) -> None:
    """And cannot be pressed."""
    await retitled(school, "First")
    reply = await school.carol.slash(school.channel, "kb rollback", entry=ENTRY, revision=1)

    assert "that would change nothing" in texts(reply)
    assert disabled(reply) == ["Take it back"]


async def test_an_entry_is_retired_and_brought_back(school: School) -> None:
    """What will no longer be answered is shown first."""
    asked = await school.carol.slash(school.channel, "kb retire", entry=ENTRY, reason="out of date")
    assert f"### Retire “{TITLE}”?" in texts(asked)
    assert "no longer be told" in texts(asked)
    assert "Why: out of date" in texts(asked)

    done = await school.carol.click(message_of(asked), label="Retire it")

    assert f"**{TITLE}** is no longer shown or answered from." in texts(done)
    assert title(school) is None
    reply = await school.alice.slash(school.channel, "define", term="zero tolerance")
    assert f"### {TITLE}" not in texts(reply)
    offered = await school.carol.autocomplete(school.channel, "kb rollback", "entry", "retired")
    assert offered == [{"name": f"Retired: {TITLE}", "value": ENTRY}]
    assert "It is not served now" in texts(await told(school))
    back = await school.carol.slash(school.channel, "kb rollback", entry=ENTRY, revision=0)
    await school.carol.click(message_of(back), label="Take it back")
    assert title(school) == TITLE


async def test_pressed_twice_it_is_retired_once(school: School) -> None:
    """The second press is confirmed as the first."""
    asked = await school.carol.slash(school.channel, "kb retire", entry=ENTRY, reason="old")
    name = pressable(asked, "Retire it").split(":")[1]
    await school.bot.services.history.take(
        school.guild.id, school.carol.id, name, SeenRevision(0, 0)
    )

    done = await school.carol.click(message_of(asked), label="Retire it")

    assert "### Retired" in texts(done)
    assert len(await history(school, ENTRY)) == 1


async def test_who_lost_the_role_meanwhile_takes_no_step(school: School) -> None:
    """Neither by the card nor by the history."""
    await let_curate(school)
    await retitled(school, "First")
    asked = await school.dave.slash(school.channel, "kb retire", entry=ENTRY, reason="old")
    card = await school.dave.slash(school.channel, "kb history", entry=ENTRY)
    take_role(school, school.dave)

    replies = [
        await school.dave.click(message_of(asked), label="Retire it"),
        await school.dave.click(message_of(asked), label="Leave it as it is"),
        await school.dave.select(message_of(card), ["1"], custom_id=f"hist-see:{ENTRY}"),
    ]

    for reply in replies:
        assert reply.response is not None
        assert "curators can do that" in reply.response.content
    assert title(school) == "First"


async def test_a_change_that_came_meanwhile_is_shown_before_the_step(school: School) -> None:
    """The next press is over that, and nothing later."""
    await let_curate(school)
    asked = await school.dave.slash(school.channel, "kb retire", entry=ENTRY, reason="old")
    await retitled(school, "First")

    met = await school.dave.click(message_of(asked), label="Retire it")

    assert "**It was changed meanwhile.** By" in texts(met)
    assert "**+** First" in texts(met)
    assert title(school) == "First"
    await school.dave.click(message_of(met), label="Retire it")
    assert title(school) is None


async def test_a_change_that_could_not_be_shown_is_not_gone_over(school: School) -> None:
    """The card that tells of it is lost on the way; the old button shows it again."""
    await let_curate(school)
    asked = await school.dave.slash(school.channel, "kb retire", entry=ENTRY, reason="old")
    await retitled(school, "First")
    school.env.inject_error("POST", "/interactions/*/callback", status=500, times=1)
    await school.dave.click(message_of(asked), label="Retire it")

    again = await school.dave.click(message_of(asked), label="Retire it")

    assert "**It was changed meanwhile.** By" in texts(again)
    assert title(school) == "First"


async def test_the_longest_step_fits_into_a_message(school: School) -> None:
    """Of a long entry, with a long reason, and a change of a long reason meanwhile."""
    await let_curate(school)
    lines = "\n".join(f"{'*_' * 60} and more of number {n}. [12]" for n in range(20))
    preview = await edited(school, ENTRY, statements=lines, title="_" * 100)
    await school.carol.click(message_of(preview), label="Publish")
    await school.env.advance_time(30)
    for command, more in (("kb rollback", {"revision": 0}), ("kb retire", {})):
        why = "*" * 300
        asked = await school.dave.slash(school.channel, command, entry=ENTRY, reason=why, **more)
        preview = await edited(school, ENTRY, title=f"{'*' * 99}{command}")
        await school.carol.click(message_of(preview), label="Publish")

        met = await school.dave.click(message_of(asked), custom_id=ids(asked)[0])

        assert "**It was changed meanwhile.**" in texts(met)
        assert len(texts(met)) <= MOST_TEXT
        await school.env.advance_time(30)


async def test_an_entry_of_the_server_alone_goes_and_comes_back(school: School) -> None:
    """Before its first revision there was none."""
    await published(school)
    entry = "police-in-the-mission"
    reply = await told(school, entry)
    assert "**1** added." in texts(reply)
    assert "**0** not there" in texts(reply)
    gone = await school.carol.slash(school.channel, "kb rollback", entry=entry, revision=0)

    done = await school.carol.click(message_of(gone), label="Take it back")

    assert "is no longer shown, as it was then." in texts(done)
    back = await school.carol.slash(school.channel, "kb rollback", entry=entry, revision=1)
    done = await school.carol.click(message_of(back), label="Take it back")
    assert "**Police in the mission** is live as it was." in texts(done)
    # A new entry of the same name does not go on with the history of one that was retired.
    gone = await school.carol.slash(school.channel, "kb retire", entry=entry, reason="old")
    await school.carol.click(message_of(gone), label="Retire it")
    preview = await drafted(school)
    done = await school.carol.click(message_of(preview), label="Publish")
    assert "`police-in-the-mission-2`" in texts(done)


async def test_an_old_revision_that_no_longer_fits_is_opened_as_a_draft(school: School) -> None:
    """Its wording has been given to another entry since."""
    preview = await edited(school, ENTRY, phrasings="A question of its own?", title="First")
    await school.carol.click(message_of(preview), label="Publish")
    preview = await edited(school, ENTRY, phrasings="Another question?")
    await school.carol.click(message_of(preview), label="Publish")
    await school.carol.slash(
        school.channel, "kb phrasing", entry="kosovo", wording="a question of its own"
    )

    asked = await school.carol.slash(school.channel, "kb rollback", entry=ENTRY, revision=1)

    assert "**That cannot be done as it is**" in texts(asked)
    assert "so has the entry 'kosovo'" in texts(asked)
    assert disabled(asked) == ["Take it back"]
    form = await school.carol.click(message_of(asked), label="Open it as a draft")
    assert fields(form)["phrasings"] == "A question of its own?"


async def test_a_draft_of_old_brings_its_sources_along(school: School) -> None:
    """Nobody else's entry rests on them any more, and still they need not be typed again."""
    source = {"author": "Doe, Jane", "title": "On it", "year": "2019", "url": "https://e.org/a"}
    preview = await drafted(
        school, statements="One. [12]\nTwo.", phrasings="A question of its own?"
    )
    form = await school.carol.click(message_of(preview), label="New source")
    preview = await school.carol.submit_modal(form, source | {"statement": "2"})
    await school.carol.click(message_of(preview), label="Publish")
    entry = "police-in-the-mission"
    gone = await school.carol.slash(school.channel, "kb retire", entry=entry, reason="old")
    await school.carol.click(message_of(gone), label="Retire it")
    await school.carol.slash(
        school.channel, "kb phrasing", entry="kosovo", wording="a question of its own"
    )
    asked = await school.carol.slash(school.channel, "kb rollback", entry=entry, revision=1)

    form = await school.carol.click(message_of(asked), label="Open it as a draft")
    preview = await fill(school.carol, form, phrasings="Another question?")

    assert disabled(preview) == []
    done = await school.carol.click(message_of(preview), label="Publish")
    assert "### Published" in texts(done)


class TestStale:
    """The paper's own entry has changed under a revision; both are there until somebody decides."""

    async def reloaded(self, school: School, engine: Engine) -> None:
        """The knowledge is read again, with another text of the entry."""
        own = engine.paper.entries[ENTRY]
        claims = (replace(own.claims[0], text="The paper’s text is another now."),)
        school.bot.services.live_engine.engine = engine.with_entries([replace(own, claims=claims)])
        await school.bot.services.guilds.load(school.guild.id)

    async def test_it_is_confirmed(self, school: School, engine: Engine) -> None:
        """The same again, over what the paper says now; once however often it is pressed."""
        await retitled(school, "First")
        await self.reloaded(school, engine)
        reply = await told(school)
        assert "**The paper’s own entry has changed**" in texts(reply)
        assert labels(reply)[:2] == ["Confirm", "Drop"]

        done = await school.carol.click(message_of(reply), label="Confirm")
        again = await school.carol.click(message_of(reply), label="Confirm")

        assert f"Confirmed: `{ENTRY}` stays" in texts(done)
        assert "Confirmed" in texts(again)
        assert title(school) == "First"
        assert len(await history(school, ENTRY)) == 2
        assert "has changed" not in texts(await told(school))

    async def test_it_is_dropped(self, school: School, engine: Engine) -> None:
        """The paper's own is served, and the history keeps what was dropped."""
        await retitled(school, "First")
        await self.reloaded(school, engine)
        reply = await told(school)

        done = await school.carol.click(message_of(reply), label="Drop")

        assert f"Dropped: the paper’s own `{ENTRY}` is live now." in texts(done)
        assert title(school) == TITLE
        assert len(await history(school, ENTRY)) == 2

    async def test_an_edit_or_a_wording_does_not_confirm_it(
        self, school: School, engine: Engine
    ) -> None:
        """Nobody has looked at what the paper says now."""
        await retitled(school, "First")
        await self.reloaded(school, engine)
        await retitled(school, "Second")
        await school.carol.slash(
            school.channel, "kb phrasing", entry=ENTRY, wording="slack for wrongdoers"
        )

        assert "**The paper’s own entry has changed**" in texts(await told(school))

    async def test_somebody_who_lost_the_role_decides_nothing(
        self, school: School, engine: Engine
    ) -> None:
        """At the press."""
        await let_curate(school)
        await retitled(school, "First")
        await self.reloaded(school, engine)
        reply = await school.dave.slash(school.channel, "kb history", entry=ENTRY)
        take_role(school, school.dave)

        for label in ("Confirm", "Drop"):
            refused = await school.dave.click(message_of(reply), label=label)
            assert refused.response is not None
            assert "curators can do that" in refused.response.content
        assert len(await history(school, ENTRY)) == 1
