"""A small paper about lighthouses, for tests that state its entries themselves."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from bot.paper.model import (
    CitedWork,
    Footnote,
    Marker,
    Name,
    NoteStatus,
    Section,
    Source,
    Vocabulary,
)
from bot.paper.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.paper.model import Entry

NOTES: Final = 12
SECTIONS: Final = (Section("start", 1, "The Start"), Section("end", 2, "The End"))


def book(key: str, family: str, given: str, title: str, year: int = 2001) -> Source:
    """Return a book by one author."""
    return Source(key, "book", title, (Name(family, given),), year=year)


HELMETS: Final = book("doe-2001", "Doe", "John", "Blue Helmets")
FERRIES: Final = book("roe-1999", "Roe", "Ann", "Ferries at Dawn", 1999)


def made_paper(
    entries: Iterable[Entry],
    *,
    works: Sequence[Source] = (HELMETS, FERRIES),
    sections: tuple[Section, ...] = SECTIONS,
    notes: int = NOTES,
    vocabulary: Vocabulary | None = None,
    digest: str = "",
) -> Paper:
    """Return a paper with these entries.

    Its notes stand in the section "start" and take turns in citing the works, the first note the
    first work, at page 10 and the note's number.
    """
    return Paper(
        title="On Lighthouses",
        author=Name("Poe", "Jane"),
        date="2021-03-04",
        course="",
        instructor="",
        term="",
        sections=sections,
        sources=MappingProxyType({work.key: work for work in works}),
        footnotes=MappingProxyType(
            {
                number: Footnote(
                    number,
                    NoteStatus.FULL,
                    Marker.PRINTED,
                    "start",
                    (CitedWork(works[(number - 1) % len(works)].key, str(10 + number)),),
                )
                for number in range(1, notes + 1)
            }
        ),
        entries=MappingProxyType({entry.id: entry for entry in entries}),
        vocabulary=vocabulary or Vocabulary(),
        digest=digest,
    )
