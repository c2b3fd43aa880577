"""The cards of a quiz as cards to take along, in files for Anki and for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.paper.model import Basis
from bot.study.exporting import DeckCard, DeckSource

if TYPE_CHECKING:
    from bot.quiz.cards import Card, Reference


def deck_card(card: Card) -> DeckCard:
    """A card with its sources, as it was asked."""
    return DeckCard(
        card.id,
        card.prompt,
        card.right,
        tuple(_source(one) for one in card.citations),
        options=() if card.typed else card.options,
        explanation=card.explanation,
        tags=(card.kind.value, card.section),
    )


def _source(one: Reference) -> DeckSource:
    if one.footnote is not None:
        return DeckSource(f"footnote {one.footnote}", one.text, one.url)
    marker = "moderator's note" if one.basis is Basis.MODERATOR else "the paper itself"
    return DeckSource(marker, one.text, one.url)
