"""Written decks: reading and writing deck files, adding a card, dealing questions by a seed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Any, Final

import yaml
from pydantic import TypeAdapter, ValidationError

from bot.errors import DeckError, Problem, TooFewQuestionsError
from bot.paper.model import Basis
from bot.paper.validation import explain
from bot.quiz.cards import Card, CardKind, Reference, card_id
from bot.quiz.deck_schema import MOST_CARDS, CardFields, DeckFile, broken_rules
from bot.quiz.round.state import Mode
from bot.strict_yaml.parser import Document, check_text
from bot.strict_yaml.strict_model import did_you_mean, name_item
from bot.strict_yaml.uploads import UPLOAD, told, without_later_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.paper.paper import Paper
    from bot.strict_yaml.parser import Path


def deal(cards: Sequence[Card], seed: int | str, count: int, mode: Mode) -> tuple[Card, ...]:
    """Return at most `count` of the cards, shuffled by a seed.

    In `mode` TYPED only cards that can be typed are dealt; in MIXED every other one of those is
    typed. A card written as typed is typed in every mode. Raises TooFewQuestionsError if no card
    is left.
    """
    fit = [card for card in cards if mode is not Mode.TYPED or card.accepted]
    if not fit:
        raise TooFewQuestionsError(
            f"that deck{' that can be typed' if cards else ', which is empty'}"
        )
    drawn = Random(f"{seed}").sample(fit, min(count, len(fit)))  # noqa: S311  # seeded so that it repeats
    return tuple(_in_mode(card, place, mode) for place, card in enumerate(drawn))


def _in_mode(card: Card, place: int, mode: Mode) -> Card:
    typed = mode is Mode.TYPED or (mode is Mode.MIXED and place % 2 == 1)
    return card.as_typed() if typed and card.accepted else card


MAX_BYTES: Final = 512 * 1024

_LIMITS: Final = replace(UPLOAD, items=MOST_CARDS)

_ITEMS: Final[dict[str, TypeAdapter[Any]]] = {"cards": TypeAdapter(CardFields)}

# Between the id of a deck and that of a card in it; neither can contain it.
_SEPARATOR: Final = "."

_ADDED: Final = "card"

# A URL, as far as a text shows where it ends.
ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")

_SIGNS: Final = (".", ",", ";", ":", "!", "?", "'")

_OPENED_BY: Final = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Deck:
    """Written cards under one title; their ids begin with the deck's id."""

    id: str
    title: str
    cards: tuple[Card, ...]


class _Quoted(yaml.SafeDumper):
    """Writes every text in quotes, so that none is read as another YAML type."""


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
    """Return the deck in a file of this name; its footnotes are those of `paper`.

    Raises DeckError with the problems found, each with file, line and remedy; of more than 50 the
    others are only counted.
    """
    if len(data) > MAX_BYTES:
        what = f"has {len(data) // 1024} KiB, more than {MAX_BYTES // 1024}"
        raise DeckError([Problem(name, 0, "", what, "put the cards into several decks")])
    text, problems = check_text(name, data)
    if text is None:
        raise DeckError(problems)
    document = Document(name, "deck", text, _LIMITS)
    document.data, later = without_later_faults(document.data, _ITEMS)
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
        raise DeckError(*told(found, later))
    return _build_deck(whole, paper)


def write_deck(deck: Deck) -> str:
    """Return a deck as YAML; reading it gives the same deck."""
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
    """Return the deck with a card added, whose fields are named as in a deck file.

    A card whose id is in the deck already replaces that card. Raises DeckError, without line
    numbers.
    """
    replaced = f"{deck.id}{_SEPARATOR}{fields.get('id')}"
    kept = [card for card in deck.cards if card.id != replaced]
    place = next((n for n, card in enumerate(deck.cards) if card.id == replaced), len(kept))
    # Written and read as a file, so that a form is checked by the same rules as a file.
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


def _card_problems(
    document: Document, unread: list[tuple[int | str, ...]], paper: Paper
) -> Iterator[Problem]:
    """Yield the problems of cards whose form is right; places in `unread` are not checked."""
    cards = document.data.get("cards") if isinstance(document.data, dict) else None
    if not isinstance(cards, list) or ("cards",) in unread:
        return
    if not 1 <= len(cards) <= MOST_CARDS:
        what = f"has {len(cards)} cards"
        yield Problem(document.file, document.line(()), "", what, f"write 1 to {MOST_CARDS}")
    wrong_in: dict[int, set[str]] = {}
    for _, number, *fields in (place for place in unread if place[0] == "cards"):
        wrong_in.setdefault(int(number), set()).update(map(str, fields[:1]))
    seen: set[str] = set()
    for number, card in enumerate(cards):
        # A card that is wrong as a whole has no wrong field.
        wrong = wrong_in.get(number)
        if isinstance(card, dict) and wrong != set():
            path = ("cards", number)
            yield from _problems_of_card(document, path, card, wrong or set(), paper)
            yield from _duplicate_problems(document, path, card, wrong or set(), seen)


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
    """Yield a problem if a card has the id or prompt of one `seen` before, and add it to `seen`."""
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
    """Return the first URL in a text, without the punctuation of the sentence around it."""
    found = ADDRESS.search(text)
    address = found.group() if found else ""
    while address.endswith(_SIGNS) or _ends_with_stray_bracket(address):
        address = address[:-1]
    return address if ADDRESS.fullmatch(address) else None


def _ends_with_stray_bracket(address: str) -> bool:
    """Return whether a URL ends with a bracket that was opened before it."""
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
