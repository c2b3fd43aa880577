"""Follow-ups: by the button's modal, by a reply that pings, and after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.outcome import Answered, Query
from tests.cogs.school import labels, message_of, texts

if TYPE_CHECKING:
    import discord
    import simcord

    from bot.answering.engine import Engine
    from tests.cogs.school import School

FIRST = "What is the genetic defect of the UN?"


@pytest.fixture(scope="module")
def second_answer(engine: Engine) -> str:
    """Part of what the engine itself says to "who said that?" after the first question."""
    first = engine.ask(Query(FIRST))
    assert isinstance(first, Answered)
    second = engine.ask(Query("who said that?", first.as_context(FIRST)))
    assert isinstance(second, Answered)
    return second.citations[0].text[:20]


async def follow_up(
    school: School, reply: simcord.InteractionResult, question: str
) -> simcord.InteractionResult:
    """Alice presses the button under an answer, writes her question and sends it."""
    shown = await school.alice.click(message_of(reply), label="Follow up")
    return await school.alice.submit_modal(shown, {"question": question})


async def test_a_follow_up_is_read_in_the_light_of_the_answer(
    school: School, second_answer: str
) -> None:
    """“who said that?” names who the answer's statement is from."""
    reply = await school.alice.slash(school.channel, "ask", question=FIRST)

    answer = await follow_up(school, reply, "who said that?")

    assert not answer.ephemeral
    assert second_answer in texts(answer)
    assert "“who said that?”" in texts(answer)


async def test_a_follow_up_to_a_private_answer_stays_private(school: School) -> None:
    """What was asked under an answer that only Alice sees, only Alice sees."""
    reply = await school.alice.slash(school.channel, "ask", question=FIRST, private=True)

    answer = await follow_up(school, reply, "who said that?")

    assert answer.ephemeral
    assert "Share" in labels(answer)


async def test_follow_ups_can_be_followed_up(school: School) -> None:
    """The context moves on with each answer."""
    reply = await school.alice.slash(school.channel, "ask", question=FIRST)
    second = await follow_up(school, reply, "who said that?")

    third = await follow_up(school, second, "more")

    assert third.response is not None
    assert texts(third) != texts(second)


async def test_the_button_works_after_a_restart(school: School, second_answer: str) -> None:
    """Nothing in the old process's memory was needed."""
    reply = await school.alice.slash(school.channel, "ask", question=FIRST)
    await school.restart()

    answer = await follow_up(school, reply, "who said that?")

    assert second_answer in texts(answer)


async def test_a_modal_that_was_open_during_a_restart_is_answered(
    school: School, second_answer: str
) -> None:
    """Alice was writing when the bot went down; what she sends afterwards is not lost."""
    reply = await school.alice.slash(school.channel, "ask", question=FIRST)
    shown = await school.alice.click(message_of(reply), label="Follow up")
    await school.restart()

    answer = await school.alice.submit_modal(shown, {"question": "who said that?"})

    assert second_answer in texts(answer)


async def test_without_an_answer_before_it_a_leaning_question_is_not_guessed_at(
    school: School,
) -> None:
    """“who said that?” out of nowhere."""
    reply = await school.alice.slash(school.channel, "ask", question="who said that?")

    assert "### Not covered" in texts(reply)


class TestReplies:
    """Replies that ping the bot's own message."""

    async def test_a_reply_to_an_answer_is_a_follow_up_to_it(
        self, school: School, second_answer: str
    ) -> None:
        """Bob asks on under an answer that Alice got by a mention."""
        first = await answered_by_mention(school)

        await school.bob.send(school.channel, "who said that?", reply_to=first)

        assert second_answer in texts(last(school))

    async def test_it_is_one_after_a_restart_as_well(
        self, school: School, second_answer: str
    ) -> None:
        """The answer's own buttons hold what it answered."""
        first = await answered_by_mention(school)
        await school.restart()

        await school.bob.send(school.channel, "who said that?", reply_to=first)

        assert second_answer in texts(last(school))

    async def test_a_conversation_of_replies_goes_on(self, school: School) -> None:
        """Each answer is replied to in turn."""
        first = await answered_by_mention(school)
        await school.bob.send(school.channel, "who said that?", reply_to=first)
        second = last(school)
        assert second.id != first.id

        await school.bob.send(school.channel, "more", reply_to=second)

        assert last(school).id != second.id
        assert last(school).author.id == school.me.id

    async def test_a_reply_with_a_mention_follows_up_a_commands_answer(
        self, school: School, second_answer: str
    ) -> None:
        """Discord gives the bot the text of such a reply for the mention's sake."""
        reply = await school.alice.slash(school.channel, "ask", question=FIRST)

        text = f"{school.me.mention} who said that?"
        await school.bob.send(school.channel, text, reply_to=reply.response)

        assert second_answer in texts(last(school))

    async def test_a_reply_whose_text_is_kept_back_is_told_what_to_do(self, school: School) -> None:
        """Without a mention, the bot gets no text; it says so and names the button."""
        reply = await school.alice.slash(school.channel, "ask", question=FIRST)

        await school.bob.send(school.channel, "who said that?", reply_to=reply.response)

        assert "Follow up" in last(school).content

    async def test_a_reply_to_a_classmate_with_a_mention_stands_alone(self, school: School) -> None:
        """Only the bot's own messages are followed up."""
        mine = await school.alice.send(school.channel, "What is the genetic defect?")

        await school.bob.send(school.channel, f"{school.me.mention} who said that?", reply_to=mine)

        assert "### Not covered" in texts(last(school))


async def answered_by_mention(school: School) -> discord.Message:
    """Alice mentions the bot and gets the first answer."""
    await school.alice.send(school.channel, f"{school.me.mention} {FIRST}")
    return last(school)


def last(school: School) -> discord.Message:
    """The newest message in the channel."""
    message = school.channel.last_message
    assert message is not None
    return message
