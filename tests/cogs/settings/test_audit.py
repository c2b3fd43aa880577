"""The audit channel: every change of knowledge and settings is told there, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from sqlalchemy import update

from bot.curation.revision_service import Change
from bot.storage import revision_rows
from bot.storage.revision_rows import Action
from bot.storage.tables import AUDIT
from cogs.settings.audit_channel import post_pending
from tests.cogs.school import message_of, texts

if TYPE_CHECKING:
    import simcord

    from tests.cogs.school import School


async def settle(school: School, **values: Any) -> None:
    """Carol's settings, however she made them."""
    await school.bot.services.settings.change(school.guild.id, school.carol.id, **values)


async def log(school: School) -> simcord.ChannelHandle:
    """A channel for changes, set and told of already."""
    channel = school.guild.create_text_channel("audit")
    await settle(school, audit_channel=channel.id)
    assert await post_pending(school.bot) == 1
    return channel


def retired(school: School, entry: str) -> str:
    """Return the line that says so of an entry that was retired."""
    title = school.bot.services.live_engine.paper.entries[entry].title
    return f"**Retired an entry**: {title} (`{entry}`)"


async def retire(school: School, entry: str = "sea", comment: str = "doubtful") -> None:
    """Carol retires an entry."""
    await school.bot.services.revisions.revise(
        school.guild.id,
        school.carol.id,
        [Change(entry, Action.RETIRE, None, comment=comment)],
        f"press-{entry}-{comment}",
    )


async def trouble(school: School) -> tuple[int, str]:
    """What is kept of changes that could not be told."""
    async with school.bot.services.database.read() as connection:
        return await revision_rows.troubled(connection, school.guild.id)


def bodies(school: School, channel: simcord.ChannelHandle) -> list[dict[str, Any]]:
    """What was sent to a channel, as it was sent."""
    path = f"/channels/{channel.id}/messages"
    sent = [one for one in school.env.http_requests if one.method == "POST"]
    return [dict(one.json or {}) for one in sent if one.path.endswith(path)]


async def test_a_change_is_told_with_who_what_and_why(school: School) -> None:
    """Nobody is pinged, and a comment has no meaning to Discord."""
    channel = await log(school)
    await retire(school, comment="see @everyone **now**")

    assert await post_pending(school.bot) == 1

    message = channel.history()[-1]
    assert texts(message).splitlines() == [
        "**Retired an entry**: Sexual exploitation and abuse (SEA) (`sea`)",
        "> see \\@everyone \\*\\*now\\*\\*",
        f"-# by <@{school.carol.id}>, <t:{int(school.env.now().timestamp())}:f>",
        "-# /kb history entry: sea shows what was there before",
    ]
    assert bodies(school, channel)[-1]["allowed_mentions"]["parse"] == []
    assert message.mention_everyone is False


async def test_a_change_of_settings_reads_before_and_after(school: School) -> None:
    """Roles and channels by their names, pinging nobody."""
    channel = await log(school)
    card = await school.carol.slash(school.channel, "server setup")
    await school.carol.select(message_of(card), [school.curators], custom_id="set:role")

    await post_pending(school.bot)

    told = texts(channel.history()[-1])
    assert told.startswith("**Changed the settings**\n> Curator role: nobody but")
    assert f"→ <@&{school.curators.id}>" in told
    assert bodies(school, channel)[-1]["allowed_mentions"]["parse"] == []


async def test_a_crash_after_sending_tells_nothing_twice(school: School) -> None:
    """The row is sent again under the name that Discord knows from the first time."""
    channel = await log(school)
    await retire(school)
    await post_pending(school.bot)
    async with school.bot.services.database.begin() as connection:
        [row] = await revision_rows.last_audited(connection, school.guild.id, 1)
        await connection.execute(update(AUDIT).values(posted=False).where(AUDIT.c.id == row.id))
    await school.restart()

    await post_pending(school.bot)

    first, second = bodies(school, channel)[-2:]
    assert first == second
    assert first["nonce"] == f"audit-{row.id}"
    assert first["enforce_nonce"] is True


async def test_what_was_not_told_before_a_restart_is_told_after_it(school: School) -> None:
    """In the order in which it happened."""
    channel = await log(school)
    await retire(school, "sea")
    await retire(school, "ten-rules")
    await school.restart()

    assert await post_pending(school.bot) == 2

    told = [texts(message).splitlines()[0] for message in channel.history()[-2:]]
    assert told == [retired(school, "sea"), retired(school, "ten-rules")]
    assert await post_pending(school.bot) == 0


async def test_a_deleted_channel_is_noted_once_and_not_tried_for_ever(school: School) -> None:
    """What went untold is counted until something is told again."""
    channel = await log(school)
    there = school.bot.get_channel(channel.id)
    assert isinstance(there, discord.TextChannel)
    await there.delete()
    await retire(school)

    assert await post_pending(school.bot) == 1
    assert await trouble(school) == (1, "the channel is no more")
    assert await post_pending(school.bot) == 0

    await settle(school, audit_channel=school.channel.id)
    await post_pending(school.bot)
    assert await trouble(school) == (0, "")


async def test_a_lost_permission_is_noted(school: School) -> None:
    """In words that say what is missing."""
    quiet = school.guild.create_text_channel(
        "quiet",
        overwrites={school.me: discord.PermissionOverwrite(send_messages=False)},
    )
    await settle(school, audit_channel=quiet.id)

    assert await post_pending(school.bot) == 1

    assert await trouble(school) == (1, "the bot may not write there")
    assert quiet.history() == []


async def test_without_a_channel_nothing_waits(school: School) -> None:
    """A channel that is set later is not filled with the past."""
    await retire(school)
    assert await post_pending(school.bot) == 1
    assert await trouble(school) == (0, "")

    channel = school.guild.create_text_channel("audit")
    await settle(school, audit_channel=channel.id)
    await post_pending(school.bot)

    assert len(channel.history()) == 1


async def test_discords_own_trouble_is_waited_out(school: School) -> None:
    """Later changes of that server wait as well, so that their order stays."""
    channel = await log(school)
    await retire(school, "sea")
    await retire(school, "ten-rules")
    school.env.inject_error("POST", f"/channels/{channel.id}/messages", status=503, times=None)

    assert await post_pending(school.bot) == 0

    school.env.backend.faults.clear()
    assert await post_pending(school.bot) == 2
    told = [texts(message).splitlines()[0] for message in channel.history()[-2:]]
    assert told == [retired(school, "sea"), retired(school, "ten-rules")]
