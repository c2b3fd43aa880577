"""`check` asks Discord how the bot stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.wire.loopback import TOKEN
from tests.wire.objects import BOT, EVERYTHING

if TYPE_CHECKING:
    from tests.wire.conftest import Launch
    from tests.wire.loopback import Loopback

ADMINISTRATOR = 1 << 3
ATTACH_FILES = 1 << 15


async def test_a_permission_is_missing(discord: Loopback, launch: Launch) -> None:
    """It names the server and what the bot may not do there, and how to invite it anew."""
    discord.rest.permissions = EVERYTHING & ~ADMINISTRATOR & ~ATTACH_FILES

    checked = await launch(command="check", ready=False)

    assert await checked.ends() == 0
    told = "\n".join(checked.plain)
    assert f"“{BOT.name}”, application {BOT.id}" in told
    assert "“The class” does not allow the bot to: attach files" in told
    assert f"client_id={BOT.id}" in told
    assert checked.grave == checked.plain
    assert discord.gateway.identified == []


async def test_a_refused_token(discord: Loopback, launch: Launch) -> None:
    """The knowledge is sound, the token is not, and the exit status says so."""
    checked = await launch(command="check", ready=False, token=TOKEN[:-1] + "y")

    assert await checked.ends() == 1
    assert "Discord refused the token" in "\n".join(checked.plain)
    assert discord.gateway.identified == []
