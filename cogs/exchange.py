"""/kb status, /kb export and /kb import: how the knowledge stands, and files of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord_kit.access import need_curator
from bot.discord_kit.command_groups import KB, add_to_group
from bot.discord_kit.context import services_of
from bot.ui.importing import propose_import, send_export
from bot.ui.status_card import status_card

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot


@app_commands.command()
async def status(interaction: discord.Interaction[Any]) -> None:
    """Show how the knowledge stands here, and what waits for you."""
    guild = need_curator(interaction)
    found = await services_of(interaction).standing.of(guild)
    await interaction.response.send_message(view=status_card(found), ephemeral=True)


@app_commands.command()
async def export(interaction: discord.Interaction[Any]) -> None:
    """Get what this server has made of the paper, as a file."""
    await send_export(interaction)


@app_commands.command(name="import")
@app_commands.describe(file="A file of revisions, as /kb export makes them; at most 1 MiB")
async def import_(interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
    """Look at what a file would change here, then apply it or not."""
    await propose_import(interaction, file)


async def setup(bot: StudyBot) -> None:
    """Add the commands to the bot."""
    add_to_group(bot.tree, KB, status, export, import_)
