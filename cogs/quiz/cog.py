"""/quiz: rounds of questions in a channel, and the leaderboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_kit.access import curates
from bot.discord_kit.autocomplete_choices import choices_of_sections, choices_of_topics
from bot.discord_kit.command_groups import QUIZ, add_to_group, remove_group
from bot.discord_kit.context import Interaction, paper_of, services_of
from bot.discord_kit.error_replies import tell
from bot.discord_kit.layout import MOST_OPTIONS, OPTION_LABEL
from bot.quiz.generation import topics
from bot.quiz.round.round_events import Verdict
from bot.quiz.round.state import Mode, RoundSettings
from bot.reports.leaderboard import Span
from cogs.decks.deck_list import offered_decks
from cogs.quiz import leaderboard_card, start_round, status_text
from cogs.quiz.start_round import kinds_named, kinds_offered

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot
    from bot.quiz.runtime.round_service import RoundService


Choices = list[app_commands.Choice[str]]

Text = app_commands.Range[str, 1, 100]


@app_commands.command()
@app_commands.describe(
    topic="A section, an actor, or a kind of entry; leave it out for all",
    kinds="Kinds of question, with commas between them; leave it out for all",
    questions="How many, 1 to 25",
    seconds="How long each can be answered, 10 to 120",
    mode="How they are answered",
    speed="Whether a quick right answer counts more",
    deck="A deck that curators wrote, in place of topic and kinds",
)
async def start(  # noqa: PLR0917  # options, which come by name
    interaction: Interaction,
    topic: Text | None = None,
    kinds: Text | None = None,
    questions: app_commands.Range[int, 1, 25] = 10,
    seconds: app_commands.Range[int, 10, 120] = 30,
    mode: Literal["buttons", "typed", "mixed"] = "buttons",
    speed: bool = False,  # noqa: FBT001, FBT002  # an option of the command
    deck: Text | None = None,
) -> None:
    """Begin a round of questions in this channel."""
    settings = RoundSettings(seconds, Mode(mode), speed)
    wanted = start_round.RoundRequest(settings, questions, topic, kinds_named(kinds or ""), deck)
    await start_round.start(interaction, wanted)


@start.autocomplete("topic")
async def offered_topics(interaction: Interaction, typed: str) -> Choices:
    """Topics that begin or read like what is typed."""
    return choices_of_topics(typed, topics(paper_of(interaction)))


start.autocomplete("deck")(offered_decks)


@start.autocomplete("kinds")
async def offered_kinds(interaction: Interaction, typed: str) -> Choices:
    """Kinds that may be added to what is typed."""
    del interaction
    return [
        app_commands.Choice(name=name[:OPTION_LABEL], value=value)
        for value, name in kinds_offered(typed, MOST_OPTIONS)
        if len(value) <= OPTION_LABEL
    ]


@app_commands.command()
async def stop(interaction: Interaction) -> None:
    """Stop the round in this channel and show the scores so far."""
    rounds = services_of(interaction).rounds
    outcome = await rounds.stop(
        interaction.channel_id or 0, interaction.user.id, moderator=curates(interaction)
    )
    told = {Verdict.STOPPED: status_text.STOPPED, Verdict.NOT_ALLOWED: status_text.NOT_YOURS}
    await tell(interaction, told.get(outcome.verdict, status_text.NONE_HERE))


@app_commands.command()
async def status(interaction: Interaction) -> None:
    """Show where the round in this channel stands."""
    state = services_of(interaction).rounds.in_channel(interaction.channel_id or 0)
    told = status_text.status_of(state, interaction.user.id) if state else status_text.NONE_HERE
    await tell(interaction, told)


@app_commands.command()
@app_commands.describe(period="How far back", topic="The section; leave it out for all")
async def leaderboard(
    interaction: Interaction,
    period: Literal["week", "month", "all"] = "month",
    topic: Text | None = None,
) -> None:
    """Show who had most answers right in this server."""
    await leaderboard_card.show_board(interaction, Span(period), topic)


@leaderboard.autocomplete("topic")
async def offered_sections(interaction: Interaction, typed: str) -> Choices:
    """Sections that begin or read like what is typed."""
    return choices_of_sections(typed, paper_of(interaction))


@app_commands.command()
async def reset(interaction: Interaction) -> None:
    """Delete this server's scores; for curators."""
    await leaderboard_card.offer_reset(interaction)


async def teardown(bot: StudyBot) -> None:
    """Take them away again."""
    remove_group(bot.tree, ["quiz"])


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
    """Add the commands and the listener to the bot."""
    add_to_group(bot.tree, QUIZ, start, stop, status, leaderboard, reset)
    await bot.add_cog(QuizEvents(bot))
