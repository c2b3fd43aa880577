"""Build the frozen model types from validated file models."""

from __future__ import annotations

from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.paper.model import (
    Basis,
    Claim,
    CuratorNote,
    Entry,
    Examples,
    Footnote,
    Kind,
    Name,
    QuizWords,
    Role,
    Section,
    Source,
    Vocabulary,
)
from bot.paper.paper import Paper
from bot.paper.schema import (
    ActorEntry,
    CuratorNoteFields,
    ErratumEntry,
    EventEntry,
    QuizFields,
    RecommendationEntry,
    SourceFields,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.cross_checks import FileParts
    from bot.paper.schema import (
        ClaimFields,
        EntryFields,
        FootnoteFields,
        NameFields,
        PaperFile,
        VocabularyFile,
    )


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
        )
        for section in paper.sections
    )
    printed = {section.id: place for place, section in enumerate(sections)}
    entries = [build_entry(placed.item) for placed in parts.entries]
    entries.sort(key=lambda entry: printed[entry.section])
    notes = sorted((placed.item for placed in parts.footnotes), key=lambda note: note.number)
    return Paper(
        title=paper.title,
        author=_name(paper.author),
        date=paper.date,
        course=paper.course,
        instructor=paper.instructor,
        term=paper.term,
        content_note=paper.content_note,
        examples=Examples(**paper.examples.model_dump()),
        sections=sections,
        sources=MappingProxyType({p.item.key: build_source(p.item) for p in parts.sources}),
        footnotes=MappingProxyType({note.number: _footnote(note) for note in notes}),
        entries=MappingProxyType({entry.id: entry for entry in entries}),
        vocabulary=_vocabulary(vocabulary),
        digest=digest,
    )


def build_entry(fields: EntryFields) -> Entry:
    """Return the entry of a file model of any kind; fields that its kind lacks stay empty."""
    return Entry(
        id=fields.id,
        kind=Kind(fields.kind),
        title=fields.title,
        section=fields.section,
        claims=tuple(_claim(claim, fields.section) for claim in fields.claims),
        phrasings=fields.phrasings,
        keywords=fields.keywords,
        related=fields.related,
        actors=fields.actors,
        errata=fields.errata,
        **_of_its_kind(fields),
    )


def _of_its_kind(fields: EntryFields) -> dict[str, Any]:
    match fields:
        case RecommendationEntry():
            return {"number": fields.number, "who": fields.who, "answers": fields.answers}
        case EventEntry():
            return {"date": fields.date}
        case ActorEntry():
            return {
                "actor_type": fields.actor_type,
                "acronym": fields.acronym,
                "names": fields.names,
            }
        case ErratumEntry(curator_note=CuratorNoteFields() as note):
            return {"curator_note": CuratorNote(note.text, note.source)}
        case _:
            return {}


def _claim(fields: ClaimFields, section: str) -> Claim:
    return Claim(
        text=fields.text,
        section=fields.section or section,
        footnotes=fields.footnotes,
        basis=_basis(fields),
        uncertain=fields.uncertain,
        source=fields.source or "",
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


def _footnote(fields: FootnoteFields) -> Footnote:
    return Footnote(
        number=fields.number,
        status=fields.status,
        marker=fields.marker,
        section=fields.section,
        source=fields.source,
        locator=fields.locator,
        locator_type=fields.locator_type,
        note=fields.note,
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
