"""/about and /help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_kit.access import settings_of
from bot.discord_kit.context import paper_of
from bot.discord_kit.replies import reply_with_card
from bot.ui.about import about_card, help_card

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot


class About(commands.Cog):
    """What this is, and what it can do."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @app_commands.command()
    async def about(self, interaction: discord.Interaction[Any]) -> None:
        """Say what paper this is about, how the bot works, and what to expect."""
        settings = settings_of(interaction)
        note = settings.content_note or self._bot.services.config.content_note
        kept = settings.kept_days if interaction.guild_id is not None else 0
        card = about_card(paper_of(interaction), note, kept)
        await reply_with_card(interaction, card)

    @app_commands.command()
    async def help(self, interaction: discord.Interaction[Any]) -> None:
        """List what the bot can do, with examples."""
        await reply_with_card(interaction, help_card(self._bot.tree.get_commands()))


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(About(bot))
