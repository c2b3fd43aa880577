"""Mentions and DMs: plain messages that are meant for the bot, and those that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.config import Config
from tests.cogs.school import labels, sent_by_the_bot, texts

if TYPE_CHECKING:
    from tests.cogs.school import School


async def test_a_mention_is_answered_with_a_reply_that_pings_nobody(school: School) -> None:
    """The card does not repeat the question: the reply stands under it."""
    asked = await school.alice.send(school.channel, f"{school.me.mention} what is SEA?")

    [answer] = sent_by_the_bot(school)
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    assert texts(answer).startswith("### The UN defines sexual exploitation and abuse (SEA) as ")
    assert "what is SEA" not in texts(answer)
    assert answer.mentions == []


async def test_a_dm_is_answered_without_a_mention(school: School) -> None:
    """Nobody else reads there, so there is nothing to share with."""
    await school.alice.send_dm("what is SEA?")

    answer = school.alice.user.dm_channel.last_message
    assert answer is not None
    assert texts(answer).startswith("### The UN defines sexual exploitation and abuse (SEA) as ")
    assert labels(answer) == ["Follow up", "Cite", "Related", "Remarks"]


async def test_who_tells_of_harm_in_a_channel_is_not_repeated(school: School) -> None:
    """The reply comes in private, sends to people, and has nothing to press."""
    mention = school.me.mention
    await school.alice.send(school.channel, f"{mention} I was abused by a peacekeeper")

    answer = school.alice.user.dm_channel.last_message
    assert answer is not None
    assert sent_by_the_bot(school) == []
    assert "a person you trust" in texts(answer)
    assert "abused" not in texts(answer)
    assert labels(answer) == []


async def test_commands_work_in_a_dm_and_are_not_hidden_there(school: School) -> None:
    """An ephemeral message would vanish from the only place where it is of use."""
    reply = await school.alice.user.slash("ask", question="What is SEA?", private=True)

    assert not reply.ephemeral
    assert "Share" not in labels(reply)


@pytest.mark.parametrize(
    "text", ["what is SEA?", "@everyone what is SEA?", "TestBot, what is SEA?"]
)
async def test_what_is_not_meant_for_the_bot_is_left_alone(school: School, text: str) -> None:
    """Talk between students is theirs."""
    await school.alice.send(school.channel, text)

    assert sent_by_the_bot(school) == []


async def test_other_bots_are_not_answered(school: School) -> None:
    """Two bots that answer each other never stop."""
    other = school.guild.add_member(school.env.create_user("otherbot", bot=True))

    await other.send(school.channel, f"{school.me.mention} what is SEA?")

    assert sent_by_the_bot(school) == []


async def test_a_mention_alone_is_told_how_to_ask(school: School) -> None:
    """No question, no answer, but a way on."""
    await school.alice.send(school.channel, school.me.mention)

    [answer] = sent_by_the_bot(school)
    assert "/ask" in answer.content


async def test_where_the_bot_may_not_write_nothing_happens(school: School) -> None:
    """It was mentioned in a channel that it can only read; that is no error."""
    import discord

    quiet = school.guild.create_text_channel(
        "announcements",
        overwrites={school.me: discord.PermissionOverwrite(send_messages=False)},
    )

    await school.alice.send(quiet, f"{school.me.mention} what is SEA?")

    assert [m.author.id for m in quiet.history()] == [school.alice.id]


class TestCooldown:
    """Asking by message counts as asking by command does."""

    @pytest.fixture
    def config(self) -> Config:
        """One question in ten seconds."""
        return Config.model_validate({"cooldowns": {"user": {"uses": 1, "seconds": 10}}})

    async def test_it_is_said_when_to_come_back(self, school: School) -> None:
        """Once, however often Alice tries; ten seconds later there is an answer again."""
        text = f"{school.me.mention} what is SEA?"
        await school.alice.send(school.channel, text)
        await school.alice.send(school.channel, text)
        assert sent_by_the_bot(school)[-1].content.endswith("ask again in 10 seconds.")

        told = len(sent_by_the_bot(school))
        await school.alice.send(school.channel, text)
        assert len(sent_by_the_bot(school)) == told

        await school.env.advance_time(10)
        await school.alice.send(school.channel, text)

        assert "SEA" in texts(sent_by_the_bot(school)[-1])
