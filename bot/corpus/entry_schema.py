"""What the files of entries may hold, one model a kind of entry."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, Strict, StringConstraints, model_validator

from bot.corpus.fields import (
    EVENT_DATE,
    NUMBER,
    Id,
    Ids,
    NoteNumber,
    Strictly,
    Text,
    Texts,
    broken,
)
from bot.corpus.model import ActorType, Kind


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
    """What every entry has."""

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
# Fields that one kind alone has, for messages.
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


class EntriesFile(Strictly):
    """entries/*.yaml: what students can ask about."""

    entries: Annotated[tuple[AnyEntry, ...], Strict(strict=False)]


def entry_model(kind: str) -> type[EntryFields]:
    """The model of entries of `kind`; of the plain ones where the kind is unknown."""
    return _ENTRY_MODELS.get(kind, PlainEntry)
