"""Questions dealt from a written deck, as others are drawn from the knowledge."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from bot.errors import TooFewQuestionsError
from bot.quiz.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.quiz.cards import Card


def deal(cards: Sequence[Card], seed: int | str, count: int, mode: Mode) -> tuple[Card, ...]:
    """At most `count` of the cards, shuffled by a seed.

    In `mode` typed only those that can be typed, in mixed every other one of those. A card that is
    written to be typed is typed in every mode. Raises TooFewQuestions where none is left.
    """
    fit = [card for card in cards if mode is not Mode.TYPED or card.accepted]
    if not fit:
        raise TooFewQuestionsError(
            f"that deck{' that can be typed' if cards else ', which is empty'}"
        )
    drawn = Random(f"{seed}").sample(fit, min(count, len(fit)))  # noqa: S311  # so that it repeats
    return tuple(_asked(card, place, mode) for place, card in enumerate(drawn))


def _asked(card: Card, place: int, mode: Mode) -> Card:
    typed = mode is Mode.TYPED or (mode is Mode.MIXED and place % 2 == 1)
    return card.as_typed() if typed and card.accepted else card
