"""Entries opened whole, and what stands near them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from bot.answering.outcome import Answered, Part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.answering.outcome import Context
    from bot.paper.model import Entry
    from bot.paper.paper import Citation, Paper


# What a button's id or a menu's value has room for, beside the word that says what it does.
LONGEST_KEY: Final = 90
_HASH_BYTES: Final = 8


def shortened(key: str) -> str:
    """A key, or for one too long for a button its beginning and a hash of it."""
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.blake2b(key.encode(), digest_size=_HASH_BYTES).hexdigest()
    return f"{key[: LONGEST_KEY - len(digest) - 1]}~{digest}"


def key_shortened(name: str, keys: Collection[str]) -> str | None:
    """The one of `keys` that is called `name` when shortened, or None."""
    if name in keys:
        return name
    return next((key for key in keys if shortened(key) == name), None) if "~" in name else None


def opened(paper: Paper, entry: Entry) -> Answered:
    """An entry with all its claims, as a certain answer."""
    part = Part(
        entry.title,
        entry.claims,
        tuple(paper.citations(claim) for claim in entry.claims),
        entry=entry.id,
    )
    return Answered((part,), 1.0)


def related_to(paper: Paper, entries: Iterable[str]) -> tuple[Entry, ...]:
    """The entries related to any of `entries`, each once and without these, in that order."""
    origin = [paper.entries[one] for one in entries if one in paper.entries]
    found = {name: None for entry in origin for name in (*entry.related, *entry.actors)}
    known = {entry.id for entry in origin}
    return tuple(paper.entries[n] for n in found if n in paper.entries and n not in known)


def citations_behind(paper: Paper, context: Context) -> tuple[Citation, ...]:
    """Everything that the entries of an answer rest on, and what it cited besides; each once.

    Footnotes come first, by number, then the paper itself by section.
    """
    cited = [paper.cite(number) for number in context.footnotes if number in paper.footnotes]
    for name in context.entries:
        if name in paper.entries:
            cited += [c for claim in paper.entries[name].claims for c in paper.citations(claim)]
    once = {(c.footnote, c.text): c for c in cited}
    return tuple(sorted(once.values(), key=lambda c: (c.footnote is None, c.footnote or 0)))
