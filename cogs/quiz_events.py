"""What happens on Discord that rounds have to know: lost connections, channels, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.ext import commands

if TYPE_CHECKING:
    import discord

    from bot.discord_kit.client import StudyBot
    from bot.quiz.runtime.round_service import RoundService


class QuizEvents(commands.Cog):
    """Tells the rounds."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @property
    def _rounds(self) -> RoundService:
        return self._bot.services.rounds

    @commands.Cog.listener()
    async def on_connect(self) -> None:
        """A new session, which knows nothing of what was missed."""
        self._rounds.connected()

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        """The old session, which has told of all that was missed."""
        self._rounds.resumed()

    @commands.Cog.listener()
    async def on_disconnect(self) -> None:
        """Nobody can be heard."""
        self._rounds.disconnected()

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """It may be the open question's."""
        self._rounds.message_gone(payload.channel_id, [payload.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """The open question's may be among them."""
        self._rounds.message_gone(payload.channel_id, payload.message_ids)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A round may have run there."""
        self._rounds.place_lost(channel=channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A round may have run there."""
        self._rounds.place_lost(channel=payload.thread_id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot is no longer in a server."""
        self._rounds.place_lost(guild=guild.id)


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(QuizEvents(bot))
