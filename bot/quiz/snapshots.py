"""Cards put into a round as they are now, and taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import CardError
from bot.quiz.payloads import dump_card, load_card
from bot.quiz.round import Card as Snapshot

if TYPE_CHECKING:
    from bot.quiz.cards import Card


def snapshot(card: Card) -> Snapshot:
    """What a round keeps of a card: all of it, and what its rules need."""
    options = 0 if card.typed else len(card.options)
    right = None if card.typed else card.answer
    return Snapshot(card.id, card.section, dump_card(card), options, right)


def card_in(kept: Snapshot) -> Card:
    """The card of a snapshot; raises CardError for one that cannot be read."""
    return load_card(kept.payload)


def entries_in(kept: Snapshot) -> tuple[str, ...]:
    """The ids of the entries that a snapshot is about; none for one that cannot be read."""
    try:
        return card_in(kept).entries
    except CardError:
        return ()
