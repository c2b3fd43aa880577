"""Cards: which fields make a valid card, its ids, and its JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CardError
from bot.paper.model import Basis
from bot.quiz.cards import Card, CardKind, Reference, card_id, dump_card, load_card

TEXT = st.text(min_size=1, max_size=40)
REFERENCES = st.builds(
    Reference,
    text=TEXT,
    footnote=st.none() | st.integers(1, 999),
    url=st.none() | TEXT,
    basis=st.sampled_from(Basis),
    uncertain=st.booleans(),
)
NOTE = Reference("Doe, Blue Helmets, 27.", 4)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """Any card there may be."""
    options = draw(st.just(()) | st.lists(TEXT, min_size=2, max_size=5, unique=True).map(tuple))
    least = 0 if options else 1
    accepted = draw(st.lists(TEXT, min_size=least, max_size=4).map(tuple))
    return Card(
        id=draw(TEXT),
        kind=draw(st.sampled_from(CardKind)),
        prompt=draw(TEXT),
        explanation=draw(TEXT),
        citations=tuple(draw(st.lists(REFERENCES, min_size=1, max_size=4))),
        options=options,
        answer=draw(st.integers(0, len(options) - 1)) if options else None,
        accepted=accepted,
        typed=bool(accepted) and draw(st.booleans()),
        entries=tuple(draw(st.lists(TEXT, max_size=3))),
        section=draw(st.text(max_size=10)),
    )


@given(cards())
def test_a_card_comes_back_from_json(card: Card) -> None:
    """Unchanged."""
    assert load_card(dump_card(card)) == card


def test_the_stored_json_of_a_card_stays_as_it_is() -> None:
    """Byte for byte, with its fields in this order and letters that are not ASCII as they are."""
    card = Card(
        id="date-1f",
        kind=CardKind.DATE,
        prompt='When was “this”, by the "paper"?\n\t\x01\x7f',
        explanation="Ní Aoláin, 2003 — 𝄞.",
        citations=(
            Reference("Doe, 27.", 4, "https://doi.org/x", Basis.CITED, uncertain=True),
            Reference("Section 3"),
        ),
        options=("2001", "2003"),
        answer=1,
        accepted=("2003",),
        typed=True,
        entries=("a", "b"),
        section="laws",
    )
    assert dump_card(card) == (
        '{"id":"date-1f","kind":"date",'
        '"prompt":"When was “this”, by the \\"paper\\"?\\n\\t\\u0001\x7f",'
        '"explanation":"Ní Aoláin, 2003 — 𝄞.","citations":[{"text":"Doe, 27.","footnote":4,'
        '"url":"https://doi.org/x","basis":"cited","uncertain":true},{"text":"Section 3",'
        '"footnote":null,"url":null,"basis":"cited","uncertain":false}],'
        '"options":["2001","2003"],"answer":1,"accepted":["2003"],"typed":true,'
        '"entries":["a","b"],"section":"laws"}'
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"answer": 7}, "the right answer is one of the options"),
        ({"answer": "1"}, "answer: Input should be a valid integer"),
        ({"citations": []}, "a card carries at least one citation"),
        ({"options": ["one"], "answer": 0}, "a card has two to five options, or none"),
        ({"options": ["one", "one"]}, "the options of a card differ"),
        ({"options": []}, "a card with options says which is right, another does not"),
        ({"kind": "riddle"}, "kind: Input should be"),
        ({"colour": "red"}, "colour: Unexpected keyword argument"),
        ({"typed": True}, "a card that is typed says what is right"),
    ],
)
def test_an_invalid_card_is_refused_with_its_place(change: dict[str, object], told: str) -> None:
    """In one line that names the place."""
    card = Card("x-1", CardKind.TERM, "Which?", "So.", (NOTE,), ("one", "two"), 1)
    with pytest.raises(CardError) as caught:
        load_card(json.dumps({**json.loads(dump_card(card)), **change}))
    assert str(caught.value).startswith(f"a stored card cannot be read ({told}")
    assert "\n" not in str(caught.value)


def test_a_payload_without_required_fields_is_refused() -> None:
    """A card from another version is not guessed at."""
    with pytest.raises(CardError, match=r"id: Field required"):
        load_card("{}")
    with pytest.raises(CardError):
        load_card('"a card"')


def test_a_card_knows_its_answer() -> None:
    """The right option, or the first accepted answer where there are none."""
    card = Card("x-1", CardKind.TERM, "Which?", "So.", (NOTE, NOTE), ("one", "two", "six"), 1)
    typed = replace(card, options=(), answer=None, accepted=("2", "two"))
    assert card.right == "two"
    assert card.wrong == ("one", "six")
    assert card.footnotes == (4,)
    assert typed.right == "2"
    assert typed.as_typed().typed


def test_a_card_without_accepted_answers_is_not_typed() -> None:
    """There would be nothing to compare with."""
    card = Card("x-1", CardKind.TRUTH, "True?", "So.", (NOTE,), ("True", "False"), 0)
    with pytest.raises(ValueError, match="says what is right"):
        card.as_typed()


def test_ids_tell_what_is_asked() -> None:
    """The same things in the same order give the same id, in every process."""
    assert card_id(CardKind.DATE, ["a", "b"]) == "date-ffc151170352baa3"
    assert card_id(CardKind.DATE, ["ab"]) != card_id(CardKind.DATE, ["a", "b"])
