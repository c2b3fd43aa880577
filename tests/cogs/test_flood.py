"""One person who presses without end, beside a class that works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cogs.feedback.missing import ANSWERED, ask
from tests.cogs.school import labels, message_of, texts

if TYPE_CHECKING:
    from structlog.typing import EventDict

    from tests.cogs.school import School

FLOOD, LIMIT, CLASS = 120, 40, 30


async def test_a_flood_of_one_costs_the_class_nothing(
    school: School, logged: list[EventDict]
) -> None:
    """Alice is told once to go on later, then only acknowledged; thirty others are answered."""
    answer = message_of(await ask(school, school.bob, ANSWERED))
    classmates = [
        school.guild.add_member(school.env.create_user(f"pupil-{number}"))
        for number in range(CLASS)
    ]
    [sources] = [label for label in labels(answer) if "source" in label.casefold()]

    flood = [await school.alice.click(answer, label=sources) for _ in range(FLOOD)]
    others = [await one.click(answer, label=sources) for one in classmates]

    assert all("All sources" in texts(reply) for reply in (*flood[:LIMIT], *others))
    told = [reply.response.content for reply in flood[LIMIT:] if reply.response is not None]
    assert [text for text in told if text] == [
        "You have pressed a lot just now. Please go on in 20 seconds."
    ]
    outcomes = [entry["outcome"] for entry in logged if entry["event"] == "interaction"]
    assert outcomes.count("cooldown") == FLOOD - LIMIT


async def test_after_a_while_the_person_may_press_again(school: School) -> None:
    """Nothing else is kept against them."""
    answer = message_of(await ask(school, school.alice, ANSWERED))
    [sources] = [label for label in labels(answer) if "source" in label.casefold()]
    for _ in range(LIMIT + 1):
        refused = await school.alice.click(answer, label=sources)
    assert "pressed a lot" in message_of(refused).content

    await school.env.advance_time(20)

    assert "All sources" in texts(await school.alice.click(answer, label=sources))
