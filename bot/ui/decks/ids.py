"""The ids of what is pressed about decks."""

from __future__ import annotations

from typing import Final

CARD: Final = r"deck-card:(?P<kind>choice|typed):(?P<deck>[a-z0-9-]{1,40})"
AGAIN: Final = r"deck-again:(?P<draft>\d{1,20})"
# Short, since the ids of cards take all the room but ten characters.
INCLUDE: Final = r"deck-in:(?P<item>.+)"
INCLUDE_MENU: Final = "deck-include-menu"
QUESTION, ANSWERS, WHY, RESTS, SECTION = "question", "answers", "why", "rests", "section"


def card(kind: str, deck: str) -> str:
    """The id of the form for a card."""
    return f"deck-card:{kind}:{deck}"


def again(draft: int) -> str:
    """The id of the button that opens a form again, with what was typed."""
    return f"deck-again:{draft}"


def include(item: str) -> str:
    """The id of the button that undoes an exclusion; `item` is shortened."""
    return f"deck-in:{item}"
