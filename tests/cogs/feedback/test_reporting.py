"""In one press: not covered, or not what I asked; the moderators see it, and nobody else learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.curation.guild_settings import GuildSettings
from bot.storage.tables import GAPS, QUESTIONS
from tests.cogs.entries.curating import EDITED, TITLE
from tests.cogs.feedback.missing import ANSWERED, MISSED, ask, gaps, open_first, rows, set_up
from tests.cogs.school import labels, message_of, texts
from tests.support.shipped import unclear_term

if TYPE_CHECKING:
    from tests.cogs.school import School


async def test_a_question_that_is_not_covered_is_told_to_the_moderators(school: School) -> None:
    """Alice presses once, and Carol sees it in her list."""
    reply = await ask(school, school.alice, MISSED)
    assert "### Not covered" in texts(reply)

    told = await school.alice.click(message_of(reply), label="Tell the moderators")

    assert told.ephemeral
    assert "Thank you" in texts(told)
    shown = texts(await gaps(school))
    assert MISSED in shown
    assert "1 student, once, 1 reported" in shown


async def test_what_was_dismissed_is_not_said_to_be_in_the_list(school: School) -> None:
    """Pressed again under the same message."""
    reply = await ask(school, school.alice, MISSED)
    await school.alice.click(message_of(reply), label="Tell the moderators")
    shown = await open_first(school, await gaps(school))
    await school.carol.click(message_of(shown), label="Dismiss")

    again = await school.alice.click(message_of(reply), label="Tell the moderators")

    assert "already, and they have looked at it." in texts(again)


async def test_pressing_twice_reports_once(school: School) -> None:
    """The second press says so; a classmate's press under the same message is another report."""
    reply = await ask(school, school.alice, MISSED)
    await school.alice.click(message_of(reply), label="Tell the moderators")

    again = await school.alice.click(message_of(reply), label="Tell the moderators")
    await school.bob.click(message_of(reply), label="Tell the moderators")

    assert "already" in texts(again)
    assert len(await rows(school, GAPS)) == 2
    assert "2 students" in texts(await gaps(school))


async def test_an_answer_to_something_else_is_reported_with_what_was_shown(school: School) -> None:
    """Under every answer there is the button; it works after a restart."""
    reply = await ask(school, school.alice, ANSWERED)
    await school.restart()

    told = await school.alice.click(message_of(reply), label="Not what I asked")

    assert "Thank you" in texts(told)
    [gap] = await rows(school, GAPS)
    assert gap["text"] == ANSWERED
    assert gap["kind"] == "mismatched"
    assert gap["entry"] == EDITED
    shown = await open_first(school, await gaps(school))
    assert f"Shown instead: *{TITLE}*" in texts(shown)


async def test_none_of_what_was_offered_is_reported(school: School) -> None:
    """“Did you mean” may miss what was meant."""
    question = f"What is {unclear_term()}?"
    reply = await ask(school, school.alice, question)

    await school.alice.click(message_of(reply), label="None of these")

    [gap] = await rows(school, GAPS)
    assert (gap["kind"], gap["text"]) == ("mismatched", question)


@pytest.mark.parametrize("label", ["Tell the moderators", "Suggest what is missing"])
async def test_what_stands_under_not_covered_works_after_a_restart(
    school: School, label: str
) -> None:
    """The message itself holds the question."""
    reply = await ask(school, school.alice, MISSED)
    await school.restart()

    pressed = await school.alice.click(message_of(reply), label=label)

    if label == "Tell the moderators":
        assert [gap["text"] for gap in await rows(school, GAPS)] == [MISSED]
    else:
        assert MISSED in str(pressed.modal)


async def test_a_long_question_is_kept_as_far_as_its_message_holds_it(school: School) -> None:
    """Some two hundred characters at least, from its beginning."""
    question = (
        "how did the ministries of finance in the neighbouring monarchies calculate yearly tariffs "
        "on imported bicycles, umbrellas, violins and pianos, and how did the vineyards of the "
        "coast bottle their wines? "
    ) * 2

    reply = await ask(school, school.alice, question)
    await school.alice.click(message_of(reply), label="Tell the moderators")

    [gap] = await rows(school, GAPS)
    assert question.startswith(gap["text"])
    assert len(gap["text"]) >= 150


async def test_a_mention_can_be_reported_as_well(school: School) -> None:
    """By whoever sees the reply."""
    me = school.me
    await school.alice.send(school.channel, f"{me.mention} {MISSED}")
    reply = school.channel.last_message
    assert reply is not None

    await school.bob.click(reply, label="Tell the moderators")

    assert [gap["text"] for gap in await rows(school, GAPS)] == [MISSED]


@pytest.mark.parametrize("question", ["hello", "2 + 2", "who said that?", "footnote 900"])
async def test_what_is_no_question_of_the_paper_cannot_be_reported(
    school: School, question: str
) -> None:
    """Small talk, sums, and notes that there are not."""
    reply = await ask(school, school.alice, question)

    assert "Tell the moderators" not in labels(reply)


async def test_where_there_are_no_moderators_there_are_no_such_buttons(school: School) -> None:
    """In a direct message; and nothing of it is kept."""
    answered = await school.alice.user.slash("ask", question=ANSWERED)
    missed = await school.alice.user.slash("ask", question=MISSED)

    assert "Not what I asked" not in labels(answered)
    assert "Tell the moderators" not in labels(missed)
    assert await rows(school, QUESTIONS) == []


class TestTheLog:
    """What is kept of questions."""

    async def test_every_way_of_asking_in_a_server_is_kept(self, school: School) -> None:
        """A command, a follow-up, a mention, and the menu of a message; but no small talk."""
        reply = await ask(school, school.alice, ANSWERED)
        shown = await school.alice.click(message_of(reply), label="Follow up")
        await school.alice.submit_modal(shown, {"question": "who said that?"})
        await school.alice.send(school.channel, f"{school.me.mention} {MISSED}")
        for text in ("What is SEA?", "hello"):
            asked = await school.bob.send(school.channel, text)
            await school.alice.context_menu(school.channel, "Answer from the paper", asked)

        kept = [(row["text"], row["outcome"]) for row in await rows(school, QUESTIONS)]

        assert kept == [
            (ANSWERED, "answered"),
            ("who said that?", "answered"),
            (MISSED, "not covered"),
            ("What is SEA?", "answered"),
        ]

    async def test_it_names_nobody(self, school: School) -> None:
        """A name for counting, which is another in each server, stands for the person."""
        await ask(school, school.alice, ANSWERED)
        await ask(school, school.bob, ANSWERED)
        await ask(school, school.alice, MISSED)

        kept = await rows(school, QUESTIONS)

        assert str(school.alice.id) not in str(kept)
        names = [row["asker"] for row in kept]
        assert names[0] == names[2] != names[1]

    async def test_a_server_may_keep_nothing(self, school: School) -> None:
        """Then there is nothing to count but what is reported."""
        await set_up(school, GuildSettings(kept_days=0))

        reply = await ask(school, school.alice, MISSED)
        assert await rows(school, QUESTIONS) == []

        await school.alice.click(message_of(reply), label="Tell the moderators")
        assert "1 student, once, 1 reported" in texts(await gaps(school))

    async def test_opening_an_entry_is_no_question(self, school: School) -> None:
        """/define is not counted, and has nothing to report."""
        reply = await school.alice.slash(school.channel, "define", term="zero tolerance")

        assert "Not what I asked" not in labels(reply)
        assert await rows(school, QUESTIONS) == []
