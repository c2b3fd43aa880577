"""The types of a loaded knowledge base: frozen, checked when loaded, trusted afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from bot.text.tokenizer import wording_key

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """What an entry is about."""

    SECTION = "section"
    DEFINITION = "definition"
    RECOMMENDATION = "recommendation"
    FINDING = "finding"
    EVENT = "event"
    ACTOR = "actor"
    ERRATUM = "erratum"


# What is said of a claim that rests on no footnote: a statement of the author's own, or something
# that can be seen of the paper, such as its date or a slip.
ITSELF: Final = "the paper itself, without a footnote"


class Basis(StrEnum):
    """What a claim rests on: a footnote, the paper itself, or a moderator's source."""

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
        """Given name first."""
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
    # As APA writes them; "" where they are written so already, or it is not known.
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
        """The DOI as an address, else the URL, else nothing."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return self.url or None


@dataclass(frozen=True, slots=True)
class Footnote:
    """One of the paper's notes, resolved to the work that it cites."""

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
    """Examples of what to type, for /help and the command line; empty where the files give none."""

    question: str = ""
    term: str = ""
    section: str = ""
    recommendation: str = ""
    footnote: str = ""
    work: str = ""
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper; `number` counts those of the running text from 1, others have 0."""

    id: str
    number: int
    title: str
    names: tuple[str, ...] = ()
    role: Role = Role.BODY

    @property
    def label(self) -> str:
        """The title with its number, where it has one."""
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Claim:
    """One paraphrased statement and what it rests on.

    `source` is the key of the outside work on which a moderator's note rests; else empty.
    """

    text: str
    section: str
    footnotes: tuple[int, ...] = ()
    basis: Basis = Basis.CITED
    uncertain: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class CuratorNote:
    """A remark from outside the paper, resting on a public source of its own."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something a student can ask about: its claims, and how people ask for it."""

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
class Vocabulary:
    """What words mean in this paper.

    `acronyms`: short form to its long forms. `synonyms`: groups of words or fixed phrases that
    mean the same. `stopwords`: words that say nothing. `shorthand`: typed form to what is meant.
    `absent`: names and notions near the subject that the paper does not mention.
    """

    acronyms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    synonyms: tuple[tuple[str, ...], ...] = ()
    stopwords: frozenset[str] = frozenset()
    shorthand: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    absent: tuple[str, ...] = ()

    def wording_key(self, text: str) -> str:
        """Return the key under which two wordings are one question; empty if there is no word."""
        return wording_key(text, self.shorthand)
