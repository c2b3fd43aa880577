"""/privacy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from cogs.privacy.privacy_cards import show_privacy

if TYPE_CHECKING:
    import discord

    from bot.discord_kit.client import StudyBot
    from bot.discord_kit.context import Interaction


class PrivacyCog(commands.Cog):
    """The command for a person's own data."""

    @app_commands.command()
    async def privacy(self, interaction: Interaction) -> None:
        """See what the bot stores about you, download it, or delete it."""
        await show_privacy(interaction)


class RetentionCog(commands.Cog):
    """Notes which servers the bot is in: what it keeps of others is deleted after a while."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Note the servers that the bot is in now."""
        await self._bot.services.retention.seen({guild.id for guild in self._bot.guilds})

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that the bot has come to a server, or back."""
        del guild
        await self._bot.services.retention.seen({one.id for one in self._bot.guilds})

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that the bot has left a server."""
        await self._bot.services.retention.left(guild.id)


async def setup(bot: StudyBot) -> None:
    """Add the cogs to the bot."""
    await bot.add_cog(PrivacyCog())
    await bot.add_cog(RetentionCog(bot))
