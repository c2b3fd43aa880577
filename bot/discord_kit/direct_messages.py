"""Notices about suggestions and reports: sent by DM, or shown after the next command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.discord_kit.layout import Layout, container
from bot.discord_kit.markdown import plain
from bot.runtime.log import get_logger
from bot.storage.feedback_rows import NO_SERVER
from bot.text.phrases import cut

if TYPE_CHECKING:
    from bot.discord_kit.context import Interaction
    from bot.storage.feedback_rows import Notice


_log = get_logger(__name__)

_LONGEST: Final = 1_800


async def send_notices(interaction: Interaction) -> None:
    """Send everybody their new notices by DM; call this after confirming a change.

    People who cannot be written to see the notice after their next command. A failure is only
    logged, since the curator's change is done.
    """
    services = interaction.client.services
    try:
        async with services.notices.new() as new:
            for notice in new:
                # An earlier notice in this loop may have shown that the person accepts no messages.
                if notice.person in services.notices.waiting:
                    continue
                if await _send_notice(interaction.client, notice):
                    await services.notices.told(notice)
                else:
                    services.notices.cannot_be_written_to(notice.person)
    except Exception:  # noqa: BLE001  # the rest is sent later
        _log.exception("notices not sent")


async def open_dm(client: discord.Client, person: int) -> discord.DMChannel:
    """Return the channel of direct messages with a person; raise discord.HTTPException."""
    recipient = discord.Object(person)
    # Discord documents ids as strings only.
    recipient.id = str(person)  # type: ignore[assignment]
    return await client.create_dm(recipient)


async def _send_notice(client: discord.Client, notice: Notice) -> bool:
    try:
        channel = await open_dm(client, notice.person)
        # May be sent again after a crash; Discord drops the duplicate nonce.
        await channel.send(view=notice_card(notice), nonce=str(notice.id))
    except discord.HTTPException as error:
        if not isinstance(error, discord.Forbidden):
            _log.warning("notice not sent", notice=notice.id, status=error.status)
        return False
    return True


async def show_waiting_notices(interaction: Interaction) -> None:
    """Show a person, after their command's reply, the notices that could not be sent by DM."""
    services = interaction.client.services
    person = interaction.user.id
    response = interaction.response
    if person not in services.notices.waiting or not response.is_done():
        return
    if response.type is discord.InteractionResponseType.modal:
        return
    try:
        async with services.notices.waiting_for(person) as left:
            for notice in left:
                await interaction.followup.send(view=notice_card(notice), ephemeral=True)
                await services.notices.told(notice)
    except Exception:  # noqa: BLE001  # the command itself went well
        _log.exception("notices not shown")


def notice_card(notice: Notice) -> Layout:
    """Return a notice as a message."""
    head = "### Your review" if notice.guild == NO_SERVER else "### From the moderators"
    return Layout(container(head, plain(cut(notice.text, _LONGEST))))
