"""What somebody misses in a quiz enters their review, if they want that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cogs.quiz.quizzing import (
    begin,
    right_label,
    until_asked,
    until_over,
    until_revealed,
    wrong_label,
)
from tests.cogs.school import ids, message_of, texts

if TYPE_CHECKING:
    from tests.cogs.school import Reply, School


def asks(message: Reply) -> str:
    """What a card asks: the line in bold, in a quiz and in a review."""
    return next(
        one for one in texts(message).splitlines() if one.startswith("**") and one.endswith("**")
    )


async def test_missed_questions_enter_the_review_of_those_who_let_them(school: School) -> None:
    """Alice has said so: what she had right does not enter. Bob has not."""
    reply = await school.alice.slash(school.channel, "review settings")
    await school.alice.click(message_of(reply), label="Collect missed")
    assert "**do** enter your review" in texts(reply)
    await begin(school, questions=3)
    missed = set()
    for number in range(3):
        question = await until_asked(school)
        await school.bob.click(question, label=wrong_label(school))
        if number == 1:
            await school.alice.click(question, label=right_label(school))
        else:
            await school.alice.click(question, label=wrong_label(school))
            missed.add(asks(question))
        await until_revealed(school)
    await until_over(school)

    his = await school.bob.slash(school.channel, "review start")
    mine = await school.alice.slash(school.channel, "review start")
    assert "Your review is empty" in texts(his)
    assert "2 cards to go" in texts(mine)
    found = {asks(mine)}
    await school.alice.click(message_of(mine), label="Show answer")
    await school.alice.click(message_of(mine), custom_id=ids(mine)[3])
    found.add(asks(mine))

    assert found == missed
    assert len(found) == 2
    progress = await school.bob.slash(school.channel, "progress")
    assert "0 of " in texts(progress)
