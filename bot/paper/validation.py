"""Validate one knowledge file and explain its errors with file, line and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from bot.errors import Problem
from bot.paper.cross_checks import Former, Placed, Worded
from bot.paper.entry_schema import (
    MIGRATE,
    ONLY_ON,
    ClaimFields,
    CuratorNoteFields,
    PlaceFields,
    PremiseFields,
    WordingFields,
    entry_model,
)
from bot.paper.schema import (
    FILES,
    AcronymFields,
    CheckFields,
    CitedWorkFields,
    ExampleFields,
    FootnoteFields,
    FormerIdsFile,
    NameFields,
    PhrasingsFile,
    SectionFields,
    SourceFields,
    WhereFields,
)
from bot.strict_yaml.error_words import EXPECTED_TYPES, as_clause, choices_in
from bot.strict_yaml.parser import Refused
from bot.strict_yaml.strict_model import (
    PATTERNS,
    Strictly,
    did_you_mean,
    name_item,
    part_of,
    real_path,
)
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.paper.cross_checks import FileParts
    from bot.strict_yaml.parser import Document, Path


_NESTED: Final[dict[str, type[Strictly]]] = {
    "acronyms": AcronymFields,
    "at": PlaceFields,
    "author": NameFields,
    "authors": NameFields,
    "checks": CheckFields,
    "claims": ClaimFields,
    "curator_note": CuratorNoteFields,
    "editors": NameFields,
    "examples": ExampleFields,
    "footnotes": FootnoteFields,
    "phrasings": WordingFields,
    "premises": PremiseFields,
    "sections": SectionFields,
    "sources": SourceFields,
    "where": WhereFields,
    "works": CitedWorkFields,
}


@dataclass(frozen=True, slots=True)
class _Fault:
    """One pydantic error: its type, the value, its path, and the path in words."""

    kind: str
    value: object
    document: Document
    path: Path
    part: str
    context: Mapping[str, Any]
    last_note: int | None
    whole: type[Strictly]
    nested: Mapping[str, type[Strictly]]


def explain(
    document: Document,
    error: ValidationError,
    last_note: int | None,
    whole: type[Strictly] | None = None,
    nested: Mapping[str, type[Strictly]] = _NESTED,
) -> list[Problem]:
    """Return a problem for each error in `document`; `last_note` is the last footnote, if known.

    `whole` is the file's model if the file is not one of the knowledge base's, and `nested` holds
    the models of the items in its lists, by the lists' names.
    """
    found: dict[Problem, None] = {}
    for detail in error.errors(include_url=False):
        if isinstance(detail["input"], Refused):
            continue
        # A rule of our own is about the whole of what it is found at.
        path = real_path(document.data, detail["loc"], missing=detail["type"] != "rule")
        what, remedy = _told(
            _Fault(
                kind=detail["type"],
                value=detail["input"],
                document=document,
                path=path,
                part=part_of(path),
                context={"message": detail["msg"], **detail.get("ctx", {})},
                last_note=last_note,
                whole=whole or FILES[document.kind],
                nested=nested,
            )
        )
        where = name_item(document, path)
        found[Problem(document.file, document.line(path), where, what, remedy, path)] = None
    return list(found)


def _told(fault: _Fault) -> tuple[str, str]:
    """Return what is wrong, and the remedy, in words."""
    path = fault.path
    if len(path) > 1 and path[0] in {"entries", "cards"} and path[-2] == "footnotes":
        return f"cites footnote {shorten(str(fault.value))}", _note_range(fault)
    return _TOLD.get(fault.kind, _otherwise)(fault)


def _note_range(fault: _Fault) -> str:
    if isinstance(fault.value, str) and fault.value.isdigit():
        return "write the number without quotes"
    last = fault.last_note
    return f"footnotes are 1 to {last}" if last else "a footnote is a whole number"


def _rule(fault: _Fault) -> tuple[str, str]:
    what = str(fault.context["what"])
    return f"{fault.part} {what}".strip(), str(fault.context["remedy"])


def _choice(fault: _Fault) -> tuple[str, str]:
    context, value, part = fault.context, fault.value, fault.part
    choices = choices_in(str(context.get("expected") or context.get("expected_tags")))
    if fault.kind == "union_tag_invalid":
        value, part = value.get("kind") if isinstance(value, dict) else value, "kind"
    return f"has {part} {_shown(value)}", did_you_mean(str(value), choices)


def _pattern(fault: _Fault) -> tuple[str, str]:
    remedy = PATTERNS.get(str(fault.context["pattern"]), "")
    return f"has {fault.part} {_shown(fault.value)}", remedy


def _too_short(fault: _Fault) -> tuple[str, str]:
    empty = not (fault.value.strip() if isinstance(fault.value, str) else fault.value)
    what = f"has an empty {fault.part}" if empty else f"has too few in {fault.part}"
    if fault.kind == "string_too_short":
        return what, "write some text"
    return what, f"write at least {fault.context['min_length']}, or leave it out"


def _otherwise(fault: _Fault) -> tuple[str, str]:
    return f"has a wrong {fault.part}".strip(), as_clause(str(fault.context["message"]))


def _missing(fault: _Fault) -> tuple[str, str]:
    if fault.kind == "union_tag_not_found":
        return "lacks the field 'kind'", "add kind: finding, or another kind"
    remedy = f"add {fault.path[-1]}:"
    if fault.path[0] == "entries" and fault.path[2:3] == ("claims",) and fault.path[-1] == "id":
        remedy = f"add id: a short word, unique in its entry; {MIGRATE}"
    return f"lacks the field '{fault.path[-1]}'{_inside(fault)}", remedy


def _extra(fault: _Fault) -> tuple[str, str]:
    field = str(fault.path[-1])
    if field in ONLY_ON and fault.path[0] == "entries" and len(fault.path) == 3:  # noqa: PLR2004  # entries, position, field
        return f"has the field '{field}'", f"only kind: {' or '.join(ONLY_ON[field])} has it"
    if field == "errata" and fault.path[0] == "entries" and len(fault.path) == 3:  # noqa: PLR2004  # entries, position, field
        remedy = f"a claim names the slips that change its sense; {MIGRATE}"
        return "has the field 'errata'", remedy
    known = _fields_beside(fault)
    what = f"has the unknown field '{shorten(field)}'{_inside(fault)}"
    return what, did_you_mean(field, known)


def _inside(fault: _Fault) -> str:
    around = part_of(fault.path[:-1])
    return f" in {around}" if around else ""


def _fields_beside(fault: _Fault) -> Iterable[str]:
    """Return the fields allowed where `fault` has an unknown one."""
    document, path = fault.document, fault.path
    parents = [step for step in path[:-1] if isinstance(step, str)]
    if not parents:
        return fault.whole.model_fields
    if parents[-1] != "entries":
        return fault.nested[parents[-1]].model_fields if parents[-1] in fault.nested else ()
    # The model found an entry of a known kind there, so both keys exist.
    data: Any = document.data
    item = data["entries"][path[1]]
    return entry_model(str(item["kind"])).model_fields


def _type(fault: _Fault) -> tuple[str, str]:
    wanted, value = EXPECTED_TYPES[fault.kind], fault.value
    what = f"has {_shown(value)} as {fault.part}" if fault.part else f"is {_shown(value)}"
    what += f", not {wanted}"
    if wanted == "text" and isinstance(value, int):
        return what, f'write it in quotes: "{_plainly(value)}"'
    if wanted == "a whole number" and isinstance(value, str) and value.isdigit():
        return what, "write it without quotes"
    if wanted == "a list" and not isinstance(value, dict):
        return what, "write it as a list: [one, two]"
    return what, f"write {wanted}"


def _plainly(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    return f"'{shorten(value)}'" if isinstance(value, str) else _plainly(value)


_TOLD: Final[dict[str, Callable[[_Fault], tuple[str, str]]]] = {
    "rule": _rule,
    "missing": _missing,
    "union_tag_not_found": _missing,
    "extra_forbidden": _extra,
    "literal_error": _choice,
    "enum": _choice,
    "union_tag_invalid": _choice,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _too_short,
    "too_short": _too_short,
    **dict.fromkeys(EXPECTED_TYPES, _type),
}

# The field that names an item of each list; FileParts collects its `names` by it.
NAME_FIELDS: Final = MappingProxyType(
    {"sections": "id", "sources": "key", "footnotes": "number", "entries": "id"}
)

_LISTS: Final = ("sections", "sources", "footnotes", "entries", "acronyms")

_MAPPINGS: Final = ("phrasings", "former_ids")


def older_form(document: Document) -> Problem | None:
    """Return the problem of a file of entries in the form that was in use before, if it is one.

    In that form no claim had an id.
    """
    entries = document.data.get("entries") if isinstance(document.data, dict) else None
    claims: list[Any] = []
    for entry in entries if isinstance(entries, list) else ():
        found = entry.get("claims") if isinstance(entry, dict) else None
        claims += found if isinstance(found, list) else ()
    told = [claim for claim in claims if isinstance(claim, dict)]
    if not told or any({"id", "ref"} & claim.keys() for claim in told):
        return None
    what = "has no claim with an id, as in the older form of the knowledge base"
    return Problem(document.file, 1, "", what, f"give each claim an id; {MIGRATE}")


def worded_entries(document: Document, parts: FileParts) -> list[Problem]:
    """Return a problem for each entry of a file of entries that still holds its wordings."""
    name = document.file.rpartition("/")[2]
    remedy = f"move them to phrasings/{name}; {MIGRATE}"
    return [
        placed.problem("has the field 'phrasings'", remedy, "phrasings")
        for placed in parts.entries
        if placed.document is document and placed.item.phrasings
    ]


def validate(document: Document, parts: FileParts) -> tuple[Strictly | None, list[Problem]]:
    """Validate a file and return its model, or None if it has none, with the problems found.

    Valid items of its lists go into `parts` even if others are invalid.
    """
    model = FILES[document.kind]
    try:
        whole = model.model_validate(document.data)
    except ValidationError as error:
        problems = explain(document, error, parts.last_note)
        data, kept = _without_faults(document, error, parts)
        try:
            whole = model.model_validate(data)
        except ValidationError:
            parts.unread |= {name for name in _LISTS if name in model.model_fields}
            return None, problems
        _place(document, whole, parts, kept)
        return whole, problems
    _place(document, whole, parts, {})
    return whole, []


def _without_faults(
    document: Document, error: ValidationError, parts: FileParts
) -> tuple[Any, dict[str, list[int]]]:
    """Return the data without faulty items and fields, and each list's remaining positions."""
    if not isinstance(document.data, dict):
        return document.data, {}
    data: dict[str, Any] = dict(document.data)
    faulty: dict[str, set[int]] = {}
    for detail in error.errors(include_url=False, include_context=False):
        parts.faults.add((document.file, real_path(document.data, detail["loc"])))
        first, *rest = detail["loc"]
        if rest and isinstance(rest[0], int):
            faulty.setdefault(str(first), set()).add(rest[0])
        elif rest and first in _MAPPINGS and isinstance(data.get(str(first)), dict):
            data[str(first)] = {k: v for k, v in data[str(first)].items() if k != rest[0]}
        else:
            data.pop(str(first), None)
    kept = {}
    for name, positions in faulty.items():
        items = data.get(name)
        if isinstance(items, list):
            for position in positions:
                item, field = items[position], NAME_FIELDS.get(name)
                if isinstance(item, dict) and isinstance(item.get(field), str | int):
                    parts.names[name].add(item[field])
                if isinstance(item, dict) and name == "entries":
                    parts.faulty.append(Placed(item, document, (name, position)))
            kept[name] = [n for n in range(len(items)) if n not in positions]
            data[name] = [items[n] for n in kept[name]]
    return data, kept


def _place(
    document: Document, whole: Strictly, parts: FileParts, kept: dict[str, list[int]]
) -> None:
    if isinstance(whole, PhrasingsFile):
        parts.phrasings += [
            Placed(Worded(entry, wordings), document, ("phrasings", entry))
            for entry, wordings in whole.phrasings.items()
        ]
        return
    if isinstance(whole, FormerIdsFile):
        parts.former += [
            Placed(Former(old, new), document, ("former_ids", old))
            for old, new in whole.former_ids.items()
        ]
        return
    for name in _LISTS:
        items = getattr(whole, name, ())
        positions = kept.get(name, range(len(items)))
        getattr(parts, name).extend(
            Placed(item, document, (name, position))
            for item, position in zip(items, positions, strict=True)
        )
