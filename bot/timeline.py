"""The paper's dated events in the order of time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.paper.citations.common import MONTHS
from bot.paper.model import Kind

if TYPE_CHECKING:
    from bot.paper.model import Entry
    from bot.paper.paper import Paper

# By the knowledge files' own convention, these entries only gather the events of a time.
_GATHERING: Final = "event-overview"


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event: its date in words, what happened, and the notes that say so."""

    entry: str
    date: str
    title: str
    footnotes: tuple[int, ...]


def events(paper: Paper) -> tuple[Event, ...]:
    """Every dated event, earliest first; a decade or year stands before its own dates."""
    dated = [
        entry
        for entry in paper.entries.values()
        if entry.kind is Kind.EVENT and entry.date and not entry.id.startswith(_GATHERING)
    ]
    dated.sort(key=lambda entry: _order(entry.date))
    return tuple(_event(entry) for entry in dated)


def date_in_words(date: str) -> str:
    """An ISO date, whole or cut short, or a decade: "14 May 2022", "October 2000", "1990s"."""
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", date)
    if found is None:
        return date
    year, month, day = found.groups()
    name = MONTHS[min(max(int(month), 1), len(MONTHS)) - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def _event(entry: Entry) -> Event:
    notes = {number: None for claim in entry.claims for number in claim.footnotes}
    return Event(entry.id, date_in_words(entry.date), entry.title, tuple(sorted(notes)))


def _order(date: str) -> tuple[int, int, int, int]:
    year, month, day = [*date.removesuffix("s").split("-"), "", ""][:3]
    return (int(year), 0 if date.endswith("s") else 1, int(month or 0), int(day or 0))
