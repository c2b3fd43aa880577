"""/deck: cards that curators write, and cards to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot.discord_kit.autocomplete_choices import choices_of_topics
from bot.discord_kit.command_groups import DECK, add_to_group, remove_group
from cogs.decks import card_form, deck_files, deck_list, exclude_questions

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot
    from bot.discord_kit.context import Interaction


Choices = list[app_commands.Choice[str]]

Text = app_commands.Range[str, 1, 100]


@app_commands.command()
@app_commands.describe(title="What people call it")
async def new(interaction: Interaction, title: Text) -> None:
    """Begin a deck of written cards; for curators."""
    await deck_list.make_deck(interaction, title)


@app_commands.command()
@app_commands.describe(deck="The deck", kind="Whether the answer is chosen or typed")
async def add(
    interaction: Interaction, deck: Text, kind: Literal["choice", "typed"] = "choice"
) -> None:
    """Write a card into a deck; for curators."""
    await card_form.open_form(interaction, deck, kind)


@app_commands.command(name="import")
@app_commands.describe(file="A deck as YAML; one of the same id is replaced")
async def import_(interaction: Interaction, file: discord.Attachment) -> None:
    """Bring in a whole deck from a file; for curators."""
    await deck_files.import_deck(interaction, file)


@app_commands.command()
@app_commands.describe(what="A deck, a topic, or the cards in your review")
async def export(interaction: Interaction, what: Text = deck_files.MINE) -> None:
    """Take cards along, for Anki and for spreadsheets."""
    await deck_files.export_cards(interaction, what)


@app_commands.command(name="list")
async def list_(interaction: Interaction) -> None:
    """List this server's decks."""
    await deck_list.show_decks(interaction)


@app_commands.command()
@app_commands.describe(deck="The deck", card="One card of it; leave it out to remove the deck")
async def remove(interaction: Interaction, deck: Text, card: Text | None = None) -> None:
    """Remove a deck, or a card from it; for curators."""
    await deck_list.remove(interaction, deck, card)


@app_commands.command()
@app_commands.describe(what="An entry, or a question asked lately; leave it out for the list")
async def exclude(interaction: Interaction, what: Text | None = None) -> None:
    """Leave an entry or a question out of quizzes, or see what is left out; for curators."""
    if what is None:
        await exclude_questions.show_list(interaction)
    else:
        await exclude_questions.exclude(interaction, what)


@add.autocomplete("deck")
@remove.autocomplete("deck")
async def offered_decks(interaction: Interaction, typed: str) -> Choices:
    """Decks that begin or read like what is typed."""
    return await deck_list.offered_decks(interaction, typed)


@remove.autocomplete("card")
async def offered_cards(interaction: Interaction, typed: str) -> Choices:
    """Cards of the deck that is named."""
    return await deck_list.offered_cards(interaction, typed, str(interaction.namespace.deck or ""))


@export.autocomplete("what")
async def offered_exports(interaction: Interaction, typed: str) -> Choices:
    """The person's review, decks and topics."""
    return choices_of_topics(typed, await deck_files.exportable(interaction))


@exclude.autocomplete("what")
async def offered_exclusions(interaction: Interaction, typed: str) -> Choices:
    """Questions and entries."""
    return await exclude_questions.offered(interaction, typed)


async def setup(bot: StudyBot) -> None:
    """Add the commands to the bot."""
    add_to_group(bot.tree, DECK, new, add, import_, export, list_, remove, exclude)


async def teardown(bot: StudyBot) -> None:
    """Take them away again."""
    remove_group(bot.tree, ["deck"])
