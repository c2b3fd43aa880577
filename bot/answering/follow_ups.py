"""Classify follow-up questions, and answer those about sources, persons, dates or more detail."""

from __future__ import annotations

import re
from copy import copy
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from bot.answering import answer_parts
from bot.answering.entry_features import named
from bot.answering.outcome import Answered
from bot.paper.model import ActorType, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.lexicon import Lexicon
    from bot.answering.list_questions import Catalogue
    from bot.answering.outcome import Context, Part
    from bot.paper.model import Claim, Entry
    from bot.paper.paper import Paper


_MORE_CLAIMS: Final = 3

_DATED: Final = frozenset([ActorType.DOCUMENT, ActorType.RESOLUTION])


class FollowUps:
    """Answers to follow-up questions that need only the previous answer, not a new search."""

    def __init__(self, paper: Paper, lexicon: Lexicon, catalogue: Catalogue) -> None:
        self._paper = paper
        self._lexicon = lexicon
        self._people = self._persons(catalogue.of_kind(Kind.ACTOR))

    def _persons(self, entries: Iterable[Entry]) -> dict[str, tuple[frozenset[str], ...]]:
        """Return the ids of the persons among `entries`, each with the stems of their names."""
        lexicon = self._lexicon
        return {
            entry.id: tuple(lexicon.distinct_stems(lexicon.expand(name)) for name in named(entry))
            for entry in entries
            if entry.actor_type is ActorType.PERSON
        }

    def over(self, paper: Paper, changed: Iterable[Entry]) -> FollowUps:
        """Return a copy for another state of the paper, in which some entries are `changed`."""
        made = copy(self)
        made._paper = paper
        made._people = self._people | self._persons(changed)
        return made

    def resolve(self, kind: FollowUpKind, context: Context) -> Answered | None:
        """Return the answer to a follow-up of `kind`, or None if it needs a new search.

        `context` describes the previous answer.
        """
        match kind:
            case FollowUpKind.SOURCE:
                made = self._notes(context)
            case FollowUpKind.PERSON:
                made = self._people_in(context) or self._notes(context)
            case FollowUpKind.PUBLISHED if not self._on_a_document(context):
                made = self._works(context)
            case FollowUpKind.MORE:
                made = self._more(context)
            case _:
                return None
        return Answered(tuple(made), confidence=0.9) if made else None

    def _on_a_document(self, context: Context) -> bool:
        """Return whether the previous answer was about a document.

        "It" then means that document and not a work that the answer cites.
        """
        return any(entry.actor_type in _DATED for entry in self._entries(context.entries[:1]))

    def _notes(self, context: Context) -> list[Part]:
        claims = [answer_parts.footnote_claim(self._paper, n) for n in context.footnotes[:4]]
        if not claims:
            return self._own_statement(context)
        return [answer_parts.record_part(self._paper, "Where that stands", claims)]

    def _own_statement(self, context: Context) -> list[Part]:
        entries = self._entries(context.entries)
        claims = [
            answer_parts.stated(
                f"That stands in the paper itself, in the part "
                f"“{self._paper.section(e.section).title}”; it gives no footnote for it.",
                e.section,
            )
            for e in entries[:1]
        ]
        return (
            [answer_parts.record_part(self._paper, "Where that stands", claims)] if claims else []
        )

    def _people_in(self, context: Context) -> list[Part]:
        """Return parts on the persons named in what was shown, 2 at most, and on their sources.

        The last part is on the footnotes that report their words.
        """
        said = " ".join(context.shown)
        stems = self._lexicon.distinct_stems(self._lexicon.expand(said))
        spoken = [i for i, names in self._people.items() if any(n and n <= stems for n in names)]
        people = self._entries(spoken)
        if not people:
            return []
        made = [answer_parts.entry_part(self._paper, e, e.claims[:2]) for e in people[:2]]
        return made + self._notes(context)[:1]

    def _works(self, context: Context) -> list[Part]:
        keys = list(context.sources)
        keys += [
            note.source
            for number in context.footnotes
            if (note := self._paper.footnotes.get(number)) and note.source
        ]
        made = []
        for key in dict.fromkeys(keys):
            source = self._paper.sources.get(key)
            if source is None:
                continue
            when = (
                f"was published in {source.year}" if source.year else "bears no date in the paper"
            )
            claim = answer_parts.stated(
                f"{answer_parts.by_line(source)} {when}.",
                self._paper.works_section,
                answer_parts.footnotes_of(self._paper, key),
            )
            made.append(answer_parts.record_part(self._paper, source.title, [claim], source=key))
        return made[:3]

    def _more(self, context: Context) -> list[Part]:
        shown = set(context.shown)
        entries = self._entries(context.entries)
        related = [i for entry in entries for i in entry.related]
        made: list[Part] = []
        for entry in [*entries, *self._entries(dict.fromkeys(related))]:
            fresh: list[Claim] = [c for c in entry.claims if c.text not in shown]
            if fresh:
                made.append(answer_parts.entry_part(self._paper, entry, fresh[:_MORE_CLAIMS]))
            if len(made) == 2:  # noqa: PLR2004  # two topics fill a reply
                break
        return made

    def _entries(self, wanted: Iterable[str]) -> list[Entry]:
        return list(filter(None, map(self._paper.entry, wanted)))


class FollowUpKind(Enum):
    """The kind of follow-up: what a question wants to know about the answer before it."""

    SOURCE = auto()
    PERSON = auto()
    PUBLISHED = auto()
    MORE = auto()
    # Both need a new search that takes in the previous question: INSTEAD always, TOPIC only if the
    # question does not stand alone.
    INSTEAD = auto()
    TOPIC = auto()
    NONE = auto()


POINTING_BACK: Final = frozenset(
    """
    that this it its they them their those these he him his she her there then such same one
    ones both either another else above
    """.split()
)

_MORE: Final = frozenset(["more", "further", "continue", "elaborate", "expand"])

_MORE_OF_IT: Final = _MORE | {"go", "keep", "on", "detail", "details", "anything", "explain"}

_SOURCES: Final = frozenset(
    """
    source sources footnote footnotes note notes citation citations reference references cite
    cited proof evidence backs support supports where from comes come came work works book
    article report study page pages pg paragraph para number exact title
    """.split()
)

_NAMING_A_SOURCE: Final = _SOURCES - {"where", "from", "comes", "come", "came", "work", "works"}

_SAYING: Final = frozenset(
    """
    said say says saying wrote write writes written claims claimed stated states argued argues
    reported found author authors whose quote quoted words told
    """.split()
)

_PUBLISHING: Final = frozenset(
    "published publish publication written year out date dated come came appear appeared".split()
)

_PUBLISHED_WORDS: Final = frozenset(
    "published publish publication written appear appeared out dated".split()
)

_OPENERS: Final = frozenset(["and", "or", "but", "so", "also", "what about", "how about", "same"])

_SMALL: Final = frozenset(
    """
    who what when where why how which whose is are was were do does did has have the a an of in
    on for to about and so ok okay but by with can could you i me please tell give us show
    really exactly at all any some
    """.split()
)

# A question that begins with an opener is a follow-up if it has at most this many content words;
# one that contains "that" or the like, if it has at most as many as the next number.
_SHORT: Final = 6

_FEW: Final = 2


_CHANGE: Final = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|so|well|alright|right|now|anyway|thanks|cool|great|good|got it)[\s,.!]+)*"
    r"(?:(?:let'?s\s+|let\s+us\s+)?(?:mov(?:e|ing)\s+on(?:\s+to)?|(?:go(?:ing)?|com(?:e|ing)|return(?:ing)?|back|switch(?:ing)?)"
    r"(?:\s+back)?\s+to|next(?:\s+(?:question|topic|one))?|different\s+(?:question|topic)|new\s+(?:question|topic)|"
    r"another\s+(?:question|topic|thing)|change\s+of\s+(?:subject|topic)|about)(?=[\s,:;-]))[\s,:;-]*",
    re.IGNORECASE,
)


def without_change_of_subject(text: str) -> tuple[str, bool]:
    """Return a question without "moving on to" and the like, and whether it began so."""
    found = _CHANGE.match(text)
    if found is None or len(text) - found.end() < _SHORT:
        return text, False
    return text[found.end() :], True


def leaning(tokens: Sequence[str]) -> FollowUpKind:
    """Return how a question leans on the answer before it, NONE if it stands alone.

    `tokens` are the question's words, with spelling corrected.
    """
    content = [t for t in tokens if t not in _SMALL and t not in POINTING_BACK]
    found = set(content)
    publishing = found & _PUBLISHED_WORDS or ("it" in tokens and "come" in tokens)
    if publishing and found <= _PUBLISHING | _SOURCES and {"when", "year"} & set(tokens):
        return FollowUpKind.PUBLISHED
    if "who" in tokens and found <= _SAYING and (found or set(tokens) & POINTING_BACK):
        return FollowUpKind.PERSON
    if _asks_source(tokens, found):
        return FollowUpKind.SOURCE
    if found <= _MORE_OF_IT and (
        found & _MORE
        or list(tokens[:2]) in (["go", "on"], ["keep", "on"])
        or ("else" in tokens and not {"what", "anything"}.isdisjoint(tokens))
    ):
        return FollowUpKind.MORE
    if "more" in tokens and found <= _MORE_OF_IT:
        return FollowUpKind.MORE
    return _leans_on_topic(tokens, content)


def _asks_source(tokens: Sequence[str], found: set[str]) -> bool:
    if not found <= _SAYING | _SOURCES:
        return False
    where_from = "where" in tokens and bool({"from", "come", "comes", "came"} & set(tokens))
    return bool(found & (_NAMING_A_SOURCE | {"author", "authors"})) or where_from


def _leans_on_topic(tokens: Sequence[str], content: Sequence[str]) -> FollowUpKind:
    if not tokens:
        return FollowUpKind.NONE
    opens = tokens[0] in _OPENERS or " ".join(tokens[:2]) in _OPENERS
    points_back = any(t in POINTING_BACK for t in tokens)
    if (opens and len(content) <= _SHORT) or (points_back and len(content) <= _FEW):
        return FollowUpKind.INSTEAD
    return FollowUpKind.TOPIC if points_back or len(content) <= 1 else FollowUpKind.NONE
