"""Decks in and out: YAML to be edited, Anki and spreadsheets to be taken along."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.decks.anki import anki_package
from bot.decks.deck_export import NothingToExportError, csv_table, deck_card
from bot.discord_kit.access import need_admission, need_curator
from bot.discord_kit.context import Interaction, paper_of, services_of
from bot.discord_kit.layout import DOUBT, Layout, SentFile, container, text_file
from bot.discord_kit.markdown import cut, plain
from bot.errors import DeckError, StudyBotError
from bot.quiz.decks import MAX_BYTES, read_deck, write_deck
from bot.quiz.generation import Topic
from bot.text.phrases import counted
from cogs.review.add_cards import DECK, cards_named, source_called, sources_of_cards

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import discord

    from bot.quiz.cards import Card
    from bot.quiz.decks import Deck


MINE: Final = "review"

_MOST: Final = 1_000

_EMPTY_REVIEW: Final = "your review has no cards yet; /review add puts some into it"

_MOST_PROBLEMS: Final = 10

_TOLD: Final = 3000


class DeckTooLargeError(StudyBotError):
    """A file that is not even looked into."""

    def __str__(self) -> str:
        return f"the file has more than {MAX_BYTES // 1024} KiB; put the cards into several decks"


async def import_deck(interaction: Interaction, file: discord.Attachment) -> None:
    """Keep the deck in a file, in the place of one of the same id; or say all that is wrong."""
    guild, services = need_curator(interaction), services_of(interaction)
    if file.size > MAX_BYTES:
        raise DeckTooLargeError
    await interaction.response.defer(ephemeral=True, thinking=True)
    data = await file.read()
    try:
        deck = await asyncio.to_thread(read_deck, file.filename, data, paper_of(interaction))
        old = await services.decks.put(guild, interaction.user.id, deck)
    except DeckError as error:
        view, files = _problems(error)
        await interaction.followup.send(view=view, files=files, ephemeral=True)
        return
    told = f"{plain(deck.title)} is here: {counted(len(deck.cards), 'card')}."
    files = []
    if old is not None and old == deck:
        told = f"{plain(deck.title)} was here already, and nothing has changed."
    elif old is not None:
        told = f"{told} It takes the place of one with {counted(len(old.cards), 'card')}"
        files = [await as_yaml(old)] if old.cards else []
        told = f"{told}{', which is in the file.' if files else '.'}"
    await interaction.followup.send(told, files=files, ephemeral=True)


async def as_yaml(deck: Deck) -> SentFile:
    """A deck as the file that /deck import takes."""
    return text_file(f"{deck.id}.yaml", await asyncio.to_thread(write_deck, deck))


async def exportable(interaction: Interaction) -> tuple[Topic, ...]:
    """What can be taken along: a person's own review, the decks, then the topics."""
    own = Topic(MINE, "The cards in my review")
    return (own, *await sources_of_cards(interaction))


async def export_cards(interaction: Interaction, typed: str) -> None:
    """Send cards as files, to the person alone; raises Paused or Elsewhere."""
    need_admission(interaction, alone=True)
    await interaction.response.defer(ephemeral=True, thinking=True)
    services, guild = services_of(interaction), interaction.guild_id or 0
    files: list[discord.File] = []
    what = await source_called(interaction, typed)
    if what == MINE:
        cards = await services.reviews.cards(interaction.user.id, guild)
        if not cards:
            raise NothingToExportError(_EMPTY_REVIEW)
        name = "My review"
    else:
        cards = await cards_named(interaction, what, _MOST)
        labels = {topic.key: topic.label for topic in await sources_of_cards(interaction)}
        name = labels.get(what, what).removeprefix("Deck: ")
    made = await asyncio.to_thread(_files, cards, guild, what, name, services.clock.now())
    files += made
    if what.startswith(DECK):
        files.append(await as_yaml(await services.decks.find(guild, what.removeprefix(DECK))))
    told = f"{plain(name)}: {counted(len(cards), 'card')}. {_what(files)}"
    await interaction.followup.send(told, files=files, ephemeral=True)


def _files(
    cards: Sequence[Card], guild: int, key: str, name: str, now: datetime
) -> list[discord.File]:
    if not cards:
        raise NothingToExportError
    deck = [deck_card(card) for card in cards]
    package = anki_package(deck, guild=guild, deck=key, name=f"Study bot: {name}", now=now)
    return [SentFile(package, "cards.apkg"), SentFile(csv_table(deck), "cards.csv")]


def _what(files: Sequence[discord.File]) -> str:
    written = ", and one that /deck import takes" if len(files) > 2 else ""  # noqa: PLR2004
    return (
        f"One file is for Anki, one for spreadsheets{written}. Importing a card again updates it."
    )


def _problems(error: DeckError) -> tuple[Layout, list[discord.File]]:
    told = [f"- {plain(str(one))}" for one in error.problems[:_MOST_PROBLEMS]]
    files: list[discord.File] = []
    if len(error.problems) > _MOST_PROBLEMS:
        told.append(f"-# All {len(error.problems)} are in the file.")
        files.append(text_file("problems.txt", str(error)))
    text = cut("\n".join(told), _TOLD)
    return Layout(container("### The deck is not imported", text, colour=DOUBT)), files
