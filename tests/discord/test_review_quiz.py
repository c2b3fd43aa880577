"""What somebody misses in a quiz enters their review, if they want that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.discord.quizzing import begin, until_asked, until_over, until_revealed, wrong_label
from tests.discord.school import texts

if TYPE_CHECKING:
    from tests.discord.school import School


async def test_missed_questions_enter_the_review_of_those_who_let_them(school: School) -> None:
    """Alice has said so, Bob has not; in the transaction that ends the round."""
    reply = await school.alice.slash(school.channel, "review settings")
    await school.alice.click(reply.response, label="Collect missed")
    assert "**do** enter your review" in texts(reply.response)
    await begin(school, questions=2)
    missed = []
    for _ in range(2):
        question = await until_asked(school)
        missed.append(school.bot.services.rounds.in_channel(school.channel.id).card.id)
        for student in (school.alice, school.bob):
            await student.click(question, label=wrong_label(school))
        await until_revealed(school)
    await until_over(school)

    mine = await school.alice.slash(school.channel, "review start")
    his = await school.bob.slash(school.channel, "review start")

    assert "2 cards to go" in texts(mine)
    assert "Your review is empty" in texts(his)
    assert len(missed) == 2
    progress = await school.bob.slash(school.channel, "progress")
    assert "0 of " in texts(progress)
