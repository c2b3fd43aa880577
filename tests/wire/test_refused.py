"""The bot cannot run: it says why in one plain line, and its exit status is not zero."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from tests.wire.faults import LOGIN, failing
from tests.wire.loopback import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.wire.conftest import Launch
    from tests.wire.loopback import Loopback
    from tests.wire.process import Process


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address on this machine at which nobody answers: taken, but not listened on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"


async def gives_up(bot: Process) -> str:
    """The one line that it leaves behind; nothing that it has logged was worse than news."""
    assert await bot.ends() == 1
    assert [line for line in bot.log if line["level"] != "info"] == []
    assert len(bot.plain) == 1, bot.plain
    return bot.plain[0]


async def test_a_token_that_discord_refuses(discord: Loopback, launch: Launch) -> None:
    """Well-formed, but not this bot's."""
    bot = await launch(ready=False, token=TOKEN[:-1] + "y")

    assert "Discord refused the token" in await gives_up(bot)
    assert [sent.status for sent in discord.sent(LOGIN)] == [401]


async def test_a_token_that_the_gateway_refuses(discord: Loopback, launch: Launch) -> None:
    """It was reset between the bot's first request and its login."""
    discord.gateway.close_next_login_with(4004)
    bot = await launch(ready=False)

    assert "Discord refused the token" in await gives_up(bot)


async def test_no_network(launch: Launch, nobody: str) -> None:
    """Nobody answers where Discord should be."""
    bot = await launch(f"http://{nobody}/api/v10", ready=False)

    assert "127.0.0.1 cannot be reached" in await gives_up(bot)


async def test_no_gateway(discord: Loopback, launch: Launch, nobody: str) -> None:
    """Discord answers, but nobody does at its gateway."""
    discord.gateway.address = f"ws://{nobody}"
    bot = await launch(ready=False)

    assert await bot.ends() == 1
    # The library's own log tells of the attempt; of the end there is one plain line.
    assert "Attempting a reconnect" in str(bot.log)
    (line,) = bot.plain
    assert "its gateway cannot be reached" in line


async def test_discord_is_out_of_order(discord: Loopback, launch: Launch) -> None:
    """Discord says so itself."""
    discord.befall(failing(LOGIN, 503))
    bot = await launch(ready=False)

    assert "status 503" in await gives_up(bot)
