"""The form for a card of a deck; what was typed survives a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.decks.typed_card import (
    ANSWERS,
    QUESTION,
    RESTS,
    SECTION,
    WHY,
    InvalidCardError,
    card_fields_from_form,
)
from bot.discord_kit import quiz_card_text
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.harm_reply import curators_note
from bot.discord_kit.layout import DOUBT, Layout, button, container, line, rows
from bot.discord_kit.markdown import plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.errors import DeckError, StudyBotError
from bot.text.phrases import counted, cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.quiz.cards import Card
    from bot.quiz.decks import Deck


QUESTION_FIELD, ANSWERS_FIELD, WHY_FIELD, RESTS_FIELD, SECTION_FIELD = (
    "question",
    "answers",
    "why",
    "rests",
    "section",
)

_LONGEST: Final = {
    QUESTION_FIELD: 1000,
    ANSWERS_FIELD: 1600,
    WHY_FIELD: 1000,
    RESTS_FIELD: 500,
    SECTION_FIELD: 100,
}

_ANSWERS: Final = {
    "choice": "Two to five, one a line; begin the right one with *",
    "typed": "Everything that is right when typed, one a line",
}

_QUESTION: Final = {
    "choice": "It can be answered without its options",
    "typed": "It has one answer, however that is worded",
}

_PROBLEMS_ROOM: Final = 1500

_TITLE: Final = 30


async def open_form(interaction: Interaction, deck: str, kind: str) -> None:
    """Show the form for a new card; raises NotACuratorError and NoSuchDeckError."""
    guild = need_curator(interaction)
    found = await context_of(interaction).services.decks.find(guild, deck)
    await interaction.response.send_modal(CardModal(kind, found.id, found.title, {}))


class CardModal(ui.Modal):
    """The form for a card, filled with what was typed before."""

    def __init__(self, kind: str, deck: str, title: str, typed: Mapping[str, str]) -> None:
        super().__init__(title=f"A card for {cut(title, _TITLE)}", timeout=None)
        self.custom_id = card(kind, deck)
        self._typed = typed
        self._add_field(QUESTION_FIELD, QUESTION, _QUESTION[kind])
        self._add_field(ANSWERS_FIELD, ANSWERS, _ANSWERS[kind])
        self._add_field(WHY_FIELD, WHY, "Shown with the right answer")
        rests = "Notes, such as 12, 13, or else a source of your own"
        self._add_field(RESTS_FIELD, RESTS, rests, needed=False, short=True)
        where = "The section it belongs to; needed if it rests on the paper itself"
        self._add_field(SECTION_FIELD, SECTION, where, needed=False, short=True)

    def _add_field(
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


CARD: Final = r"deck-card:(?P<kind>choice|typed):(?P<deck>[a-z0-9-]{1,40})"


class CardForm(PersistentModal, template=CARD):
    """A submitted card."""

    name = "deck card"
    gives_back = True

    async def run(self, interaction: Interaction) -> None:
        """Add the card to the deck and show it; or list all problems and offer a change."""
        ctx = context_of(interaction)
        guild, services = need_curator(interaction), ctx.services
        kind, deck = self.match["kind"], self.match["deck"]
        typed = {field: self.text(field) for field in _LONGEST}
        try:
            paper = ctx.paper
            fields = card_fields_from_form(kind, **typed, paper=paper)
            made = await services.decks.add(guild, ctx.user_id, deck, fields, paper)
        except StudyBotError as error:
            kept = {"kind": kind, "deck": deck, "typed": typed}
            await services.typed_cards.keep(guild, ctx.user_id, str(interaction.id), kept)
            view = _refused_card(interaction.id, error)
        else:
            view = _added_card(made, curators_note(*typed.values()))
        await interaction.response.send_message(view=view, ephemeral=True)


AGAIN: Final = r"deck-again:(?P<draft>\d{1,20})"


class FillAgain(PersistentButton, template=AGAIN):
    """The button that opens the form with what was typed."""

    name = "deck again"

    async def run(self, interaction: Interaction) -> None:
        """Show it to the person who typed it."""
        ctx = context_of(interaction)
        guild, services = need_curator(interaction), ctx.services
        kept = await services.typed_cards.find_open(guild, ctx.user_id, self.match["draft"])
        deck = kept["deck"]
        title = (await services.decks.named(guild)).get(deck, deck)
        await interaction.response.send_modal(CardModal(kept["kind"], deck, title, kept["typed"]))


def _refused_card(draft: int, error: StudyBotError) -> Layout:
    """Return the message that lists all problems of a card."""
    lines = [str(error)]
    if isinstance(error, InvalidCardError):
        lines = list(error.wrong)
    elif isinstance(error, DeckError):
        lines = [f"The card {one.what}; {one.remedy}." for one in error.problems]
    text = "\n".join(f"- {plain(one)}" for one in lines) if len(lines) > 1 else plain(lines[0])
    again = button(again_id(draft), "Change and try again", style=discord.ButtonStyle.primary)
    text = cut(text, _PROBLEMS_ROOM)
    return Layout(container("### The card is not added yet", text, *rows([again]), colour=DOUBT))


def _added_card(deck: Deck, note: str) -> Layout:
    card = deck.cards[-1]
    head = f"-# {plain(deck.title)} has {counted(len(deck.cards), 'card')} now. The new one:"
    return Layout(container(head, *card_shown(card), note))


def card_shown(card: Card) -> list[str | ui.Item[Any]]:
    """Return a whole card with its right answer."""
    options = "" if card.typed or not card.options else quiz_card_text.options_list(card)
    return [
        cut(quiz_card_text.prompt(card), 1000),
        cut(options, 1000),
        quiz_card_text.right_answer(card),
        cut(quiz_card_text.why(card), 900),
        line(),
        cut(quiz_card_text.sources(card), 600),
    ]


ITEMS: Final = (FillAgain,)

FORMS: Final = (CardForm,)

# Short, since card ids take all but ten characters of the room.
INCLUDE: Final = r"deck-in:(?P<item>.+)"

INCLUDE_MENU: Final = "deck-include-menu"


def card(kind: str, deck: str) -> str:
    """Return the id of the form for a card."""
    return f"deck-card:{kind}:{deck}"


def again_id(draft: int) -> str:
    """Return the id of the button that opens a form with what was typed."""
    return f"deck-again:{draft}"


def include(item: str) -> str:
    """Return the id of the button that undoes an exclusion; `item` is a shortened id."""
    return f"deck-in:{item}"
