"""/review stats: retention, streak and forecast, as text and as a picture."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_kit.autocomplete_choices import choices_of_topics
from bot.discord_kit.context import Interaction, services_of
from bot.discord_kit.figure_message import shown_figure
from bot.discord_kit.layout import Layout, button, container, rows
from bot.discord_kit.replies import in_bot_dm
from bot.figures.charts import columns
from bot.review.reminders import Sent
from bot.runtime.log import get_logger
from bot.text.phrases import counted
from bot.timeparse import zones_like
from cogs.review import add_cards, review_session, review_settings

if TYPE_CHECKING:
    from discord.abc import Snowflake

    from bot.discord_kit.client import StudyBot


async def show_stats(interaction: Interaction) -> None:
    """Reply with how a person's reviews go: of this server, or in a direct message of all."""
    private = not in_bot_dm(interaction)
    await interaction.response.defer(ephemeral=private, thinking=True)
    reviewing = services_of(interaction).reviews
    found = await reviewing.stats(interaction.user.id, interaction.guild_id)
    # The picture has the days without a card too; read out one by one they are a burden.
    told = [row.line for row in found.figure.rows if row.value]
    items, files = await shown_figure(found.figure, "forecast", columns, told=told)
    view = Layout(container("\n".join(["### How your review goes", *found.lines]), *items))
    await interaction.followup.send(view=view, files=files, ephemeral=private)


_log = get_logger(__name__)

# Cards are looked at in hundreds; nobody needs to know of more.
_MANY: Final = 100

# Seconds after which the next is written to.
_PATIENCE: Final = 60.0


class DiscordWriter:
    """Writes to people as the bot that `client` is."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def remind(self, person: int, cards: int) -> Sent:
        """Tell a person that so many cards wait for them; never raises for what Discord does."""
        try:
            async with asyncio.timeout(_PATIENCE):
                channel = await self._client.create_dm(_object(person))
                await channel.send(view=reminder_card(cards))
        except (discord.Forbidden, discord.NotFound):
            return Sent.CLOSED
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            _log.warning("reminder lost", reason=type(error).__name__)
            return Sent.LOST
        return Sent.SENT


def reminder_card(cards: int) -> Layout:
    """The reminder: how many cards wait, and how to be reminded no more."""
    many = f"Over {_MANY} cards wait" if cards > _MANY else counted(cards, "card")
    verb = "" if cards > _MANY else " waits" if cards == 1 else " wait"
    below = rows(
        [
            button(review_session.START, "Review now", style=discord.ButtonStyle.primary),
            button(review_session.STOP_REMINDING, "Stop reminding me"),
        ]
    )
    return Layout(container("### Time to review", f"{many}{verb} for you.", *below))


def _object(person: int) -> Snowflake:
    made = discord.Object(person)
    # An id is sent as text: Discord describes no other form.
    made.id = str(person)  # type: ignore[assignment]
    return made


Choices = list[app_commands.Choice[str]]

Text = app_commands.Range[str, 1, 100]


class Review(commands.GroupCog, name="review", description="Learn the paper over weeks"):
    """A person's own review."""

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
        """Decks and topics that begin or read like what is typed."""
        return choices_of_topics(typed, await add_cards.sources_of_cards(interaction))

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
        """Zones that begin like what is typed."""
        del interaction
        return [app_commands.Choice(name=zone, value=zone) for zone in zones_like(typed)]


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Review(bot))
