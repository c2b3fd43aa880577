"""/server: how the bot behaves in this server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord_kit.access import need_manager, settings_of
from bot.discord_kit.command_groups import SERVER, add_to_group
from bot.discord_kit.context import Interaction, services_of
from cogs.settings.settings_card import show_setup, shown_card

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot


@app_commands.command(name="setup")
async def setup_(interaction: Interaction) -> None:
    """Set who curates, where the bot answers, its limits, and pauses."""
    await show_setup(interaction)


@app_commands.command()
async def show(interaction: Interaction) -> None:
    """Show how the bot is set here."""
    need_manager(interaction)
    services = services_of(interaction)
    view = shown_card(settings_of(interaction), services.config, services.clock.now())
    await interaction.response.send_message(view=view, ephemeral=True)


async def setup(bot: StudyBot) -> None:
    """Add the commands to the bot."""
    add_to_group(bot.tree, SERVER, setup_, show)
