"""The form for a card, and what becomes of it; what was typed is never lost by a mistake."""

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
from bot.discord_kit.context import Interaction, paper_of, services_of
from bot.discord_kit.layout import DOUBT, Layout, button, container, line, rows
from bot.discord_kit.markdown import cut, plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.errors import DeckError, StudyBotError
from bot.text.phrases import counted

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

_TOLD: Final = 1500

_TITLE: Final = 30


async def open_form(interaction: Interaction, deck: str, kind: str) -> None:
    """Show the form for a new card of a deck; raises NotACurator and NoSuchDeck."""
    guild = need_curator(interaction)
    found = await services_of(interaction).decks.find(guild, deck)
    await interaction.response.send_modal(CardModal(kind, found.id, found.title, {}))


class CardModal(ui.Modal):
    """A card's form, with what was typed before."""

    def __init__(self, kind: str, deck: str, title: str, typed: Mapping[str, str]) -> None:
        super().__init__(title=f"A card for {cut(title, _TITLE)}", timeout=None)
        self.custom_id = card(kind, deck)
        self._typed = typed
        self._ask(QUESTION_FIELD, QUESTION, _QUESTION[kind])
        self._ask(ANSWERS_FIELD, ANSWERS, _ANSWERS[kind])
        self._ask(WHY_FIELD, WHY, "Shown with the right answer")
        rests = "Notes, such as 12, 13, or else a source of your own"
        self._ask(RESTS_FIELD, RESTS, rests, needed=False, short=True)
        where = "The section it belongs to; needed if it rests on the paper itself"
        self._ask(SECTION_FIELD, SECTION, where, needed=False, short=True)

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


CARD: Final = r"deck-card:(?P<kind>choice|typed):(?P<deck>[a-z0-9-]{1,40})"


class CardForm(PersistentModal, template=CARD):
    """A card that was typed."""

    name = "deck card"
    gives_back = True

    async def act(self, interaction: Interaction) -> None:
        """Add it to the deck and show it; or say all that is wrong, and offer what was typed."""
        guild, services = need_curator(interaction), services_of(interaction)
        kind, deck = self.match["kind"], self.match["deck"]
        typed = {field: self.text(field) for field in _LONGEST}
        try:
            paper = paper_of(interaction)
            fields = card_fields_from_form(kind, **typed, paper=paper)
            made = await services.decks.add(guild, interaction.user.id, deck, fields, paper)
        except StudyBotError as error:
            kept = {"kind": kind, "deck": deck, "typed": typed}
            await services.typed_forms.keep(guild, interaction.user.id, str(interaction.id), kept)
            view = _refused(interaction.id, error)
        else:
            view = _added(made)
        await interaction.response.send_message(view=view, ephemeral=True)


AGAIN: Final = r"deck-again:(?P<draft>\d{1,20})"


class FillAgain(PersistentButton, template=AGAIN):
    """Opens the form with what was typed."""

    name = "deck again"

    async def act(self, interaction: Interaction) -> None:
        """Show it to the one who typed it."""
        guild, services = need_curator(interaction), services_of(interaction)
        kept = await services.typed_forms.find_own(guild, interaction.user.id, self.match["draft"])
        deck = kept["deck"]
        title = (await services.decks.named(guild)).get(deck, deck)
        await interaction.response.send_modal(CardModal(kept["kind"], deck, title, kept["typed"]))


def _refused(draft: int, error: StudyBotError) -> Layout:
    """All that is wrong, a line each."""
    told = [str(error)]
    if isinstance(error, InvalidCardError):
        told = list(error.wrong)
    elif isinstance(error, DeckError):
        told = [f"The card {one.what}; {one.remedy}." for one in error.problems]
    text = "\n".join(f"- {plain(one)}" for one in told) if len(told) > 1 else plain(told[0])
    again = button(again_id(draft), "Change and try again", style=discord.ButtonStyle.primary)
    text = cut(text, _TOLD)
    return Layout(container("### The card is not added yet", text, *rows([again]), colour=DOUBT))


def _added(deck: Deck) -> Layout:
    card = deck.cards[-1]
    head = f"-# {plain(deck.title)} has {counted(len(deck.cards), 'card')} now. The new one:"
    return Layout(container(head, *card_shown(card)))


def card_shown(card: Card) -> list[str | ui.Item[Any]]:
    """A whole card, its right answer too."""
    options = "" if card.typed or not card.options else quiz_card_text.lettered(card)
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

# Short, since the ids of cards take all the room but ten characters.
INCLUDE: Final = r"deck-in:(?P<item>.+)"

INCLUDE_MENU: Final = "deck-include-menu"


def card(kind: str, deck: str) -> str:
    """The id of the form for a card."""
    return f"deck-card:{kind}:{deck}"


def again_id(draft: int) -> str:
    """The id of the button that opens a form again, with what was typed."""
    return f"deck-again:{draft}"


def include(item: str) -> str:
    """The id of the button that undoes an exclusion; `item` is shortened."""
    return f"deck-in:{item}"
