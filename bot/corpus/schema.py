"""What the YAML files may hold; the descriptions become the editors' JSON Schema."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, Strict, StringConstraints, model_validator

from bot.corpus.entry_schema import AnyEntry, EntriesFile
from bot.corpus.fields import (
    DATE,
    DAY,
    DOI,
    URL,
    Id,
    Ids,
    NoteNumber,
    Strictly,
    Text,
    Texts,
    broken,
)
from bot.corpus.model import Marker, NoteStatus, Role

SourceType = Literal[
    "article-journal", "article-magazine", "article-newspaper", "bill", "book", "chapter",
    "document", "entry-encyclopedia", "interview", "legal_case", "legislation", "manuscript",
    "pamphlet", "paper-conference", "personal_communication", "post-weblog", "report", "speech",
    "standard", "thesis", "treaty", "webpage",
]  # fmt: skip


class NameFields(Strictly):
    """A person's name, or a body's name in `family` alone."""

    family: Annotated[Text, Field(description="Family name, or the whole name of a body.")]
    given: Annotated[str, Field(description="Given names; leave out for a body.")] = ""


class SectionFields(Strictly):
    """A part of the paper."""

    id: Annotated[Id, Field(description="What entries call this section.")]
    title: Annotated[Text, Field(description="The heading as printed.")]
    names: Annotated[Texts, Field(description="What students call it.")] = ()
    role: Annotated[
        Role,
        Strict(strict=False),
        Field(description="front, body (numbered for readers) or works: the list of works cited."),
    ] = Role.BODY


class PaperFile(Strictly):
    """paper.yaml: the paper itself and its sections in printed order."""

    title: Text
    author: NameFields
    date: Annotated[str, StringConstraints(pattern=DAY), Field(description="YYYY-MM-DD, quoted.")]
    course: str = ""
    instructor: str = ""
    term: str = ""
    sections: Annotated[
        tuple[SectionFields, ...],
        Strict(strict=False),
        Field(min_length=1, description="In printed order; their numbers follow from it."),
    ]


class SourceFields(Strictly):
    """A work in its correct form, with the form in which the paper prints it."""

    key: Annotated[Id, Field(description="What footnotes call this work.")]
    type: Annotated[SourceType, Field(description="The kind of work, as CSL names it.")]
    title: Text
    sentence_title: Annotated[str, Field(description="The title in sentence case, for APA.")] = ""
    authors: Annotated[tuple[NameFields, ...], Strict(strict=False)] = ()
    editors: Annotated[tuple[NameFields, ...], Strict(strict=False)] = ()
    short_title: str = ""
    container: Annotated[str, Field(description="Journal, book or site that it is part of.")] = ""
    sentence_container: Annotated[
        str, Field(description="The book it is part of in sentence case, for APA.")
    ] = ""
    publisher: str = ""
    place: str = ""
    year: Annotated[int | None, Field(ge=1000, le=2999, description="Year of publication.")] = None
    issued: Annotated[
        str,
        StringConstraints(pattern=DATE),
        Field(description="Fuller date, quoted: YYYY-MM-DD or YYYY-MM."),
    ] = ""
    volume: str = ""
    issue: str = ""
    pages: Annotated[str, Field(description='First and last page, quoted: "3-20".')] = ""
    number: Annotated[str, Field(description="Symbol of a document, such as A/59/710.")] = ""
    doi: Annotated[str, StringConstraints(pattern=DOI)] = ""
    url: Annotated[str, StringConstraints(pattern=URL)] = ""
    accessed: Annotated[str, StringConstraints(pattern=DAY)] = ""
    works_cited: Annotated[bool, Field(description="Whether the works cited list it.")] = True
    outside: Annotated[bool, Field(description="Not cited by the paper: for curators' notes.")] = (
        False
    )
    paper_form: Annotated[str, Field(description="How the paper prints it.")] = ""
    note: Annotated[str, Field(description="A remark for readers of the source.")] = ""
    names: Annotated[Texts, Field(description="What students call it.")] = ()


class SourcesFile(Strictly):
    """sources.yaml: every work, once."""

    sources: Annotated[tuple[SourceFields, ...], Strict(strict=False)]


class FootnoteFields(Strictly):
    """One note of the paper, resolved to its work."""

    number: NoteNumber
    source: Annotated[Id | None, Field(description="Key of the work; none where missing.")] = None
    locator: Annotated[str, Field(description='Page or paragraph, quoted: "27".')] = ""
    locator_type: Literal["page", "paragraph", "section"] = "page"
    status: Annotated[
        NoteStatus,
        Strict(strict=False),
        Field(description="How the paper names the work; missing: a mark without a text."),
    ]
    marker: Annotated[
        Marker,
        Strict(strict=False),
        Field(description="How the mark in the running text came down to us."),
    ]
    section: Annotated[Id, Field(description="Id of the section in which its mark stands.")]
    note: Annotated[str, Field(description="A remark on this note.")] = ""

    @model_validator(mode="after")
    def _source_unless_missing(self) -> Self:
        missing = self.status is NoteStatus.MISSING
        if missing and self.source is not None:
            raise broken("is missing but names a source", "remove the source, or correct status")
        if not missing and self.source is None:
            raise broken("names no source", "add source, or write status: missing")
        return self


class FootnotesFile(Strictly):
    """footnotes.yaml: all notes, from 1 on without a gap."""

    footnotes: Annotated[tuple[FootnoteFields, ...], Strict(strict=False)]


class AcronymFields(Strictly):
    """A short form and what it stands for."""

    short: Text
    long: Annotated[Texts, Field(min_length=1)]


class VocabularyFile(Strictly):
    """vocabulary.yaml: the words of this paper and of those who ask about it."""

    acronyms: Annotated[tuple[AcronymFields, ...], Strict(strict=False)] = ()
    synonyms: Annotated[
        tuple[Annotated[Texts, Field(min_length=2)], ...],
        Strict(strict=False),
        Field(description="Groups of words or phrases that mean the same here."),
    ] = ()
    stopwords: Annotated[Texts, Field(description="Words that say nothing.")] = ()
    shorthand: Annotated[
        dict[Text, Text], Field(description="What students type, and what they mean.")
    ] = Field(default_factory=dict)
    absent: Annotated[
        Texts,
        Field(
            description="Names and notions near the subject that the paper does not mention; "
            "a question about one of them is not covered."
        ),
    ] = ()


class RevisionsFile(Strictly):
    """An export of a server's revisions: its own entries and works, and what it has retired."""

    sources: Annotated[
        tuple[SourceFields, ...],
        Strict(strict=False),
        Field(description="Works from outside the paper; each has outside: true."),
    ] = ()
    entries: Annotated[tuple[AnyEntry, ...], Strict(strict=False)] = ()
    retired: Annotated[Ids, Field(description="Ids of entries that are not to be shown.")] = ()


FILES: Final[dict[str, type[Strictly]]] = {
    "paper": PaperFile,
    "sources": SourcesFile,
    "footnotes": FootnotesFile,
    "entries": EntriesFile,
    "vocabulary": VocabularyFile,
    "revisions": RevisionsFile,
}
