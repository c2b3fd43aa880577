"""/review: sessions, cards, statistics, reminder and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.discord_kit.autocomplete_choices import choices_of_topics
from bot.discord_kit.card_sources import sources_of_cards
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.figure_message import shown_figure
from bot.discord_kit.layout import Layout, container
from bot.discord_kit.replies import in_bot_dm
from bot.figures.charts import columns
from bot.timeparse import zones_like
from cogs.review import add_cards, review_session, review_settings

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot


async def show_stats(interaction: Interaction) -> None:
    """Reply with a person's review statistics: of this server, or in a DM of all servers."""
    ctx = context_of(interaction)
    private = not in_bot_dm(interaction)
    await interaction.response.defer(ephemeral=private, thinking=True)
    reviewing = ctx.services.reviews
    found = await reviewing.stats(ctx.user_id, ctx.guild_id)
    # The picture shows days without cards too; as text they would be tedious to hear.
    lines = [row.line for row in found.figure.rows if row.value]
    items, files = await shown_figure(found.figure, "forecast", columns, told=lines)
    view = Layout(container("\n".join(["### How your review goes", *found.lines]), *items))
    await interaction.followup.send(view=view, files=files, ephemeral=private)


Choices = list[app_commands.Choice[str]]

Text = app_commands.Range[str, 1, 100]


class ReviewCog(commands.GroupCog, name="review", description="Learn the paper over weeks"):
    """Commands for a person's own review."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Let reminders go out once Discord is there."""
        self._bot.services.reminders.connected()

    @app_commands.command()
    async def start(self, interaction: Interaction) -> None:
        """Go through the cards that are due."""
        await review_session.begin(interaction)

    @app_commands.command()
    @app_commands.describe(what="A section, a topic or a deck")
    async def add(self, interaction: Interaction, what: Text) -> None:
        """Put cards into your review: of a section, a topic or a deck."""
        await add_cards.add_cards(interaction, what)

    @add.autocomplete("what")
    async def offered_cards(self, interaction: Interaction, typed: str) -> Choices:
        """Offer decks and topics that match."""
        return choices_of_topics(typed, await sources_of_cards(context_of(interaction)))

    @app_commands.command()
    async def stats(self, interaction: Interaction) -> None:
        """Show how much you retain, what comes due, and your streak."""
        await show_stats(interaction)

    @app_commands.command()
    @app_commands.describe(
        time="Your own time of day, such as 18:30; off ends it",
        zone="Where you live, such as Europe/Berlin",
    )
    async def remind(self, interaction: Interaction, time: Text, zone: Text | None = None) -> None:
        """Be reminded once a day, by direct message, while cards are due."""
        await review_settings.set_reminder(interaction, time, zone)

    @app_commands.command()
    @app_commands.describe(
        missed="Whether questions that you miss in quizzes enter your review",
        new_cards="How many new cards you begin in a day",
        zone="Where your days begin, such as Europe/Berlin",
    )
    async def settings(
        self,
        interaction: Interaction,
        missed: bool | None = None,  # noqa: FBT001  # an option of the command
        new_cards: app_commands.Range[int, 0, 100] | None = None,
        zone: Text | None = None,
    ) -> None:
        """See and change how you review."""
        await review_settings.show_settings(
            interaction, missed=missed, new_per_day=new_cards, zone=zone
        )

    @remind.autocomplete("zone")
    @settings.autocomplete("zone")
    async def offered_zones(self, interaction: Interaction, typed: str) -> Choices:
        """Offer time zones that match."""
        del interaction
        return [app_commands.Choice(name=zone, value=zone) for zone in zones_like(typed)]


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(ReviewCog(bot))
