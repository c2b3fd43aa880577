"""The bot is killed at once and started anew, and what hangs on old messages still works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.small import QUESTION, SOURCE, TITLE
from tests.wire.faults import SYNC
from tests.wire.records import texts

if TYPE_CHECKING:
    from tests.wire.conftest import Launch
    from tests.wire.loopback import Loopback
    from tests.wire.student import Student


async def test_buttons_and_open_modals_outlive_a_kill(
    discord: Loopback, launch: Launch, alice: Student
) -> None:
    """Alice has an answer and an open modal; another process serves both."""
    killed = await launch()
    asked = await alice.slash("ask", question=QUESTION)
    modal = await alice.press(asked.message, "follow")
    await killed.kill()

    bot = await launch()
    cited = await alice.press(asked.message, "cite")
    answer = await alice.submit(modal, "who said that?")

    assert cited.private
    assert SOURCE in texts(cited.message)
    assert "who said that?" in texts(answer.message)
    assert len(discord.sent(SYNC)) == 1
    assert await bot.stop() == 0
    assert bot.grave == []


async def test_a_kill_in_the_middle_of_a_reply(launch: Launch, alice: Student) -> None:
    """What was under way is lost with the process, and nothing else is."""
    killed = await launch()
    await alice.send("ask", question=QUESTION)
    await killed.kill()

    bot = await launch()
    asked = await alice.slash("ask", question=QUESTION)

    assert TITLE in texts(asked.message)
    assert await bot.stop() == 0
    assert bot.grave == []
