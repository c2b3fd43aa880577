"""Private or public: who sees a reply, and whether there are moderators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_kit.context import Interaction, context_of

if TYPE_CHECKING:
    from bot.discord_kit.layout import Layout


async def reply_with_card(interaction: Interaction, card: Layout, *, private: bool = True) -> None:
    """Reply with a card, by default to the person alone; in a DM nobody else reads it anyway."""
    alone = private and not in_bot_dm(interaction)
    await interaction.response.send_message(view=card, ephemeral=alone)


def wants_private(interaction: Interaction, private: bool | None) -> bool:  # noqa: FBT001  # an option of a command
    """Return whether a reply is private: as said by the person, else the server, else config."""
    ctx = context_of(interaction)
    if private is None:
        private = ctx.settings.private
    if private is None:
        private = ctx.services.config.replies.private
    return private and not in_bot_dm(interaction)


def in_bot_dm(interaction: Interaction) -> bool:
    """Return whether this is a DM between the person and the bot."""
    return interaction.guild_id is None and not interaction.context.private_channel


def has_moderators(interaction: Interaction) -> bool:
    """Return whether there are moderators: not in DMs, nor where only the user installed it."""
    brought = interaction.is_user_integration() and not interaction.is_guild_integration()
    return interaction.guild_id is not None and not brought
