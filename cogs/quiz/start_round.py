"""/quiz start: what a round is made of, and starting it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import discord

from bot.browse.name_matching import called, nearest
from bot.discord_kit.context import GuildContext, Interaction, context_of
from bot.errors import StudyBotError
from bot.quiz import generation
from bot.quiz.cards import CardKind, snapshot
from bot.quiz.decks import deal
from bot.quiz.generation import ALL_KINDS
from bot.quiz.round.state import RoundPlan, RoundSettings
from bot.quiz.runtime.changes import RoundRunningError
from bot.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.quiz.cards import Card


KIND_NAMES: Final = {
    CardKind.DEFINITION: "what a term means",
    CardKind.TERM: "which term is meant",
    CardKind.WHO: "who should act",
    CardKind.REMEDY: "which recommendation answers",
    CardKind.DATE: "dates",
    CardKind.ORDER: "first or last",
    CardKind.SOURCE: "which work is cited",
    CardKind.SECTION: "which section",
    CardKind.FIGURE: "figures",
    CardKind.TRUTH: "true or false",
    CardKind.CLOZE: "fill the gap",
    CardKind.WRITTEN: "written by curators",
}

_SEPARATOR: Final = re.compile(r"\s*[,;]\s*")

_NAMES: Final = {kind.value: (KIND_NAMES[kind], kind.value) for kind in ALL_KINDS}


class NoSuchKindError(StudyBotError, LookupError):
    """The text names no kind of question."""

    def __str__(self) -> str:
        return f"there are no questions of kind {self.args[0]!r}; kinds are {', '.join(_NAMES)}"


def kinds_named(typed: str) -> tuple[CardKind, ...]:
    """Return the kinds in a list such as "dates, true or false"; raises NoSuchKindError."""
    found = []
    for part in filter(None, _SEPARATOR.split(typed.strip())):
        names = [part] if part in _NAMES else called(part, _NAMES, 1)
        if not names:
            raise NoSuchKindError(part)
        found.append(CardKind(names[0]))
    return tuple(dict.fromkeys(found))


def kinds_offered(typed: str, most: int) -> Iterator[tuple[str, str]]:
    """Yield completions of a list of kinds: values, and their names."""
    before, _, last = typed.rpartition(",")
    kept = [part for part in _SEPARATOR.split(before.strip()) if part]
    for name in nearest(last.strip(), _NAMES, most):
        if name not in kept:
            yield ", ".join([*kept, name]), ", ".join([*kept, KIND_NAMES[CardKind(name)]])


class MayNotPostError(StudyBotError):
    """The bot lacks permissions to hold a round in this channel."""

    def __str__(self) -> str:
        return (
            f"the bot may not {' or '.join(self.args)} in this channel, so it cannot hold a round "
            f"here; ask a moderator to allow it, or choose another channel"
        )


@dataclass(frozen=True, slots=True)
class RoundRequest:
    """The options of /quiz start."""

    settings: RoundSettings
    questions: int
    topic: str | None
    kinds: tuple[CardKind, ...]
    deck: str | None = None


async def start(interaction: Interaction, wanted: RoundRequest) -> None:
    """Begin a round in the channel of the command."""
    ctx = context_of(interaction)
    services = ctx.services
    guild, channel = ctx.guild_id or 0, interaction.channel_id or 0
    _check_place(interaction)
    if services.rounds.in_channel(channel) is not None:
        raise RoundRunningError
    await interaction.response.defer(ephemeral=True, thinking=True)
    cards = await _draw_cards(ctx, guild, wanted, interaction.id)
    plan = RoundPlan(
        interaction.id,
        guild,
        channel,
        ctx.user_id,
        wanted.settings,
        tuple(snapshot(card) for card in cards),
    )
    await services.rounds.begin(plan)
    await interaction.edit_original_response(content=_begun_text(len(cards), wanted))


async def _draw_cards(
    ctx: GuildContext, guild: int, wanted: RoundRequest, seed: int
) -> tuple[Card, ...]:
    """Return the questions from the wanted deck, or generated from the knowledge.

    Raises NoSuchDeckError and TooFewQuestionsError.
    """
    services = ctx.services
    if wanted.deck is not None:
        written = await services.decks.to_ask(guild, wanted.deck)
        return deal(written, seed, wanted.questions, wanted.settings.mode)
    left_out = await services.exclusions.items(guild)
    # The first draw from a paper would block the event loop for too long.
    return await asyncio.to_thread(
        generation.generate,
        ctx.paper,
        seed,
        wanted.questions,
        kinds=wanted.kinds or None,
        topic=wanted.topic,
        mode=wanted.settings.mode,
        excluded=left_out,
    )


def _begun_text(many: int, wanted: RoundRequest) -> str:
    text = f"The round begins: {counted(many, 'question')}."
    if many < wanted.questions:
        what = "deck" if wanted.deck else "knowledge"
        text = f"{text} The {what} has no more of what you asked for."
    return f"{text} /quiz stop ends it early."


def _check_place(interaction: Interaction) -> None:
    """Raise MayNotPostError unless the bot may write here."""
    has = interaction.app_permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    may_send = has.send_messages_in_threads if in_thread else has.send_messages
    lacks = [] if has.view_channel else ["see messages"]
    lacks += [] if may_send else ["send messages"]
    if lacks:
        raise MayNotPostError(*lacks)
