"""Claims that an entry shows though they stand in another: marks for them, and their resolution."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.paper.model import Basis, Claim, Entry, Wording

if TYPE_CHECKING:
    from collections.abc import Callable


def reference(home: str, section: str) -> Claim:
    """Return the mark of a claim that is referred to: it has a home, and no text yet."""
    return Claim("", section, basis=Basis.PAPER, id=home.partition("#")[2], home=home)


def missing_claims(entry: Entry) -> tuple[str, ...]:
    """Return the homes of the claims that an entry refers to and that were not found."""
    return tuple(claim.home for claim in entry.claims if not claim.text)


def resolved(entry: Entry, find: Callable[[str], Claim | None]) -> Entry:
    """Return the entry with the claims that it refers to, as `find` gives them by their home.

    A claim that is not found stays without text.
    """
    if all(map(entry.owns, entry.claims)):
        return entry
    claims = tuple(
        claim if entry.owns(claim) else find(claim.home) or reference(claim.home, entry.section)
        for claim in entry.claims
    )
    return replace(entry, claims=claims)


def as_written(entry: Entry) -> Entry:
    """Return the entry as its file has it: what it refers to is named, not told."""
    if all(map(entry.owns, entry.claims)):
        return entry
    claims = tuple(
        claim if entry.owns(claim) else reference(claim.home, entry.section)
        for claim in entry.claims
    )
    return replace(entry, claims=claims)


def without_missing(entry: Entry) -> Entry:
    """Return the entry without claims that were not found, and without what names them."""
    gone = set(missing_claims(entry))
    if not gone:
        return entry
    return replace(
        entry,
        claims=tuple(claim for claim in entry.claims if claim.text),
        phrasings=tuple(
            Wording(one.text) if entry.home(one.claim) in gone else one for one in entry.phrasings
        ),
        premises=tuple(one for one in entry.premises if entry.home(one.claim) not in gone),
    )
