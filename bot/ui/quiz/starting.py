"""How a round begins: whether there is room for it, and of what it is made."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_kit.context import paper_of, services_of
from bot.errors import StudyBotError
from bot.quiz import generation
from bot.quiz.cards import snapshot
from bot.quiz.decks import deal
from bot.quiz.round.state import RoundPlan, RoundSettings
from bot.quiz.runtime.changes import RoundRunningError
from bot.text.phrases import counted

if TYPE_CHECKING:
    from bot.quiz.cards import Card, CardKind


class MayNotPost(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """The bot cannot hold a round where it cannot write by itself."""

    def __str__(self) -> str:
        return (
            f"the bot may not {' or '.join(self.args)} in this channel, so it cannot hold a round "
            f"here; ask a moderator to allow it, or choose another channel"
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a host asks for."""

    settings: RoundSettings
    questions: int
    topic: str | None
    kinds: tuple[CardKind, ...]
    deck: str | None = None


async def start(interaction: discord.Interaction[Any], wanted: Wanted) -> None:
    """Begin a round in the channel that the command came from."""
    services = services_of(interaction)
    guild, channel = interaction.guild_id or 0, interaction.channel_id or 0
    _check_place(interaction)
    if services.rounds.in_channel(channel) is not None:
        raise RoundRunningError
    await interaction.response.defer(ephemeral=True, thinking=True)
    cards = await _cards(interaction, guild, wanted)
    plan = RoundPlan(
        interaction.id,
        guild,
        channel,
        interaction.user.id,
        wanted.settings,
        tuple(snapshot(card) for card in cards),
    )
    await services.rounds.begin(plan)
    await interaction.edit_original_response(content=_begun(len(cards), wanted))


async def _cards(
    interaction: discord.Interaction[Any], guild: int, wanted: Wanted
) -> tuple[Card, ...]:
    """The questions: of a written deck if one is wanted, or else made from the knowledge.

    Raises NoSuchDeck, and TooFewQuestions.
    """
    services = services_of(interaction)
    if wanted.deck is not None:
        written = await services.decks.to_ask(guild, wanted.deck)
        return deal(written, interaction.id, wanted.questions, wanted.settings.mode)
    left_out = await services.exclusions.items(guild)
    # Drawing from a paper for the first time takes longer than the event loop may be held up.
    return await asyncio.to_thread(
        generation.generate,
        paper_of(interaction),
        interaction.id,
        wanted.questions,
        kinds=wanted.kinds or None,
        topic=wanted.topic,
        mode=wanted.settings.mode,
        excluded=left_out,
    )


def _begun(many: int, wanted: Wanted) -> str:
    told = f"The round begins: {counted(many, 'question')}."
    if many < wanted.questions:
        what = "deck" if wanted.deck else "knowledge"
        told = f"{told} The {what} has no more of what you asked for."
    return f"{told} /quiz stop ends it early."


def _check_place(interaction: discord.Interaction[Any]) -> None:
    """Raise MayNotPost unless the bot may write here by itself."""
    has = interaction.app_permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    may_send = has.send_messages_in_threads if in_thread else has.send_messages
    lacks = [] if has.view_channel else ["see messages"]
    lacks += [] if may_send else ["send messages"]
    if lacks:
        raise MayNotPost(*lacks)
