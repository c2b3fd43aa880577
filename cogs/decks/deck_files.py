"""Importing and exporting decks: YAML, Anki and spreadsheets."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.decks.anki import anki_package
from bot.decks.deck_export import NothingToExportError, csv_table, deck_card
from bot.discord_kit.access import need_answers_allowed, need_curator
from bot.discord_kit.card_sources import DECK, cards_named, source_called, sources_of_cards
from bot.discord_kit.context import GuildContext, Interaction, context_of
from bot.discord_kit.inputs import read_attached
from bot.discord_kit.layout import DOUBT, Layout, SentFile, container, text_file
from bot.discord_kit.markdown import plain
from bot.errors import DeckError, StudyBotError
from bot.quiz.decks import MAX_BYTES, read_deck, write_deck
from bot.quiz.generation import Topic
from bot.text.phrases import counted, cut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import discord

    from bot.quiz.cards import Card
    from bot.quiz.decks import Deck


MINE: Final = "review"

_MOST_CARDS: Final = 1_000

_EMPTY_REVIEW: Final = "your review has no cards yet; /review add puts some into it"

_MOST_PROBLEMS: Final = 10

_PROBLEMS_ROOM: Final = 3000


class DeckTooLargeError(StudyBotError):
    """The file is too large to be read."""

    def __str__(self) -> str:
        return f"the file has more than {MAX_BYTES // 1024} KiB; put the cards into several decks"


async def import_deck(interaction: Interaction, file: discord.Attachment) -> None:
    """Save the deck in a file, replacing one with the same id; or list all problems."""
    ctx = context_of(interaction)
    guild, services = need_curator(interaction), ctx.services
    if file.size > MAX_BYTES:
        raise DeckTooLargeError
    await interaction.response.defer(ephemeral=True, thinking=True)
    data = await read_attached(file)
    try:
        deck = await asyncio.to_thread(read_deck, file.filename, data, ctx.paper)
        old = await services.decks.put(guild, ctx.user_id, deck)
    except DeckError as error:
        view, files = _problems_message(error)
        await interaction.followup.send(view=view, files=files, ephemeral=True)
        return
    text = f"{plain(deck.title)} is here: {counted(len(deck.cards), 'card')}."
    files = []
    if old is not None and old == deck:
        text = f"{plain(deck.title)} was here already, and nothing has changed."
    elif old is not None:
        text = f"{text} It takes the place of one with {counted(len(old.cards), 'card')}"
        files = [await as_yaml(old)] if old.cards else []
        text = f"{text}{', which is in the file.' if files else '.'}"
    await interaction.followup.send(text, files=files, ephemeral=True)


async def as_yaml(deck: Deck) -> SentFile:
    """Return a deck as the file that /deck import reads."""
    return text_file(f"{deck.id}.yaml", await asyncio.to_thread(write_deck, deck))


async def exportable(ctx: GuildContext) -> tuple[Topic, ...]:
    """Return what can be exported: the person's review, decks, then topics."""
    own = Topic(MINE, "The cards in my review")
    return (own, *await sources_of_cards(ctx))


async def export_cards(interaction: Interaction, typed: str) -> None:
    """Send cards as files to the person alone; raises AnswersPausedError and OtherChannelError."""
    ctx = context_of(interaction)
    need_answers_allowed(interaction, alone=True)
    await interaction.response.defer(ephemeral=True, thinking=True)
    services, guild = ctx.services, ctx.guild_id or 0
    files: list[discord.File] = []
    what = await source_called(ctx, typed)
    if what == MINE:
        cards = await services.reviews.cards(ctx.user_id, guild)
        if not cards:
            raise NothingToExportError(_EMPTY_REVIEW)
        name = "My review"
    else:
        cards = await cards_named(ctx, what, _MOST_CARDS)
        labels = {topic.key: topic.label for topic in await sources_of_cards(ctx)}
        name = labels.get(what, what).removeprefix("Deck: ")
    made = await asyncio.to_thread(_export_files, cards, guild, what, name, services.clock.now())
    files += made
    if what.startswith(DECK):
        files.append(await as_yaml(await services.decks.find(guild, what.removeprefix(DECK))))
    text = f"{plain(name)}: {counted(len(cards), 'card')}. {_files_text(files)}"
    await interaction.followup.send(text, files=files, ephemeral=True)


def _export_files(
    cards: Sequence[Card], guild: int, key: str, name: str, now: datetime
) -> list[discord.File]:
    if not cards:
        raise NothingToExportError
    deck = [deck_card(card) for card in cards]
    package = anki_package(deck, guild=guild, deck=key, name=f"Study bot: {name}", now=now)
    return [SentFile(package, "cards.apkg"), SentFile(csv_table(deck), "cards.csv")]


def _files_text(files: Sequence[discord.File]) -> str:
    written = ", and one that /deck import takes" if len(files) > 2 else ""  # noqa: PLR2004  # Anki and CSV are the other two
    return (
        f"One file is for Anki, one for spreadsheets{written}. Importing a card again updates it."
    )


def _problems_message(error: DeckError) -> tuple[Layout, list[discord.File]]:
    lines = [f"- {plain(str(one))}" for one in error.problems[:_MOST_PROBLEMS]]
    files: list[discord.File] = []
    if len(error.problems) > _MOST_PROBLEMS:
        every = len(error.problems)
        which = f"The first {every} of {every + error.more}" if error.more else f"All {every}"
        lines.append(f"-# {which} are in the file.")
        files.append(text_file("problems.txt", str(error)))
    text = cut("\n".join(lines), _PROBLEMS_ROOM)
    return Layout(container("### The deck is not imported", text, colour=DOUBT)), files
