"""Quizzes while a server holds answers back: nothing is shown or taken, and rounds end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.cogs.quiz.quizzing import (
    begin,
    newest,
    public,
    right_label,
    running,
    settled,
    typed,
    until_asked,
    until_over,
    until_revealed,
    wait,
    wrong_label,
)
from tests.cogs.school import (
    labels,
    message_of,
    said,
    texts,
)

if TYPE_CHECKING:
    import discord

    from tests.cogs.school import School

TOLD = "Answers are paused in this server until <t:"


async def settle(school: School, **values: Any) -> None:
    """Carol's settings, however she made them."""
    await school.bot.services.settings.change(school.guild.id, school.carol.id, **values)


async def pause(school: School, hours: int = 1) -> None:
    """Hold answers back from now on."""
    await settle(school, paused_until=school.env.now() + timedelta(hours=hours))


async def after_a_round(school: School, **options: Any) -> discord.Message:
    """The scores of a round in which Bob missed the only question."""
    await begin(school, questions=1, **options)
    question = await until_asked(school)
    if "Type your answer" in labels(question):
        await typed(school.bob, question, "something else")
    else:
        await school.bob.click(question, label=wrong_label(school))
    return await until_over(school)


def shows_answers(school: School) -> int:
    """How many messages in the channel say what was right."""
    return sum("Right is " in texts(one) for one in public(school))


async def test_in_a_pause_nothing_of_an_old_round_tells_its_answers(school: School) -> None:
    """Neither redoing, on whatever card somebody had come to, nor the files."""
    over = await after_a_round(school)
    redone = await school.bob.click(over, label="Redo my misses")
    turned = await school.bob.click(over, label="Redo my misses")
    await school.bob.click(message_of(turned), label=labels(turned)[0])
    await pause(school)

    replies = [
        await school.bob.click(over, label="Redo my misses"),
        await school.bob.click(over, label="Export this deck"),
        await school.bob.click(message_of(redone), label=labels(redone)[0]),
        await school.bob.click(message_of(turned), label="Next"),
    ]

    for reply in replies:
        assert reply.ephemeral
        assert message_of(reply).content.startswith(TOLD)
        assert message_of(reply).attachments == []
    assert "Missed card 1 of 1" in texts(redone)


async def test_in_a_pause_nothing_is_redone_by_typing(school: School) -> None:
    """Nor in a form that stood open when the pause began."""
    over = await after_a_round(school, mode="typed")
    redone = await school.bob.click(over, label="Redo my misses")
    form = await school.bob.click(message_of(redone), label="Type your answer")
    await pause(school)

    sent = await school.bob.submit_modal(form, {"answer": "something"})
    opened = await school.bob.click(message_of(redone), label="Type your answer")

    assert said(sent).startswith(TOLD)
    assert said(opened).startswith(TOLD)


async def test_in_a_pause_no_round_begins(school: School) -> None:
    """Nor is a topic offered, nor the leaderboard shown."""
    await pause(school)

    start = await begin(school)
    board = await school.bob.slash(school.channel, "quiz leaderboard")

    assert said(start).startswith(TOLD)
    assert said(board).startswith(TOLD)
    assert public(school) == []
    offered = await school.alice.autocomplete(school.channel, "quiz start", "topic", "account")
    assert offered == []


async def test_a_press_in_a_pause_ends_the_round(school: School) -> None:
    """It is refused; the scores so far follow, without an answer to the open question."""
    await begin(school)
    question = await until_asked(school)
    await school.bob.click(question, label=right_label(school))
    await until_revealed(school)
    question = await until_asked(school)
    await school.alice.click(question, label=right_label(school))
    name = right_label(school)
    await pause(school)

    refused = await school.bob.click(question, label=name)
    over = await until_over(school)

    assert said(refused).startswith(TOLD)
    assert "Answers are held back here now; the scores so far" in texts(over)
    assert f"<@{school.bob.id}>: 1 right of 1" in texts(over)
    assert str(school.alice.id) not in texts(over)
    assert shows_answers(school) == 1


async def test_a_form_in_a_pause_ends_the_round_too(school: School) -> None:
    """Bob had opened it before."""
    await begin(school, mode="typed")
    question = await until_asked(school)
    form = await school.bob.click(question, label="Type your answer")
    await pause(school)

    refused = await school.bob.submit_modal(form, {"answer": "something"})
    over = await until_over(school)

    assert said(refused).startswith(TOLD)
    assert "Answers are held back here now" in texts(over)
    assert shows_answers(school) == 0


async def test_without_a_press_a_round_ends_when_time_is_up(school: School) -> None:
    """After a restart too; nobody is shown what was right."""
    await begin(school)
    question = await until_asked(school)
    await school.bob.click(question, label=right_label(school))
    await pause(school)
    await school.restart()
    await settled(school)

    over = await until_over(school)

    assert "Answers are held back here now" in texts(over)
    assert "Nobody answered." in texts(over)
    assert shows_answers(school) == 0
    assert labels(over) == ["Export this deck"]


async def test_what_was_right_is_not_sent_late_into_a_pause(school: School) -> None:
    """Discord took no message when the time was up, and takes them again in the pause."""
    await begin(school)
    question = await until_asked(school)
    await school.bob.click(question, label=right_label(school))
    school.env.inject_error("POST", "/channels/*/messages", status=503, times=2)
    while running(school).phase == "asking":
        await wait(school, 1)
    await pause(school)

    await until_over(school)
    await wait(school, 20)

    assert shows_answers(school) == 0
    assert f"<@{school.bob.id}>: 1 right of 1" in texts(newest(school))


async def test_in_a_pause_a_round_is_stopped_and_looked_at(school: School) -> None:
    """By whoever may; and a curator deletes the scores."""
    await after_a_round(school)
    await begin(school)
    await until_asked(school)
    await pause(school)

    status = await school.bob.slash(school.channel, "quiz status")
    bob = await school.bob.slash(school.channel, "quiz stop")
    alice = await school.alice.slash(school.channel, "quiz stop")
    await settled(school)
    asked = await school.carol.slash(school.channel, "quiz reset")
    done = await school.carol.click(message_of(asked), label="Delete the scores")

    assert "The round is at question 1 of 3" in said(status)
    assert "Only who began the round" in said(bob)
    assert "The round is stopped" in said(alice)
    assert "The scores are deleted: 1 answer." in texts(done)


async def test_in_the_last_second_a_stop_tells_nothing_either(school: School) -> None:
    """Time was up, and what was right not yet shown, when the pause began and the host stopped."""
    await begin(school, questions=1, seconds=10)
    question = await until_asked(school)
    await school.bob.click(question, label=right_label(school))
    asked = running(school).asked
    assert asked is not None
    await school.env.advance_time((asked.deadline - school.env.now()).total_seconds() + 0.5)
    await pause(school)

    await school.alice.slash(school.channel, "quiz stop")
    await until_over(school)

    assert shows_answers(school) == 0


async def test_in_another_channel_no_round_begins_and_one_that_runs_is_stopped(
    school: School,
) -> None:
    """The server lists where it is answered."""
    await begin(school)
    await until_asked(school)
    lounge = school.guild.create_text_channel("lounge")
    await settle(school, channels=(lounge.id,))

    stopped = await school.alice.slash(school.channel, "quiz stop")
    await settled(school)
    again = await begin(school)

    assert "The round is stopped" in said(stopped)
    assert said(again) == f"In this server I answer in <#{lounge.id}>."


async def test_a_press_in_a_channel_taken_off_the_list_ends_the_round(school: School) -> None:
    """Nobody could answer there any more."""
    await begin(school)
    question = await until_asked(school)
    lounge = school.guild.create_text_channel("lounge")
    await settle(school, channels=(lounge.id,))

    refused = await school.bob.click(question, label=right_label(school))
    over = await until_over(school)

    assert said(refused) == f"In this server I answer in <#{lounge.id}>."
    assert "Answers are held back here now" in texts(over)
