"""Build the frozen model types from validated file models."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.paper.claim_references import reference, resolved
from bot.paper.entry_schema import (
    ActorEntry,
    ErratumEntry,
    EventEntry,
    RecommendationEntry,
    RefFields,
)
from bot.paper.model import (
    Basis,
    CitedWork,
    Claim,
    CuratorNote,
    Entry,
    Examples,
    Footnote,
    Kind,
    Marker,
    Name,
    Place,
    Premise,
    QuizWords,
    Role,
    Section,
    Source,
    Vocabulary,
    Where,
    Wording,
)
from bot.paper.paper import Paper
from bot.paper.schema import QuizFields, SourceFields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.paper.cross_checks import FileParts
    from bot.paper.entry_schema import AnyClaim, ClaimFields, EntryFields, WordingFields
    from bot.paper.schema import FootnoteFields, NameFields, PaperFile, VocabularyFile


def build(paper: PaperFile, parts: FileParts, vocabulary: VocabularyFile, digest: str) -> Paper:
    """Return the Paper of checked parts, its entries in the order of their sections."""
    counted = count(1)
    sections = tuple(
        Section(
            section.id,
            next(counted) if section.role is Role.BODY else 0,
            section.title,
            section.names,
            section.role,
            section.pages,
        )
        for section in paper.sections
    )
    printed = {section.id: place for place, section in enumerate(sections)}
    entries = list(_entries(parts))
    entries.sort(key=lambda entry: printed[entry.section])
    where = Where(paper.where.text, paper.where.url) if paper.where else Where()
    return Paper(
        title=paper.title,
        author=_name(paper.author),
        date=paper.date,
        course=paper.course,
        instructor=paper.instructor,
        term=paper.term,
        content_note=paper.content_note,
        where=where,
        examples=Examples(**paper.examples.model_dump()),
        sections=sections,
        sources=MappingProxyType({p.item.key: build_source(p.item) for p in parts.sources}),
        footnotes=MappingProxyType({note.number: note for note in _footnotes(parts)}),
        entries=MappingProxyType({entry.id: entry for entry in entries}),
        vocabulary=_vocabulary(vocabulary),
        digest=digest,
        former=MappingProxyType({p.item.old: p.item.new for p in parts.former}),
    )


def _entries(parts: FileParts) -> Iterator[Entry]:
    """Return the entries with their wordings, and with the claims that they refer to."""
    worded = {placed.item.entry: placed.item.wordings for placed in parts.phrasings}
    made = [
        replace(entry, phrasings=_wordings(worded[entry.id])) if entry.id in worded else entry
        for entry in (build_entry(placed.item) for placed in parts.entries)
    ]
    homes = {claim.home: claim for entry in made for claim in entry.own_claims}
    return (resolved(entry, homes.get) for entry in made)


def build_entry(fields: EntryFields) -> Entry:
    """Return the entry of a file model of any kind; fields that its kind lacks stay empty.

    The claims that it refers to have no text yet: `resolved` puts them in.
    """
    return Entry(
        id=fields.id,
        kind=Kind(fields.kind),
        title=fields.title,
        section=fields.section,
        claims=tuple(_claim(claim, fields) for claim in fields.claims),
        phrasings=_wordings(fields.phrasings),
        keywords=fields.keywords,
        related=fields.related,
        actors=fields.actors,
        premises=tuple(Premise(one.text, one.claim) for one in fields.premises),
        **_of_its_kind(fields),
    )


def _of_its_kind(fields: EntryFields) -> dict[str, Any]:
    match fields:
        case RecommendationEntry():
            return {
                "number": fields.number,
                "standing": fields.standing,
                "who": fields.who,
                "answers": fields.answers,
            }
        case EventEntry():
            return {"date": fields.date}
        case ActorEntry():
            return {
                "actor_type": fields.actor_type,
                "acronym": fields.acronym,
                "names": fields.names,
                "date": fields.date,
            }
        case ErratumEntry():
            note = fields.curator_note
            return {
                "slip": fields.slip,
                "about": fields.about,
                "curator_note": CuratorNote(note.text, note.source) if note else None,
            }
        case _:
            return {}


def _wordings(fields: Iterable[WordingFields]) -> tuple[Wording, ...]:
    return tuple(Wording(one.text, one.claim, one.verdict or "") for one in fields)


def _claim(fields: AnyClaim, entry: EntryFields) -> Claim:
    if isinstance(fields, RefFields):
        return reference(fields.ref, entry.section)
    return Claim(
        text=fields.text,
        section=fields.section or entry.section,
        footnotes=fields.footnotes,
        basis=_basis(fields),
        uncertain=fields.uncertain,
        source=fields.source or "",
        id=fields.id,
        home=f"{entry.id}#{fields.id}",
        at=tuple(Place(place.page, place.paragraph) for place in fields.at or ()),
        errata=fields.errata,
    )


def _basis(fields: ClaimFields) -> Basis:
    if fields.source:
        return Basis.MODERATOR
    return Basis.CITED if fields.footnotes else Basis.PAPER


def _name(fields: NameFields) -> Name:
    return Name(fields.family, fields.given)


def _names(fields: Iterable[NameFields]) -> tuple[Name, ...]:
    return tuple(_name(one) for one in fields)


def build_source(fields: SourceFields) -> Source:
    """Return the work of a file model."""
    # The model and the dataclass name the same fields; only names of people are built here.
    same: dict[str, Any] = {name: getattr(fields, name) for name in SourceFields.model_fields}
    same |= {"authors": _names(fields.authors), "editors": _names(fields.editors)}
    return Source(**same)


def _footnotes(parts: FileParts) -> Iterator[Footnote]:
    """Return the notes by number, each lost one with the notes between which it lies."""
    notes = sorted((placed.item for placed in parts.footnotes), key=lambda note: note.number)
    marked = [note.number for note in notes if note.marker is not Marker.LOST]
    for note in notes:
        between = (
            max((number for number in marked if number < note.number), default=0),
            min((number for number in marked if number > note.number), default=0),
        )
        yield _footnote(note, between if note.marker is Marker.LOST else ())


def _footnote(fields: FootnoteFields, between: tuple[int, ...]) -> Footnote:
    works = tuple(CitedWork(one.source, one.locator, one.locator_type) for one in fields.works)
    if fields.source is not None:
        works = (CitedWork(fields.source, fields.locator, fields.locator_type),)
    return Footnote(
        number=fields.number,
        status=fields.status,
        marker=fields.marker,
        section=fields.section,
        works=works,
        note=fields.note,
        remark=fields.remark,
        between=between,
    )


def _vocabulary(fields: VocabularyFile) -> Vocabulary:
    return Vocabulary(
        acronyms=MappingProxyType({one.short: one.long for one in fields.acronyms}),
        synonyms=fields.synonyms,
        stopwords=frozenset(fields.stopwords),
        shorthand=MappingProxyType(dict(fields.shorthand)),
        absent=fields.absent,
        quiz=_quiz_words(fields.quiz),
    )


def _quiz_words(fields: QuizFields) -> QuizWords:
    # The model and the dataclass name the same fields.
    same = {name: getattr(fields, name) for name in QuizFields.model_fields}
    return QuizWords(**same | {"opposites": MappingProxyType(dict(fields.opposites))})
