"""/kb queue, /kb gaps and /kb explain: what students suggest and miss, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord_kit.command_groups import KB, add_to_group
from bot.ui.explaining import show_explanation
from bot.ui.gapping import show_gaps
from bot.ui.modals import LONGEST_QUESTION  # noqa: TC001  # the library reads it
from bot.ui.queueing import show_queue

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot


@app_commands.command()
async def queue(interaction: discord.Interaction[Any]) -> None:
    """Decide on what students suggest, one by one."""
    await show_queue(interaction)


@app_commands.command()
async def gaps(interaction: discord.Interaction[Any]) -> None:
    """See what students asked and did not find, the most frequent first."""
    await show_gaps(interaction)


@app_commands.command()
@app_commands.describe(question="A question as a student would ask it")
async def explain(
    interaction: discord.Interaction[Any],
    question: app_commands.Range[str, 1, LONGEST_QUESTION],
) -> None:
    """See why a question is answered as it is, and what came second."""
    await show_explanation(interaction, question)


async def setup(bot: StudyBot) -> None:
    """Add the commands to the group of curators' commands."""
    add_to_group(bot.tree, KB, queue, gaps, explain)
