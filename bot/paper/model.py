"""Types of a loaded knowledge base: entries, claims, sources, footnotes, sections, vocabulary.

They are immutable, validated when loaded, and trusted afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.text.tokenizer import wording_key

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """The kind of thing that an entry is about."""

    SECTION = "section"
    DEFINITION = "definition"
    RECOMMENDATION = "recommendation"
    FINDING = "finding"
    EVENT = "event"
    ACTOR = "actor"
    APPARATUS = "apparatus"
    ERRATUM = "erratum"


# Kinds whose entries say what can be seen of the paper, not what the paper says.
SEEN: Final = frozenset({Kind.APPARATUS, Kind.ERRATUM})


# The source shown for a claim that rests on no footnote: the author's own statement, or a fact
# about the paper that can be seen in it, such as its date or a slip.
ITSELF: Final = "the paper itself, without a footnote"


class Basis(StrEnum):
    """The evidence for a claim: a footnote, the paper itself, or a moderator's source."""

    CITED = "cited"
    PAPER = "paper"
    MODERATOR = "moderator"


class NoteStatus(StrEnum):
    """How a footnote names its work."""

    FULL = "full"
    SHORT = "short"
    IBID = "ibid"
    MISSING = "missing"
    # The note cites no work: it holds a remark of the author's.
    REMARK = "remark"


class Marker(StrEnum):
    """How a footnote's mark in the running text came down to us."""

    PRINTED = "printed"
    PLAIN = "plain"
    LOST = "lost"


class Slip(StrEnum):
    """What a slip of the paper touches: the sense of a statement, or only its form."""

    SENSE = "sense"
    CLERICAL = "clerical"


class Standing(StrEnum):
    """How the paper makes a recommendation: in so many words, by implication, or of others."""

    STATED = "stated"
    IMPLIED = "implied"
    REPORTED = "reported"


Verdict: TypeAlias = Literal["yes", "no", ""]


class ActorType(StrEnum):
    """What sort of actor an actor entry is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    MISSION = "mission"
    RESOLUTION = "resolution"
    DOCUMENT = "document"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in two parts, or a body's name in `family` alone."""

    family: str
    given: str = ""

    @property
    def full(self) -> str:
        """Return the whole name, given name first."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Source:
    """A work that the paper cites, in its correct form."""

    key: str
    type: str
    title: str
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    short_title: str = ""
    container: str = ""
    # Both titles in sentence case, for APA; "" if they already are, or if the form is unknown.
    sentence_title: str = ""
    sentence_container: str = ""
    publisher: str = ""
    place: str = ""
    year: int | None = None
    issued: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    number: str = ""
    doi: str = ""
    url: str = ""
    accessed: str = ""
    works_cited: bool = True
    outside: bool = False
    paper_form: str = ""
    note: str = ""
    names: tuple[str, ...] = ()

    @property
    def link(self) -> str | None:
        """Return the DOI as a URL, else the work's URL, else None."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return self.url or None


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that a footnote cites, by its key, and the place in it."""

    source: str
    locator: str = ""
    locator_type: str = "page"


@dataclass(frozen=True, slots=True)
class Footnote:
    """One of the paper's footnotes: the works that it cites, or the author's remark.

    `between` are the numbers of the notes with a mark nearest to a lost one, before and after it,
    0 where there is none; it is empty for a note that has its mark.
    """

    number: int
    status: NoteStatus
    marker: Marker
    section: str
    works: tuple[CitedWork, ...] = ()
    note: str = ""
    remark: str = ""
    between: tuple[int, ...] = ()

    @property
    def source(self) -> str | None:
        """Return the key of the work that it cites, the first of several, or None."""
        return self.works[0].source if self.works else None

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the keys of all works that it cites, each once."""
        return tuple(dict.fromkeys(work.source for work in self.works))

    @property
    def locator(self) -> str:
        """Return the place in the first work that it cites, or ""."""
        return self.works[0].locator if self.works else ""

    @property
    def locator_type(self) -> str:
        """Return what the locator counts: page, paragraph or section."""
        return self.works[0].locator_type if self.works else "page"


class Role(StrEnum):
    """What a section is to the paper: its front, a part of its text, or its list of works."""

    FRONT = "front"
    BODY = "body"
    WORKS = "works"


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples of input for /help and the command line; "" where the files give none."""

    question: str = ""
    term: str = ""
    section: str = ""
    recommendation: str = ""
    footnote: str = ""
    work: str = ""
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the paper; `number` counts body sections from 1 and is 0 for the others.

    `pages` is the page on which it begins, 0 where the files do not say.
    """

    id: str
    number: int
    title: str
    names: tuple[str, ...] = ()
    role: Role = Role.BODY
    pages: int = 0

    @property
    def label(self) -> str:
        """Return the title, with the section's number if it has one."""
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Where:
    """Where the paper can be read: in words, with an address if there is one."""

    text: str = ""
    url: str = ""

    @property
    def told(self) -> bool:
        """Return whether anything is known."""
        return bool(self.text or self.url)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A paragraph of the paper; one that goes on from the page before is the first of its page."""

    page: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One paraphrased statement and the evidence for it.

    `source` is the key of the outside work that a moderator's note rests on, else "". `id` names
    the claim in the entry where it stands, and `home` in the whole base: "entry#id". `at` are the
    places where the paper says it, and `errata` the slips that change its sense. A statement about
    the base's own records, which stands in no entry, has neither id nor home.
    """

    text: str
    section: str
    footnotes: tuple[int, ...] = ()
    basis: Basis = Basis.CITED
    uncertain: bool = False
    source: str = ""
    id: str = ""
    home: str = ""
    at: tuple[Place, ...] = ()
    errata: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """A way in which students ask for an entry.

    `claim` names the claim that answers it: its id in the entry, or "entry#id" of a claim that the
    entry refers to. `verdict` is what an honest reply to a question of yes or no opens with.
    """

    text: str
    claim: str = ""
    verdict: Verdict = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Premise:
    """What a question may suppose and the paper contradicts, and the claim that says otherwise.

    `claim` is an id of the entry's own, or "entry#id".
    """

    text: str
    claim: str


@dataclass(frozen=True, slots=True)
class CuratorNote:
    """A curator's remark from outside the paper, and the keys of its public sources."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something a student can ask about: its claims, and the ways people ask for it.

    Its claims are its own and those of other entries that it refers to, which have another home.
    `about` are the footnotes that a slip is about.
    """

    id: str
    kind: Kind
    title: str
    section: str
    claims: tuple[Claim, ...]
    phrasings: tuple[Wording, ...] = ()
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    premises: tuple[Premise, ...] = ()
    number: str = ""
    standing: Standing = Standing.STATED
    who: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    date: str = ""
    actor_type: ActorType | None = None
    acronym: str = ""
    names: tuple[str, ...] = ()
    slip: Slip | None = None
    about: tuple[int, ...] = ()
    curator_note: CuratorNote | None = None

    @property
    def errata(self) -> tuple[str, ...]:
        """Return the ids of the slips that change the sense of any of its claims, each once."""
        return tuple(dict.fromkeys(name for claim in self.claims for name in claim.errata))

    @property
    def wordings(self) -> tuple[str, ...]:
        """Return the ways in which students ask for it, as text alone."""
        return tuple(wording.text for wording in self.phrasings)

    def home(self, claim: str) -> str:
        """Return the home of a claim as a wording or premise of this entry names it."""
        return claim if "#" in claim or not claim else f"{self.id}#{claim}"

    def owns(self, claim: Claim) -> bool:
        """Return whether a claim stands here, and is not one that the entry refers to."""
        return not claim.home or claim.home.partition("#")[0] == self.id

    @property
    def own_claims(self) -> tuple[Claim, ...]:
        """Return the claims that stand here."""
        return tuple(claim for claim in self.claims if self.owns(claim))


@dataclass(frozen=True, slots=True)
class QuizWords:
    """Words by which the quiz tells which claims of this paper it can ask about, and how.

    They are added to the plain English that it knows itself. `openings` and `back_references`:
    how claims begin, and phrases in them, that refer to the claim before. `bare_nouns`: nouns that
    do so after "the", unless their own "of …" follows. `about_text`: phrases that speak of the
    paper as a text. `grave`: beginnings of words of harm. `name_tails`: words that belong to the
    name before them. `opposites`: a phrase to what turns its claim into the opposite.
    """

    openings: tuple[str, ...] = ()
    back_references: tuple[str, ...] = ()
    bare_nouns: tuple[str, ...] = ()
    about_text: tuple[str, ...] = ()
    grave: tuple[str, ...] = ()
    name_tails: tuple[str, ...] = ()
    opposites: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The meanings of words in this paper.

    `acronyms`: short form to its long forms. `synonyms`: groups of words or fixed phrases that
    mean the same. `stopwords`: words that carry no meaning. `shorthand`: typed form to the words
    meant. `absent`: names and notions close to the subject that the paper does not mention.
    `quiz`: words that only the quiz needs.
    """

    acronyms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    synonyms: tuple[tuple[str, ...], ...] = ()
    stopwords: frozenset[str] = frozenset()
    shorthand: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    absent: tuple[str, ...] = ()
    quiz: QuizWords = QuizWords()

    def wording_key(self, text: str) -> str:
        """Return the key that two wordings of one question share; "" if `text` has no words."""
        return wording_key(text, self.shorthand)
