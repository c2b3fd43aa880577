"""Questions that ask for a list: all recommendations, the missions named, a part's sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering import parts
from bot.answering.asking import Asks
from bot.answering.outcome import Answered
from bot.corpus.model import ActorType, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.lexicon import Lexicon
    from bot.answering.understanding import Question
    from bot.corpus.model import Claim, Entry
    from bot.corpus.paper import Paper

_CUES: Final = frozenset(
    """
    list all every each which what name enumerate give show many overview names complete full
    entire mention mentioned mentions named appear used use uses cited cite cites there
    timeline chronology include includes tell discussed involved
    """.split()
)
# A plural noun, and what is listed for it.
_KINDS: Final = {
    "recommendations": Kind.RECOMMENDATION,
    "recs": Kind.RECOMMENDATION,
    "proposals": Kind.RECOMMENDATION,
    "remedies": Kind.RECOMMENDATION,
    "solutions": Kind.RECOMMENDATION,
    "suggestions": Kind.RECOMMENDATION,
    "reforms": Kind.RECOMMENDATION,
    "events": Kind.EVENT,
    "dates": Kind.EVENT,
    "timeline": Kind.EVENT,
    "chronology": Kind.EVENT,
    "definitions": Kind.DEFINITION,
    "terms": Kind.DEFINITION,
    "concepts": Kind.DEFINITION,
    "notions": Kind.DEFINITION,
    "errata": Kind.ERRATUM,
    "contradictions": Kind.ERRATUM,
    "inconsistencies": Kind.ERRATUM,
    "sections": Kind.SECTION,
    "parts": Kind.SECTION,
    "chapters": Kind.SECTION,
    "headings": Kind.SECTION,
}
_ACTORS: Final = {
    "missions": ActorType.MISSION,
    "operations": ActorType.MISSION,
    "resolutions": ActorType.RESOLUTION,
    "people": ActorType.PERSON,
    "persons": ActorType.PERSON,
    "individuals": ActorType.PERSON,
    "organisations": ActorType.ORGANISATION,
    "organizations": ActorType.ORGANISATION,
    "bodies": ActorType.ORGANISATION,
    "agencies": ActorType.ORGANISATION,
    "institutions": ActorType.ORGANISATION,
    "documents": ActorType.DOCUMENT,
    "reports": ActorType.DOCUMENT,
    "bulletins": ActorType.DOCUMENT,
    "places": ActorType.PLACE,
    "countries": ActorType.PLACE,
    "locations": ActorType.PLACE,
}
_WORKS: Final = frozenset(
    ["sources", "works", "references", "authors", "bibliography", "citations", "books", "articles",
     "footnotes", "literature"]
)  # fmt: skip
_ACRONYMS: Final = frozenset(["acronyms", "abbreviations"])
_NEUTRAL: Final = frozenset(
    """
    paper text article essay kelley author name mention peacekeep un unit nation studi work
    policy section part chapter case
    """.split()
)
_FOREIGN: Final = 0.12


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a list is narrowed to: a section, or an actor."""

    section: str | None
    actor: str | None
    title: str


class Lists:
    """Answers list questions from the base's own order, each item with its citation."""

    def __init__(self, paper: Paper, lexicon: Lexicon) -> None:
        self._paper = paper
        self._lexicon = lexicon
        stem = lexicon.distinct_stems
        self._neutral = frozenset(lexicon.stem(w) for w in _CUES | _NEUTRAL)
        self._scopes: list[tuple[frozenset[str], _Scope]] = []
        for section in paper.sections:
            for name in (section.title, *section.names):
                self._add(stem(lexicon.expand(name)), _Scope(section.id, None, section.title))
        for entry in paper.entries.values():
            if entry.kind is Kind.ACTOR:
                for name in (entry.title, entry.acronym, *entry.names):
                    self._add(stem(lexicon.expand(name)), _Scope(None, entry.id, entry.title))
        self._scopes.sort(key=lambda scope: -len(scope[0]))

    def _add(self, stems: frozenset[str], scope: _Scope) -> None:
        if stems:
            self._scopes.append((stems, scope))

    def resolve(self, question: Question) -> Answered | None:
        """The list that a question asks for, or None where it asks for no list."""
        tokens = question.tokens
        noun = next((t for t in tokens if self._lists(t)), None)
        if noun and any(t in _CUES for t in tokens if t != noun):
            return self._listed(question, noun)
        if Asks.SHOULD in question.asks and "should" in tokens:
            return self._duties(question)
        return None

    @staticmethod
    def _lists(token: str) -> bool:
        return token in _KINDS or token in _ACTORS or token in _WORKS or token in _ACRONYMS

    def _listed(self, question: Question, noun: str) -> Answered | None:
        scope, foreign = self._scope(question, noun)
        if foreign > _FOREIGN * max(question.weight, 1.0):
            return None
        if noun in _WORKS:
            return self._works(scope)
        entries = self._entries(noun, scope)
        return self._answer(noun.capitalize(), entries, scope) if entries else None

    def _entries(self, noun: str, scope: _Scope | None) -> list[Entry]:
        every = self._paper.entries.values()
        if noun in _ACRONYMS:
            return [e for e in every if e.acronym]
        if noun in _ACTORS:
            wanted = [e for e in every if e.actor_type is _ACTORS[noun]]
        elif _KINDS[noun] is Kind.SECTION:
            about = (self._paper.entries.get(f"section-{s.id}") for s in self._paper.sections)
            return [e for e in about if e]
        else:
            wanted = [e for e in every if e.kind is _KINDS[noun]]
        if _KINDS.get(noun) is Kind.EVENT:
            wanted.sort(key=lambda e: e.date)
        return [e for e in wanted if self._within(e, scope)]

    def _within(self, entry: Entry, scope: _Scope | None) -> bool:
        if scope is None:
            return True
        if scope.section:
            if entry.kind is Kind.ACTOR:
                return any(
                    entry.id in other.actors
                    for other in self._paper.entries.values()
                    if other.section == scope.section
                )
            return entry.section == scope.section
        return scope.actor in entry.who or (
            scope.actor in entry.actors and entry.kind is not Kind.RECOMMENDATION
        )

    def _duties(self, question: Question) -> Answered | None:
        """What one actor should do, where the question says no more than that."""
        scope, foreign = self._scope(question, "")
        if scope is None or scope.actor is None or foreign > _FOREIGN * max(question.weight, 1.0):
            return None
        entries = self._entries("recommendations", scope)
        return (
            self._answer(f"What the paper asks of {scope.title}", entries, None)
            if entries
            else None
        )

    def _scope(self, question: Question, noun: str) -> tuple[_Scope | None, float]:
        """The section or actor that narrows the list, and the weight of words left over."""
        asked = {
            self._lexicon.stem(w): one.weight for one in question.asked for w in one.word.split()
        }
        asked.pop(self._lexicon.stem(noun), None)
        named = frozenset(asked)
        scope, used = None, frozenset[str]()
        for stems, candidate in self._scopes:
            if stems <= named and not stems <= self._neutral:
                scope, used = candidate, stems
                break
        left = sum(w for s, w in asked.items() if s not in used and s not in self._neutral)
        return scope, left

    def _works(self, scope: _Scope | None) -> Answered | None:
        numbers = [n for n in self._paper.footnotes if self._note_within(n, scope)]
        by_work: dict[str, list[int]] = {}
        for number in numbers:
            if source := self._paper.footnotes[number].source:
                by_work.setdefault(source, []).append(number)
        if not by_work:
            return None
        claims = [
            parts.stated(
                f"{parts.by_line(self._paper.sources[key])}: "
                f"{'note' if len(cited) == 1 else 'notes'} {parts.listed(cited)}.",
                "works-cited",
                cited,
            )
            for key, cited in by_work.items()
        ]
        title = f"Works cited: {scope.title}" if scope else "Works cited in the paper"
        return Answered((parts.record_part(self._paper, title, claims),), confidence=0.95)

    def _note_within(self, number: int, scope: _Scope | None) -> bool:
        if scope is None:
            return True
        if scope.section:
            return self._paper.footnotes[number].section == scope.section
        return any(
            scope.actor in entry.actors and number in claim.footnotes
            for _, (entry, claim) in enumerate(parts.resting_on(self._paper, number))
        )

    def _answer(self, title: str, entries: Sequence[Entry], scope: _Scope | None) -> Answered:
        if scope:
            title = f"{title}: {scope.title}"
        made = tuple(parts.entry_part(self._paper, entry, [_headline(entry)]) for entry in entries)
        return Answered(made, confidence=0.95)


def _headline(entry: Entry) -> Claim:
    return entry.claims[0]


def ids(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The entries' ids, in order."""
    return tuple(entry.id for entry in entries)
