"""Posting changes in the audit channels: what they look like, and when they are sent."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Final, Protocol

import discord

from bot.curation.guild_settings import moment
from bot.discord_kit.layout import Layout, container
from bot.discord_kit.markdown import person, plain, plain_but_mentions
from bot.runtime.log import get_logger
from bot.text.phrases import cut

if TYPE_CHECKING:
    from bot.services import Services
    from bot.storage.revision_rows import AuditedChange


_log = get_logger(__name__)

# Seconds after which it is looked for what could not be sent before.
_AGAIN: Final = 10.0

_LONGEST: Final = 1500

_DONE: Final = {
    "upsert": "Published an entry",
    "retire": "Retired an entry",
    "restore": "Took an entry back to the paper’s own",
    "move a wording": "Moved a wording from one entry to another",
    "import": "Imported a file",
    "settings": "Changed the settings",
    "reject": "Did not take up a suggestion",
    "dismiss": "Set a gap aside",
}

_TOO_MANY: Final = 429

_THEIR_FAULT: Final = 500


class Poster(Protocol):
    """The bot, as far as posting needs it."""

    services: Services

    def is_connected(self) -> bool:
        """Whether Discord is there."""
        ...

    def get_partial_messageable(
        self, channel: int, /, *, guild_id: int
    ) -> discord.PartialMessageable:
        """A channel to write to, known by its id alone."""
        ...


def audit_card(row: AuditedChange) -> Layout:
    """A change for the audit channel: what, by whom, when, and where there is more."""
    return Layout(container(audit_text(row)))


def audit_text(row: AuditedChange) -> str:
    """A change in words."""
    what = _DONE.get(row.action) or plain(row.action.capitalize())
    entry = f": `{row.entry}`" if row.entry else ""
    lines = [f"**{what}**{entry}"]
    # The program's own words for settings name roles and channels; a comment names nobody.
    tell = plain_but_mentions if row.action == "settings" else plain
    lines += [f"> {tell(one)}" for one in cut(row.detail, _LONGEST).splitlines() if one.strip()]
    lines.append(f"-# by {person(row.actor)}, {moment(row.at)}")
    if row.entry:
        lines.append(f"-# /kb history entry: {row.entry} shows what was there before")
    return "\n".join(lines)


def audit_line(row: AuditedChange) -> str:
    """The same in one line."""
    what = _DONE.get(row.action) or plain(row.action.capitalize())
    entry = f" `{row.entry}`" if row.entry else ""
    return f"- {moment(row.at)} {person(row.actor)}: {what[:1].lower()}{what[1:]}{entry}"


async def post_pending(bot: Poster) -> int:
    """Post the changes that have yet to be told; how many are done with."""

    async def send(channel: int, row: AuditedChange) -> str:
        return await _send(bot, channel, row)

    return await bot.services.audit.post_pending(send)


async def keep_posting(bot: Poster) -> None:
    """Post each change as soon as it is made, while the bot is connected; until cancelled."""
    changed = bot.services.guilds.changed
    while True:
        changed.clear()
        if bot.is_connected():
            try:
                await post_pending(bot)
            except Exception:  # noqa: BLE001  # one failure does not end the telling
                _log.exception("changes not posted")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_AGAIN):
                await changed.wait()


async def _send(bot: Poster, channel: int, row: AuditedChange) -> str:
    """Post a change; "" or why it never can be. Raises where it may go well later."""
    place = bot.get_partial_messageable(channel, guild_id=row.guild)
    try:
        # Discord makes one message of a nonce, however often it is sent in some minutes.
        await place.send(view=audit_card(row), nonce=f"audit-{row.id}")
    except discord.NotFound:
        return "the channel is no more"
    except discord.Forbidden:
        return "the bot may not write there"
    except discord.HTTPException as error:
        if error.status == _TOO_MANY or error.status >= _THEIR_FAULT:
            raise
        return f"Discord refuses it (code {error.code})"
    return ""
