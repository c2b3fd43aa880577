"""The ids of buttons and menus: what they do and what they carry, in at most 100 characters."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from bot.errors import UnknownEntry
from bot.packing import pack, split, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.outcome import Context
    from bot.corpus.model import Entry
    from bot.corpus.paper import Paper

LIMIT: Final = 100
SOURCES, RELATED, FOLLOW_UP, SHARE = "sources", "related", "follow", "share"
OPEN, PICK, PAGE = "open", "pick", "page"
# Begins a menu's value that names a list; no entry's id begins so.
LIST_SIGN: Final = "@"
# The buttons of an answer that carry its context, in the order in which they stand.
CARRIERS: Final = (SOURCES, RELATED, FOLLOW_UP)
FOLLOW_UP_MODAL: Final = "follow-up"
_ROOM: Final = LIMIT - max(map(len, CARRIERS)) - 1
_LONGEST_NAME: Final = LIMIT - len(OPEN) - 1
_HASH_BYTES: Final = 8


def carrying(context: Context, kinds: tuple[str, ...] = CARRIERS) -> dict[str, str]:
    """Ids for buttons of `kinds` which together carry `context`."""
    pieces = split(pack(context, len(kinds) * _ROOM), len(kinds), _ROOM)
    return {kind: f"{kind}:{piece}" for kind, piece in zip(kinds, pieces, strict=True)}


def carried(ids: Iterable[str], paper: Paper) -> Context | None:
    """The context that a message's ids carry, or None."""
    pieces = []
    for one in ids:
        kind, found, piece = one.partition(":")
        if found and kind in CARRIERS:
            pieces.append((CARRIERS.index(kind), piece))
    return unpack("".join(piece for _, piece in sorted(pieces)), paper) if pieces else None


def ids_in(components: Iterable[Any]) -> list[str]:
    """Every id in a received message's components, wherever it is nested."""
    found = []
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            found.append(custom_id)
        accessory = getattr(component, "accessory", None)
        found += ids_in([*getattr(component, "children", ()), *([accessory] if accessory else [])])
    return found


def name_of(entry_id: str) -> str:
    """An entry's id, or for one too long for a button its beginning and a hash."""
    if len(entry_id) <= _LONGEST_NAME:
        return entry_id
    digest = hashlib.blake2b(entry_id.encode(), digest_size=_HASH_BYTES).hexdigest()
    return f"{entry_id[: _LONGEST_NAME - len(digest) - 1]}~{digest}"


def entry_named(paper: Paper, name: str) -> Entry:
    """The entry whose `name_of` is `name`; raises UnknownEntry when it is there no more."""
    if name in paper.entries:
        return paper.entries[name]
    for entry in paper.entries.values():
        if name_of(entry.id) == name:
            return entry
    raise UnknownEntry(name)


def opening(entry_id: str) -> str:
    """The id of a button that opens an entry."""
    return f"{OPEN}:{name_of(entry_id)}"
