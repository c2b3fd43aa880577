"""Resolve a typed name to an entry, recommendation, section or work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.browse.entries import OWN_KEY, key_shortened, the_paper_itself, works_behind
from bot.browse.name_matching import called, names_of, names_of_section, names_of_source, nearest
from bot.errors import StudyBotError, UnknownEntryError, UnknownSectionError, UnknownSourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.model import Entry, Section, Source
    from bot.paper.paper import Paper


_MOST: Final = 4


class UnknownRecommendationError(StudyBotError, LookupError):
    """No recommendation has this number; `numbers` are those that there are."""

    def __init__(self, number: str, numbers: Iterable[str]) -> None:
        self.number = number
        self.numbers = tuple(numbers)
        super().__init__(number, self.numbers)

    def __str__(self) -> str:
        return f"there is no recommendation {self.number}; they are {', '.join(self.numbers)}"


class NothingCitableError(StudyBotError, LookupError):
    """No work and no entry has this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)

    def __str__(self) -> str:
        return (
            f"I found no work and no entry called “{self.name}”; choose one from the list that "
            f"comes while you type"
        )


def entries_called(typed: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the one entry of this name, or up to four with similar names, best first."""
    known = {entry.id: entry for entry in entries}
    names = {key: names_of(entry) for key, entry in known.items()}
    key = key_shortened(typed, known)
    return tuple(known[one] for one in ([key] if key else called(typed, names, _MOST)))


def entry_called(paper: Paper, typed: str) -> Entry:
    """Return the one entry of this name; raises UnknownEntryError, which names the nearest."""
    if typed in paper.former and (entry := paper.entry(typed)) is not None:
        return entry
    found = entries_called(typed, paper.entries.values())
    if len(found) != 1:
        raise UnknownEntryError(typed, (entry.title for entry in found))
    return found[0]


def recommendation_numbered(entries: Iterable[Entry], number: str) -> Entry:
    """Return the recommendation with this number; raises UnknownRecommendationError."""
    every = tuple(entries)
    wanted = number.strip().removeprefix("#").casefold()
    for entry in every:
        if entry.number.casefold() == wanted:
            return entry
    raise UnknownRecommendationError(number, (entry.number for entry in every if entry.number))


def section_called(paper: Paper, typed: str) -> Section:
    """Return the section with this number or name, or the nearest; raises UnknownSectionError."""
    by_id = {section.id: section for section in paper.sections}
    names = {section.id: names_of_section(section) for section in paper.sections}
    if key := key_shortened(typed, by_id):
        return by_id[key]
    if typed.strip().isdecimal():
        for section in paper.body:
            if section.number == int(typed):
                return section
    elif found := nearest(typed, names, 1):
        return by_id[found[0]]
    raise UnknownSectionError(typed, (section.title for section in paper.sections))


def sources_called(paper: Paper, typed: str) -> tuple[Source, ...]:
    """Return the works called this or nearly this, best first; raises UnknownSourceError."""
    names = {key: names_of_source(work) for key, work in paper.sources.items()}
    key = key_shortened(typed, paper.sources)
    found = [key] if key else called(typed, names, len(names))
    if not found:
        raise UnknownSourceError(typed)
    return tuple(paper.sources[one] for one in found)


def citable(paper: Paper, typed: str) -> tuple[str, tuple[Source, ...]]:
    """Return a title and the works to cite for a typed name: one work, or all behind an entry.

    A work takes precedence over an entry of the same name. Raises NothingCitableError.
    """
    works = {OWN_KEY: the_paper_itself(paper), **paper.sources}
    if key := key_shortened(typed, works):
        return works[key].title, (works[key],)
    if key := key_shortened(typed, paper.entries):
        return _behind(paper, paper.entries[key])
    names = {key: names_of_source(work) for key, work in works.items()}
    if found := called(typed, names, _MOST):
        title = works[found[0]].title if len(found) == 1 else f"Works called “{typed}”"
        return title, tuple(works[one] for one in found)
    if near := entries_called(typed, paper.entries.values()):
        return _behind(paper, near[0])
    raise NothingCitableError(typed)


def _behind(paper: Paper, entry: Entry) -> tuple[str, tuple[Source, ...]]:
    return entry.title, works_behind(paper, entry.id)
