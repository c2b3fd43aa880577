"""The bot comes to Discord: it logs in, and sends its commands when they have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.small import QUESTION
from tests.wire.faults import LOGIN, SYNC
from tests.wire.loopback import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.wire.conftest import Launch
    from tests.wire.loopback import Loopback
    from tests.wire.student import Student

PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)


async def test_it_logs_in_and_syncs_once(discord: Loopback, launch: Launch, alice: Student) -> None:
    """The second start sends no commands: Discord has them."""
    first = await launch()
    assert (await first.logged("ready"))["servers"] == 1
    assert (await first.logged("commands synced"))["count"] == len(discord.rest.commands)
    assert await first.stop() == 0

    second = await launch()
    assert len(discord.sent(LOGIN)) == 2
    assert len(discord.sent(SYNC)) == 1
    assert await alice.slash("ask", question=QUESTION)
    assert await second.stop() == 0
    assert first.grave + second.grave == []

    for login in discord.gateway.identified:
        assert login["token"] == TOKEN
        assert login["intents"] & PRIVILEGED == 0


async def test_changed_commands_are_synced(
    discord: Loopback, launch: Launch, tmp_path: Path
) -> None:
    """The digest that the bot remembers is of other commands; it sends the new ones."""
    record = tmp_path / "data" / "commands.sha256"
    record.parent.mkdir()
    record.write_text("0" * 64, encoding="ascii")

    bot = await launch()

    assert len(discord.sent(SYNC)) == 1
    assert record.read_text(encoding="ascii").strip() != "0" * 64
    names = {(command["type"], command["name"]) for command in discord.rest.commands}
    assert {(1, "ask"), (3, "Answer from the paper")} <= names
    assert await bot.stop() == 0
    assert bot.grave == []
