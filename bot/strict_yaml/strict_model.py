"""Strict pydantic base model, patterns, did-you-mean remedies and names of paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints
from pydantic_core import PydanticCustomError

from bot.strict_yaml.parser import Refused
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.strict_yaml.parser import Document, Path


# What the items of each file's list are called, and the field that names one.
_ITEMS: Final = {
    "entries": ("entry", "id"),
    "sources": ("source", "key"),
    "footnotes": ("footnote", "number"),
    "sections": ("section", "id"),
    "acronyms": ("acronym", "short"),
    "cards": ("card", "id"),
}

# Files that hold a mapping from the ids of entries.
_BY_ENTRY: Final = frozenset({"phrasings", "former_ids"})

_SIMILAR_ENOUGH: Final = 70


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a remedy: the closest of `known`, or all if they are 30 or fewer; else empty."""
    # Imported late: it costs 30 ms, and only a base with a mistake needs it.
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # see above

    choices = list(known)
    best = process.extractOne(word, choices, scorer=fuzz.ratio, score_cutoff=_SIMILAR_ENOUGH)
    if best is not None:
        return f"did you mean '{best[0]}'?"
    return f"there are: {', '.join(choices)}" if 0 < len(choices) <= 30 else ""  # noqa: PLR2004  # see the docstring


def real_path(
    data: Any,  # noqa: ANN401  # data of any file
    loc: tuple[str | int, ...],
    *,
    missing: bool = True,
) -> Path:
    """Return `loc` without the steps that pydantic adds for the kinds of a union.

    Its last step may be a field that is not there, if the error is about one that is `missing`.
    """
    path: list[str | int] = []
    entered = False
    for position, step in enumerate(loc):
        last = position == len(loc) - 1
        if entered and step == data.get("kind"):
            # The kind comes first, and may be called as a field is: an entry of kind section.
            entered = False
            continue
        if isinstance(data, dict) and isinstance(step, str):
            if step not in data:
                if last and missing and step != "[key]":
                    path.append(step)
                continue
            data = data[step]
            entered = isinstance(data, dict)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            entered = isinstance(data, dict)
        else:
            continue
        path.append(step)
    return tuple(path)


def name_item(document: Document, path: Path) -> str:
    """Return the name of the list item that `path` leads into, such as "entry 'my-entry'"."""
    if len(path) < 2:  # noqa: PLR2004  # list, position
        return ""
    if path[0] in _BY_ENTRY and isinstance(path[1], str):
        return f"entry '{shorten(path[1])}'"
    if path[0] not in _ITEMS or not isinstance(path[1], int):
        return ""
    thing, field = _ITEMS[str(path[0])]
    items = document.data[str(path[0])] if isinstance(document.data, dict) else []
    item = items[path[1]] if isinstance(items, list) else None
    name = item.get(field) if isinstance(item, dict) else None
    if isinstance(name, str) and name and not isinstance(name, Refused):
        return f"{thing} '{shorten(name)}'"
    return f"{thing} {name}" if isinstance(name, int) else f"{thing} number {path[1] + 1}"


def part_of(path: Path) -> str:
    """Return the path inside an item in words: "text of claim 2"."""
    inner = path[2:] if len(path) > 1 and path[0] in _ITEMS else path
    if len(path) > 1 and path[0] in _BY_ENTRY and isinstance(path[1], str):
        inner = (path[0], *path[2:])
    words: list[str] = []
    for position, step in enumerate(inner):
        if isinstance(step, int):
            continue
        following = inner[position + 1] if position + 1 < len(inner) else None
        if isinstance(following, int):
            words.append(f"{step.removesuffix('s')} {following + 1}")
        else:
            words.append(step)
    return " of ".join(reversed(words))


# What a pattern asks for, in words; a message gives these instead of the pattern.
PATTERNS: Final = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "use lower-case letters and digits, joined by single hyphens",
    r"^[0-9]+[a-z]?$": 'use digits with at most one letter after them, such as "1b"',
    r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$": "use YYYY, YYYY-MM or YYYY-MM-DD",
    r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|s)?$": "use YYYY, YYYY-MM, YYYY-MM-DD or a decade (1990s)",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "use YYYY-MM-DD",
    r"^https?://[^\s<>]+$": "give the whole address, with https://",
    r"^10\.[0-9]{4,9}/\S+$": "give the DOI alone, such as 10.1111/imig.12606",
    r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$": "write entry-id#claim-id",
    r"^([a-z0-9]+(-[a-z0-9]+)*#)?[a-z0-9]+(-[a-z0-9]+)*$": (
        "write a claim's id, or entry-id#claim-id"
    ),
}

SLUG, NUMBER, DATE, EVENT_DATE, DAY, URL, DOI, HOME, CLAIM_NAME = PATTERNS

Text = Annotated[str, StringConstraints(min_length=1)]

Id = Annotated[str, StringConstraints(pattern=SLUG)]

# Strict models refuse lists for tuples and words for enum members; YAML has only these.
Texts = Annotated[tuple[Text, ...], Strict(strict=False)]

Ids = Annotated[tuple[Id, ...], Strict(strict=False)]

NoteNumber = Annotated[int, Field(ge=1)]


def broken(what: str, remedy: str) -> PydanticCustomError:
    """Return an error for a rule of our own, with its problem and remedy."""
    return PydanticCustomError("rule", "{what}; {remedy}", {"what": what, "remedy": remedy})


class Strictly(BaseModel):
    """Base of all file models: strict, frozen, no extra fields."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", str_strip_whitespace=True)
