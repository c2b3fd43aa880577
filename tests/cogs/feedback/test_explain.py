"""/kb explain: why a question is answered as it is, in words for a teaching assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cogs.feedback.missing import MISSED, ask
from tests.cogs.school import message_of, options, texts

if TYPE_CHECKING:
    import simcord

    from tests.cogs.school import School


async def explain(school: School, question: str) -> simcord.InteractionResult:
    """What Carol reads of a question."""
    return await school.carol.slash(school.channel, "kb explain", question=question)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is zero tolerance?", "has this very wording"),
        ("footnote 42", "It names a record"),
        ("what are the recommendations?", "It asks for a list"),
        ("thanks a lot", "Its form alone settled it"),
        ("the of and", "None of its words"),
        (MISSED, "So it offered no answer"),
        ("wha did they do abuot the soliders that brought girls", "Read as: “what did they do"),
    ],
)
async def test_it_says_what_settled_the_question(school: School, question: str, told: str) -> None:
    """By its wording, a record, a list, its form, or the search."""
    shown = await explain(school, question)

    assert shown.ephemeral
    assert told in texts(shown)


async def test_it_shows_the_three_that_came_first_and_what_they_have(school: School) -> None:
    """With the words that met and those that did not."""
    shown = texts(await explain(school, "how do peacekeepers learn of umbrellas"))

    assert [f"{place}\\. **" in shown for place in (1, 2, 3)] == [True, True, True]
    assert "Found: peacekeepers" in shown
    assert "Not there: " in shown
    assert "umbrellas" in shown


async def test_the_wording_is_taught_to_one_of_them(school: School) -> None:
    """After a restart too; the question is answered by it from then on."""
    shown = await explain(school, MISSED)
    await school.restart()
    await school.carol.click(message_of(shown), label="Attach to an entry")
    title, entry = next(iter(options(shown).items()))

    await school.carol.select(message_of(shown), values=[entry])

    assert f"-# {title}" in texts(await ask(school, school.alice, MISSED)).replace("\\", "")


async def test_one_that_came_second_can_be_read(school: School) -> None:
    """The menu opens it."""
    shown = await explain(school, "What is zero tolerance?")
    title, entry = list(options(shown).items())[1]

    opened = await school.carol.select(message_of(shown), values=[entry])

    assert title in texts(opened).replace("\\", "")
