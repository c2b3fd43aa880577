"""Things found by their names: what a person types in a command's box, spelt well or badly."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from bot.text.normalize import fold_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.paper.model import Entry, Section, Source


_SIMILAR_ENOUGH: Final = 80

# What is shorter is a misspelling of anything.
_TOO_SHORT: Final = 4

_SMALL: Final = frozenset({"the", "a", "an", "of", "on", "in", "to", "and", "for", "by"})


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Return `text` folded, without punctuation and the smallest words ("the", "of").

    A text of nothing but smallest words keeps them.
    """
    words = fold_words(text).split()
    return " ".join([w for w in words if w not in _SMALL] or words)


def names_of(entry: Entry) -> tuple[str, ...]:
    """Everything that an entry is called, its title first."""
    short = re.findall(r"\(([^)]+)\)", entry.title)
    bare = re.sub(r"\s*\([^)]*\)", "", entry.title)
    return (entry.title, bare, *short, entry.acronym, *entry.names)


def names_of_source(source: Source) -> tuple[str, ...]:
    """Everything that a work is called: its title, its makers and year, and its other names."""
    makers = " ".join(name.family for name in source.authors or source.editors)
    year = str(source.year or "")
    return (
        source.title,
        source.short_title,
        f"{makers} {year}".strip(),
        makers,
        source.key,
        *source.names,
    )


def names_of_section(section: Section) -> tuple[str, ...]:
    """Everything that a section is called, first its number and title."""
    return (section.label, section.title, *section.names)


def source_in_short(source: Source) -> str:
    """A work's makers, title and year on one line."""
    *others, last = [name.family for name in source.authors or source.editors] or [""]
    makers = f"{', '.join(others)} and {last}" if others else last
    return ", ".join(part for part in (makers, source.title, str(source.year or "")) if part)


def nearest(typed: str, names: Mapping[str, Iterable[str]], limit: int) -> list[str]:
    """The keys whose names come nearest to what was typed, best first; nothing typed gives all.

    Names that begin with it come first, then those with its words; if there are none, those spelt
    like it.
    """
    wanted = folded(typed)
    if not wanted:
        return list(names)[:limit]
    forms = {key: [folded(name) for name in known if name] for key, known in names.items()}
    # Comparing letters costs ten times what comparing beginnings does, and is seldom needed.
    found = _ranked(forms, lambda name: _holding(wanted, name)) or _ranked(
        forms, lambda name: _likeness(wanted, name)
    )
    return found[:limit]


def _ranked(forms: Mapping[str, Iterable[str]], measure: Callable[[str], float]) -> list[str]:
    scored = []
    for order, (key, known) in enumerate(forms.items()):
        best = max((measure(name) for name in known), default=0.0)
        if best >= _SIMILAR_ENOUGH:
            scored.append((-best, order, key))
    return [key for _, _, key in sorted(scored)]


def called(typed: str, names: Mapping[str, Iterable[str]], limit: int) -> list[str]:
    """The keys that are called just what was typed, letters and signs aside; else the `nearest`."""
    wanted = folded(typed)
    exact = [key for key, known in names.items() if wanted in {folded(n) for n in known if n}]
    return exact[:limit] if wanted and exact else nearest(typed, names, limit)


def _holding(wanted: str, name: str) -> float:
    """Over 100 for a name that holds what was typed, the more the nearer to its beginning."""
    if name == wanted:
        return 200.0
    if name.startswith(wanted):
        return 160.0
    words = name.split()
    if all(any(word.startswith(one) for word in words) for one in wanted.split()):
        return 130.0
    return 0.0


def _likeness(wanted: str, name: str) -> float:
    """Up to 100, for a name spelt like what was typed, as a whole or word by word."""
    if len(wanted) < _TOO_SHORT or not name:
        return 0.0
    words, asked = name.split(), wanted.split()
    whole = fuzz.ratio(wanted, name)
    each = sum(max(fuzz.ratio(one, word) for word in words) for one in asked) / len(asked)
    return float(max(whole, each))
