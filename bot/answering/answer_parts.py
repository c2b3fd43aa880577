"""Answers put together from the base's own records: a footnote, a work, an entry, a list."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.answering.outcome import Part
from bot.paper.citations import Style, format_source
from bot.paper.model import Basis, Claim, Kind, NoteStatus
from bot.text.phrases import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.paper.model import Entry, Name, Source
    from bot.paper.paper import Citation, Paper


# Titles of slips that are named beside an answer.
_MOST_SLIPS: Final = 2


def entry_part(paper: Paper, entry: Entry, claims: Sequence[Claim]) -> Part:
    """An entry's chosen claims as one part of an answer."""
    return Part(
        entry.title,
        tuple(claims),
        _cited(paper, claims),
        entry=entry.id,
        remarks=tuple(_remarks(paper, entry)),
        observed=entry.kind is Kind.ERRATUM,
    )


def _remarks(paper: Paper, entry: Entry) -> Iterator[str]:
    if entry.kind is Kind.ERRATUM:
        yield "This is what curators observe in the paper’s text; its author does not say it."
    slips = [paper.entries[slip].title for slip in entry.errata if slip in paper.entries]
    if slips:
        yield f"The paper is not consistent, or slips, here: {'; '.join(slips[:_MOST_SLIPS])}."
    if note := entry.curator_note:
        source = format_source(paper.sources[note.source], Style.CHICAGO_NOTE)
        yield f"A curator’s note, not the paper’s: {note.text} ({source.rstrip('.')})."


def record_part(
    paper: Paper, title: str, claims: Sequence[Claim], source: str | None = None
) -> Part:
    """Statements about the base's records (notes, works, lists) as one part of an answer."""
    return Part(title, tuple(claims), _cited(paper, claims), source=source)


def _cited(paper: Paper, claims: Iterable[Claim]) -> tuple[tuple[Citation, ...], ...]:
    return tuple(paper.citations(claim) for claim in claims)


def merged(one: Part, other: Part) -> Part:
    """Two parts on one topic as one: the claims of both, each once."""
    pairs = dict(zip(one.claims, one.citations, strict=True))
    pairs.update(zip(other.claims, other.citations, strict=True))
    return replace(one, claims=tuple(pairs), citations=tuple(pairs.values()))


def stated(text: str, section: str, footnotes: Iterable[int] = ()) -> Claim:
    """A statement about the paper's own apparatus, resting on notes or else on the paper itself."""
    numbers = tuple(footnotes)
    return Claim(text, section, numbers, Basis.CITED if numbers else Basis.PAPER)


def footnote_claim(paper: Paper, number: int) -> Claim:
    """What footnote `number` is, in a sentence that cites it."""
    note = paper.footnotes[number]
    if note.status is NoteStatus.MISSING:
        text = (
            f"Footnote {number} has a mark in the running text, but the paper prints no text for "
            f"it: the note is missing, so no source is given."
        )
        return stated(text, note.section, [number])
    source = paper.sources[note.source or ""]
    how = {NoteStatus.SHORT: " in a short form", NoteStatus.IBID: " as “Ibid.”"}
    locator = paper.cite(number).locator
    text = (
        f"Footnote {number} cites {by_line(source)}{how.get(note.status, '')}"
        f"{f', {locator}' if locator else ', without a page'}."
    )
    return stated(f"{text} {note.note}".strip(), note.section, [number])


def footnotes_of(paper: Paper, source: str) -> tuple[int, ...]:
    """The numbers of the notes that cite a work."""
    return tuple(n for n, note in paper.footnotes.items() if note.source == source)


def by_line(source: Source) -> str:
    """A work as one would name it in a sentence: authors, title and year.

    A name that the paper prints without its accents is given in that form too.
    """
    title = f"“{source.title}”"
    year = f" ({source.year})" if source.year else ""
    printed = ", ".join(name for one in source.authors if (name := _printed(one, source)))
    if source.authors:
        return (
            f"{names(source.authors)}{f' (printed “{printed}”)' if printed else ''}, {title}{year}"
        )
    if source.editors:
        eds = plural(len(source.editors), "ed.", "eds.")
        return f"{names(source.editors)} ({eds}), {title}{year}"
    return f"{title}{year}"


def names(people: Sequence[Name]) -> str:
    """Names joined as in a sentence."""
    return listed(person.full for person in people)


def _printed(name: Name, source: Source) -> str:
    """The family name as the paper prints it, where that differs by its accents alone."""
    letters = unicodedata.normalize("NFKD", name.family)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    there = bare in source.paper_form and name.family not in source.paper_form
    return bare if bare != name.family and there else ""


def source_claims(paper: Paper, source: Source) -> tuple[Claim, ...]:
    """Who made a work, where and when it appeared, and which notes cite it."""
    numbers = footnotes_of(paper, source.key)
    where = _appeared(source)
    makers = source.authors or source.editors
    verb = "is edited by" if source.editors and not source.authors else "is by"
    text = f"“{source.title}” {verb} {names(makers)}" if makers else f"“{source.title}”"
    text += f"; it appeared {where}." if where else "."
    if source.link:
        text += f" It is found at {source.link} ."
    used = (
        f"The paper cites it in {plural(len(numbers), 'note')} {listed(numbers)}."
        if numbers
        else "The paper lists it without citing it in a note."
    )
    section = paper.works_section
    claims = [stated(text, section, numbers), stated(used, section, numbers)]
    if source.paper_form:
        claims.append(stated(f"Printed in the paper: {source.paper_form}", section, numbers))
    return tuple(claims)


def _appeared(source: Source) -> str:
    bits: list[str] = []
    if source.container:
        volume = f" {source.volume}" if source.volume else ""
        issue = f", no. {source.issue}" if source.issue else ""
        bits.append(f"in {source.container}{volume}{issue}")
    if source.publisher:
        place = f" ({source.place})" if source.place else ""
        bits.append(f"with {source.publisher}{place}")
    if source.number:
        bits.append(f"as {source.number}")
    if source.year:
        bits.append(f"in {source.year}")
    if source.pages:
        bits.append(f"on pages {source.pages}")
    return ", ".join(bits)
