"""Posts audited changes in the audit channels."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Final, Protocol

import discord

from bot.discord_kit.audit_text import audit_text
from bot.discord_kit.layout import Layout, container
from bot.errors import StudyBotError
from bot.runtime.log import get_logger

if TYPE_CHECKING:
    from bot.services import Services
    from bot.storage.revision_rows import AuditedChange


_log = get_logger(__name__)

# Seconds until changes that could not be sent are tried again.
_RETRY_AFTER: Final = 10.0

_TOO_MANY_REQUESTS: Final = 429

_SERVER_ERROR: Final = 500


class Poster(Protocol):
    """The part of the bot that posting needs."""

    services: Services

    def is_connected(self) -> bool:
        """Return whether the bot is connected."""
        ...

    def get_partial_messageable(
        self, channel: int, /, *, guild_id: int
    ) -> discord.PartialMessageable:
        """Return a channel to write to, by its id."""
        ...


def audit_card(row: AuditedChange, title: str = "") -> Layout:
    """Return a change as a message for the audit channel; `title` is the entry's."""
    return Layout(container(audit_text(row, title)))


async def _title_of(services: Services, row: AuditedChange) -> str:
    """Return the title of the entry that a change is about, also of one that is retired."""
    if not row.entry:
        return ""
    try:
        return (await services.history.history(row.guild, row.entry)).title
    except StudyBotError:
        # Its id tells what is meant as well.
        return ""


async def post_pending(bot: Poster) -> int:
    """Post the changes that wait, and return how many are done."""

    async def send(channel: int, row: AuditedChange) -> str:
        return await _send(bot, channel, row)

    return await bot.services.audit.post_pending(send)


async def keep_posting(bot: Poster) -> None:
    """Post each change as soon as it is made, while the bot is connected, until cancelled."""
    changed = bot.services.guilds.changed
    while True:
        changed.clear()
        if bot.is_connected():
            try:
                await post_pending(bot)
            except Exception:  # noqa: BLE001  # the next round tries again
                _log.exception("changes not posted")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_RETRY_AFTER):
                await changed.wait()


async def _send(bot: Poster, channel: int, row: AuditedChange) -> str:
    """Post a change; return "" or why it can never be posted.

    Raises discord.HTTPException if a later attempt may succeed.
    """
    place = bot.get_partial_messageable(channel, guild_id=row.guild)
    title = await _title_of(bot.services, row)
    try:
        # Discord drops a message that repeats a nonce within some minutes.
        await place.send(view=audit_card(row, title), nonce=f"audit-{row.id}")
    except discord.NotFound:
        return "the channel is no more"
    except discord.Forbidden:
        return "the bot may not write there"
    except discord.HTTPException as error:
        if error.status == _TOO_MANY_REQUESTS or error.status >= _SERVER_ERROR:
            raise
        return f"Discord refuses it (code {error.code})"
    return ""
