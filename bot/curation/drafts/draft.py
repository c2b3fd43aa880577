"""Drafts of entries as curators type them, and what each kind of entry needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter

from bot.curation.overlay import NAMING
from bot.curation.statement_syntax import statements_text
from bot.errors import StudyBotError
from bot.paper.entry_schema import ONLY_ON
from bot.paper.model import ActorType, Kind, Source
from bot.paper.writer import digest_of, entry_data
from bot.strict_yaml.parser import CONTROL
from bot.strict_yaml.strict_model import EVENT_DATE, NUMBER, PATTERNS
from bot.text.normalize import slug
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from bot.paper.model import Entry
    from bot.paper.paper import Paper


# The fields of the modal, in order; each is stored as it was typed.
FIELDS: Final = ("title", "statements", "phrasings", "keywords", "related")

# The most characters that a modal's field takes.
LONGEST: Final = 4000

LONGEST_COMMENT: Final = 300

_LONGEST_ID: Final = 60

_SHOWN: Final = frozenset(
    {"id", "kind", "section", "title", "claims", "phrasings", "keywords", "related"}
)

# References to other entries that the modal does not show.
REFERENCES: Final = tuple(name for name in NAMING if name != "related")


@dataclass(frozen=True, slots=True)
class Origin:
    """The feedback that a draft resolves: a student's suggestion, reported gaps, or neither."""

    suggestion: int | None = None
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as typed.

    `entry` is its id, empty in a new one until it is published. `section` may be empty in a new
    one: then it is that of the first footnote cited. `seen` and `based_on` are as in a Change.
    `kept` holds the fields that the modal does not show, in the words of the knowledge files.
    `works` are the sources from outside the paper that this draft brings; `typed_source` is one
    that could not be accepted as typed. `author` is who wrote it, if somebody else publishes it.
    """

    entry: str
    is_new: bool
    kind: Kind
    section: str
    title: str = ""
    statements: str = ""
    phrasings: str = ""
    keywords: str = ""
    related: str = ""
    seen: int = 0
    based_on: str = ""
    kept: dict[str, Any] = field(default_factory=dict)
    works: tuple[Source, ...] = ()
    typed_source: dict[str, str] = field(default_factory=dict)
    comment: str = ""
    origin: Origin = Origin()
    author: int | None = None

    @property
    def too_long(self) -> tuple[str, ...]:
        """Return the fields that are too long for a modal; editing leaves them as they are."""
        return tuple(name for name in FIELDS if len(getattr(self, name)) > LONGEST)


# (De)serialises drafts for storage.
DRAFT: Final = TypeAdapter(Draft)


def new_draft(
    kind: Kind = Kind.FINDING,
    section: str = "",
    *,
    title: str = "",
    statements: str = "",
    phrasings: str = "",
    date: str = "",
    number: str = "",
    actor_type: ActorType | None = None,
    origin: Origin = Origin(),
    author: int | None = None,
) -> Draft:
    """Return a draft of a new entry."""
    kept = {"date": date, "number": number, "actor_type": actor_type.value if actor_type else ""}
    return Draft(
        entry="",
        is_new=True,
        kind=kind,
        section=section,
        title=title,
        statements=statements,
        phrasings=phrasings,
        kept={name: value for name, value in kept.items() if value},
        origin=origin,
        author=author,
    )


def draft_of(
    entry: Entry,
    there: Container[str],
    *,
    seen: int,
    own: Entry | None,
    origin: Origin = Origin(),
) -> Draft:
    """Return a draft of a change to an entry.

    `seen` is the number of its last revision, `own` the paper's own entry. References to entries
    that are not `there` any more are dropped.
    """
    kept = {name: value for name, value in entry_data(entry).items() if name not in _SHOWN}
    for name in REFERENCES:
        if name in kept:
            kept[name] = [one for one in kept[name] if one in there]
    return Draft(
        entry=entry.id,
        is_new=False,
        kind=entry.kind,
        section=entry.section,
        title=entry.title,
        statements=statements_text(entry),
        phrasings="\n".join(entry.wordings),
        keywords="\n".join(entry.keywords),
        related="\n".join(one for one in entry.related if one in there),
        seen=seen,
        based_on=digest_of(own),
        kept={name: value for name, value in kept.items() if value},
        origin=origin,
    )


def typed(draft: Draft, values: Mapping[str, str]) -> Draft:
    """Return the draft with the typed `values`; fields that are not among them stay."""
    given: dict[str, Any] = {n: sound(value) for n, value in values.items() if n in FIELDS}
    return replace(draft, **given)


def sound(text: str) -> str:
    """Return a text without control characters and lone surrogates, which YAML forbids."""
    for sign in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(sign, "\n")
    return CONTROL.sub("", text.replace("\t", " "))


def lines_of(text: str) -> list[str]:
    """Return the lines of a field that holds a list, each once."""
    return list(dict.fromkeys(filter(None, (" ".join(line.split()) for line in text.splitlines()))))


def questions_of(text: str, key_of: Callable[[str], str]) -> list[str]:
    """Return the lines of a field of questions; of those with one wording key the first."""
    once: dict[str, str] = {}
    for line in lines_of(text):
        once.setdefault(key_of(line) or line, line)
    return list(once.values())


def entry_id(title: str, taken: Container[str]) -> str:
    """Return an id for a new entry: the slug of its title, numbered if that is taken."""
    return free_name(slug(title)[:_LONGEST_ID].strip("-") or "entry", taken)


def free_name(stem: str, taken: Container[str]) -> str:
    """Return `stem`, with the lowest number from 2 that makes it free if it is `taken`."""
    number, name = 2, stem
    while name in taken:
        number, name = number + 1, f"{stem}-{number}"
    return name


_NEEDED: Final = {Kind.EVENT: "date", Kind.RECOMMENDATION: "number", Kind.ACTOR: "actor_type"}

_FORMS: Final = {"date": EVENT_DATE, "number": NUMBER}

_OPTIONS: Final = ("date", "number", "actor_type")


class WrongForKindError(StudyBotError):
    """An option is missing, or does not fit the kind of entry; the message says which."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told

    def __str__(self) -> str:
        return self.told


def need_what_its_kind_needs(draft: Draft, paper: Paper) -> None:
    """Raise WrongForKindError if the date, number or type of actor is missing or wrong."""
    kind = draft.kind
    needed = _NEEDED.get(kind)
    if needed and not draft.kept.get(needed):
        raise WrongForKindError(f"this kind of entry ({kind.value}) needs the option {needed}")
    for option in _OPTIONS:
        value = str(draft.kept.get(option) or "")
        if not value:
            continue
        if kind not in ONLY_ON[option]:
            raise WrongForKindError(
                f"only an entry of kind {' or '.join(ONLY_ON[option])} has the option {option}; "
                f"leave it out, or choose that kind"
            )
        pattern = _FORMS.get(option)
        if pattern and not re.match(pattern, value):
            raise WrongForKindError(
                f"the option {option} is '{shorten(value)}': {PATTERNS[pattern]}"
            )
    number = draft.kept.get("number")
    for other in paper.entries.values() if number else ():
        if other.number == number and other.id != draft.entry:
            raise WrongForKindError(
                f"the number {number} already belongs to '{shorten(other.title)}'"
            )
