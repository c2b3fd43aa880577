"""Cards as plain data and as JSON, and back again, strictly."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, Strict, TypeAdapter, ValidationError

from bot.errors import CardError
from bot.paper.model import Basis  # pydantic reads it
from bot.quiz.cards import Card, CardKind, Reference


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
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise CardError(f"{place}: {first['msg']}" if place else first["msg"]) from None
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
