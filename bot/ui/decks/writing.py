"""The form for a card, and what becomes of it; what was typed is never lost by a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.errors import StudyBotError
from bot.study.figure import counted
from bot.study.filling import filled
from bot.ui.buttons import Pressed
from bot.ui.decks import ids
from bot.ui.forms import Form
from bot.ui.host import paper_of, services_of
from bot.ui.layout import DOUBT, Layout, button, container, line, rows
from bot.ui.permitting import need_curator
from bot.ui.quiz import parts
from bot.ui.text import cut, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.quiz.cards import Card
    from bot.quiz.decks import Deck

_LONGEST: Final = {
    ids.QUESTION: 1000,
    ids.ANSWERS: 1600,
    ids.WHY: 1000,
    ids.RESTS: 500,
    ids.SECTION: 100,
}
_ANSWERS: Final = {
    "choice": "Two to five, one a line; begin the right one with *",
    "typed": "Everything that is right when typed, one a line",
}
_TOLD: Final = 1500


async def open_form(interaction: discord.Interaction[Any], deck: str, kind: str) -> None:
    """Show the form for a new card of a deck; raises NotACurator and NoSuchDeck."""
    guild = need_curator(interaction)
    found = await services_of(interaction).decks.find(guild, deck)
    await interaction.response.send_modal(CardModal(kind, found.id, {}))


class CardModal(ui.Modal):
    """A card's form, with what was typed before."""

    def __init__(self, kind: str, deck: str, typed: Mapping[str, str]) -> None:
        super().__init__(title=f"A card for {cut(deck, 30)}", timeout=None)
        self.custom_id = ids.card(kind, deck)
        self._typed = typed
        self._ask(ids.QUESTION, "Question", "It can be answered without its options")
        self._ask(ids.ANSWERS, "Answers", _ANSWERS[kind])
        self._ask(ids.WHY, "Why it is so", "Shown with the right answer")
        rests = "Notes, such as 12, 13, or else a source of your own"
        self._ask(ids.RESTS, "What it rests on", rests, needed=False, short=True)
        where = "The section it belongs to; needed if it rests on the paper itself"
        self._ask(ids.SECTION, "Section", where, needed=False, short=True)

    def _ask(
        self, field: str, label: str, description: str, *, needed: bool = True, short: bool = False
    ) -> None:
        style = discord.TextStyle.short if short else discord.TextStyle.paragraph
        box: ui.TextInput[Any] = ui.TextInput(
            custom_id=field,
            style=style,
            required=needed,
            max_length=_LONGEST[field],
            default=self._typed.get(field) or None,
        )
        self.add_item(ui.Label(text=label, description=description, component=box))


class CardFilled(Form, template=ids.CARD):
    """A card that was typed."""

    name = "deck card"
    gives_back = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Add it to the deck and show it; or say all that is wrong, and offer what was typed."""
        guild, services = need_curator(interaction), services_of(interaction)
        kind, deck = self.match["kind"], self.match["deck"]
        typed = {field: self.text(field) for field in _LONGEST}
        try:
            paper = paper_of(interaction)
            fields = filled(kind, **typed, paper=paper)
            made = await services.decks.add(guild, interaction.user.id, deck, fields, paper)
        except StudyBotError as error:
            kept = {"kind": kind, "deck": deck, "typed": typed}
            await services.typed.keep(guild, interaction.user.id, str(interaction.id), kept)
            view = _refused(interaction.id, error)
        else:
            view = _added(made)
        await interaction.response.send_message(view=view, ephemeral=True)


class Again(Pressed, template=ids.AGAIN):
    """Opens the form with what was typed."""

    name = "deck again"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show it to the one who typed it."""
        guild = need_curator(interaction)
        typed = services_of(interaction).typed
        kept = await typed.find_own(guild, interaction.user.id, self.match["draft"])
        await interaction.response.send_modal(CardModal(kept["kind"], kept["deck"], kept["typed"]))


def _refused(draft: int, error: StudyBotError) -> Layout:
    again = button(ids.again(draft), "Change and try again", style=discord.ButtonStyle.primary)
    told = plain(cut(str(error), _TOLD))
    return Layout(container("### The card is not added yet", told, *rows([again]), colour=DOUBT))


def _added(deck: Deck) -> Layout:
    card = deck.cards[-1]
    head = f"-# {plain(deck.title)} has {counted(len(deck.cards), 'card')} now. The new one:"
    return Layout(container(head, *card_shown(card)))


def card_shown(card: Card) -> list[str | ui.Item[Any]]:
    """A whole card, its right answer too."""
    options = "" if card.typed or not card.options else parts.lettered(card)
    return [
        cut(parts.prompt(card), 1000),
        cut(options, 1000),
        parts.right_answer(card),
        cut(parts.why(card), 900),
        line(),
        cut(parts.sources(card), 600),
    ]


ITEMS: Final = (Again,)
FORMS: Final = (CardFilled,)
