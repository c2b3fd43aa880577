"""Answering an interaction: who sees the reply, and what may be pressed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_kit.access import settings_of
from bot.discord_kit.context import Interaction, services_of

if TYPE_CHECKING:
    from bot.discord_kit.layout import Layout


async def reply_with_card(interaction: Interaction, card: Layout, *, private: bool = True) -> None:
    """Show something, unless told otherwise to the person alone; in a DM nobody else reads."""
    alone = private and not in_bot_dm(interaction)
    await interaction.response.send_message(view=card, ephemeral=alone)


def wants_private(interaction: Interaction, private: bool | None) -> bool:  # noqa: FBT001  # an option of a command
    """Whether only the person is to see a reply: as they say, or else the server, or the bot."""
    if private is None:
        private = settings_of(interaction).private
    if private is None:
        private = services_of(interaction).config.replies.private
    return private and not in_bot_dm(interaction)


def in_bot_dm(interaction: Interaction) -> bool:
    """Whether only the person and the bot read here."""
    return interaction.guild_id is None and not interaction.context.private_channel


def has_moderators(interaction: Interaction) -> bool:
    """Whether there are moderators here: not in DMs, nor where a person alone brought the bot."""
    brought = interaction.is_user_integration() and not interaction.is_guild_integration()
    return interaction.guild_id is not None and not brought
