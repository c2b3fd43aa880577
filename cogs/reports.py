"""/progress and /insights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.reports import show_insights, show_progress

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot


class Reports(commands.Cog):
    """What is known, asked and missed."""

    @app_commands.command()
    @app_commands.describe(whose="Yours, or that of this server as a study group")
    async def progress(
        self, interaction: discord.Interaction[Any], whose: Literal["mine", "group"] = "mine"
    ) -> None:
        """Show how much of each section is known."""
        await show_progress(interaction, group=whose == "group")

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(manage_messages=True)
    async def insights(self, interaction: discord.Interaction[Any]) -> None:
        """Show what the class asks, does not find, and misses; for curators."""
        await show_insights(interaction)


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Reports())
