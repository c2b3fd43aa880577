"""Questions dealt from a written deck, as others are drawn from the knowledge."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Any, Final

import yaml
from pydantic import ValidationError

from bot.errors import DeckError, Problem, TooFewQuestionsError
from bot.paper.model import Basis
from bot.paper.validation import explain
from bot.quiz.cards import Card, CardKind, Reference, card_id
from bot.quiz.deck_schema import MOST_CARDS, CardFields, DeckFile, broken_rules
from bot.quiz.round.state import Mode
from bot.strict_yaml.parser import Document, check_text
from bot.strict_yaml.strict_model import did_you_mean, name_item

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.paper.paper import Paper
    from bot.strict_yaml.parser import Path


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
    return tuple(_in_mode(card, place, mode) for place, card in enumerate(drawn))


def _in_mode(card: Card, place: int, mode: Mode) -> Card:
    typed = mode is Mode.TYPED or (mode is Mode.MIXED and place % 2 == 1)
    return card.as_typed() if typed and card.accepted else card


MAX_BYTES: Final = 512 * 1024

# Between the id of a deck and that of a card in it; neither can hold it.
_SEPARATOR: Final = "."

_ADDED: Final = "card"

# The address of a page, as far as a text can tell where it ends.
ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")

_SIGNS: Final = (".", ",", ";", ":", "!", "?", "'")

_OPENED_BY: Final = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Deck:
    """Written cards under one title; the ids of the cards begin with the deck's."""

    id: str
    title: str
    cards: tuple[Card, ...]


class _Quoted(yaml.SafeDumper):
    """Writes every text in quotes, so that none is read as something else."""


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


def _key_or_text(dumper: yaml.SafeDumper, data: Mapping[str, Any]) -> yaml.Node:
    node = dumper.represent_mapping("tag:yaml.org,2002:map", data)
    for key, _ in node.value:
        key.style = None
    return node


_Quoted.add_representer(str, _quoted)

_Quoted.add_representer(dict, _key_or_text)


def read_deck(name: str, data: bytes, paper: Paper) -> Deck:
    """The deck in a file of this name; its notes are those of `paper`.

    Raises DeckError with every problem found, each with file, line and remedy.
    """
    if len(data) > MAX_BYTES:
        what = f"has {len(data) // 1024} KiB, more than {MAX_BYTES // 1024}"
        raise DeckError([Problem(name, 0, "", what, "put the cards into several decks")])
    text, problems = check_text(name, data)
    if text is None:
        raise DeckError(problems)
    document = Document(name, "deck", text)
    if document.data is None:
        raise DeckError(document.problems)
    found, whole, unread = list(document.problems), None, []
    try:
        whole = DeckFile.model_validate(document.data)
    except ValidationError as error:
        last = max(paper.footnotes, default=0) or None
        found += explain(document, error, last, DeckFile, {"cards": CardFields})
        unread = [detail["loc"] for detail in error.errors(include_url=False)]
    found += _card_problems(document, unread, paper)
    if found or whole is None:
        raise DeckError(_sorted_by_line(found))
    return _build_deck(whole, paper)


def write_deck(deck: Deck) -> str:
    """A deck as YAML; reading it gives the same deck."""
    data = {
        "id": deck.id,
        "title": deck.title,
        "cards": [_card_fields(card) for card in deck.cards],
    }
    text: str = yaml.dump(
        data, Dumper=_Quoted, allow_unicode=True, sort_keys=False, width=2**31, indent=2
    )
    return text


def with_card(deck: Deck, fields: Mapping[str, Any], paper: Paper) -> Deck:
    """The deck with one more card, of fields as a file has them; raises DeckError, without lines.

    A card of an id that the deck has takes the place of that one.
    """
    replaced = f"{deck.id}{_SEPARATOR}{fields.get('id')}"
    kept = [card for card in deck.cards if card.id != replaced]
    place = next((n for n, card in enumerate(deck.cards) if card.id == replaced), len(kept))
    # It goes the way of a file, so that a form is checked by the same rules as a file is.
    alone = {"id": deck.id, "title": deck.title, "cards": [dict(fields)]}
    text: str = yaml.dump(alone, Dumper=_Quoted, allow_unicode=True, width=2**31)
    try:
        added = read_deck(_ADDED, text.encode("utf-8", "replace"), paper)
    except DeckError as error:
        raise DeckError([replace(one, line=0, where="") for one in error.problems]) from None
    cards = [*kept[:place], *added.cards, *kept[place:]]
    if len({card.id for card in cards}) < len(cards):
        what = "asks what a card of the deck asks already"
        raise DeckError([Problem(_ADDED, 0, "", what, "ask something else")])
    return replace(deck, cards=tuple(cards))


def _sorted_by_line(problems: list[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.line)


def _card_problems(
    document: Document, unread: list[tuple[int | str, ...]], paper: Paper
) -> Iterator[Problem]:
    """What is wrong with what has the right form: all but the places that are `unread`."""
    cards = document.data.get("cards") if isinstance(document.data, dict) else None
    if not isinstance(cards, list) or ("cards",) in unread:
        return
    if not 1 <= len(cards) <= MOST_CARDS:
        what = f"has {len(cards)} cards"
        yield Problem(document.file, document.line(()), "", what, f"write 1 to {MOST_CARDS}")
    seen: set[str] = set()
    for number, card in enumerate(cards):
        path = ("cards", number)
        wrong = {str(place[2]) for place in unread if place[:2] == path and len(place) > len(path)}
        if isinstance(card, dict) and path not in unread:
            yield from _problems_of_card(document, path, card, wrong, paper)
            yield from _duplicate_problems(document, path, card, wrong, seen)


def _problems_of_card(
    document: Document, path: Path, card: dict[str, Any], unread: set[str], paper: Paper
) -> Iterator[Problem]:
    where, line = name_item(document, path), document.line(path)
    for rule in broken_rules(card, unread):
        yield Problem(document.file, line, where, rule.what, rule.remedy)
    notes = () if "footnotes" in unread else card.get("footnotes") or ()
    for place, note in enumerate(notes):
        if note not in paper.footnotes:
            at = document.line((*path, "footnotes", place))
            what = f"cites footnote {note}"
            last = max(paper.footnotes, default=0)
            yield Problem(document.file, at, where, what, f"footnotes are 1 to {last}")
    section = None if "section" in unread else card.get("section")
    section = section.strip() if section else None
    sections = [one.id for one in paper.sections]
    if section is not None and section not in sections:
        at = document.line((*path, "section"))
        what = f"names the section '{section}'"
        yield Problem(document.file, at, where, what, did_you_mean(section, sections))


def _duplicate_problems(
    document: Document, path: Path, card: dict[str, Any], unread: set[str], seen: set[str]
) -> Iterator[Problem]:
    """Whether a card is told from those that were `seen` before it."""
    if not unread.isdisjoint({"id", "prompt"}):
        return
    key = _card_key(card.get("id"), card["prompt"].strip())
    if key in seen:
        what = "has the id of another card" if card.get("id") else "asks what another card asks"
        where, line = name_item(document, path), document.line(path)
        yield Problem(document.file, line, where, what, "keep one of them")
    seen.add(key)


def _card_key(name: str | None, prompt: str) -> str:
    return name or card_id(CardKind.WRITTEN, (prompt,))


def _build_deck(deck: DeckFile, paper: Paper) -> Deck:
    cards = tuple(
        Card(
            id=f"{deck.id}{_SEPARATOR}{_card_key(card.id, card.prompt)}",
            kind=CardKind.WRITTEN,
            prompt=card.prompt,
            explanation=card.explanation,
            citations=_references_of(card, paper),
            options=card.options,
            answer=card.options.index(card.answer) if card.options else None,
            accepted=card.accepted,
            typed=card.kind == "typed",
            section=card.section or "",
        )
        for card in deck.cards
    )
    return Deck(deck.id, deck.title, cards)


def _references_of(card: CardFields, paper: Paper) -> tuple[Reference, ...]:
    if card.source:
        return (Reference(card.source, None, _address_in(card.source), Basis.MODERATOR),)
    if card.footnotes:
        notes = dict.fromkeys(card.footnotes)
        return tuple(Reference.of(paper.cite(note), Basis.CITED) for note in notes)
    return (Reference.of(paper.cite_section(str(card.section)), Basis.PAPER),)


def _address_in(text: str) -> str | None:
    """The first address in a text, without the signs with which the sentence goes on."""
    found = ADDRESS.search(text)
    address = found.group() if found else ""
    while address.endswith(_SIGNS) or _ends_with_stray_bracket(address):
        address = address[:-1]
    return address if ADDRESS.fullmatch(address) else None


def _ends_with_stray_bracket(address: str) -> bool:
    """Whether it ends with a bracket that was opened before it."""
    opening = _OPENED_BY.get(address[-1:])
    return opening is not None and address.count(address[-1]) > address.count(opening)


def _card_fields(card: Card) -> dict[str, Any]:
    source = next((one.text for one in card.citations if one.basis is Basis.MODERATOR), "")
    fields = {
        "id": card.id.rpartition(_SEPARATOR)[2],
        "kind": "choice" if card.options else "typed",
        "prompt": card.prompt,
        "options": list(card.options),
        "answer": card.right if card.options else "",
        "accepted": list(card.accepted),
        "explanation": card.explanation,
        "footnotes": list(card.footnotes),
        "source": source,
        "section": card.section,
    }
    return {name: value for name, value in fields.items() if value}
