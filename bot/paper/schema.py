"""Pydantic models of the knowledge files, and their JSON Schema for editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self

from pydantic import Field, Strict, StringConstraints, model_validator

from bot.paper.model import ActorType, Kind, Marker, NoteStatus, Role
from bot.strict_yaml.strict_model import (
    DATE,
    DAY,
    DOI,
    EVENT_DATE,
    NUMBER,
    URL,
    Id,
    Ids,
    NoteNumber,
    Strictly,
    Text,
    Texts,
    broken,
)

if TYPE_CHECKING:
    from pathlib import Path


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


class ExampleFields(Strictly):
    """What /help and the command line show as examples; each is optional."""

    question: Annotated[str, Field(description="A question for /ask.")] = ""
    term: Annotated[str, Field(description="A term for /define.")] = ""
    section: Annotated[str, Field(description="A section for /section.")] = ""
    recommendation: Annotated[str, Field(description="A number for /recommendation, quoted.")] = ""
    footnote: Annotated[str, Field(description="A number for /footnote, quoted.")] = ""
    work: Annotated[str, Field(description="A work for /source and /cite.")] = ""
    follow_up: Annotated[str, Field(description="A question that needs the one before it.")] = ""


class PaperFile(Strictly):
    """paper.yaml: the paper itself and its sections in printed order."""

    title: Text
    author: NameFields
    date: Annotated[str, StringConstraints(pattern=DAY), Field(description="YYYY-MM-DD, quoted.")]
    course: str = ""
    instructor: str = ""
    term: str = ""
    content_note: Annotated[
        str, Field(description="What readers are told of the subject before they ask.")
    ] = ""
    examples: ExampleFields = ExampleFields()
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
    number: Annotated[str, Field(description="Symbol or number of a document.")] = ""
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


class QuizFields(Strictly):
    """How this paper's claims are worded, for the quiz; each is added to plain English."""

    openings: Annotated[
        Texts, Field(description="Beginnings of claims that refer to the claim before.")
    ] = ()
    back_references: Annotated[
        Texts, Field(description="Phrases anywhere in a claim that refer to the claim before.")
    ] = ()
    bare_nouns: Annotated[
        Texts,
        Field(
            description='Nouns that refer to the claim before where "the" precedes them and '
            "neither of, in, on nor a name follows."
        ),
    ] = ()
    about_text: Annotated[
        Texts, Field(description="Phrases by which a claim speaks of the paper as a text.")
    ] = ()
    grave: Annotated[
        Texts,
        Field(description="Beginnings of words of harm; a claim with one is never told of others."),
    ] = ()
    name_tails: Annotated[
        Texts, Field(description="Words that belong to the name before them.")
    ] = ()
    opposites: Annotated[
        dict[Text, Text],
        Field(description="A phrase, and what turns a claim with it into its opposite."),
    ] = Field(default_factory=dict)


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
    quiz: Annotated[
        QuizFields, Field(description="What the quiz has to know of the claims' wording.")
    ] = QuizFields()


class RevisionsFile(Strictly):
    """An export of a server's revisions: its own entries and works, and what it has retired."""

    sources: Annotated[
        tuple[SourceFields, ...],
        Strict(strict=False),
        Field(description="Works from outside the paper; each has outside: true."),
    ] = ()
    entries: Annotated[tuple[AnyEntry, ...], Strict(strict=False)] = ()
    retired: Annotated[Ids, Field(description="Ids of entries that are not to be shown.")] = ()


class EntriesFile(Strictly):
    """entries/*.yaml: what students can ask about."""

    entries: Annotated[tuple[AnyEntry, ...], Strict(strict=False)]


FILES: Final[dict[str, type[Strictly]]] = {
    "paper": PaperFile,
    "sources": SourcesFile,
    "footnotes": FootnotesFile,
    "entries": EntriesFile,
    "vocabulary": VocabularyFile,
    "revisions": RevisionsFile,
}


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema (2020-12) of each kind of file, by the name of its schema file."""
    return {
        f"{name}.schema.json": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(),
        }
        for name, model in FILES.items()
    }


def write_json_schemas(folder: Path) -> list[Path]:
    """Write each schema into `folder`, creating it if needed, and return the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in json_schemas().items():
        path = folder / name
        path.write_text(as_text(schema), encoding="utf-8")
        written.append(path)
    return written


def as_text(schema: dict[str, Any]) -> str:
    """Return the text of the file for a schema: JSON with an indent of 2 and a final newline."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


class ClaimFields(Strictly):
    """One paraphrased statement: with footnotes, with `basis: paper`, or with a `source`."""

    text: Annotated[Text, Field(description="The statement, in words other than the paper's.")]
    footnotes: Annotated[
        tuple[NoteNumber, ...],
        Strict(strict=False),
        Field(description="Numbers of the notes on which it rests."),
    ] = ()
    basis: Annotated[
        Literal["paper"] | None,
        Field(description="paper: it stands in the paper itself, without a footnote."),
    ] = None
    source: Annotated[
        Id | None,
        Field(description="Key of a source with outside: true; shown as a moderator's note."),
    ] = None
    section: Annotated[Id | None, Field(description="Where it differs from the entry's.")] = None
    uncertain: Annotated[
        bool, Field(description="Which note it belongs to had to be inferred.")
    ] = False

    @model_validator(mode="after")
    def _one_basis(self) -> Self:
        if self.footnotes and self.basis:
            raise broken("has both footnotes and basis: paper", "keep the one that is true")
        if self.source and (self.footnotes or self.basis):
            also = "footnotes" if self.footnotes else "basis: paper"
            raise broken(f"has both a source and {also}", "keep the one that is true")
        if not self.footnotes and not self.basis and not self.source:
            raise broken("rests on nothing", "add footnotes: [n], or basis: paper")
        if self.uncertain and not self.footnotes:
            raise broken("is uncertain without a footnote", "remove uncertain, or add footnotes")
        return self


class CuratorNoteFields(Strictly):
    """A remark that rests on a public source from outside the paper."""

    text: Text
    source: Annotated[Id, Field(description="Key of a source with outside: true.")]


class EntryFields(Strictly):
    """The fields that every entry has."""

    id: Annotated[Id, Field(description="Unique; lower-case words with hyphens.")]
    kind: str
    title: Text
    section: Annotated[Id, Field(description="Id of the section it belongs to.")]
    claims: Annotated[tuple[ClaimFields, ...], Strict(strict=False), Field(min_length=1)]
    phrasings: Annotated[Texts, Field(description="How students ask for it.")] = ()
    keywords: Texts = ()
    related: Annotated[Ids, Field(description="Ids of other entries.")] = ()
    actors: Annotated[Ids, Field(description="Ids of the actors involved.")] = ()
    errata: Annotated[Ids, Field(description="Ids of errata concerning this entry.")] = ()


class PlainEntry(EntryFields):
    """A section, definition or finding."""

    kind: Literal["section", "definition", "finding"]


class RecommendationEntry(EntryFields):
    """Something that the paper says should be done."""

    kind: Literal["recommendation"]
    number: Annotated[
        str, StringConstraints(pattern=NUMBER), Field(description='Quoted, such as "1b".')
    ]
    who: Annotated[Ids, Field(description="Ids of the actors who should act.")] = ()
    answers: Annotated[Ids, Field(description="Ids of the findings that it answers.")] = ()


class EventEntry(EntryFields):
    """Something that happened."""

    kind: Literal["event"]
    date: Annotated[
        str,
        StringConstraints(pattern=EVENT_DATE),
        Field(description="Quoted: YYYY, YYYY-MM, YYYY-MM-DD, or a decade such as 1990s."),
    ]


class ActorEntry(EntryFields):
    """A person, body, mission, resolution, document or place."""

    kind: Literal["actor"]
    actor_type: Annotated[ActorType, Strict(strict=False)]
    acronym: str = ""
    names: Annotated[Texts, Field(description="Other names and spelt-out forms.")] = ()


class ErratumEntry(EntryFields):
    """A slip or contradiction in the paper."""

    kind: Literal["erratum"]
    curator_note: CuratorNoteFields | None = None


AnyEntry = Annotated[
    PlainEntry | RecommendationEntry | EventEntry | ActorEntry | ErratumEntry,
    Field(discriminator="kind"),
]

_ENTRY_MODELS: Final[dict[str, type[EntryFields]]] = {
    Kind.RECOMMENDATION: RecommendationEntry,
    Kind.EVENT: EventEntry,
    Kind.ACTOR: ActorEntry,
    Kind.ERRATUM: ErratumEntry,
}

# Fields that only one kind of entry has, to be named in error messages.
ONLY_ON: Final = {
    "number": Kind.RECOMMENDATION,
    "who": Kind.RECOMMENDATION,
    "answers": Kind.RECOMMENDATION,
    "date": Kind.EVENT,
    "actor_type": Kind.ACTOR,
    "acronym": Kind.ACTOR,
    "names": Kind.ACTOR,
    "curator_note": Kind.ERRATUM,
}


def entry_model(kind: str) -> type[EntryFields]:
    """Return the model for entries of `kind`, or PlainEntry if it has none of its own."""
    return _ENTRY_MODELS.get(kind, PlainEntry)
