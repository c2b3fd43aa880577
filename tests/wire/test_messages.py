"""People write to the bot without any command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.small import QUESTION, SOURCE, TITLE
from tests.wire.faults import MESSAGES, rate_limited
from tests.wire.objects import ALICE, BOB, BOT, dm
from tests.wire.records import texts

if TYPE_CHECKING:
    from tests.wire.conftest import Classroom

pytestmark = pytest.mark.asyncio(loop_scope="session")
MENTION = f"<@{BOT.id}>"
PINGED = [BOT.user()]


async def reply_to(classroom: Classroom, written: dict[str, Any]) -> dict[str, Any]:
    """What the bot has answered to a message."""

    def found() -> dict[str, Any] | None:
        for posted in classroom.discord.rest.posted:
            if posted.get("message_reference", {}).get("message_id") == written["id"]:
                return posted
        return None

    return await classroom.discord.until(found, f"an answer to {written['content']!r}")


async def test_a_mention(classroom: Classroom) -> None:
    """The bot answers with a reply, and pings nobody with it."""
    written = await classroom.discord.say(ALICE, f"{MENTION} {QUESTION}", mentions=PINGED)

    assert TITLE in texts(await reply_to(classroom, written))
    (sent,) = classroom.discord.sent(MESSAGES)
    assert sent.body["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_a_reply_that_pings(classroom: Classroom) -> None:
    """It is read as a follow-up to the answer above it."""
    first = await classroom.discord.say(ALICE, f"{MENTION} {QUESTION}", mentions=PINGED)
    answer = await reply_to(classroom, first)

    second = await classroom.discord.say(
        BOB,
        "who said that?",
        mentions=PINGED,
        type=19,
        message_reference={"message_id": answer["id"], "channel_id": answer["channel_id"]},
    )

    assert SOURCE in texts(await reply_to(classroom, second))


async def test_a_dm(classroom: Classroom) -> None:
    """Nobody needs to be mentioned where there are only two."""
    written = await classroom.discord.say(ALICE, QUESTION, where=dm(ALICE)["id"])

    answer = await reply_to(classroom, written)
    assert TITLE in texts(answer)
    assert answer["channel_id"] == dm(ALICE)["id"]


async def test_a_message_for_others(classroom: Classroom) -> None:
    """Nobody is answered who did not ask the bot."""
    before = len(classroom.discord.rest.posted)
    await classroom.discord.say(ALICE, "")
    asked = await classroom.discord.say(BOB, f"{MENTION} {QUESTION}", mentions=PINGED)

    answer = await reply_to(classroom, asked)
    assert classroom.discord.rest.posted[before:] == [answer]


async def test_a_rate_limit_on_messages(classroom: Classroom) -> None:
    """The answer comes when Discord allows it, and only once."""
    classroom.discord.befall(rate_limited(MESSAGES, 0.6))
    written = await classroom.discord.say(ALICE, f"{MENTION} {QUESTION}", mentions=PINGED)

    assert TITLE in texts(await reply_to(classroom, written))
    refused, taken = classroom.discord.sent(MESSAGES)
    assert (refused.status, taken.status) == (429, 200)
    assert taken.at - refused.at >= 0.6
