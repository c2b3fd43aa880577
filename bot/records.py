"""What the paper's apparatus says of a footnote and of a work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering.outcome import Context
from bot.errors import UnknownSource
from bot.paper.citations import Style, format_source
from bot.paper.model import NoteStatus, Source

if TYPE_CHECKING:
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
    """A footnote: its citation, its section, how the paper prints it, and remarks."""

    number: int
    citation: Citation
    section: str
    facts: tuple[str, ...]
    context: Context


def note_record(paper: Paper, number: int) -> NoteRecord:
    """Footnote `number`; raises UnknownFootnote."""
    citation = paper.cite(number)
    note = paper.footnotes[number]
    section = paper.section(note.section).title
    facts = [f"It stands in the section “{section}”."]
    if note.status in _STATUS:
        facts.append(_STATUS[note.status])
    if citation.locator:
        facts.append(f"Where in the work: {citation.locator}.")
    if note.source:
        others = [n for n in notes_of(paper, note.source) if n != number]
        if others:
            facts.append(f"The same work: {_numbered(others)}.")
    if note.note:
        facts.append(note.note)
    return NoteRecord(
        number,
        citation,
        section,
        tuple(facts),
        Context(
            f"footnote {number}",
            sources=(note.source,) if note.source else (),
            footnotes=(number,),
        ),
    )


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A work: its full form, its address, and what the paper does with it."""

    source: Source
    citation: str
    facts: tuple[str, ...]
    context: Context


def source_record(paper: Paper, key: str) -> SourceRecord:
    """The work of this key; raises UnknownSource."""
    source = paper.sources.get(key)
    if source is None:
        raise UnknownSource(key)
    numbers = notes_of(paper, key)
    facts = [f"The paper cites it in {_numbered(numbers)}." if numbers else "No note cites it."]
    located = [
        f"{number} ({paper.cite(number).locator})"
        for number in numbers
        if paper.cite(number).locator
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
    """The numbers of the notes that cite a work."""
    return tuple(note.number for note in paper.footnotes.values() if note.source == key)


def the_paper_itself(paper: Paper) -> Source:
    """The paper as a work that can be cited."""
    return Source(
        key=OWN_KEY,
        type="manuscript",
        title=paper.title,
        authors=(paper.author,),
        year=int(paper.date[:4]),
        issued=paper.date,
    )


def works_behind(paper: Paper, entry_id: str) -> tuple[Source, ...]:
    """The works that an entry's claims rest on, in order; the paper where it speaks for itself."""
    found: dict[str, Source] = {}
    for claim in paper.entries[entry_id].claims:
        for citation in paper.citations(claim):
            if citation.source:
                found.setdefault(citation.source, paper.sources[citation.source])
            elif citation.footnote is None:
                found.setdefault(OWN_KEY, the_paper_itself(paper))
    return tuple(found.values())


def _numbered(numbers: tuple[int, ...] | list[int]) -> str:
    listed = ", ".join(map(str, numbers[:-1]))
    last = str(numbers[-1])
    word = "note" if len(numbers) == 1 else "notes"
    return f"{word} {listed} and {last}" if listed else f"{word} {last}"
