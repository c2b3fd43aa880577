"""Telling people what came of what they suggested or reported: by DM, or in their next reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.discord_kit.context import Interaction, services_of
from bot.discord_kit.layout import Layout, container
from bot.discord_kit.markdown import cut, plain
from bot.runtime.log import get_logger
from bot.storage.feedback_rows import NO_SERVER

if TYPE_CHECKING:
    from bot.storage.feedback_rows import Notice


_log = get_logger(__name__)

_LONGEST: Final = 1_800


async def tell_people(interaction: Interaction) -> None:
    """Write to everybody who has something new to learn; to be called after a confirmation.

    Who cannot be written to is told in the reply to their next command. A failure is logged only:
    the curator has done their part.
    """
    services = services_of(interaction)
    try:
        async with services.notices.new() as new:
            for notice in new:
                # Somebody may have turned out, a notice ago, to take no messages.
                if notice.person in services.notices.waiting:
                    continue
                if await _written(interaction.client, notice):
                    await services.notices.told(notice)
                else:
                    services.notices.cannot_be_written_to(notice.person)
    except Exception:  # noqa: BLE001  # what is left is told later
        _log.exception("notices not sent")


async def _written(client: discord.Client, notice: Notice) -> bool:
    try:
        person = discord.Object(notice.person)
        # An id is sent as text: Discord describes no other form.
        person.id = str(notice.person)  # type: ignore[assignment]
        channel = await client.create_dm(person)
        # After a crash it may be sent again: Discord takes one of a number once.
        await channel.send(view=notice_card(notice), nonce=str(notice.id))
    except discord.HTTPException as error:
        if not isinstance(error, discord.Forbidden):
            _log.warning("notice not sent", notice=notice.id, status=error.status)
        return False
    return True


async def tell_waiting(interaction: Interaction) -> None:
    """Tell a person, after the reply to their command, what they could not be written."""
    services = services_of(interaction)
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
        _log.exception("notices not told")


def notice_card(notice: Notice) -> Layout:
    """What somebody is to learn, as a message."""
    head = "### Your review" if notice.guild == NO_SERVER else "### From the moderators"
    return Layout(container(head, plain(cut(notice.text, _LONGEST))))
