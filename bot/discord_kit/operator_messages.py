"""Messages to the operator: to a webhook, or directly to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import aiohttp

from bot.discord_kit.direct_messages import open_dm

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import discord


# A secret like the token, so it is no setting.
WEBHOOK_VARIABLE: Final = "STUDY_BOT_OPERATOR_WEBHOOK"

_TIMEOUT: Final = aiohttp.ClientTimeout(total=10)


def operator_sender(
    client: discord.Client, operator: int, webhook: str
) -> Callable[[str], Awaitable[None]] | None:
    """Return what sends a text to the operator; None if the settings name none."""
    if webhook:

        async def post(text: str) -> None:
            body = {"content": text, "allowed_mentions": {"parse": []}}
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as session,
                session.post(webhook, json=body) as response,
            ):
                response.raise_for_status()

        return post
    if operator:

        async def write(text: str) -> None:
            await (await open_dm(client, operator)).send(text)

        return write
    return None
