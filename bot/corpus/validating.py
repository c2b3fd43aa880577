"""A file against its model: what of it is valid counts, whatever is wrong with the rest."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from bot.corpus.checking import Placed
from bot.corpus.explaining import explain
from bot.corpus.naming import real_path
from bot.corpus.schema import FILES

if TYPE_CHECKING:
    from bot.corpus.checking import Parts
    from bot.corpus.fields import Strictly
    from bot.corpus.reading import Document
    from bot.errors import Problem

# What names an item of each list; `names` of Parts are gathered by it.
NAME_FIELDS: Final = MappingProxyType(
    {"sections": "id", "sources": "key", "footnotes": "number", "entries": "id"}
)
_LISTS: Final = ("sections", "sources", "footnotes", "entries", "acronyms")


def validate(document: Document, parts: Parts) -> tuple[Strictly | None, list[Problem]]:
    """Validate a file; items of its lists that are valid go into `parts` even if others are not."""
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
    document: Document, error: ValidationError, parts: Parts
) -> tuple[Any, dict[str, list[int]]]:
    """The data without its faulty items and fields, and which items of each list are left."""
    if not isinstance(document.data, dict):
        return document.data, {}
    data: dict[str, Any] = dict(document.data)
    faulty: dict[str, set[int]] = {}
    for detail in error.errors(include_url=False, include_context=False):
        parts.faults.add((document.file, real_path(document.data, detail["loc"])))
        first, *rest = detail["loc"]
        if rest and isinstance(rest[0], int):
            faulty.setdefault(str(first), set()).add(rest[0])
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


def _place(document: Document, whole: Strictly, parts: Parts, kept: dict[str, list[int]]) -> None:
    for name in _LISTS:
        items = getattr(whole, name, ())
        positions = kept.get(name, range(len(items)))
        getattr(parts, name).extend(
            Placed(item, document, (name, position))
            for item, position in zip(items, positions, strict=True)
        )
