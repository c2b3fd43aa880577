"""/review: cards that come back over weeks, for the person alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_kit.autocomplete_choices import choices_of_topics
from bot.timeparse import zones_like
from bot.ui.review import adding, pressing, settings, stats

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot

Choices = list[app_commands.Choice[str]]
Text = app_commands.Range[str, 1, 100]


class Review(commands.GroupCog, name="review", description="Learn the paper over weeks"):
    """A person's own review."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Let reminders go out once Discord is there."""
        self._bot.services.reminding.connected()

    @app_commands.command()
    async def start(self, interaction: discord.Interaction[Any]) -> None:
        """Go through the cards that are due."""
        await pressing.begin(interaction)

    @app_commands.command()
    @app_commands.describe(what="A section, a topic or a deck")
    async def add(self, interaction: discord.Interaction[Any], what: Text) -> None:
        """Put cards into your review: of a section, a topic or a deck."""
        await adding.add_cards(interaction, what)

    @add.autocomplete("what")
    async def offered_cards(self, interaction: discord.Interaction[Any], typed: str) -> Choices:
        """Decks and topics that begin or read like what is typed."""
        return choices_of_topics(typed, await adding.sources_of_cards(interaction))

    @app_commands.command()
    async def stats(self, interaction: discord.Interaction[Any]) -> None:
        """Show how much you retain, what comes due, and your streak."""
        await stats.show_stats(interaction)

    @app_commands.command()
    @app_commands.describe(
        time="Your own time of day, such as 18:30; off ends it",
        zone="Where you live, such as Europe/Berlin",
    )
    async def remind(
        self, interaction: discord.Interaction[Any], time: Text, zone: Text | None = None
    ) -> None:
        """Be reminded once a day, by direct message, while cards are due."""
        await settings.set_reminder(interaction, time, zone)

    @app_commands.command()
    @app_commands.describe(
        missed="Whether questions that you miss in quizzes enter your review",
        new_cards="How many new cards you begin in a day",
        zone="Where your days begin, such as Europe/Berlin",
    )
    async def settings(
        self,
        interaction: discord.Interaction[Any],
        missed: bool | None = None,  # noqa: FBT001  # an option of the command
        new_cards: app_commands.Range[int, 0, 100] | None = None,
        zone: Text | None = None,
    ) -> None:
        """See and change how you review."""
        await settings.show_settings(interaction, missed=missed, new_per_day=new_cards, zone=zone)

    @remind.autocomplete("zone")
    @settings.autocomplete("zone")
    async def offered_zones(self, interaction: discord.Interaction[Any], typed: str) -> Choices:
        """Zones that begin like what is typed."""
        del interaction
        return [app_commands.Choice(name=zone, value=zone) for zone in zones_like(typed)]


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Review(bot))
