"""Quiz cards: a question with its answer, its distractors and its sources, and its JSON.

A card stores the text of the sources it cites, not just their ids, so that it can still be shown
after the knowledge it was made from has been edited or retired.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field, TypeAdapter

from bot.errors import CardError
from bot.paper.model import Basis
from bot.quiz.round.state import RoundCard
from bot.strict_yaml import json_codec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.model import Claim
    from bot.paper.paper import Citation, Paper


FEWEST_OPTIONS: Final = 2

MOST_OPTIONS: Final = 5

LONGEST_OPTION: Final = 300

_ID_BYTES: Final = 8


class CardKind(StrEnum):
    """The kind of question; all but WRITTEN are generated from the knowledge base."""

    DEFINITION = "definition"
    TERM = "term"
    WHO = "who"
    REMEDY = "remedy"
    DATE = "date"
    ORDER = "order"
    SOURCE = "source"
    SECTION = "section"
    FIGURE = "figure"
    TRUTH = "truth"
    CLOZE = "cloze"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Reference:
    """A source of a card, as it was cited when the card was made.

    `footnote` is None if `text` names the paper itself or a curator's own source. `uncertain` says
    that the footnote's place in the paper had to be inferred.
    """

    text: str
    footnote: Annotated[int | None, Field(ge=1)] = None
    url: str | None = None
    basis: Basis = Basis.CITED
    uncertain: bool = False

    @classmethod
    def of(cls, citation: Citation, basis: Basis, *, uncertain: bool = False) -> Reference:
        """Return the reference for a citation as the paper makes it now."""
        return cls(citation.text, citation.footnote, citation.url, basis, uncertain)


@dataclass(frozen=True, slots=True)
class Card:
    """A question with one right answer, which people choose (multiple choice) or type.

    `options` is empty or holds two to five options: the right one, whose index is `answer`, and
    its distractors. `accepted` are the typed answers that are right, the first of them the one to
    show; it is empty if the answer cannot be typed. If `typed` is true the answer is typed, and
    the options are used for grading only. `entries` are the ids of the entries it is about,
    `section` is the id of its section, or empty. Raises ValueError if the fields do not make a
    question, or if there is no source.
    """

    id: str
    kind: CardKind
    prompt: str
    explanation: str
    citations: tuple[Reference, ...]
    options: tuple[str, ...] = ()
    answer: int | None = None
    accepted: tuple[str, ...] = ()
    typed: bool = False
    entries: tuple[str, ...] = ()
    section: str = ""

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a card carries at least one citation")
        if self.options and not FEWEST_OPTIONS <= len(self.options) <= MOST_OPTIONS:
            raise ValueError("a card has two to five options, or none")
        if len(set(self.options)) != len(self.options):
            raise ValueError("the options of a card differ")
        if bool(self.options) != (self.answer is not None):
            raise ValueError("a card with options says which is right, another does not")
        if self.answer is not None and not 0 <= self.answer < len(self.options):
            raise ValueError("the right answer is one of the options")
        if not self.accepted and (self.typed or not self.options):
            raise ValueError("a card that is typed says what is right")

    @property
    def right(self) -> str:
        """The right answer as text."""
        return self.accepted[0] if self.answer is None else self.options[self.answer]

    @property
    def wrong(self) -> tuple[str, ...]:
        """The distractors: all options but the right one."""
        return tuple(one for place, one in enumerate(self.options) if place != self.answer)

    @property
    def footnotes(self) -> tuple[int, ...]:
        """The numbers of the footnotes it cites, each once."""
        cited = (one.footnote for one in self.citations if one.footnote is not None)
        return tuple(dict.fromkeys(cited))

    def as_typed(self) -> Card:
        """Return the card as a typed question; raise ValueError if no typed answer is accepted."""
        return replace(self, typed=True)


def card_id(kind: CardKind, asked: Iterable[str]) -> str:
    """Return an id such as "date-1f…": a hash of `asked`, so the same question has the same id."""
    digest = hashlib.blake2b("\0".join(asked).encode(), digest_size=_ID_BYTES)
    return f"{kind}-{digest.hexdigest()}"


def references(paper: Paper, claims: Iterable[Claim]) -> tuple[Reference, ...]:
    """Return the sources of `claims`, each once, in the order of the claims."""
    found: dict[tuple[int | None, str], Reference] = {}
    for claim in claims:
        for citation in paper.citations(claim):
            made = Reference.of(citation, claim.basis, uncertain=claim.uncertain)
            found.setdefault((made.footnote, made.text), made)
    return tuple(found.values())


_CARD: Final = TypeAdapter(Card)

_CARDS: Final = TypeAdapter(tuple[Card, ...])


def dump_card(card: Card) -> str:
    """Return a card as JSON."""
    return json_codec.dump(_CARD, card)


def load_card(payload: str) -> Card:
    """Return the card that `dump_card` wrote; raise CardError for any other text."""
    return json_codec.load(_CARD, payload, CardError)


def dump_cards(cards: tuple[Card, ...]) -> str:
    """Return several cards, such as those of a deck, as a JSON array."""
    return json_codec.dump(_CARDS, cards)


def load_cards(payload: str) -> tuple[Card, ...]:
    """Return the cards that `dump_cards` wrote; raise CardError for any other text."""
    return json_codec.load(_CARDS, payload, CardError)


def snapshot(card: Card) -> RoundCard:
    """Return a snapshot of a card for a round: the whole card as JSON, and what the rules need."""
    options = 0 if card.typed else len(card.options)
    right = None if card.typed else card.answer
    return RoundCard(card.id, card.section, dump_card(card), options, right)


def card_in(stored: RoundCard) -> Card:
    """Return the card in a round's snapshot; raise CardError if it cannot be read."""
    return load_card(stored.payload)


def entry_ids_in(stored: RoundCard) -> tuple[str, ...]:
    """Return the ids of the entries that a snapshot is about; none if it cannot be read."""
    try:
        return card_in(stored).entries
    except CardError:
        return ()
