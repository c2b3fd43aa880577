"""Pydantic models of the knowledge files, and their JSON Schema for editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self

from pydantic import Field, Strict, StringConstraints, model_validator

from bot.paper.entry_schema import AnyEntry, Wordings
from bot.paper.model import Marker, NoteStatus, Role
from bot.strict_yaml.strict_model import (
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

if TYPE_CHECKING:
    from pathlib import Path


SourceType = Literal[
    "article-journal", "article-magazine", "article-newspaper", "bill", "book", "chapter",
    "document", "entry-encyclopedia", "interview", "legal_case", "legislation", "manuscript",
    "pamphlet", "paper-conference", "personal_communication", "post-weblog", "report", "speech",
    "standard", "thesis", "treaty", "webpage",
]  # fmt: skip


# Out of 100, whatever the order of the words. In the first base that was checked, every pair of
# claims above it told one fact twice; from 70 to 75 half of the pairs are two facts of one note.
NEAR_TWINS: Final = 75


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
    pages: Annotated[int, Field(ge=0, description="The page on which it begins.")] = 0


class WhereFields(Strictly):
    """Where the paper can be read."""

    text: Annotated[Text, Field(description="In words, such as the name of a collection.")]
    url: Annotated[str, StringConstraints(pattern=URL), Field(description="Its address.")] = ""


class CheckFields(Strictly):
    """How strictly the base is checked."""

    near_twins: Annotated[
        int,
        Field(ge=0, le=100, description="Likeness from which two claims are one; 0: no check."),
    ] = NEAR_TWINS


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
    date: Annotated[
        str,
        StringConstraints(pattern=DATE),
        Field(description="Quoted: YYYY-MM-DD, YYYY-MM or YYYY."),
    ]
    course: str = ""
    instructor: str = ""
    term: str = ""
    content_note: Annotated[
        str, Field(description="What readers are told of the subject before they ask.")
    ] = ""
    where: Annotated[WhereFields | None, Field(description="Where the paper can be read.")] = None
    examples: ExampleFields = ExampleFields()
    checks: CheckFields = CheckFields()
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


class CitedWorkFields(Strictly):
    """A work that a note cites, and the place in it."""

    source: Annotated[Id, Field(description="Key of the work.")]
    locator: Annotated[str, Field(description='Page or paragraph, quoted: "27".')] = ""
    locator_type: Literal["page", "paragraph", "section"] = "page"


class FootnoteFields(Strictly):
    """One note of the paper, resolved to its works, or the author's remark that it holds."""

    number: NoteNumber
    source: Annotated[
        Id | None, Field(description="Key of the work, where it cites one; none where missing.")
    ] = None
    locator: Annotated[str, Field(description='Page or paragraph, quoted: "27".')] = ""
    locator_type: Literal["page", "paragraph", "section"] = "page"
    works: Annotated[
        tuple[CitedWorkFields, ...],
        Strict(strict=False),
        Field(description="The works, where it cites several; instead of source and locator."),
    ] = ()
    remark: Annotated[str, Field(description="The author's remark, with status: remark.")] = ""
    status: Annotated[
        NoteStatus,
        Strict(strict=False),
        Field(
            description="How the paper names the work; missing: a mark without a text; remark: "
            "a remark of the author's."
        ),
    ]
    marker: Annotated[
        Marker,
        Strict(strict=False),
        Field(description="How the mark in the running text came down to us."),
    ]
    section: Annotated[Id, Field(description="Id of the section in which its mark stands.")]
    note: Annotated[str, Field(description="A remark on this note.")] = ""

    @model_validator(mode="after")
    def _fits_its_status(self) -> Self:
        if self.works and (self.source is not None or self.locator):
            raise broken("has both source and works", "put all of them under works")
        cites = self.source is not None or bool(self.works)
        if self.status is NoteStatus.MISSING and (cites or self.remark):
            what = "source" if cites else "remark"
            raise broken(f"is missing but names a {what}", f"remove the {what}, or correct status")
        remarks = self.status is NoteStatus.REMARK
        if remarks and not self.remark:
            raise broken("is a remark without its text", "add remark: what the author says there")
        if self.remark and not remarks:
            raise broken("has a remark", "write status: remark, or put what you say under note")
        if not cites and self.status not in {NoteStatus.MISSING, NoteStatus.REMARK}:
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


class PhrasingsFile(Strictly):
    """phrasings/*.yaml: how students ask for the entries of the file of the same name."""

    phrasings: Annotated[
        dict[Id, Wordings], Field(description="The wordings of each entry, by its id.")
    ]


class FormerIdsFile(Strictly):
    """former_ids.yaml: entries that were merged into others, or renamed."""

    former_ids: Annotated[
        dict[Id, Id], Field(description="The entry that takes its place, by each former id.")
    ]


FILES: Final[dict[str, type[Strictly]]] = {
    "paper": PaperFile,
    "sources": SourcesFile,
    "footnotes": FootnotesFile,
    "entries": EntriesFile,
    "phrasings": PhrasingsFile,
    "vocabulary": VocabularyFile,
    "former_ids": FormerIdsFile,
    "revisions": RevisionsFile,
}


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema (2020-12) of each kind of file, by the name of its schema file."""
    schemas = {
        f"{name}.schema.json": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(),
        }
        for name, model in FILES.items()
    }
    # Only a file of revisions has the wordings in the entries.
    for definition in schemas["entries.schema.json"]["$defs"].values():
        if {"claims", "phrasings"} <= definition.get("properties", {}).keys():
            del definition["properties"]["phrasings"]
    schemas["entries.schema.json"]["$defs"].pop("WordingFields", None)
    return schemas


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
