"""The decks of a server: listed, begun, and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from discord.app_commands import Choice

from bot.browse.entries import key_shortened, shortened
from bot.browse.name_matching import nearest
from bot.decks.deck_service import NoSuchDeckError
from bot.discord_kit.access import curates, need_curator
from bot.discord_kit.context import Interaction, services_of
from bot.discord_kit.error_replies import tell
from bot.discord_kit.layout import MOST_OPTIONS, MOST_TEXT, OPTION_LABEL, Layout, container
from bot.discord_kit.markdown import first_of, one_line, plain
from bot.text.phrases import counted
from cogs.decks.deck_files import as_yaml

if TYPE_CHECKING:
    from bot.discord_kit.autocomplete_choices import Choices


# Beside the list stand its heading, a hint, and how many more there are.
_ROOM: Final = MOST_TEXT - 200


async def offered_decks(interaction: Interaction, typed: str) -> Choices:
    """The server's decks by title."""
    if interaction.guild_id is None:
        return []
    titles = await services_of(interaction).decks.named(interaction.guild_id)
    names = {deck: (title, deck) for deck, title in titles.items()}
    return [
        Choice(name=one_line(titles[deck], OPTION_LABEL), value=deck)
        for deck in nearest(typed, names, MOST_OPTIONS)
    ]


async def offered_cards(interaction: Interaction, typed: str, deck: str) -> Choices:
    """The cards of a deck by their questions; for curators, who alone may remove one."""
    if interaction.guild_id is None or not curates(interaction):
        return []
    try:
        found = await services_of(interaction).decks.find(interaction.guild_id, deck)
    except NoSuchDeckError:
        return []
    prompts = {shortened(card.id): card.prompt for card in found.cards}
    keys = nearest(typed, {key: (prompt,) for key, prompt in prompts.items()}, MOST_OPTIONS)
    return [Choice(name=one_line(prompts[key], OPTION_LABEL), value=key) for key in keys]


async def show_decks(interaction: Interaction) -> None:
    """Reply with the server's decks."""
    decks, guild = services_of(interaction).decks, interaction.guild_id or 0
    titles, sizes = await decks.named(guild), await decks.sizes(guild)
    lines = [
        f"- **{plain(title)}** (`{deck}`): {counted(sizes.get(deck, 0), 'card')}"
        for deck, title in titles.items()
    ]
    lines = first_of(lines, _ROOM)
    hint = "/review add puts a deck into your review; /deck export takes it along."
    if not lines:
        lines, hint = ["This server has no decks yet. Curators make one with /deck new."], ""
    view = Layout(container("### Decks", "\n".join(lines), hint and f"-# {hint}"))
    await interaction.response.send_message(view=view, ephemeral=True)


async def make_deck(interaction: Interaction, title: str) -> None:
    """Begin an empty deck; raises NotACurator and DeckRefused."""
    guild = need_curator(interaction)
    deck = await services_of(interaction).decks.new(guild, interaction.user.id, title)
    await tell(
        interaction,
        f"The deck “{plain(deck.title)}” is made; its id is `{deck.id}`. "
        f"/deck add puts a card into it.",
    )


async def remove(interaction: Interaction, deck: str, card: str | None) -> None:
    """Remove a deck or one card of it; what it was goes along as a file.

    Raises NotACurator, NoSuchDeck and NoSuchCard.
    """
    guild, decks = need_curator(interaction), services_of(interaction).decks
    if card is None:
        old = await decks.remove(guild, interaction.user.id, deck)
        what = plain(old.title)
    else:
        found = await decks.find(guild, deck)
        key = key_shortened(card, [one.id for one in found.cards]) or card
        old = await decks.remove_card(guild, interaction.user.id, deck, key)
        what = f"the card of {plain(old.title)}"
    if not old.cards:
        await tell(interaction, f"Removed: {what}.")
        return
    told = f"Removed: {what}. The file holds the deck as it was; /deck import brings it back."
    await interaction.response.send_message(told, file=await as_yaml(old), ephemeral=True)
