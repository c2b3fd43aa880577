"""Mentions, replies that ping the bot, and DMs: answered without any command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.ext import commands

from bot.ui.listening import answer_message, is_for

if TYPE_CHECKING:
    import discord

    from bot.discord_kit.client import StudyBot


class Listen(commands.Cog):
    """Questions in plain messages."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot."""
        if self._bot.user is not None and is_for(message, self._bot.user):
            await answer_message(message, self._bot.services, self._bot.user)


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Listen(bot))
