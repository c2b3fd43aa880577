"""After a round: redoing what was missed, taking the deck along, the leaderboard, and its reset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.quiz.cards import card_in
from bot.storage import revision_rows
from tests.cogs.quiz.quizzing import (
    begin,
    newest,
    right_label,
    running,
    settled,
    until_asked,
    until_over,
    until_revealed,
    wrong_label,
)
from tests.cogs.school import (
    descriptions,
    labels,
    message_of,
    said,
    texts,
)

if TYPE_CHECKING:
    import discord
    import simcord

    from bot.quiz.round.state import RoundPlan
    from tests.cogs.school import School


async def play(
    school: School, questions: int = 2, **options: Any
) -> tuple[discord.Message, RoundPlan]:
    """A round in which Alice has everything right and Bob everything wrong; its scores and plan."""
    await begin(school, questions=questions, **options)
    plan = running(school).plan
    for _ in plan.cards:
        question = await until_asked(school)
        await school.alice.click(question, label=right_label(school))
        await school.bob.click(question, label=wrong_label(school))
        await until_revealed(school)
    return await until_over(school), plan


async def press(
    school: School, message: simcord.ResponseMessage, plan: RoundPlan, number: int, *, right: bool
) -> simcord.InteractionResult:
    """Bob presses an option of the card that he redoes."""
    answer = plan.cards[number].right or 0
    at = answer if right else int(answer == 0)
    return await school.bob.click(message, label=labels(message)[at])


async def test_misses_are_redone_in_private_one_at_a_time(school: School) -> None:
    """Bob errs again once, after a restart too; at the end he is told how it went."""
    over, plan = await play(school)

    shown = await school.bob.click(over, label="Redo my misses")
    assert shown.ephemeral
    card = message_of(shown)
    assert "Missed card 1 of 2. Only you see this." in texts(card)
    await press(school, card, plan, 0, right=False)
    assert "Not this time. Right is " in texts(shown)
    assert "\n-# " in texts(shown)
    await school.restart()
    await settled(school)
    await school.bob.click(card, label="Next")
    assert "Missed card 2 of 2" in texts(shown)
    await press(school, card, plan, 1, right=True)
    assert "That is right." in texts(shown)
    await school.bob.click(card, label="Next")

    assert "1 of 2 cards right this time" in texts(shown)


async def test_who_missed_nothing_has_nothing_to_redo(school: School) -> None:
    """Nor has somebody who did not play."""
    over, _ = await play(school, 1)

    alice = await school.alice.click(over, label="Redo my misses")
    carol = await school.carol.click(over, label="Redo my misses")

    assert "You missed nothing" in said(alice)
    assert "You did not answer in that round" in said(carol)


async def test_typed_cards_are_redone_by_typing(school: School) -> None:
    """A list is refused there as well."""
    await begin(school, questions=1, mode="typed")
    card = card_in(running(school).card)
    question = await until_asked(school)
    form = await school.bob.click(question, label="Type your answer")
    await school.bob.submit_modal(form, {"answer": "something else"})
    over = await until_over(school)

    first = await school.bob.click(over, label="Redo my misses")
    form = await school.bob.click(message_of(first), label="Type your answer")
    listed = await school.bob.submit_modal(form, {"answer": f"{card.accepted[0]}, {'x' * 30}"})
    form = await school.bob.click(message_of(first), label="Type your answer")
    right = await school.bob.submit_modal(form, {"answer": card.accepted[0]})

    assert "joins several answers" in said(listed)
    assert "That is right." in texts(right)


async def test_the_deck_can_be_taken_along(school: School) -> None:
    """One file for Anki and one for spreadsheets, to the person alone."""
    over, _ = await play(school, 1)

    reply = await school.bob.click(over, label="Export this deck")

    assert reply.ephemeral
    names = [one.filename for one in (reply.response or reply.followups[-1]).attachments]
    assert names == ["quiz-round.apkg", "quiz-round.csv"]


async def test_the_leaderboard_as_text_and_picture(school: School) -> None:
    """Alice stands before Bob; the picture says the same to who cannot see it."""
    await play(school)

    board = await school.bob.slash(school.channel, "quiz leaderboard", period="week")

    assert not board.ephemeral
    assert f"1\\. <@{school.alice.id}>: 2 right of 2 answers (100 %)" in texts(board)
    assert f"2\\. <@{school.bob.id}>: 0 right of 2 answers (0 %)" in texts(board)
    assert "with as many, fewer tries" in texts(board)
    (picture,) = descriptions(board)
    assert "alice: 2 right of 2 answers" in picture
    assert "bob: 0 right of 2 answers" in picture


async def test_the_scores_of_a_round_name_all_who_played(school: School) -> None:
    """Bob too, who had nothing right."""
    over, _ = await play(school)

    told = texts(over)
    assert f"1\\. <@{school.alice.id}>: 2 right of 2" in told
    assert f"2\\. <@{school.bob.id}>: 0 right of 2" in told
    assert "2 players, 2 questions" in told


async def test_the_leaderboard_of_a_time_and_a_topic(school: School) -> None:
    """What is older than a week is not in the week, and stays in the month."""
    _, plan = await play(school, 1, topic="UN Accountability")
    assert plan.cards[0].topic == "accountability"
    await school.env.advance_time(8 * 86_400)
    await settled(school)

    week = await school.bob.slash(school.channel, "quiz leaderboard", period="week")
    month = await school.bob.slash(
        school.channel, "quiz leaderboard", period="month", topic="UN Accountability"
    )
    other = await school.bob.slash(
        school.channel, "quiz leaderboard", period="all", topic="Introduction"
    )

    assert "Nobody has answered in this time." in texts(week)
    assert "fewer tries" not in texts(week)
    assert "Leaderboard of the last 30 days: UN Accountability" in texts(month)
    assert f"<@{school.alice.id}>: 1 right answer" in texts(month)
    assert "Nobody has answered in this time." in texts(other)


async def test_curators_reset_the_scores(school: School) -> None:
    """Bob may not; Carol is asked first, and it is recorded that it was she."""
    empty = await school.carol.slash(school.channel, "quiz reset")
    await play(school, 1)

    refused = await school.bob.slash(school.channel, "quiz reset")
    asked = await school.carol.slash(school.channel, "quiz reset")
    assert "2 answers by 2 people" in texts(asked)
    done = await school.carol.click(message_of(asked), label="Delete the scores")

    assert "This server has no scores." in said(empty)
    assert "Only this server's curators can do that" in said(refused)
    assert "The scores are deleted: 2 answers." in texts(done)
    board = await school.bob.slash(school.channel, "quiz leaderboard", period="all")
    assert "Nobody has answered" in texts(board)
    async with school.bot.services.database.read() as connection:
        (record,) = await revision_rows.last_audited(connection, school.guild.id, 5)
    assert (record.actor, record.action) == (school.carol.id, "reset scores")


async def test_a_round_of_another_server_is_not_shown(school: School) -> None:
    """Its id in a button of this server leads nowhere."""
    over, _ = await play(school, 1)
    assert newest(school).id == over.id
    async with school.bot.services.database.begin() as connection:
        from sqlalchemy import delete

        from bot.storage.tables import ROUND_EFFECTS, ROUNDS

        await connection.execute(delete(ROUND_EFFECTS))
        await connection.execute(delete(ROUNDS))

    gone = await school.bob.click(over, label="Redo my misses")

    assert "no longer stored" in said(gone)
