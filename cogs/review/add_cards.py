"""Cards that somebody asks for: of a section, a topic, or a written deck."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.discord_kit.context import Interaction, paper_of, services_of
from bot.discord_kit.layout import Layout, button, container, rows
from bot.discord_kit.replies import in_bot_dm
from bot.quiz.generation import Topic, topics
from bot.reports.progress import MOST_AT_ONCE, cards_about
from bot.text.phrases import counted
from cogs.review import review_session

if TYPE_CHECKING:
    from bot.quiz.cards import Card
    from bot.review.review_queue import AddedCards


# Before the id of a deck, where topics are named beside decks.
DECK: Final = "deck:"

_LABEL: Final = "Deck: "


async def sources_of_cards(interaction: Interaction) -> tuple[Topic, ...]:
    """What cards can be had of here: the server's decks, then the paper's topics."""
    decks: dict[str, str] = {}
    if interaction.guild_id is not None:
        decks = await services_of(interaction).decks.named(interaction.guild_id)
    written = (Topic(f"{DECK}{deck}", f"{_LABEL}{title}") for deck, title in decks.items())
    return (*written, *topics(paper_of(interaction)))


async def source_called(interaction: Interaction, typed: str) -> str:
    """The key of what is meant, whether it was chosen from the list or typed.

    A deck's id or title goes before a topic that is only called alike. What is neither comes back
    as it is.
    """
    offered = {topic.key: topic.label for topic in await sources_of_cards(interaction)}
    if typed in offered or typed.startswith(DECK) or interaction.guild_id is None:
        return typed
    name = typed.removeprefix(_LABEL)
    deck = await services_of(interaction).decks.called(interaction.guild_id, name)
    return typed if deck is None else f"{DECK}{deck}"


async def cards_named(interaction: Interaction, what: str, most: int) -> list[Card]:
    """The cards of a deck or on a topic that may be asked here.

    Raises NoSuchDeck, or TooFewQuestions.
    """
    services, guild = services_of(interaction), interaction.guild_id or 0
    if what.startswith(DECK):
        return list(await services.decks.to_ask(guild, what.removeprefix(DECK)))
    left_out = await services.exclusions.items(guild)
    # Drawing from a paper for the first time takes longer than the event loop may be held up.
    made = await asyncio.to_thread(cards_about, paper_of(interaction), what, left_out, most)
    return list(made)


async def add_cards(interaction: Interaction, what: str) -> None:
    """Put the cards of a deck or on a topic into a person's review, and say what became of them."""
    private = not in_bot_dm(interaction)
    await interaction.response.defer(ephemeral=private, thinking=True)
    source = await source_called(interaction, what)
    cards = await cards_named(interaction, source, MOST_AT_ONCE)
    reviewing, person = services_of(interaction).reviews, interaction.user.id
    added = await reviewing.add(person, interaction.guild_id or 0, cards)
    settings = await reviewing.settings(person)
    told = (
        f"{_told(added)} You begin up to {counted(settings.new_per_day, 'new card')} a day; "
        f"/review settings changes that."
    )
    start = rows([button(review_session.START, "Start")])
    view = Layout(container("### Your review", told, *start))
    await interaction.followup.send(view=view, ephemeral=private)


def _told(added: AddedCards) -> str:
    told = [f"{counted(added.new, 'card')} added."]
    if added.known:
        told.append(f"{added.known} {'was' if added.known == 1 else 'were'} in it already.")
    if added.left_out:
        told.append(f"{added.left_out} more had no room: a review holds 2,000 cards.")
    return " ".join(told)
