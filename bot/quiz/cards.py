"""A card: one question with its answer, why it is right, and the notes that say so.

Cards are snapshots. What a card cites is kept as text, so that it can still be shown after the
knowledge that it was made from has been edited or retired.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, Strict, TypeAdapter, ValidationError

from bot.errors import CardError
from bot.paper.model import Basis
from bot.quiz.round.state import RoundCard as Snapshot
from bot.strict_yaml.error_words import first_error

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.model import Claim
    from bot.paper.paper import Citation, Paper


FEWEST_OPTIONS: Final = 2

MOST_OPTIONS: Final = 5

LONGEST_OPTION: Final = 300

_ID_BYTES: Final = 8


class CardKind(StrEnum):
    """What a card asks for; those but the last are made from the knowledge."""

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
    """What a card rests on, as it was shown when the card was made.

    `footnote` is None where `text` names the paper itself or a curator's own source. `uncertain`
    says that the place of the note in the paper had to be inferred.
    """

    text: str
    footnote: int | None = None
    url: str | None = None
    basis: Basis = Basis.CITED
    uncertain: bool = False

    @classmethod
    def of(cls, citation: Citation, basis: Basis, *, uncertain: bool = False) -> Reference:
        """A citation as it stands now."""
        return cls(citation.text, citation.footnote, citation.url, basis, uncertain)


@dataclass(frozen=True, slots=True)
class Card:
    """A question that has one right answer, to be chosen or to be typed.

    `options` are none, or two to five of which `answer` is the index of the right one. `accepted`
    are the typed answers that are right, the first of them the one to show; it is empty where the
    card cannot be typed. Where `typed` is true the answer is to be typed, and options are there
    for grading alone. `entries` are the ids of the entries behind it, `section` the id of its
    section or empty. Raises ValueError for what is no question, or rests on nothing.
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
        """The right answer in words."""
        return self.accepted[0] if self.answer is None else self.options[self.answer]

    @property
    def wrong(self) -> tuple[str, ...]:
        """The other options."""
        return tuple(one for place, one in enumerate(self.options) if place != self.answer)

    @property
    def footnotes(self) -> tuple[int, ...]:
        """The numbers of the notes that it rests on, each once."""
        cited = (one.footnote for one in self.citations if one.footnote is not None)
        return tuple(dict.fromkeys(cited))

    def as_typed(self) -> Card:
        """The same with its answer to be typed; raises ValueError where that cannot be graded."""
        return replace(self, typed=True)


def card_id(kind: CardKind, asked: Iterable[str]) -> str:
    """An id that stays the same for as long as the same thing is asked, such as "date-1f…"."""
    digest = hashlib.blake2b("\0".join(asked).encode(), digest_size=_ID_BYTES)
    return f"{kind}-{digest.hexdigest()}"


def references(paper: Paper, claims: Iterable[Claim]) -> tuple[Reference, ...]:
    """What `claims` rest on, each once, in that order."""
    found: dict[tuple[int | None, str], Reference] = {}
    for claim in claims:
        for citation in paper.citations(claim):
            made = Reference.of(citation, claim.basis, uncertain=claim.uncertain)
            found.setdefault((made.footnote, made.text), made)
    return tuple(found.values())


class _Strictly(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


# JSON has lists and words where these have tuples and members of an enumeration.
_Texts = Annotated[tuple[str, ...], Strict(strict=False)]


class _ReferencePayload(_Strictly):
    text: str
    footnote: Annotated[int | None, Field(ge=1)]
    url: str | None
    basis: Annotated[Basis, Strict(strict=False)]
    uncertain: bool


class _CardPayload(_Strictly):
    id: str
    kind: Annotated[CardKind, Strict(strict=False)]
    prompt: str
    explanation: str
    citations: Annotated[tuple[_ReferencePayload, ...], Strict(strict=False)]
    options: _Texts
    answer: int | None
    accepted: _Texts
    typed: bool
    entries: _Texts
    section: str


_ADAPTER: Final = TypeAdapter(_CardPayload)


def to_payload(card: Card) -> dict[str, Any]:
    """A card as data that `json` can write."""
    made = asdict(card)
    made["citations"] = list(made["citations"])
    for name in ("options", "accepted", "entries"):
        made[name] = list(made[name])
    return made


def from_payload(data: object) -> Card:
    """The card of a payload; raises CardError for anything that is none."""
    try:
        read = _ADAPTER.validate_python(data)
        fields = {name: getattr(read, name) for name in _CardPayload.model_fields}
        fields["citations"] = tuple(Reference(**dict(one)) for one in read.citations)
        return Card(**fields)
    except ValidationError as error:
        raise CardError(first_error(error)) from None
    except ValueError as error:
        raise CardError(str(error)) from None


def dump_card(card: Card) -> str:
    """A card as JSON."""
    return json.dumps(to_payload(card), ensure_ascii=False, separators=(",", ":"))


def load_card(payload: str) -> Card:
    """The card of a JSON text; raises CardError."""
    try:
        return from_payload(json.loads(payload))
    except ValueError as error:
        raise CardError("it is no JSON") from error


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
