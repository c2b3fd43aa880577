"""/kb queue, /kb gaps and /kb explain: what students suggest and miss, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.discord_kit.command_groups import KB, add_to_group
from cogs.answers.answer_buttons import LONGEST_QUESTION  # noqa: TC001  # the library reads it
from cogs.feedback.explain_card import show_explanation
from cogs.feedback.gap_list import show_gaps
from cogs.feedback.report_buttons import open_suggestion
from cogs.feedback.suggestion_queue import show_queue

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot
    from bot.discord_kit.context import Interaction


@app_commands.command()
async def queue(interaction: Interaction) -> None:
    """Decide on what students suggest, one by one."""
    await show_queue(interaction)


@app_commands.command()
async def gaps(interaction: Interaction) -> None:
    """See what students asked and did not find, the most frequent first."""
    await show_gaps(interaction)


@app_commands.command()
@app_commands.describe(question="A question as a student would ask it")
async def explain(
    interaction: Interaction,
    question: app_commands.Range[str, 1, LONGEST_QUESTION],
) -> None:
    """See why a question is answered as it is, and what came second."""
    await show_explanation(interaction, question)


class Suggest(commands.Cog):
    """Suggestions."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def suggest(self, interaction: Interaction) -> None:
        """Suggest a question or a statement of the paper to the moderators."""
        await open_suggestion(interaction)


async def setup(bot: StudyBot) -> None:
    """Add the commands to the bot, those of curators to their group."""
    add_to_group(bot.tree, KB, queue, gaps, explain)
    await bot.add_cog(Suggest(bot))
