"""Where cards come from: a server's written decks and the paper's topics."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.quiz.generation import Topic, topics
from bot.reports.progress import cards_about

if TYPE_CHECKING:
    from bot.discord_kit.context import GuildContext
    from bot.quiz.cards import Card


# Prefix of a deck's id in lists that hold topics too.
DECK: Final = "deck:"

_LABEL: Final = "Deck: "


async def deck_titles(ctx: GuildContext) -> dict[str, str]:
    """Return the titles of the server's decks by id; empty in a direct message."""
    return {} if ctx.guild_id is None else await ctx.services.decks.named(ctx.guild_id)


async def sources_of_cards(ctx: GuildContext) -> tuple[Topic, ...]:
    """Return the sources of cards here: the server's decks, then the paper's topics."""
    decks = await deck_titles(ctx)
    written = (Topic(f"{DECK}{deck}", f"{_LABEL}{title}") for deck, title in decks.items())
    return (*written, *topics(ctx.paper))


async def source_called(ctx: GuildContext, typed: str) -> str:
    """Return the key of the source that was chosen from the list or typed.

    An exact deck id or title wins over a topic with a similar name. Anything else is returned
    unchanged.
    """
    offered = {topic.key: topic.label for topic in await sources_of_cards(ctx)}
    if typed in offered or typed.startswith(DECK) or ctx.guild_id is None:
        return typed
    name = typed.removeprefix(_LABEL)
    deck = await ctx.services.decks.called(ctx.guild_id, name)
    return typed if deck is None else f"{DECK}{deck}"


async def cards_named(ctx: GuildContext, what: str, most: int) -> list[Card]:
    """Return the cards of a deck or topic that may be asked here.

    Raises NoSuchDeckError or TooFewQuestionsError.
    """
    services, guild = ctx.services, ctx.guild_id or 0
    if what.startswith(DECK):
        return list(await services.decks.to_ask(guild, what.removeprefix(DECK)))
    left_out = await services.exclusions.items(guild)
    # The first draw from a paper would block the event loop for too long.
    made = await asyncio.to_thread(cards_about, ctx.paper, what, left_out, most)
    return list(made)
