"""What becomes of an answer when the question above it is deleted or edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cogs.school import said, sent_by_the_bot, texts

if TYPE_CHECKING:
    import discord

    from tests.cogs.school import School


async def mention(school: School, text: str) -> discord.Message:
    """Alice asks the bot in the channel."""
    return await school.alice.send(school.channel, f"{school.me.mention} {text}")


async def test_the_answer_goes_with_a_deleted_question(school: School) -> None:
    """And nothing happens where the bot has not answered, or where the answer is gone too."""
    chat = await school.bob.send(school.channel, "hello all")
    asked = await mention(school, "what is SEA?")
    kept = await mention(school, "what is impunity?")

    await school.alice.delete(asked)
    await school.bob.delete(chat)

    [answer] = sent_by_the_bot(school)
    assert "Impunity" in texts(answer)
    await school.carol.delete(answer)
    await school.alice.delete(kept)
    assert sent_by_the_bot(school) == []


async def test_the_answer_is_renewed_when_the_question_is_edited(school: School) -> None:
    """In place; an answer becomes a line and a line an answer."""
    asked = await mention(school, "what is SEA?")
    [first] = sent_by_the_bot(school)

    await school.alice.edit(asked, f"{school.me.mention} what is impunity?")
    [second] = sent_by_the_bot(school)
    assert second.id == first.id
    assert "Impunity" in texts(second)

    await school.alice.edit(asked, f"{school.me.mention} thanks!")
    [line] = sent_by_the_bot(school)
    assert line.content

    await school.alice.edit(asked, f"{school.me.mention} what is SEA?")
    [again] = sent_by_the_bot(school)
    assert "Sexual exploitation and abuse" in texts(again)


async def test_what_the_bot_cannot_read_or_is_too_old_stays(school: School) -> None:
    """Discord sends no text of a message that mentions the bot no more."""
    asked = await mention(school, "what is SEA?")

    await school.alice.edit(asked, "what is impunity?")
    assert "Sexual exploitation" in said(sent_by_the_bot(school)[0])

    await school.env.advance_time(6 * 60)
    await school.alice.edit(asked, f"{school.me.mention} what is impunity?")
    [answer] = sent_by_the_bot(school)
    assert "Sexual exploitation" in texts(answer)


async def test_an_edit_that_tells_of_harm_is_answered_alone(school: School) -> None:
    """Nothing of it is left in the channel."""
    asked = await mention(school, "what is SEA?")

    await school.alice.edit(asked, f"{school.me.mention} I was abused by a peacekeeper")

    assert sent_by_the_bot(school) == []
    private = school.alice.user.dm_channel.last_message
    assert private is not None
    assert "a person you trust" in texts(private)


async def test_a_classmates_message_is_answered_by_its_menu(school: School) -> None:
    """Discord does not show the bot what the classmate wrote, so it says how to go on."""
    theirs = await school.bob.send(school.channel, "what is SEA?")

    await school.alice.send(school.channel, school.me.mention, reply_to=theirs)

    [hint] = sent_by_the_bot(school)
    assert "Apps › Answer from the paper" in hint.content
