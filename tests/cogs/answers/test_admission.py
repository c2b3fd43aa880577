"""Where and when answers are given: pauses, channels, limits and privacy as a server has set."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
import pytest

from tests.cogs.school import message_of, sent_by_the_bot, texts

if TYPE_CHECKING:
    from tests.cogs.school import School


async def settle(school: School, **values: Any) -> None:
    """Carol's settings, however she made them."""
    await school.bot.services.settings.change(school.guild.id, school.carol.id, **values)


async def pause(school: School) -> str:
    """Pause answers for an hour; what is said of it."""
    until = school.env.now() + timedelta(hours=1)
    await settle(school, paused_until=until)
    return f"Answers are paused in this server until <t:{int(until.timestamp())}:f>"


async def test_in_a_pause_nothing_answers(school: School) -> None:
    """Commands, menus, buttons and the follow-up alike; all of it in private."""
    answer = await school.alice.slash(school.channel, "ask", question="What is SEA?", private=True)
    form = await school.alice.click(message_of(answer), label="Follow up")
    question = await school.bob.send(school.channel, "what is SEA?")
    told = await pause(school)

    replies = [
        await school.alice.slash(school.channel, "ask", question="What is SEA?"),
        await school.alice.slash(school.channel, "footnote", number=3),
        await school.alice.context_menu(school.channel, "Answer from the paper", question),
        await school.alice.click(message_of(answer), label="Cite"),
        await school.alice.click(message_of(answer), label="Related"),
        await school.alice.click(message_of(answer), label="Share"),
        await school.alice.submit_modal(form, {"question": "more"}),
    ]

    for reply in replies:
        assert reply.ephemeral
        assert message_of(reply).content.startswith(told)
        assert ":R>." in message_of(reply).content


async def test_in_a_pause_nothing_is_offered_while_typing(school: School) -> None:
    """A list of questions with their words would be a crib too."""
    assert await school.alice.autocomplete(school.channel, "define", "term", "SEA")
    await pause(school)

    assert await school.alice.autocomplete(school.channel, "define", "term", "SEA") == []


async def test_a_pause_outlives_a_restart_and_ends_by_itself(school: School) -> None:
    """At its time, and not before."""
    told = await pause(school)
    await school.restart()
    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?")
    assert message_of(reply).content.startswith(told)

    await school.env.advance_time(3600)

    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?")
    assert "Sexual exploitation and abuse" in texts(reply)


async def test_in_a_pause_the_rest_goes_on(school: School) -> None:
    """What this is, what it can do, and what managers set."""
    await pause(school)

    assert "Jocelyn Kelley" in texts(await school.alice.slash(school.channel, "about"))
    assert "/ask" in texts(await school.alice.slash(school.channel, "help"))
    card = await school.carol.slash(school.channel, "server setup")
    assert "Answers paused" in texts(card)
    await school.carol.click(message_of(card), label="Answer again")

    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?")
    assert "Sexual exploitation and abuse" in texts(reply)


async def test_a_curator_may_open_what_only_they_see(school: School) -> None:
    """Entries behind their own cards; but nothing that the class would read."""
    answer = await school.carol.slash(school.channel, "define", term="peacekeeping", private=True)
    await settle(school, curator_role=school.curators.id)
    await pause(school)

    opened = await school.carol.click(message_of(answer), label="New peacekeeping")

    assert opened.ephemeral
    assert "### New peacekeeping" in texts(opened)


async def test_a_mention_in_a_pause_is_told_once(school: School) -> None:
    """And again after five minutes; an exam's channel is not filled with it."""
    told = await pause(school)
    text = f"{school.me.mention} what is SEA?"
    await school.alice.send(school.channel, text)
    await school.bob.send(school.channel, text)
    [only] = sent_by_the_bot(school)
    assert only.content.startswith(told)

    await school.env.advance_time(300)
    await school.bob.send(school.channel, text)

    assert len(sent_by_the_bot(school)) == 2


async def test_elsewhere_the_channels_are_named(school: School) -> None:
    """To the person alone; /about and /help work everywhere."""
    lounge = school.guild.create_text_channel("lounge")
    await settle(school, channels=(school.channel.id,))

    reply = await school.alice.slash(lounge, "ask", question="What is SEA?")

    assert reply.ephemeral
    assert message_of(reply).content == f"In this server I answer in <#{school.channel.id}>."
    assert "Jocelyn Kelley" in texts(await school.alice.slash(lounge, "about"))
    here = await school.alice.slash(school.channel, "ask", question="What is SEA?")
    assert "Sexual exploitation and abuse" in texts(here)


async def test_a_mention_elsewhere_is_shown_the_way_once(school: School) -> None:
    """Several channels read as a list."""
    lounge = school.guild.create_text_channel("lounge")
    other = school.guild.create_text_channel("other")
    await settle(school, channels=(school.channel.id, other.id))
    text = f"{school.me.mention} what is SEA?"

    await school.alice.send(lounge, text)
    await school.alice.send(lounge, text)

    [only] = sent_by_the_bot(school, lounge)
    assert only.content == f"In this server I answer in <#{school.channel.id}> and <#{other.id}>."
    await school.alice.send(school.channel, text)
    assert "Sexual exploitation and abuse" in texts(sent_by_the_bot(school)[-1])


async def test_a_thread_counts_as_its_channel(school: School) -> None:
    """For commands and for mentions."""
    await settle(school, channels=(school.channel.id,))
    parent = school.bot.get_channel(school.channel.id)
    assert isinstance(parent, discord.TextChannel)
    await parent.create_thread(name="week 3", type=discord.ChannelType.public_thread)
    [thread] = school.channel.threads

    reply = await school.alice.slash(thread, "ask", question="What is SEA?")
    await school.alice.send(thread, f"{school.me.mention} what is SEA?")

    assert "Sexual exploitation and abuse" in texts(reply)
    assert "Sexual exploitation and abuse" in texts(sent_by_the_bot(school, thread)[-1])


async def test_a_server_has_limits_of_its_own(school: School) -> None:
    """One question a minute here; another server, and a DM, are as before."""
    await settle(school, user_cooldown={"uses": 1, "seconds": 60})
    await school.alice.slash(school.channel, "ask", question="What is SEA?")

    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?")
    assert message_of(reply).content.endswith("again in 60 seconds.")

    elsewhere = await school.alice.user.slash("ask", question="What is SEA?")
    assert "Sexual exploitation and abuse" in texts(elsewhere)


@pytest.mark.parametrize("private", [True, False])
async def test_a_server_says_whether_answers_are_private(school: School, *, private: bool) -> None:
    """Unless the person says otherwise."""
    await settle(school, private=private)

    usual = await school.alice.slash(school.channel, "ask", question="What is SEA?")
    asked = await school.alice.slash(
        school.channel, "ask", question="What is SEA?", private=not private
    )

    assert usual.ephemeral is private
    assert asked.ephemeral is not private


async def test_about_has_the_servers_own_note(school: School) -> None:
    """As it was written, and without any meaning to Discord."""
    await settle(school, content_note="Week 3 is hard reading. @everyone")

    reply = await school.alice.slash(school.channel, "about")

    assert "Week 3 is hard reading. \\@everyone" in texts(reply)


async def test_about_tells_for_how_long_questions_are_kept(school: School) -> None:
    """As the server has set it; what is asked in a DM is not kept."""
    told = texts(await school.alice.slash(school.channel, "about"))
    assert "What is asked in this server is kept for 30 days, without names" in told

    await settle(school, kept_days=0)

    for reply in (
        await school.alice.slash(school.channel, "about"),
        await school.alice.user.slash("about"),
    ):
        assert "Questions are not stored." in texts(reply)


async def test_in_a_dm_no_server_holds_anything_back(school: School) -> None:
    """The bot cannot know there whose pause to keep."""
    await pause(school)

    await school.alice.send_dm("what is SEA?")

    answer = school.alice.user.dm_channel.last_message
    assert answer is not None
    assert "Sexual exploitation and abuse" in texts(answer)
