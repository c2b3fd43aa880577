"""/quiz: rounds in a channel, and the leaderboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_kit.access import is_curator
from bot.discord_kit.autocomplete_choices import (
    choices_of_decks,
    choices_of_sections,
    choices_of_topics,
)
from bot.discord_kit.card_sources import deck_titles
from bot.discord_kit.command_groups import QUIZ, add_to_group, remove_group
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.error_replies import tell
from bot.discord_kit.layout import MOST_OPTIONS, OPTION_LABEL
from bot.quiz.generation import topics
from bot.quiz.round.round_events import Verdict
from bot.quiz.round.state import Mode, RoundSettings
from bot.reports.leaderboard import Span
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
    wait="Whether each question stays open for its full time, though all have answered",
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
    wait: bool = False,  # noqa: FBT001, FBT002  # an option of the command
    deck: Text | None = None,
) -> None:
    """Begin a round of questions in this channel."""
    settings = RoundSettings(seconds, Mode(mode), speed, hurry=not wait)
    wanted = start_round.RoundRequest(settings, questions, topic, kinds_named(kinds or ""), deck)
    await start_round.start(interaction, wanted)


@start.autocomplete("topic")
async def offered_topics(interaction: Interaction, typed: str) -> Choices:
    """Offer topics that match."""
    return choices_of_topics(typed, topics(context_of(interaction).paper))


@start.autocomplete("deck")
async def offered_decks(interaction: Interaction, typed: str) -> Choices:
    """Offer decks that match."""
    return choices_of_decks(typed, await deck_titles(context_of(interaction)))


@start.autocomplete("kinds")
async def offered_kinds(interaction: Interaction, typed: str) -> Choices:
    """Offer kinds of question to add to those typed."""
    del interaction
    return [
        app_commands.Choice(name=name[:OPTION_LABEL], value=value)
        for value, name in kinds_offered(typed, MOST_OPTIONS)
        if len(value) <= OPTION_LABEL
    ]


@app_commands.command()
async def stop(interaction: Interaction) -> None:
    """Stop the round in this channel and show the scores so far."""
    ctx = context_of(interaction)
    rounds = ctx.services.rounds
    outcome = await rounds.stop(
        interaction.channel_id or 0, ctx.user_id, moderator=is_curator(interaction)
    )
    texts = {Verdict.STOPPED: status_text.STOPPED, Verdict.NOT_ALLOWED: status_text.NOT_YOURS}
    await tell(interaction, texts.get(outcome.verdict, status_text.NONE_HERE))


@app_commands.command()
async def status(interaction: Interaction) -> None:
    """Show where the round in this channel stands."""
    ctx = context_of(interaction)
    state = ctx.services.rounds.in_channel(interaction.channel_id or 0)
    text = status_text.status_of(state, ctx.user_id) if state else status_text.NONE_HERE
    await tell(interaction, text)


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
    """Offer sections that match."""
    return choices_of_sections(typed, context_of(interaction).paper)


@app_commands.command()
async def reset(interaction: Interaction) -> None:
    """Delete this server's scores; for curators."""
    await leaderboard_card.offer_reset(interaction)


async def teardown(bot: StudyBot) -> None:
    """Remove the commands."""
    remove_group(bot.tree, ["quiz"])


class QuizEventsCog(commands.Cog):
    """Passes Discord's events on to the rounds."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @property
    def _rounds(self) -> RoundService:
        return self._bot.services.rounds

    @commands.Cog.listener()
    async def on_connect(self) -> None:
        """Note a new session, which does not replay the events that were missed."""
        self._rounds.connected()

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        """Note that the old session has resumed and replayed all events that were missed."""
        self._rounds.resumed()

    @commands.Cog.listener()
    async def on_disconnect(self) -> None:
        """Note that nobody can be heard until the connection is back."""
        self._rounds.disconnected()

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Report a deleted message, which may be the open question."""
        self._rounds.message_gone(payload.channel_id, [payload.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Report deleted messages, which may include the open question."""
        self._rounds.message_gone(payload.channel_id, payload.message_ids)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Report a deleted channel, in which a round may have been running."""
        self._rounds.place_lost(channel=channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Report a deleted thread, in which a round may have been running."""
        self._rounds.place_lost(channel=payload.thread_id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Report that the bot is no longer in a server, where a round may have been running."""
        self._rounds.place_lost(guild=guild.id)


async def setup(bot: StudyBot) -> None:
    """Add the commands and the listener to the bot."""
    add_to_group(bot.tree, QUIZ, start, stop, status, leaderboard, reset)
    await bot.add_cog(QuizEventsCog(bot))
