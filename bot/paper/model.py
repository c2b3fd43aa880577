"""Types of a loaded knowledge base: entries, claims, sources, footnotes, sections, vocabulary.

They are immutable, validated when loaded, and trusted afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

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
    ERRATUM = "erratum"


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


class Marker(StrEnum):
    """How a footnote's mark in the running text came down to us."""

    PRINTED = "printed"
    PLAIN = "plain"
    LOST = "lost"


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
class Footnote:
    """One of the paper's footnotes, with the key of the work that it cites."""

    number: int
    status: NoteStatus
    marker: Marker
    section: str
    source: str | None = None
    locator: str = ""
    locator_type: str = "page"
    note: str = ""


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
    """A section of the paper; `number` counts body sections from 1 and is 0 for the others."""

    id: str
    number: int
    title: str
    names: tuple[str, ...] = ()
    role: Role = Role.BODY

    @property
    def label(self) -> str:
        """Return the title, with the section's number if it has one."""
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Claim:
    """One paraphrased statement and the evidence for it.

    `source` is the key of the outside work that a moderator's note rests on, else "".
    """

    text: str
    section: str
    footnotes: tuple[int, ...] = ()
    basis: Basis = Basis.CITED
    uncertain: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class CuratorNote:
    """A curator's remark from outside the paper; `source` is the key of its public source."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something a student can ask about: its claims, and the ways people ask for it."""

    id: str
    kind: Kind
    title: str
    section: str
    claims: tuple[Claim, ...]
    phrasings: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    errata: tuple[str, ...] = ()
    number: str = ""
    who: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    date: str = ""
    actor_type: ActorType | None = None
    acronym: str = ""
    names: tuple[str, ...] = ()
    curator_note: CuratorNote | None = None


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
