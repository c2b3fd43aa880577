"""Finds entries that a draft may repeat: nearly the same title, statement or phrasing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from bot.browse.name_matching import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.answering.engine import Engine
    from bot.paper.model import Entry


# Out of 100: the similarity of the words in any order. Scores of the ranking itself are not
# comparable between questions. Among the shipped entries 1 in 16 has a title this similar to
# another's, and 1 in 3 a statement that repeats another's.
ALIKE: Final = 80

_MOST: Final = 3

# More texts add little, and each costs a search.
_MOST_TEXTS: Final = 6

_NEAREST: Final = 8


@dataclass(frozen=True, slots=True)
class Resembling:
    """A similar entry, its similarity out of 100, and the part that is similar (the title, say)."""

    entry: Entry
    likeness: float
    part: str
    text: str


def resembling(entry: Entry, before: Entry | None, engine: Engine) -> tuple[Resembling, ...]:
    """Return the entries of `engine` that `entry` may repeat, most similar first.

    For a change to an entry, only texts that `before` did not have are compared.
    """
    old = frozenset(text for _, text in _texts(before)) if before else frozenset()
    found: dict[str, Resembling] = {}
    for part, text in _sampled(entry, old):
        for match in engine.ranking(text)[:_NEAREST]:
            other = engine.paper.entries.get(match.entry)
            if other is None or other.id == entry.id:
                continue
            like = _likest(part, text, other)
            known = found.get(other.id)
            if like.likeness >= ALIKE and (known is None or like.likeness > known.likeness):
                found[other.id] = like
    return tuple(sorted(found.values(), key=lambda one: (-one.likeness, one.entry.id))[:_MOST])


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "title", entry.title
    yield from (("statement", claim.text) for claim in entry.own_claims)
    yield from (("question", phrasing) for phrasing in entry.wordings)


def _sampled(entry: Entry, old: frozenset[str]) -> Iterable[tuple[str, str]]:
    """Return the first few texts of each part, without those that are `old`."""
    counts: dict[str, int] = {}
    for part, text in _texts(entry):
        if text not in old and counts.setdefault(part, 0) < _MOST_TEXTS:
            counts[part] += 1
            yield part, text


def _likest(part: str, text: str, other: Entry) -> Resembling:
    """Return the text of the same part of another entry that is most similar."""
    wanted = folded(text)
    likeness, like = max(
        (
            (fuzz.token_sort_ratio(wanted, folded(one)), one)
            for kind, one in _texts(other)
            if kind == part
        ),
        default=(0.0, ""),
    )
    return Resembling(other, likeness, part, like)
