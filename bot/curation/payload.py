"""What a revision stores of an entry: the entry and the works that it brings, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from bot.paper.builder import build_entry, build_source
from bot.paper.schema import AnyEntry, SourceFields
from bot.paper.writer import entry_data, source_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.model import Entry, Source
    from bot.paper.schema import EntryFields

_ENTRY: TypeAdapter[EntryFields] = TypeAdapter(AnyEntry)


class NotReadable(ValueError):  # noqa: N818  # reads as the sentence it is
    """A stored row is not what this program would have written."""


def written(entry: Entry, sources: Iterable[Source]) -> str:
    """An entry, and those of `sources` that it rests on, as JSON."""
    used = {claim.source for claim in entry.claims if claim.source}
    if entry.curator_note is not None:
        used.add(entry.curator_note.source)
    works = [source_data(source) for source in sources if source.key in used]
    return json.dumps({"entry": entry_data(entry), "sources": works}, ensure_ascii=False)


def read(payload: str) -> tuple[Entry, tuple[Source, ...]]:
    """The entry and its works; raises NotReadable with what is wrong, in one line."""
    try:
        data: Any = json.loads(payload)
        entry = build_entry(_ENTRY.validate_python(data["entry"]))
        works = tuple(build_source(SourceFields.model_validate(one)) for one in data["sources"])
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise NotReadable(f"{where}: {first['msg']}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise NotReadable("it is not written as this program writes") from error
    return entry, works
