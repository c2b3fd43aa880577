"""Match what a person types in a command's box to the names of things, misspellings included."""

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

# A shorter text is only a few slips away from any short name.
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
    """Return every name of an entry, its title first."""
    short = re.findall(r"\(([^)]+)\)", entry.title)
    bare = re.sub(r"\s*\([^)]*\)", "", entry.title)
    return (entry.title, bare, *short, entry.acronym, *entry.names)


def names_of_source(source: Source) -> tuple[str, ...]:
    """Return every name of a work: titles, authors or editors, key, and its other names.

    Authors or editors come once with the year and once without it.
    """
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
    """Return every name of a section, its number and title first."""
    return (section.label, section.title, *section.names)


def source_in_short(source: Source) -> str:
    """Return a work's authors (or editors), title and year on one line."""
    *others, last = [name.family for name in source.authors or source.editors] or [""]
    makers = f"{', '.join(others)} and {last}" if others else last
    return ", ".join(part for part in (makers, source.title, str(source.year or "")) if part)


def nearest(typed: str, names: Mapping[str, Iterable[str]], limit: int) -> list[str]:
    """Return at most `limit` keys whose names are most like what was typed, best first.

    Names that begin with it come first, then those that have words beginning with each of its
    words; only if there are none, those spelt like it. If nothing was typed, the keys in their own
    order.
    """
    wanted = folded(typed)
    if not wanted:
        return list(names)[:limit]
    forms = {key: [folded(name) for name in known if name] for key, known in names.items()}
    # Comparing letters costs ten times as much as comparing beginnings, and is seldom needed.
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
    """Return the keys with exactly this name, case and punctuation aside; else the `nearest`."""
    wanted = folded(typed)
    exact = [key for key, known in names.items() if wanted in {folded(n) for n in known if n}]
    return exact[:limit] if wanted and exact else nearest(typed, names, limit)


def _holding(wanted: str, name: str) -> float:
    """Return 200 for an equal name, 160 for one that begins so, and 0 for one without the words.

    A name that has a word beginning with each of the typed words gives 130.
    """
    if name == wanted:
        return 200.0
    if name.startswith(wanted):
        return 160.0
    words = name.split()
    if all(any(word.startswith(one) for word in words) for one in wanted.split()):
        return 130.0
    return 0.0


def _likeness(wanted: str, name: str) -> float:
    """Return 0 to 100: how alike a name and the typed text are spelt, whole or word by word."""
    if len(wanted) < _TOO_SHORT or not name:
        return 0.0
    words, asked = name.split(), wanted.split()
    whole = fuzz.ratio(wanted, name)
    each = sum(max(fuzz.ratio(one, word) for word in words) for one in asked) / len(asked)
    return float(max(whole, each))
