"""The words for what a round can be made of, and what was typed for them."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import discord

from bot.browse.name_matching import called, nearest
from bot.discord_kit.context import Interaction, paper_of, services_of
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

_PARTED: Final = re.compile(r"\s*[,;]\s*")

_NAMES: Final = {kind.value: (KIND_NAMES[kind], kind.value) for kind in ALL_KINDS}


class NoSuchKindError(StudyBotError, LookupError):
    """Something that was typed is no kind of question."""

    def __str__(self) -> str:
        return f"there are no questions of kind {self.args[0]!r}; kinds are {', '.join(_NAMES)}"


def kinds_named(typed: str) -> tuple[CardKind, ...]:
    """The kinds in a list such as "dates, true or false"; raises NoSuchKind."""
    found = []
    for part in filter(None, _PARTED.split(typed.strip())):
        names = [part] if part in _NAMES else called(part, _NAMES, 1)
        if not names:
            raise NoSuchKindError(part)
        found.append(CardKind(names[0]))
    return tuple(dict.fromkeys(found))


def kinds_offered(typed: str, most: int) -> Iterator[tuple[str, str]]:
    """What may be meant while a list of kinds is typed: values, and what they are called."""
    before, _, last = typed.rpartition(",")
    kept = [part for part in _PARTED.split(before.strip()) if part]
    for name in nearest(last.strip(), _NAMES, most):
        if name not in kept:
            yield ", ".join([*kept, name]), ", ".join([*kept, KIND_NAMES[CardKind(name)]])


class MayNotPostError(StudyBotError):
    """The bot cannot hold a round where it cannot write by itself."""

    def __str__(self) -> str:
        return (
            f"the bot may not {' or '.join(self.args)} in this channel, so it cannot hold a round "
            f"here; ask a moderator to allow it, or choose another channel"
        )


@dataclass(frozen=True, slots=True)
class RoundRequest:
    """What a host asks for."""

    settings: RoundSettings
    questions: int
    topic: str | None
    kinds: tuple[CardKind, ...]
    deck: str | None = None


async def start(interaction: Interaction, wanted: RoundRequest) -> None:
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


async def _cards(interaction: Interaction, guild: int, wanted: RoundRequest) -> tuple[Card, ...]:
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


def _begun(many: int, wanted: RoundRequest) -> str:
    told = f"The round begins: {counted(many, 'question')}."
    if many < wanted.questions:
        what = "deck" if wanted.deck else "knowledge"
        told = f"{told} The {what} has no more of what you asked for."
    return f"{told} /quiz stop ends it early."


def _check_place(interaction: Interaction) -> None:
    """Raise MayNotPost unless the bot may write here by itself."""
    has = interaction.app_permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    may_send = has.send_messages_in_threads if in_thread else has.send_messages
    lacks = [] if has.view_channel else ["see messages"]
    lacks += [] if may_send else ["send messages"]
    if lacks:
        raise MayNotPostError(*lacks)
