"""/kb status: how the knowledge stands in a server, and what waits for its curators."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.answering.engine import Engine
from bot.curation.revision_service import Change
from bot.storage import feedback_rows, revision_rows
from bot.storage.revision_rows import Action, Revision
from cogs.settings.audit_channel import post_pending
from tests.cogs.school import ids, labels, message_of, texts

if TYPE_CHECKING:
    from tests.cogs.school import School


async def revise(school: School, *changes: Change) -> None:
    """Carol publishes."""
    name = "-".join(f"{one.entry_id}-{one.action}" for one in changes)
    await school.bot.services.revisions.revise(school.guild.id, school.carol.id, changes, name)


def edited(school: School, name: str, *, title: str) -> Change:
    """A change of the paper's own entry."""
    entry = school.bot.services.live_engine.paper.entries[name]
    return Change(name, Action.UPSERT, None, replace(entry, title=title))


async def test_counts_and_last_changes(school: School) -> None:
    """Of the paper, edited, retired and own; suggestions and gaps that are open."""
    paper = school.bot.services.live_engine.paper
    own = replace(paper.entries["sea"], id="own-entry", phrasings=())
    await revise(school, edited(school, "sea", title="SEA, in short"))
    await revise(school, Change("ten-rules", Action.RETIRE, None))
    await revise(school, Change("own-entry", Action.UPSERT, None, own))
    guild, now = school.guild.id, school.env.now()
    async with school.bot.services.database.begin() as connection:
        await feedback_rows.add_suggestion(
            connection, guild=guild, author=1, at=now, text="x", place="", request="a"
        )
        await feedback_rows.report_gap(
            connection,
            guild=guild,
            author=1,
            at=now,
            text="y",
            kind="missing",
            entry="",
            request="b",
        )

    reply = await school.carol.slash(school.channel, "kb status")

    assert reply.ephemeral
    told = texts(reply)
    count = len(paper.entries)
    assert f"**{count}** entries are served: the paper’s {count}, less 1 retired" in told
    assert "1 of this server’s own; 1 of the paper’s are edited" in told
    assert "1 open suggestion: /kb queue" in told
    assert "1 open report by students: /kb gaps" in told
    assert "Change number 3 of this server" in told
    assert told.splitlines()[-3] == (
        f"- <t:{int(now.timestamp())}:f> <@{school.carol.id}>: published an entry `own-entry`"
    )


async def test_a_stale_revision_is_confirmed_or_dropped_there(school: School) -> None:
    """The buttons work after a restart, and what is done is off the list."""
    await revise(school, edited(school, "sea", title="SEA, in short"))
    await revise(school, edited(school, "ten-rules", title="Ten rules, in short"))
    services = school.bot.services
    changed = [
        replace(services.live_engine.paper.entries[name], title="New title of the paper")
        for name in ("sea", "ten-rules")
    ]
    services.live_engine.engine = services.live_engine.engine.with_entries(changed)

    reply = await school.carol.slash(school.channel, "kb status")

    told = texts(reply)
    assert "**To be looked at**" in told
    assert f"SEA, in short (`sea`), by <@{school.carol.id}>" in told
    assert labels(reply) == ["Confirm", "Drop", "Confirm", "Drop"]
    confirm, _, _, drop = ids(reply)

    await school.carol.click(message_of(reply), custom_id=confirm)
    await school.carol.click(message_of(reply), custom_id=drop)

    assert "To be looked at" not in texts(await school.carol.slash(school.channel, "kb status"))
    entries = services.guilds.get(school.guild.id).engine.paper.entries
    assert entries["sea"].title == "SEA, in short"
    assert entries["ten-rules"].title == "New title of the paper"


async def test_a_revision_of_a_merged_entry_waits_there(school: School) -> None:
    """It is served again as the server's own, or dropped; its history is there all the time."""
    names = ("ten-rules", "zero-tolerance")
    for name in names:
        await revise(school, edited(school, name, title=f"Ours: {name}"))
    services = school.bot.services
    paper = services.live_engine.paper
    later = replace(
        paper,
        entries={key: one for key, one in paper.entries.items() if key not in names},
        former=dict.fromkeys(names, "sea"),
        digest="later",
    )
    services.live_engine.engine = Engine(later, {})

    reply = await school.carol.slash(school.channel, "kb status")

    told = texts(reply)
    assert "**Merged**: the paper’s entries that these changed are part of others now." in told
    title = paper.entries["sea"].title
    assert f"`ten-rules`, revision 1: it is part of “{title}” (sea) now" in told
    assert labels(reply) == ["Serve it again", "Drop", "Serve it again", "Drop"]
    again, _, _, drop = ids(reply)

    await school.carol.click(message_of(reply), custom_id=again)
    await school.carol.click(message_of(reply), custom_id=drop)

    assert "Merged" not in texts(await school.carol.slash(school.channel, "kb status"))
    entries = services.guilds.get(school.guild.id).engine.paper.entries
    assert entries["ten-rules"].title == "Ours: ten-rules"
    assert "zero-tolerance" not in entries
    kept = await school.carol.slash(school.channel, "kb history", entry="zero-tolerance")
    assert "Ours: zero-tolerance" in texts(kept)


async def test_what_is_set_aside_is_shown_with_why(school: School) -> None:
    """And the paper's own is served meanwhile."""
    await revise(school, edited(school, "sea", title="SEA, in short"))
    row = Revision(
        0, school.guild.id, "sea", 2, Action.UPSERT, "{}", "", 1, 1,
        school.env.now(), "", "broken",
    )  # fmt: skip
    async with school.bot.services.database.begin() as connection:
        await revision_rows.append(connection, [row])
    await school.bot.services.guilds.refresh(school.guild.id)

    told = texts(await school.carol.slash(school.channel, "kb status"))

    assert "**Skipped**" in told
    assert "- `sea`, revision 2: it is not written as this program writes" in told


async def test_trouble_with_the_audit_channel_is_shown(school: School) -> None:
    """With how many changes went untold, and what to do."""
    quiet = school.guild.create_text_channel(
        "quiet",
        overwrites={school.me: discord.PermissionOverwrite(send_messages=False)},
    )
    await school.bot.services.settings.change(
        school.guild.id, school.carol.id, audit_channel=quiet.id
    )
    await revise(school, Change("ten-rules", Action.RETIRE, None))
    await post_pending(school.bot)

    told = texts(await school.carol.slash(school.channel, "kb status"))

    assert "**The audit channel has a problem.** The last 2 changes could not be posted in" in told
    assert f"<#{quiet.id}>: the bot may not write there." in told


async def test_it_is_for_curators(school: School) -> None:
    """Dave may see the command, and is a curator once his role is."""
    refused = await school.dave.slash(school.channel, "kb status")
    assert "Only this server's curators" in message_of(refused).content

    await school.bot.services.settings.change(
        school.guild.id, school.carol.id, curator_role=school.curators.id
    )

    assert "What the bot knows here" in texts(await school.dave.slash(school.channel, "kb status"))


async def test_the_fullest_status_is_one_message(school: School) -> None:
    """More of everything than fits, with the longest titles: Discord takes it."""
    names = [*school.bot.services.live_engine.paper.entries][:12]
    await revise(school, *(edited(school, name, title="Long " * 60) for name in names))
    rows = [
        Revision(
            0, school.guild.id, f"broken-{n}", 1, Action.UPSERT, '{"entry": {"id": "x"}}', "", 1, 1,
            school.env.now(), "", "broken",
        )
        for n in range(12)
    ]  # fmt: skip
    async with school.bot.services.database.begin() as connection:
        await revision_rows.append(connection, rows)
    services = school.bot.services
    changed = [replace(services.live_engine.paper.entries[name], title="New") for name in names]
    services.live_engine.engine = services.live_engine.engine.with_entries(changed)

    told = texts(await school.carol.slash(school.channel, "kb status"))

    assert "and 4 more" in told
    assert "and 7 more, once these are done" in told
    assert len(told) < 4000
