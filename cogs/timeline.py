"""/timeline: the paper's dated events, as a picture and as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.browse.lists import EntryList
from bot.discord_kit.context import paper_of
from bot.discord_kit.replies import wants_private
from bot.ui.sheets import TIMELINE, send_sheet

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot


class Timeline(commands.Cog):
    """When what happened."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(private="Whether only you see it")
    async def timeline(
        self,
        interaction: discord.Interaction[Any],
        private: bool | None = None,  # noqa: FBT001  # an option of the command
    ) -> None:
        """Show the dated events of the paper in a picture, and the same as text."""
        alone = wants_private(interaction, private)
        await send_sheet(interaction, paper_of(interaction), EntryList(TIMELINE), private=alone)


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Timeline(bot))
