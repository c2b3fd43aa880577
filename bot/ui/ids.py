"""The ids of buttons and menus: what they do and what they carry, in at most 100 characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.browse.entries import key_shortened, shortened
from bot.errors import StudyBotError
from bot.packing import pack, split, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.outcome import Context
    from bot.paper.model import Entry
    from bot.paper.paper import Paper

LIMIT: Final = 100
SOURCES, RELATED, FOLLOW_UP, SHARE = "sources", "related", "follow", "share"
OPEN, PICK, PAGE = "open", "pick", "page"
# What students press where an answer is wrong or missing.
WRONG, NONE, MISSING, SUGGEST = "wrong", "none", "missing", "suggest"
# Begins a menu's value that names a list; no entry's id begins so.
LIST_SIGN: Final = "@"
# The buttons of an answer that carry its context, in the order in which they stand.
CARRIERS: Final = (SOURCES, RELATED, FOLLOW_UP)
# The same where there are moderators who can be told.
TOLD_CARRIERS: Final = (*CARRIERS, WRONG)
# Those of a reply without an answer, which carry its question.
NONE_CARRIERS: Final = (NONE, SUGGEST)
MISSING_CARRIERS: Final = (MISSING, SUGGEST)
FOLLOW_UP_MODAL: Final = "follow-up"
_ROOM: Final = LIMIT - max(map(len, CARRIERS)) - 1


class EntryGone(StudyBotError, LookupError):  # noqa: N818  # reads as the sentence it is
    """A button leads to an entry that has been taken out of the knowledge since."""

    def __str__(self) -> str:
        return "that entry is no longer in the knowledge base; please ask again"


def carrying(context: Context, kinds: tuple[str, ...] = CARRIERS) -> dict[str, str]:
    """Ids for buttons of `kinds` which together carry `context`."""
    pieces = split(pack(context, len(kinds) * _ROOM), len(kinds), _ROOM)
    return {kind: f"{kind}:{piece}" for kind, piece in zip(kinds, pieces, strict=True)}


def carried(ids: Iterable[str], paper: Paper) -> Context | None:
    """The context that a message's ids carry, or None."""
    return _unpacked(ids, TOLD_CARRIERS, paper)


def asked(ids: Sequence[str], paper: Paper) -> str:
    """The question that a message replied to, as far as its ids hold it; empty for none."""
    for kinds in (TOLD_CARRIERS, NONE_CARRIERS, MISSING_CARRIERS):
        if found := _unpacked(ids, kinds, paper):
            return found.question
    return ""


def _unpacked(ids: Iterable[str], kinds: tuple[str, ...], paper: Paper) -> Context | None:
    pieces = []
    for one in ids:
        kind, found, piece = one.partition(":")
        if found and kind in kinds:
            pieces.append((kinds.index(kind), piece))
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


def entry_named(paper: Paper, name: str) -> Entry:
    """The entry whose shortened id is `name`; raises EntryGone when it is there no more."""
    key = key_shortened(name, paper.entries)
    if key is None:
        raise EntryGone(name)
    return paper.entries[key]


def opening(entry_id: str) -> str:
    """The id of a button that opens an entry."""
    return f"{OPEN}:{shortened(entry_id)}"
