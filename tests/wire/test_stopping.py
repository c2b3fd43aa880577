"""The bot is stopped, and finishes what it has begun."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.support.small import QUESTION
from tests.wire.faults import CALLBACK, held
from tests.wire.records import texts

if TYPE_CHECKING:
    from tests.wire.conftest import Launch
    from tests.wire.loopback import Loopback
    from tests.wire.student import Student


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_when_told(
    discord: Loopback, launch: Launch, number: signal.Signals
) -> None:
    """By a service manager or by Ctrl-C: it says goodbye to Discord and ends well."""
    bot = await launch()

    bot.signal(number)

    assert await bot.ends() == 0
    assert bot.grave == []
    assert not discord.gateway.connected
    assert discord.gateway.closed_with == [1000]


async def test_it_finishes_the_replies_under_way(
    discord: Loopback, launch: Launch, alice: Student
) -> None:
    """Alice's answer is on its way; who asks after that is told to come back."""
    bot = await launch()
    slow = discord.befall(held(CALLBACK))
    first = await alice.send("ask", question=QUESTION)
    await slow.reached.wait()

    bot.signal(signal.SIGTERM)
    await bot.logged("stopping")
    late = await alice.slash("ask", question=QUESTION)
    assert late.private
    assert "restarting" in texts(late.message)
    assert not bot.ended

    slow.released.set()
    assert await bot.ends() == 0
    assert first.message is not None
    assert (await bot.logged("stopped"))["finished"] is True
    assert (await bot.logged("interaction", id=int(first.id)))["outcome"] == "answered"
    assert bot.grave == []


async def test_it_does_not_wait_for_ever(discord: Loopback, launch: Launch, alice: Student) -> None:
    """Discord never takes the reply; the bot ends nevertheless, before it would be killed."""
    bot = await launch()
    slow = discord.befall(held(CALLBACK))
    await alice.send("ask", question=QUESTION)
    await slow.reached.wait()

    assert await bot.stop() == 0

    assert not slow.released.is_set()
    assert (await bot.logged("stopped"))["finished"] is False
