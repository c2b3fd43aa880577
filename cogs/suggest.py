"""/suggest: what a student misses, for the moderators to decide on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import app_commands
from discord.ext import commands

from bot.ui.reporting import open_suggestion

if TYPE_CHECKING:
    import discord

    from bot.discord_kit.client import StudyBot


class Suggest(commands.Cog):
    """Suggestions."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def suggest(self, interaction: discord.Interaction[Any]) -> None:
        """Suggest a question or a statement of the paper to the moderators."""
        await open_suggestion(interaction)


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Suggest(bot))
