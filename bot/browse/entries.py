"""Whole entries, records of footnotes and works, entries by kind, and the timeline."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering.outcome import Answered, Context, Part
from bot.browse.name_matching import names_of, nearest
from bot.errors import UnknownSourceError
from bot.paper.citations import Style, format_source
from bot.paper.citations.common import locator_text
from bot.paper.model import Kind, NoteStatus, Source
from bot.text.phrases import MONTHS, listed, plural

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.paper.model import Entry
    from bot.paper.paper import Citation, Paper


# Of a missing note its citation says so.
_STATUS: Final = {
    NoteStatus.FULL: "The paper gives the work in full here.",
    NoteStatus.SHORT: "The paper gives a short form here; this is the full one.",
    NoteStatus.IBID: "The paper prints “Ibid.” here; this is the work it points to.",
}

OWN_KEY: Final = "the-paper-itself"


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """Record of a footnote: its citation, its section, how the paper prints it, and remarks."""

    number: int
    citation: Citation
    section: str
    facts: tuple[str, ...]
    context: Context


def note_record(paper: Paper, number: int) -> NoteRecord:
    """Return the record of footnote `number`; raises UnknownFootnoteError."""
    citation = paper.cite(number)
    note = paper.footnotes[number]
    section = paper.section(note.section).title
    facts = [f"It is in the section “{section}”."]
    if note.status in _STATUS:
        facts.append(_STATUS[note.status])
    if citation.locator:
        facts.append(f"Where in the work: {citation.locator}.")
    for key in note.sources:
        others = [n for n in notes_of(paper, key) if n != number]
        if others:
            work = "The same work" if len(note.works) == 1 else paper.sources[key].title
            facts.append(f"{work}: {_numbered(others)}.")
    if note.between:
        facts.append(f"Its mark is lost; it stood {_between(*note.between)}.")
    if note.note:
        facts.append(note.note)
    return NoteRecord(
        number,
        citation,
        section,
        tuple(facts),
        Context(
            f"footnote {number}",
            sources=note.sources,
            footnotes=(number,),
        ),
    )


def _between(before: int, after: int) -> str:
    """Return where a lost mark stood, by the marks that are left before and after it."""
    if before and after:
        return f"between those of notes {before} and {after}"
    return f"after that of note {before}" if before else f"before that of note {after}"


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Record of a work: its full citation, its link, and how the paper uses it."""

    source: Source
    citation: str
    facts: tuple[str, ...]
    context: Context


def source_record(paper: Paper, key: str) -> SourceRecord:
    """Return the record of the work with this key; raises UnknownSourceError."""
    source = paper.sources.get(key)
    if source is None:
        raise UnknownSourceError(key)
    numbers = notes_of(paper, key)
    facts = [f"The paper cites it in {_numbered(numbers)}." if numbers else "No note cites it."]
    located = [
        f"{number} ({place})"
        for number in numbers
        for work in paper.footnotes[number].works
        if work.source == key and (place := locator_text(work.locator, work.locator_type))
    ]
    if located:
        facts.append(f"Where in the work, by note: {', '.join(located)}.")
    if not source.works_cited:
        facts.append("It is missing from the paper’s list of works cited.")
    if source.paper_form:
        facts.append(f"The paper prints it as: {source.paper_form}")
    if source.note:
        facts.append(source.note)
    context = Context(source.title, sources=(key,), footnotes=numbers)
    return SourceRecord(source, format_source(source, Style.CHICAGO_NOTE), tuple(facts), context)


def notes_of(paper: Paper, key: str) -> tuple[int, ...]:
    """Return the numbers of the footnotes that cite a work."""
    return tuple(note.number for note in paper.footnotes.values() if key in note.sources)


def the_paper_itself(paper: Paper) -> Source:
    """Return the paper itself as a work that can be cited."""
    return Source(
        key=OWN_KEY,
        type="manuscript",
        title=paper.title,
        authors=(paper.author,),
        year=int(paper.date[:4]),
        issued=paper.date,
    )


def works_behind(paper: Paper, entry_id: str) -> tuple[Source, ...]:
    """Return the works that an entry's claims cite, in order; the paper for a claim without one."""
    found: dict[str, Source] = {}
    for claim in paper.entries[entry_id].claims:
        for citation in paper.citations(claim):
            if citation.source:
                found |= {key: paper.sources[key] for key in citation.sources if key not in found}
            elif citation.footnote is None:
                found.setdefault(OWN_KEY, the_paper_itself(paper))
    return tuple(found.values())


def _numbered(numbers: tuple[int, ...] | list[int]) -> str:
    return f"{plural(len(numbers), 'note')} {listed(numbers)}"


# What a button's id or a menu's value has room for, beside the word that says what it does.
LONGEST_KEY: Final = 90

_HASH_BYTES: Final = 8


def shortened(key: str) -> str:
    """Return the key; if it is too long for a button, its beginning and a hash of it."""
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.blake2b(key.encode(), digest_size=_HASH_BYTES).hexdigest()
    return f"{key[: LONGEST_KEY - len(digest) - 1]}~{digest}"


def key_shortened(name: str, keys: Collection[str]) -> str | None:
    """Return the one of `keys` whose shortened form is `name`, or None."""
    if name in keys:
        return name
    return next((key for key in keys if shortened(key) == name), None) if "~" in name else None


def opened(paper: Paper, entry: Entry) -> Answered:
    """Return an entry with all its claims as an answer of full confidence."""
    part = Part(
        entry.title,
        entry.claims,
        tuple(paper.citations(claim) for claim in entry.claims),
        entry=entry.id,
    )
    return Answered((part,), 1.0)


def related_to(paper: Paper, entries: Iterable[str]) -> tuple[Entry, ...]:
    """Return the entries related to any of `entries`, in that order, each once, without these."""
    origin = [entry for one in entries if (entry := paper.entry(one)) is not None]
    found = {name: None for entry in origin for name in (*entry.related, *entry.actors)}
    known = {entry.id for entry in origin}
    return tuple(paper.entries[n] for n in found if n in paper.entries and n not in known)


def citations_behind(paper: Paper, context: Context) -> tuple[Citation, ...]:
    """Return all citations of an answer's entries and those of the answer, each once.

    Footnotes come first, by number, then the paper itself by section.
    """
    cited = [paper.cite(number) for number in context.footnotes if number in paper.footnotes]
    for entry in filter(None, map(paper.entry, context.entries)):
        cited += [c for claim in entry.claims for c in paper.citations(claim)]
    once = {(c.footnote, c.text): c for c in cited}
    return tuple(sorted(once.values(), key=lambda c: (c.footnote is None, c.footnote or 0)))


def recommendations_for(paper: Paper, actor: str) -> tuple[Entry, ...]:
    """Return the recommendations that an actor, given by its entry, should carry out."""
    return tuple(e for e in of_kind(paper, Kind.RECOMMENDATION) if actor in e.who)


def recommendations_on(paper: Paper, topic: str) -> tuple[Entry, ...]:
    """Return the recommendations whose title, keywords or claims match `topic`, best first."""
    names = {
        entry.id: (*names_of(entry), *entry.keywords, *(claim.text for claim in entry.own_claims))
        for entry in of_kind(paper, Kind.RECOMMENDATION)
    }
    return tuple(paper.entries[key] for key in nearest(topic, names, len(names)))


def of_kind(paper: Paper, kind: Kind) -> tuple[Entry, ...]:
    """Return the entries of one kind, in the paper's order."""
    return tuple(entry for entry in paper.entries.values() if entry.kind is kind)


def actors_asked(paper: Paper) -> tuple[Entry, ...]:
    """Return the actors that recommendations are addressed to, in the order of first mention."""
    asked = {who: None for entry in of_kind(paper, Kind.RECOMMENDATION) for who in entry.who}
    return tuple(paper.entries[who] for who in asked if who in paper.entries)


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
    """Return every dated event, earliest first; a decade or year comes before the dates in it."""
    dated = [
        entry
        for entry in paper.entries.values()
        if entry.date and not entry.id.startswith(_GATHERING)
    ]
    dated.sort(key=lambda entry: _order(entry.date))
    return tuple(_event(entry) for entry in dated)


def date_in_words(date: str) -> str:
    """Return a date or decade of ISO form in words: "14 May 2022", "October 2000", "1990s"."""
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", date)
    if found is None:
        return date
    year, month, day = found.groups()
    name = MONTHS[min(max(int(month), 1), len(MONTHS)) - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def _event(entry: Entry) -> Event:
    year = entry.date[:4]
    dating = [claim for claim in entry.claims if year in claim.text] or entry.claims
    notes = {number: None for claim in dating for number in claim.footnotes}
    return Event(entry.id, date_in_words(entry.date), entry.title, tuple(sorted(notes)))


def _order(date: str) -> tuple[int, int, int, int]:
    year, month, day = [*date.removesuffix("s").split("-"), "", ""][:3]
    return (int(year), 0 if date.endswith("s") else 1, int(month or 0), int(day or 0))
