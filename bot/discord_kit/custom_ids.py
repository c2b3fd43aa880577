"""Ids of buttons and menus, which also carry the context of an answer.

An answer's buttons hold its context, so that follow-ups work after a restart without any stored
list of who was told what. Names are carried as short hashes: they survive changes that reorder the
entries, and names that are gone are skipped.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from bot.answering.outcome import Context
from bot.browse.entries import key_shortened, shortened
from bot.discord_kit.layout import LIMIT_OF_ID
from bot.errors import StudyBotError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.paper.model import Entry
    from bot.paper.paper import Paper


# How many of each are kept; the question gets the remaining room.
_MOST_KEPT: Final = {"entries": 12, "sources": 6, "footnotes": 20, "shown": 12}

_VERSION: Final = 1

_NAME_BYTES: Final = 3

_CLAIM_BYTES: Final = 3

_NOTE_BYTES: Final = 2

_SUM_BYTES: Final = 2

_PLAIN, _DEFLATED = 0, 1

# Five characters of base 85 hold four bytes.
_GROUP: Final = 5


def pack(context: Context, room: int) -> str:
    """Pack `context` into at most `room` characters of printable ASCII, cutting a long question.

    Raises ValueError if not even the names fit.
    """
    names = b"".join(
        [
            bytes([_VERSION]),
            _pack_names(context.entries, _MOST_KEPT["entries"], _NAME_BYTES),
            _pack_names(context.sources, _MOST_KEPT["sources"], _NAME_BYTES),
            _pack_footnotes(context.footnotes[: _MOST_KEPT["footnotes"]]),
            _pack_names(context.shown, _MOST_KEPT["shown"], _CLAIM_BYTES),
        ]
    )
    # Base 85 needs one character more than the bytes of an incomplete group.
    space = room * 4 // _GROUP - _SUM_BYTES - len(names)
    if space < 1:
        raise ValueError("no room for the context")
    body = names + _pack_question(context.question, space)
    return base64.b85encode(_checksum(body) + body).decode("ascii")


def unpack(text: str, paper: Paper) -> Context | None:
    """Return the context packed in `text`, or None if it is not valid."""
    try:
        data = base64.b85decode(text)
    except (ValueError, binascii.Error):
        return None
    body = data[_SUM_BYTES:]
    if len(body) < 2 or data[:_SUM_BYTES] != _checksum(body) or body[0] != _VERSION:  # noqa: PLR2004  # the checksum and a version
        return None
    reader = _Reader(body[1:])
    texts = (claim.text for entry in paper.entries.values() for claim in entry.claims)
    ids = _names_of(reader.chunks(_NAME_BYTES), (*paper.entries, *paper.former), _NAME_BYTES)
    entries = tuple(dict.fromkeys(map(paper.present_id, ids)))
    sources = _names_of(reader.chunks(_NAME_BYTES), paper.sources, _NAME_BYTES)
    notes = [int.from_bytes(chunk, "big") for chunk in reader.chunks(_NOTE_BYTES)]
    shown = _names_of(reader.chunks(_CLAIM_BYTES), texts, _CLAIM_BYTES)
    question = _unpack_question(reader.rest())
    if question is None:
        return None
    footnotes = tuple(number for number in notes if number in paper.footnotes)
    return Context(question, entries, sources, footnotes, shown)


def split(text: str, pieces: int, size: int) -> list[str]:
    """Split `text` into `pieces` strings of at most `size` characters; the last may be empty.

    Raises ValueError if the text is too long for that.
    """
    if len(text) > pieces * size:
        raise ValueError("too long for its pieces")
    return [text[start * size : (start + 1) * size] for start in range(pieces)]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def chunks(self, size: int) -> list[bytes]:
        """Return the next pieces of `size` bytes; their number is in the byte before them."""
        count = self._data[self._at] if self._at < len(self._data) else 0
        start = self._at + 1
        self._at = start + count * size
        return [self._data[at : at + size] for at in range(start, self._at, size)]

    def rest(self) -> bytes:
        return self._data[self._at :]


# Names and statements of the knowledge base recur all the time.
@lru_cache(maxsize=4_096)
def _hash(name: str, size: int) -> bytes:
    return hashlib.blake2b(name.encode(), digest_size=size).digest()


def _checksum(body: bytes) -> bytes:
    return (zlib.crc32(body) & 0xFFFF).to_bytes(_SUM_BYTES, "big")


def _pack_names(names: Sequence[str], most: int, size: int) -> bytes:
    kept = names[:most]
    return bytes([len(kept)]) + b"".join(_hash(name, size) for name in kept)


def _pack_footnotes(numbers: Sequence[int]) -> bytes:
    kept = [n for n in numbers if n < 1 << (8 * _NOTE_BYTES)]
    return bytes([len(kept)]) + b"".join(n.to_bytes(_NOTE_BYTES, "big") for n in kept)


def _names_of(hashes: Iterable[bytes], names: Iterable[str], size: int) -> tuple[str, ...]:
    wanted = list(hashes)
    if not wanted:
        return ()
    known: dict[bytes, str] = {}
    for name in names:
        known.setdefault(_hash(name, size), name)
    return tuple(known[one] for one in wanted if one in known)


def _pack_question(text: str, space: int) -> bytes:
    """Return as much of the question's start as fits into `space` bytes, compressed if needed."""
    words = " ".join(text.encode("utf-8", "ignore").decode().split())
    # Most questions fit uncompressed, and compressing takes as long as rendering the reply.
    plain = words.encode()
    if len(plain) < space:
        return bytes([_PLAIN]) + plain
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if len(_compressed(words[:middle])) <= space else (low, middle - 1)
        )
    return _compressed(words[:low])


def _compressed(text: str) -> bytes:
    plain = text.encode()
    packer = zlib.compressobj(9, wbits=-15)
    deflated = packer.compress(plain) + packer.flush()
    if len(deflated) < len(plain):
        return bytes([_DEFLATED]) + deflated
    return bytes([_PLAIN]) + plain


def _unpack_question(data: bytes) -> str | None:
    if not data:
        return None
    try:
        plain = zlib.decompress(data[1:], wbits=-15) if data[0] == _DEFLATED else data[1:]
        return plain.decode("utf-8")
    except (zlib.error, UnicodeDecodeError):
        return None


SOURCES, RELATED, FOLLOW_UP, SHARE = "sources", "related", "follow", "share"

CITE, REMARKS = "cite", "remarks"

# Removing an answer: whoever asked is named in the id.
REMOVE: Final = "remove"

# Curators' way from an answer to the form of its entry.
EDIT, EDIT_PICK = "edit", "edit-pick"

CITE_STYLE: Final = "cite-style"

OPEN, PICK, PAGE = "open", "pick", "page"

# Buttons that report a wrong or missing answer.
WRONG, NONE, MISSING, SUGGEST = "wrong", "none", "missing", "suggest"

# Marks a menu value that names a list; no entry id starts with it.
LIST_SIGN: Final = "@"

# Buttons of a revision whose original in the paper has changed.
STALE_CONFIRM, STALE_DROP = "stale-confirm", "stale-drop"

# The buttons that carry an answer's context, in their order on the message.
CARRIERS: Final = (CITE, RELATED, FOLLOW_UP)

# Where “All sources” carried the first piece: such answers still stand in channels.
_FORMER_CARRIERS: Final = (SOURCES, RELATED, FOLLOW_UP)

# With moderators who can be told, one more.
TOLD_CARRIERS: Final = (*CARRIERS, WRONG)

# The buttons where the paper does not state what was asked; the topic can be followed up.
NOT_STATED_CARRIERS: Final = (*CARRIERS, MISSING)

_WITH_CONTEXT: Final = (
    TOLD_CARRIERS,
    NOT_STATED_CARRIERS,
    (*_FORMER_CARRIERS, WRONG),
    (*_FORMER_CARRIERS, MISSING),
)

# The buttons of a reply without an answer, which carry the question.
NONE_CARRIERS: Final = (NONE, SUGGEST)

MISSING_CARRIERS: Final = (MISSING, SUGGEST)

FOLLOW_UP_MODAL: Final = "follow-up"

_ROOM: Final = LIMIT_OF_ID - max(map(len, CARRIERS)) - 1


class NothingCarriedError(StudyBotError):
    """The message carries no context that fits the present knowledge."""

    def __str__(self) -> str:
        return "this message no longer knows what it answered; please ask again"


class EntryGoneError(StudyBotError, LookupError):
    """The button's entry is no longer in the knowledge base."""

    def __str__(self) -> str:
        return "that entry is no longer in the knowledge base; please ask again"


def carrier_ids(context: Context, kinds: tuple[str, ...] = CARRIERS) -> dict[str, str]:
    """Return ids for buttons of these `kinds` that together carry `context`."""
    pieces = split(pack(context, len(kinds) * _ROOM), len(kinds), _ROOM)
    return {kind: f"{kind}:{piece}" for kind, piece in zip(kinds, pieces, strict=True)}


def context_carried(ids: Iterable[str], paper: Paper) -> Context | None:
    """Return the context that a message's ids carry, or None if they carry just a question."""
    held = list(ids)
    if not any(one.startswith(f"{FOLLOW_UP}:") for one in held):
        return None
    found = (_unpacked(held, kinds, paper) for kinds in _WITH_CONTEXT)
    return next(filter(None, found), None)


def question_carried(ids: Sequence[str], paper: Paper) -> str:
    """Return the question that a message answered, as far as its ids hold it; "" if they do not."""
    for kinds in (*_WITH_CONTEXT, NONE_CARRIERS, MISSING_CARRIERS):
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
    """Return every id in a received message's components, at any depth."""
    found = []
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            found.append(custom_id)
        accessory = getattr(component, "accessory", None)
        found += ids_in([*getattr(component, "children", ()), *([accessory] if accessory else [])])
    return found


def entry_named(paper: Paper, name: str) -> Entry:
    """Return the entry whose shortened id is `name`; raise EntryGoneError if there is none.

    A button of before may name an entry that was merged: it opens what took its place.
    """
    key = key_shortened(name, paper.entries) or key_shortened(name, paper.former)
    entry = paper.entry(key) if key else None
    if entry is None:
        raise EntryGoneError(name)
    return entry


def opening_id(entry_id: str) -> str:
    """Return the id of the button that opens an entry."""
    return f"{OPEN}:{shortened(entry_id)}"


def editing_id(entry_id: str) -> str:
    """Return the id of the button that opens an entry's form, for curators."""
    return f"{EDIT}:{shortened(entry_id)}"
