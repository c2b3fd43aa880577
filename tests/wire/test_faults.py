"""Discord is slow, limits the bot or fails for a while, and people get their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.small import QUESTION, TITLE
from tests.wire.faults import CALLBACK, Fault, failing, held, rate_limited, reset
from tests.wire.objects import BOB
from tests.wire.records import texts
from tests.wire.student import Student

if TYPE_CHECKING:
    from tests.wire.conftest import Classroom

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("everywhere", [False, True], ids=["of one route", "of the whole bot"])
async def test_a_rate_limit_is_waited_for(classroom: Classroom, *, everywhere: bool) -> None:
    """The bot comes back when Discord said, not earlier, and Alice gets one answer."""
    classroom.discord.befall(rate_limited(CALLBACK, 0.6, everywhere=everywhere))

    asked = await classroom.alice.slash("ask", question=QUESTION)

    assert asked.message is not None
    refused, taken = classroom.discord.sent(CALLBACK)
    assert (refused.status, taken.status) == (429, 200)
    assert taken.at - refused.at >= 0.6
    assert refused.body == taken.body


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_an_error_of_discords_is_tried_again(classroom: Classroom, status: int) -> None:
    """The second attempt is in time."""
    classroom.discord.befall(failing(CALLBACK, status))

    asked = await classroom.alice.slash("ask", question=QUESTION)

    assert asked.message is not None
    assert [sent.status for sent in classroom.discord.sent(CALLBACK)] == [status, 200]


async def test_errors_that_follow_each_other_are_tried_again_in_time(classroom: Classroom) -> None:
    """Two of them leave room for a third attempt within Discord's three seconds."""
    for _ in range(3):
        classroom.discord.befall(failing(CALLBACK, 503))

    asked = await classroom.alice.slash("ask", question=QUESTION)

    assert TITLE in texts(asked.message)
    assert [sent.status for sent in classroom.discord.sent(CALLBACK)][-4:] == [503, 503, 503, 200]


@pytest.mark.parametrize("done", [False, True], ids=["before it was done", "after it was done"])
async def test_a_reset_is_tried_again_and_done_is_not_told_as_failed(
    classroom: Classroom, *, done: bool
) -> None:
    """Alice has one answer; if the first attempt had arrived, the second is no error."""
    classroom.discord.befall(reset(CALLBACK, done=done))

    asked = await classroom.alice.slash("ask", question=QUESTION)

    logged = await classroom.bot.logged("interaction", id=int(asked.id))
    assert TITLE in texts(asked.message)
    assert logged["outcome"] == "answered"
    assert asked.followups == []
    assert classroom.bot.grave == []


async def test_slow_replies_hold_nobody_else_up(classroom: Classroom) -> None:
    """While Discord is still taking Alice's answer, Bob asks and is answered."""
    slow = classroom.discord.befall(held(CALLBACK))
    bob = Student(classroom.discord, BOB)

    first = await classroom.alice.send("ask", question=QUESTION)
    await slow.reached.wait()
    second = await bob.slash("ask", question=QUESTION)
    slow.released.set()

    assert second.message is not None
    assert (await classroom.discord.answered(first)).message is not None
    done = await classroom.bot.logged("interaction", id=int(first.id))
    assert done["outcome"] == "answered"


async def test_an_interaction_that_discord_has_given_up(classroom: Classroom) -> None:
    """The answer came too late for Discord; the next question is answered as ever."""
    given_up = Fault(*CALLBACK, status=404, body={"message": "Unknown", "code": 10062})
    classroom.discord.befall(given_up)

    lost = await classroom.alice.send("ask", question=QUESTION)
    logged = await classroom.bot.logged("interaction", id=int(lost.id))
    asked = await classroom.alice.slash("ask", question=QUESTION)

    assert logged["outcome"] == "expired"
    assert TITLE in texts(asked.message)
    assert classroom.bot.grave == []
