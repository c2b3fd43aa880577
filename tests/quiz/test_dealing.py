"""A written deck is dealt like questions that were drawn: by a seed, and as the mode says."""

from __future__ import annotations

import pytest

from bot.errors import TooFewQuestionsError
from bot.quiz.cards import Card, CardKind, Reference
from bot.quiz.decks import deal
from bot.quiz.round.state import Mode


def card(name: str, *, options: bool = True, accepted: bool = False) -> Card:
    """A written card to be chosen, to be typed, or both."""
    return Card(
        id=f"midterm.{name}",
        kind=CardKind.WRITTEN,
        prompt=f"What is {name}?",
        explanation="It is so.",
        citations=(Reference("A work", 1),),
        options=("yes", "no") if options else (),
        answer=0 if options else None,
        accepted=("yes",) if accepted or not options else (),
        typed=not options,
    )


CHOSEN = [card(f"c{number}") for number in range(6)]
BOTH = [card(f"b{number}", accepted=True) for number in range(4)]
TYPED = [card(f"t{number}", options=False) for number in range(3)]


def test_a_deck_is_dealt_by_its_seed() -> None:
    """The same for the same seed, each card once, and no more than there are."""
    first = deal(CHOSEN, 1, 4, Mode.BUTTONS)

    assert first == deal(CHOSEN, 1, 4, Mode.BUTTONS)
    assert len({one.id for one in first}) == 4
    assert {one.id for one in deal(CHOSEN, 1, 25, Mode.BUTTONS)} == {one.id for one in CHOSEN}
    assert len({deal(CHOSEN, seed, 6, Mode.BUTTONS) for seed in range(5)}) > 1


def test_typed_takes_what_can_be_typed() -> None:
    """And has it typed."""
    dealt = deal([*CHOSEN, *BOTH, *TYPED], 1, 25, Mode.TYPED)

    assert {one.id for one in dealt} == {one.id for one in [*BOTH, *TYPED]}
    assert all(one.typed for one in dealt)


def test_mixed_has_every_other_one_typed() -> None:
    """Where it can be."""
    dealt = deal(BOTH, 1, 4, Mode.MIXED)

    assert [one.typed for one in dealt] == [False, True, False, True]


def test_with_buttons_a_typed_card_is_typed_still() -> None:
    """It has nothing to press."""
    assert [one.typed for one in deal(TYPED, 1, 3, Mode.BUTTONS)] == [True] * 3


@pytest.mark.parametrize("cards", [[], CHOSEN])
def test_a_deck_without_such_cards_makes_no_round(cards: list[Card]) -> None:
    """A sentence says so."""
    with pytest.raises(TooFewQuestionsError, match="that deck"):
        deal(cards, 1, 5, Mode.TYPED)
