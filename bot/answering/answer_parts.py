"""Build parts of an answer from the base's records: entries, footnotes, works and lists."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.answering.outcome import Part
from bot.paper.citations import Style, format_source
from bot.paper.citations.common import locator_text
from bot.paper.model import SEEN, Basis, Claim, Kind, NoteStatus, Slip
from bot.text.phrases import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.paper.model import Entry, Footnote, Name, Source
    from bot.paper.paper import Citation, Paper


# How many slips of the paper the remarks on an answer name.
_MOST_SLIPS: Final = 2


def entry_part(paper: Paper, entry: Entry, claims: Sequence[Claim]) -> Part:
    """Return some of an entry's claims as one part of an answer, with citations and remarks."""
    return Part(
        entry.title,
        tuple(claims),
        _cited(paper, claims),
        entry=entry.id,
        remarks=tuple(_remarks(paper, entry, claims)),
        observed=entry.kind in SEEN,
    )


def _remarks(paper: Paper, entry: Entry, claims: Sequence[Claim]) -> Iterator[str]:
    if entry.kind is Kind.ERRATUM:
        yield "This is what curators observe in the paper’s text; its author does not say it."
    if entry.about:
        yield f"On {plural(len(entry.about), 'note')} {listed(entry.about)}."
    slips = [slip.title for slip in slips_behind(paper, claims)]
    if slips:
        named = "; ".join(slips[:_MOST_SLIPS])
        yield f"The paper contradicts itself or has a mistake here: {named}."
    if note := entry.curator_note:
        style = Style.CHICAGO_NOTE
        works = [format_source(paper.sources[key], style).rstrip(".") for key in note.sources]
        yield f"A curator’s note, not the paper’s: {note.text} ({'; '.join(works)})."


def slips_behind(paper: Paper, claims: Iterable[Claim]) -> list[Entry]:
    """Return the slips of the paper that change the sense of any of `claims`, each once."""
    named = dict.fromkeys(name for claim in claims for name in claim.errata)
    found = (paper.entry(name) for name in named)
    return [slip for slip in found if slip is not None and slip.slip is Slip.SENSE]


def record_part(
    paper: Paper, title: str, claims: Sequence[Claim], source: str | None = None
) -> Part:
    """Return statements about the base's records (notes, works, lists) as one part of an answer.

    `source` is the key of the work that the part is about, if it is about one.
    """
    return Part(title, tuple(claims), _cited(paper, claims), source=source)


def _cited(paper: Paper, claims: Iterable[Claim]) -> tuple[tuple[Citation, ...], ...]:
    return tuple(paper.citations(claim) for claim in claims)


def merged(one: Part, other: Part) -> Part:
    """Merge two parts on one topic into one that has the claims of both, each once."""
    pairs = dict(zip(one.claims, one.citations, strict=True))
    pairs.update(zip(other.claims, other.citations, strict=True))
    return replace(one, claims=tuple(pairs), citations=tuple(pairs.values()))


def stated(text: str, section: str, footnotes: Iterable[int] = ()) -> Claim:
    """Return a claim about the paper's own apparatus, such as its notes and its list of works.

    It rests on `footnotes`, or on the paper itself if there are none.
    """
    numbers = tuple(footnotes)
    return Claim(text, section, numbers, Basis.CITED if numbers else Basis.PAPER)


def footnote_claim(paper: Paper, number: int) -> Claim:
    """Return a claim that says what footnote `number` is, and cites it."""
    note = paper.footnotes[number]
    if note.status is NoteStatus.MISSING:
        text = (
            f"Footnote {number} has a mark in the running text, but the paper prints no text for "
            f"it: the note is missing, so no source is given."
        )
        return stated(text, note.section, [number])
    if note.status is NoteStatus.REMARK:
        text = f"Footnote {number} is a remark of the author’s: {note.remark}"
        return stated(f"{text} {note.note}".strip(), note.section, [number])
    how = {NoteStatus.SHORT: " in a short form", NoteStatus.IBID: " as “Ibid.”"}
    text = (
        f"Footnote {number} cites {listed(_cited_works(paper, note))}{how.get(note.status, '')}"
        f"{_located(note)}."
    )
    return stated(f"{text} {note.note}".strip(), note.section, [number])


def _cited_works(paper: Paper, note: Footnote) -> Iterator[str]:
    """Return the works of a note as a sentence would name them, with the places of several."""
    for work in note.works:
        place = locator_text(work.locator, work.locator_type) if len(note.works) > 1 else ""
        yield by_line(paper.sources[work.source]) + (f", {place}" if place else "")


def _located(note: Footnote) -> str:
    """Return where in its one work a note points."""
    if len(note.works) > 1:
        return ""
    place = locator_text(note.locator, note.locator_type)
    return f", {place}" if place else ", without a page"


def footnotes_of(paper: Paper, source: str) -> tuple[int, ...]:
    """Return the numbers of the footnotes that cite the work with key `source`."""
    return tuple(n for n, note in paper.footnotes.items() if source in note.sources)


def by_line(source: Source) -> str:
    """Return a work as a sentence would name it: authors, or else editors, title and year.

    A family name that the paper prints without its accents is also given in that form.
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
    """Return full names joined as in a sentence: with commas, and "and" before the last."""
    return listed(person.full for person in people)


def _printed(name: Name, source: Source) -> str:
    """Return the family name as the paper prints it if only accents are missing, else ""."""
    letters = unicodedata.normalize("NFKD", name.family)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    there = bare in source.paper_form and name.family not in source.paper_form
    return bare if bare != name.family and there else ""


def source_claims(paper: Paper, source: Source) -> tuple[Claim, ...]:
    """Return claims on who made a work, where and when it appeared, and which notes cite it.

    A last claim quotes the work as the paper prints it, where that form is known.
    """
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
