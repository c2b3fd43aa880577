"""/review stats: retention, streak and forecast, as text and as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.discord_kit.context import services_of
from bot.discord_kit.figure_message import shown_figure
from bot.discord_kit.layout import Layout, container
from bot.discord_kit.replies import in_bot_dm
from bot.figures.charts import columns

if TYPE_CHECKING:
    import discord


async def show_stats(interaction: discord.Interaction[Any]) -> None:
    """Reply with how a person's reviews go: of this server, or in a direct message of all."""
    private = not in_bot_dm(interaction)
    await interaction.response.defer(ephemeral=private, thinking=True)
    reviewing = services_of(interaction).reviewing
    found = await reviewing.stats(interaction.user.id, interaction.guild_id)
    # The picture has the days without a card too; read out one by one they are a burden.
    told = [row.line for row in found.figure.rows if row.value]
    items, files = await shown_figure(found.figure, "forecast", columns, told=told)
    view = Layout(container("\n".join(["### How your review goes", *found.lines]), *items))
    await interaction.followup.send(view=view, files=files, ephemeral=private)
