"""/quiz start to the scores: what everybody sees of a round, and what each is told alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cogs.quiz.quizzing import (
    begin,
    newest,
    right_label,
    until_asked,
    until_over,
    until_revealed,
    wrong_label,
)
from tests.cogs.school import (
    labels,
    said,
    texts,
)

if TYPE_CHECKING:
    from tests.cogs.school import School


async def test_a_round_from_its_beginning_to_its_scores(school: School) -> None:
    """Alice and Bob answer three questions, and stand in the order of their right answers."""
    told = await begin(school)
    assert told.ephemeral
    assert "3 questions" in said(told)
    assert "A quiz round begins" in texts(newest(school))

    for number in (1, 2, 3):
        question = await until_asked(school)
        assert f"Question {number} of 3" in texts(question)
        assert "Time is up <t:" in texts(question)
        good = await school.alice.click(question, label=right_label(school))
        bad = await school.bob.click(question, label=wrong_label(school))
        assert good.ephemeral
        assert bad.ephemeral
        assert "Your answer: " in said(good)
        answer = await until_revealed(school)
        assert "Right is" in texts(answer)
        assert "1 of 2 had it right." in texts(answer)
        assert "\n-# " in texts(answer)

    over = await until_over(school)
    assert "The round is over" in texts(over)
    assert f"1\\. <@{school.alice.id}>: 3 right of 3" in texts(over)
    assert f"2\\. <@{school.bob.id}>: 0 right of 3" in texts(over)
    assert "2 players, 3 questions; 50 % of all answers were right." in texts(over)
    assert labels(over) == ["Redo my misses", "Export this deck"]
