"""Pydantic models of entries: their claims, references, wordings, and what each kind has."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    Strict,
    StringConstraints,
    Tag,
    model_validator,
)

from bot.paper.model import ActorType, Kind, Slip, Standing
from bot.strict_yaml.strict_model import (
    CLAIM_NAME,
    EVENT_DATE,
    HOME,
    NUMBER,
    Id,
    Ids,
    NoteNumber,
    Strictly,
    Text,
    Texts,
    broken,
)

# How a folder of the form that was in use before is brought into this one.
MIGRATE: Final = "the older form: python -m bot migrate OLD NEW"


def _listed(value: Any) -> Any:  # noqa: ANN401  # whatever a file holds
    """Return a single item as a list of it."""
    return value if isinstance(value, list | tuple) else [value]


class PlaceFields(Strictly):
    """A paragraph of the paper."""

    page: Annotated[int, Field(ge=1, description="Page of the paper, counted from its first.")]
    paragraph: Annotated[
        int,
        Field(
            ge=1, description="Paragraph of the page; one that goes on from before is the first."
        ),
    ]


Places = Annotated[
    tuple[PlaceFields, ...],
    Strict(strict=False),
    Field(min_length=1),
    BeforeValidator(_listed, json_schema_input_type=PlaceFields | tuple[PlaceFields, ...]),
]


class ClaimFields(Strictly):
    """One paraphrased statement: with footnotes, with `basis: paper`, or with a `source`."""

    id: Annotated[Id, Field(description="A short word, unique in its entry.")]
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
        bool, Field(description="The note's mark is lost, so its place had to be inferred.")
    ] = False
    at: Annotated[
        Places | None, Field(description="Where the paper says it: one place, or a list.")
    ] = None
    errata: Annotated[
        Ids, Field(description="Ids of slips that change the sense of this statement.")
    ] = ()

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


class RefFields(Strictly):
    """Another entry's claim, which stands there and is shown here too."""

    ref: Annotated[
        str,
        StringConstraints(pattern=HOME),
        Field(description="The claim as entry-id#claim-id."),
    ]

    @model_validator(mode="before")
    @classmethod
    def _nothing_else(cls, data: Any) -> Any:  # noqa: ANN401  # whatever a file holds
        others = [str(name) for name in data if name != "ref"] if isinstance(data, dict) else []
        if others:
            what = f"has a ref and also {', '.join(others)}"
            raise broken(what, "a ref stands alone: the claim is written where it stands")
        return data


def _claim_or_ref(value: Any) -> str:  # noqa: ANN401  # whatever a file holds
    given = isinstance(value, RefFields) or (isinstance(value, dict) and "ref" in value)
    return "a reference" if given else "a claim"


AnyClaim = Annotated[
    Annotated[ClaimFields, Tag("a claim")] | Annotated[RefFields, Tag("a reference")],
    Discriminator(_claim_or_ref),
]


class WordingFields(Strictly):
    """A way of asking, with the claim that answers it."""

    text: Annotated[Text, Field(description="The question, as a student types it.")]
    claim: Annotated[
        str,
        StringConstraints(pattern=CLAIM_NAME),
        Field(description="Id of the claim that answers it; entry-id#claim-id of a reference."),
    ] = ""
    verdict: Annotated[
        Literal["yes", "no"] | None,
        Field(description="What an honest reply opens with, quoted."),
    ] = None


def _worded(value: Any) -> Any:  # noqa: ANN401  # whatever a file holds
    """Return a wording that is a text alone as a mapping."""
    return value if isinstance(value, dict | WordingFields) else {"text": value}


AnyWording = Annotated[
    WordingFields, BeforeValidator(_worded, json_schema_input_type=Text | WordingFields)
]

Wordings = Annotated[tuple[AnyWording, ...], Strict(strict=False)]


class PremiseFields(Strictly):
    """What a question may suppose, though the paper says otherwise."""

    text: Annotated[Text, Field(description="What is wrongly supposed, as half a sentence.")]
    claim: Annotated[
        str,
        StringConstraints(pattern=CLAIM_NAME),
        Field(description="The claim that says otherwise: its id, or entry-id#claim-id."),
    ]


class CuratorNoteFields(Strictly):
    """A remark that rests on public sources from outside the paper."""

    text: Text
    source: Annotated[
        tuple[Id, ...],
        Strict(strict=False),
        Field(min_length=1, description="Key of a source with outside: true, or a list of keys."),
        BeforeValidator(_listed, json_schema_input_type=Id | tuple[Id, ...]),
    ]


class EntryFields(Strictly):
    """The fields that every entry has."""

    id: Annotated[Id, Field(description="Unique; lower-case words with hyphens.")]
    kind: str
    title: Text
    section: Annotated[Id, Field(description="Id of the section it belongs to.")]
    claims: Annotated[tuple[AnyClaim, ...], Strict(strict=False), Field(min_length=1)]
    phrasings: Annotated[Wordings, Field(description="How students ask for it.")] = ()
    keywords: Texts = ()
    related: Annotated[Ids, Field(description="Ids of other entries.")] = ()
    actors: Annotated[Ids, Field(description="Ids of the actors involved.")] = ()
    premises: Annotated[
        tuple[PremiseFields, ...],
        Strict(strict=False),
        Field(description="What a question may suppose and the paper contradicts."),
    ] = ()

    @property
    def own_claims(self) -> tuple[tuple[int, ClaimFields], ...]:
        """Return the claims that stand here, each with its position."""
        return tuple((n, c) for n, c in enumerate(self.claims) if isinstance(c, ClaimFields))

    @property
    def refs(self) -> tuple[tuple[int, str], ...]:
        """Return the claims of others that it refers to, each with its position."""
        return tuple((n, c.ref) for n, c in enumerate(self.claims) if isinstance(c, RefFields))


class PlainEntry(EntryFields):
    """A section, definition or finding."""

    kind: Literal["section", "definition", "finding"]


class RecommendationEntry(EntryFields):
    """Something that the paper says should be done."""

    kind: Literal["recommendation"]
    number: Annotated[
        str, StringConstraints(pattern=NUMBER), Field(description='Quoted, such as "1b".')
    ]
    standing: Annotated[
        Standing,
        Strict(strict=False),
        Field(description="Whether the author states it, implies it, or reports another's."),
    ] = Standing.STATED
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
    date: Annotated[
        str,
        StringConstraints(pattern=EVENT_DATE),
        Field(description="As for events; what has one stands on the timeline."),
    ] = ""


class SeenEntry(EntryFields):
    """What can be seen of the paper; its claims never rest on a footnote."""

    @model_validator(mode="after")
    def _of_the_paper(self) -> Self:
        for number, claim in self.own_claims:
            if claim.footnotes:
                what = f"is of kind {self.kind} and has footnotes in claim {number + 1}"
                remedy = "what can be seen of the paper has basis: paper"
                if self.kind == "erratum":
                    remedy += "; name the notes it is about under about: [n]"
                raise broken(what, remedy)
        return self


class ApparatusEntry(SeenEntry):
    """How the paper and its notes are made."""

    kind: Literal["apparatus"]


class ErratumEntry(SeenEntry):
    """A slip or contradiction in the paper."""

    kind: Literal["erratum"]
    slip: Annotated[
        Slip,
        Strict(strict=False),
        Field(description="sense: it changes what a statement means; clerical: it does not."),
    ]
    about: Annotated[
        tuple[NoteNumber, ...],
        Strict(strict=False),
        Field(description="Numbers of the notes that it is about."),
    ] = ()
    curator_note: CuratorNoteFields | None = None


AnyEntry = Annotated[
    PlainEntry | RecommendationEntry | EventEntry | ActorEntry | ApparatusEntry | ErratumEntry,
    Field(discriminator="kind"),
]

_ENTRY_MODELS: Final[dict[str, type[EntryFields]]] = {
    Kind.RECOMMENDATION: RecommendationEntry,
    Kind.EVENT: EventEntry,
    Kind.ACTOR: ActorEntry,
    Kind.APPARATUS: ApparatusEntry,
    Kind.ERRATUM: ErratumEntry,
}

# Fields that only some kinds of entry have, to be named in error messages.
ONLY_ON: Final = {
    "number": (Kind.RECOMMENDATION,),
    "standing": (Kind.RECOMMENDATION,),
    "who": (Kind.RECOMMENDATION,),
    "answers": (Kind.RECOMMENDATION,),
    "date": (Kind.EVENT, Kind.ACTOR),
    "actor_type": (Kind.ACTOR,),
    "acronym": (Kind.ACTOR,),
    "names": (Kind.ACTOR,),
    "slip": (Kind.ERRATUM,),
    "about": (Kind.ERRATUM,),
    "curator_note": (Kind.ERRATUM,),
}


def entry_model(kind: str) -> type[EntryFields]:
    """Return the model for entries of `kind`, or PlainEntry if it has none of its own."""
    return _ENTRY_MODELS.get(kind, PlainEntry)
