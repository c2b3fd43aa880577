"""A server's decks: listing, creating and removing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from discord.app_commands import Choice

from bot.browse.entries import key_shortened, shortened
from bot.browse.name_matching import nearest
from bot.decks.deck_service import NoSuchDeckError
from bot.discord_kit.access import is_curator, need_curator
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.error_replies import tell
from bot.discord_kit.layout import MOST_OPTIONS, MOST_TEXT, OPTION_LABEL, Layout, container
from bot.discord_kit.markdown import first_lines, one_line, plain
from bot.text.phrases import counted
from cogs.decks.deck_files import as_yaml

if TYPE_CHECKING:
    from bot.discord_kit.autocomplete_choices import Choices


# Leaves room for the heading, a hint, and the number of further decks.
_ROOM: Final = MOST_TEXT - 200


async def offered_cards(interaction: Interaction, typed: str, deck: str) -> Choices:
    """Return the matching cards of a deck, for curators, since only they may remove one."""
    ctx = context_of(interaction)
    if ctx.guild_id is None or not is_curator(interaction):
        return []
    try:
        found = await ctx.services.decks.find(ctx.guild_id, deck)
    except NoSuchDeckError:
        return []
    prompts = {shortened(card.id): card.prompt for card in found.cards}
    keys = nearest(typed, {key: (prompt,) for key, prompt in prompts.items()}, MOST_OPTIONS)
    return [Choice(name=one_line(prompts[key], OPTION_LABEL), value=key) for key in keys]


async def show_decks(interaction: Interaction) -> None:
    """Reply with the server's decks."""
    ctx = context_of(interaction)
    decks, guild = ctx.services.decks, ctx.guild_id or 0
    titles, sizes = await decks.named(guild), await decks.sizes(guild)
    lines = [
        f"- **{plain(title)}** (`{deck}`): {counted(sizes.get(deck, 0), 'card')}"
        for deck, title in titles.items()
    ]
    lines = first_lines(lines, _ROOM)
    hint = "/review add puts a deck into your review; /deck export takes it along."
    if not lines:
        lines, hint = ["This server has no decks yet. Curators make one with /deck new."], ""
    view = Layout(container("### Decks", "\n".join(lines), hint and f"-# {hint}"))
    await interaction.response.send_message(view=view, ephemeral=True)


async def make_deck(interaction: Interaction, title: str) -> None:
    """Create an empty deck; raises NotACuratorError and DeckRefusedError."""
    ctx = context_of(interaction)
    guild = need_curator(interaction)
    deck = await ctx.services.decks.new(guild, ctx.user_id, title)
    await tell(
        interaction,
        f"The deck “{plain(deck.title)}” is made; its id is `{deck.id}`. "
        f"/deck add puts a card into it.",
    )


async def remove(interaction: Interaction, deck: str, card: str | None) -> None:
    """Remove a deck or one of its cards, and send the old deck as a file.

    Raises NotACuratorError, NoSuchDeckError and NoSuchCardError.
    """
    ctx = context_of(interaction)
    guild, decks = need_curator(interaction), ctx.services.decks
    if card is None:
        old = await decks.remove(guild, ctx.user_id, deck)
        what = plain(old.title)
    else:
        found = await decks.find(guild, deck)
        key = key_shortened(card, [one.id for one in found.cards]) or card
        old = await decks.remove_card(guild, ctx.user_id, deck, key)
        what = f"the card of {plain(old.title)}"
    if not old.cards:
        await tell(interaction, f"Removed: {what}.")
        return
    text = f"Removed: {what}. The file holds the deck as it was; /deck import brings it back."
    await interaction.response.send_message(text, file=await as_yaml(old), ephemeral=True)
