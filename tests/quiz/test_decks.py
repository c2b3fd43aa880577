"""Deck files: read as strictly as the knowledge, and written back unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import DeckError
from bot.paper.model import Basis
from bot.quiz.cards import CardKind
from bot.quiz.decks import MAX_BYTES, Deck, read_deck, with_card, write_deck
from bot.quiz.grading import graded, normal
from bot.quiz.round.round_events import TypedGrade
from tests.support.shipped import shipped_paper

PAPER = shipped_paper()
DECK = """\
id: midterm
title: For the midterm
cards:
  - id: nexus
    kind: choice
    prompt: What is the nexus of the title?
    options: [A link, A rule, "No link"]
    answer: A link
    explanation: The title speaks of a link.
    section: title-page
  - kind: typed
    prompt: Which note has no text?
    accepted: ["36", note 36]
    explanation: Note 36 is marked and empty.
    footnotes: [36]
  - id: own
    kind: typed
    prompt: Who teaches us?
    accepted: [our teacher]
    explanation: It stands on the timetable.
    source: "Timetable of the class, https://example.org/plan"
"""
# What a person can type; the reader refuses control characters, and cuts blanks at both ends.
LINE = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufeff"),
    min_size=1,
    max_size=30,
).filter(lambda text: text == text.strip() and normal(text))


def read(text: str) -> Deck:
    """The deck of a text."""
    return read_deck("deck.yaml", text.encode(), PAPER)


def problems(text: str) -> list[str]:
    """What is said of a deck that does not load."""
    with pytest.raises(DeckError) as caught:
        read(text)
    return str(caught.value).splitlines()


@st.composite
def fields(draw: st.DrawFn) -> dict[str, object]:
    """The fields of any sound card."""
    made: dict[str, object] = {"prompt": draw(LINE), "explanation": draw(LINE)}
    if draw(st.booleans()):
        numbered = [f"{n} {draw(LINE)}" for n in range(draw(st.integers(2, 5)))]
        made |= {"kind": "choice", "options": numbered, "answer": draw(st.sampled_from(numbered))}
    else:
        made |= {"kind": "typed", "accepted": draw(st.lists(LINE, min_size=1, max_size=3))}
    rest = draw(st.sampled_from(["footnotes", "source", "section"]))
    made[rest] = {"footnotes": [draw(st.integers(1, 80))], "source": draw(LINE)}.get(rest, "laws")
    return made


def test_a_deck_is_read() -> None:
    """Choice or typed, each with its explanation and what it rests on."""
    deck = read(DECK)
    first, second, third = deck.cards
    assert (deck.id, deck.title) == ("midterm", "For the midterm")
    assert {card.kind for card in deck.cards} == {CardKind.WRITTEN}
    assert first.id == "midterm.nexus"
    assert first.options == ("A link", "A rule", "No link")
    assert first.right == "A link"
    assert first.citations[0].basis is Basis.PAPER
    assert second.typed
    assert second.footnotes == (36,)
    assert graded(second, "Note 36").grade is TypedGrade.RIGHT
    assert third.citations[0].url == "https://example.org/plan"
    assert third.citations[0].basis is Basis.MODERATOR


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://ex.org/a, p. 3", "https://ex.org/a"),
        ("Our timetable (https://ex.org/a).", "https://ex.org/a"),
        ("See https://ex.org/a; and https://ex.org/b", "https://ex.org/a"),
        ("<https://ex.org/a?b=c&d>", "https://ex.org/a?b=c&d"),
        ("[https://ex.org/a/]", "https://ex.org/a/"),
        ("(https://ex.org/wiki/Troll_(ship))", "https://ex.org/wiki/Troll_(ship)"),
        ("http://ex.org/a", "http://ex.org/a"),
        ("We begin with https://...", None),
        ("Our timetable", None),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(source: str, address: str | None) -> None:
    """Signs behind it are the sentence's, and brackets around it."""
    card = {"kind": "typed", "prompt": "Q?", "accepted": ["a"], "explanation": "E."}
    deck = with_card(Deck("any", "Any", ()), card | {"source": source}, PAPER)
    (reference,) = deck.cards[0].citations
    assert (reference.text, reference.url) == (source, address)


def test_a_card_without_an_id_gets_one_by_its_prompt() -> None:
    """It stays the same however the rest is edited."""
    before = read(DECK).cards[1]
    after = read(DECK.replace("is marked and empty", "has no words")).cards[1]
    assert before.id == after.id
    assert before.id.startswith("midterm.written-")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "kind: choice",
            "kind: choise",
            ":5: card 'nexus' has kind 'choise'; did you mean 'choice'?",
        ),
        (
            "prompt: What is",
            "promt: What is",
            ":4: card 'nexus' lacks the field 'prompt'; add prompt:",
        ),
        (
            "footnotes: [36]",
            "footnotes: [95]",
            ":15: card number 2 cites footnote 95; footnotes are 1 to 80",
        ),
        (
            "footnotes: [36]",
            'footnotes: ["36"]',
            ":15: card number 2 cites footnote 36; write the number without quotes",
        ),
        (
            '"No link"',
            "no",
            (
                ":7: has no without quotes, which YAML reads as true or false; write it in "
                'quotes: "no", or write true or false where a switch is meant'
            ),
        ),
        (
            "answer: A link",
            "answer: Some link",
            (":4: card 'nexus' has an answer that is none of its options; copy the right option"),
        ),
        (
            "A rule",
            "a link!",
            (":4: card 'nexus' has the same option twice; let every option say something else"),
        ),
        (
            '[A link, A rule, "No link"]',
            "[A link]",
            ":4: card 'nexus' has 1 option; write 2 to 5",
        ),
        (
            "    footnotes: [36]\n",
            "",
            (
                ":11: card number 2 rests on nothing; add footnotes: [n], a source, or the "
                "section in which the paper says it itself"
            ),
        ),
        (
            "section: title-page",
            "section: title-pag",
            ":10: card 'nexus' names the section 'title-pag'; did you mean 'title-page'?",
        ),
        (
            "id: own",
            "id: nexus",
            ":16: card 'nexus' has the id of another card; keep one of them",
        ),
        (
            "accepted: [our teacher]",
            "options: [x, y]",
            ":16: card 'own' is typed but has options or an answer; write accepted: [...]",
        ),
        (
            "accepted: [our teacher]",
            'accepted: [our teacher, "+"]',
            (
                ":16: card 'own' accepts '+', in which nothing is left to compare; write it in "
                "letters or digits"
            ),
        ),
        (
            "title: For the midterm",
            "titel: For the midterm",
            ":2: has the unknown field 'titel'; did you mean 'title'?",
        ),
        (
            "explanation: The title",
            "explain: The title",
            (":9: card 'nexus' has the unknown field 'explain'; did you mean 'explanation'?"),
        ),
    ],
)
def test_mistakes_are_told_with_line_and_remedy(old: str, new: str, told: str) -> None:
    """As those of the knowledge are."""
    assert f"deck.yaml{told}" in problems(DECK.replace(old, new, 1))


def test_all_mistakes_are_told_at_once() -> None:
    """In the order of their lines."""
    text = DECK.replace("kind: choice", "kind: quiz").replace("[36]", '["36"]')
    assert [line.split(":")[1] for line in problems(text)] == ["5", "15"]


def test_a_mistake_of_form_hides_no_other() -> None:
    """Of the same card, and of others: a section in words, a note too high, no right answer."""
    text = DECK.replace("section: title-page", "section: Title page\n    footnotes: [99]")
    told = "\n".join(problems(text.replace("answer: A link", "answer: A chain", 1)))

    assert "has section 'Title page'" in told
    assert "cites footnote 99" in told
    assert "has an answer that is none of its options" in told


@pytest.mark.parametrize("text", ["", "cards: []", "id: x\ntitle: y\ncards: []\n", "- a\n", "{"])
def test_what_is_no_deck_is_told(text: str) -> None:
    """Empty files, empty decks, and what is no mapping."""
    assert problems(text)


def test_a_file_that_is_too_large_is_not_read() -> None:
    """Nobody writes half a mebibyte of cards by hand."""
    assert "more than 512; put the cards into several decks" in problems("#" * (MAX_BYTES + 1))[0]


def test_importing_what_was_exported_changes_nothing() -> None:
    """Ids and all."""
    deck = read(DECK)
    assert read(write_deck(deck)) == deck


@settings(max_examples=60)
@given(st.lists(fields(), min_size=1, max_size=3, unique_by=lambda card: card["prompt"]))
def test_any_deck_comes_back_as_it_was(cards: list[dict[str, object]]) -> None:
    """Whatever its texts look like to YAML."""
    deck = Deck("any", "Any", ())
    for card in cards:
        deck = with_card(deck, card, PAPER)
    assert read(write_deck(deck)) == deck


@pytest.mark.parametrize("text", ["no", "1990s", "12:30", "1e5", "~", "- x", "a: b", "#x", "0o17"])
def test_what_yaml_reads_otherwise_is_quoted(text: str) -> None:
    """A written deck passes the strictest reader."""
    card = {
        "kind": "choice",
        "prompt": text,
        "options": [text, "else"],
        "answer": text,
        "explanation": text,
        "source": text,
    }
    deck = with_card(Deck("any", "Any", ()), card, PAPER)
    assert read(write_deck(deck)).cards[0].options == (text, "else")


def test_a_card_from_a_form_is_checked_by_the_same_rules() -> None:
    """Without lines, since a form has none."""
    deck = read(DECK)
    with pytest.raises(DeckError) as caught:
        with_card(deck, {"kind": "typed", "prompt": "Who?", "explanation": "So."}, PAPER)
    assert str(caught.value) == (
        "card: has nothing that is right when typed; write accepted: [...]\n"
        "card: rests on nothing; add footnotes: [n], a source, or the section in which the paper "
        "says it itself"
    )
    with pytest.raises(DeckError, match="footnotes are 1 to 80"):
        with_card(
            deck,
            {
                "kind": "typed",
                "prompt": "Who?",
                "accepted": ["I"],
                "explanation": "So.",
                "footnotes": [81],
            },
            PAPER,
        )


def test_a_card_of_the_same_id_is_replaced_in_its_place() -> None:
    """That is how a card is edited."""
    deck = read(DECK)
    edited = with_card(
        deck,
        {
            "id": "nexus",
            "kind": "typed",
            "prompt": "Which word of the title means a link?",
            "accepted": ["nexus"],
            "explanation": "The title speaks of a nexus.",
            "section": "title-page",
        },
        PAPER,
    )
    assert [card.id for card in edited.cards] == [card.id for card in deck.cards]
    assert edited.cards[0].right == "nexus"


def test_the_same_question_is_not_added_twice() -> None:
    """Without an id, a card is told by what it asks."""
    card = {"kind": "typed", "prompt": "Q?", "accepted": ["a"], "explanation": "E.", "source": "s"}
    deck = with_card(read(DECK), card, PAPER)
    with pytest.raises(DeckError, match="asks what a card of the deck asks already"):
        with_card(deck, card, PAPER)
