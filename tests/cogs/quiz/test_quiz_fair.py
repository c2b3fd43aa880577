"""While a question is open, the bot does not tell its answer to those who play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cogs.quiz.quizzing import (
    begin,
    public,
    right_label,
    settled,
    until_asked,
    until_revealed,
)
from tests.cogs.school import message_of, said, texts

if TYPE_CHECKING:
    from tests.cogs.school import School

HELD = "A quiz question is open in <#"


async def test_an_open_question_is_not_answered_by_the_bot(school: School) -> None:
    """Neither by commands nor by a mention; once it is revealed, everybody may ask."""
    before = await school.alice.slash(school.channel, "ask", question="what is SEA?")
    await begin(school, questions=2)
    question = await until_asked(school)
    right = right_label(school)

    for command, options in (
        ("ask", {"question": "what is SEA?"}),
        ("define", {"term": "SEA"}),
        ("footnote", {"number": 4}),
    ):
        told = await school.alice.slash(school.channel, command, **options)
        assert HELD in said(told)
        assert "after the round" in said(told)
    pressed = await school.alice.click(message_of(before), label="Cite")
    assert HELD in said(pressed)
    await school.bob.send(school.channel, f"{school.me.mention} what is SEA?")
    await settled(school)
    assert any(HELD in one.content for one in public(school))

    counted = await school.alice.click(question, label=right)
    assert HELD not in said(counted)
    await until_revealed(school)
    after = await school.alice.slash(school.channel, "ask", question="what is SEA?")
    assert HELD not in texts(after)


async def test_who_plays_is_told_nothing_elsewhere(school: School) -> None:
    """Alice has answered, and asks in a DM what she was asked; Bob, who does not play, may."""
    await begin(school, questions=1)
    question = await until_asked(school)
    await school.alice.click(question, label=right_label(school))

    rounds = school.bot.services.rounds
    assert rounds.open_question(None, school.alice.id) == school.channel.id
    assert rounds.open_question(None, school.bob.id) is None
    assert rounds.open_question(school.channel.id, school.bob.id) == school.channel.id
    assert "1 of 1 had it right." in texts(await until_revealed(school))
    assert rounds.open_question(None, school.alice.id) is None
