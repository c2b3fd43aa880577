"""/privacy: what is kept of the person who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from cogs.privacy.privacy_cards import show_privacy

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot
    from bot.discord_kit.context import Interaction


class Privacy(commands.Cog):
    """A person's own data."""

    @app_commands.command()
    async def privacy(self, interaction: Interaction) -> None:
        """See what is kept of you, take it along, or delete it."""
        await show_privacy(interaction)


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Privacy())
