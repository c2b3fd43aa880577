"""Answer questions that ask for a list: all recommendations, missions, a section's sources."""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.answering import answer_parts
from bot.answering.entry_features import named
from bot.answering.outcome import Answered
from bot.answering.question_type import QuestionType
from bot.paper.model import SEEN, ActorType, Kind
from bot.text.phrases import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.lexicon import Lexicon
    from bot.answering.question import Question
    from bot.paper.model import Claim, Entry
    from bot.paper.paper import Paper


_CUES: Final = frozenset(
    """
    list all every each which what name enumerate give show overview names complete full
    entire mention mentioned mentions named appear used use uses cited cite cites there
    timeline chronology include includes tell discussed involved
    """.split()
)

# The kind of entry listed for each plural noun.
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
    policy section part chapter case back up rest rely relied support base draw behind date
    dated author chronological order
    """.split()
)

_NOUNS: Final = frozenset([*_KINDS, *_ACTORS, *_WORKS, *_ACRONYMS])

_EVERY: Final = frozenset(["every", "each"])

_FOREIGN: Final = 0.12

_SURE: Final = 0.95


@dataclass(frozen=True, slots=True)
class _Scope:
    """The section or actor that a list is limited to; `name` holds the stems that matched it."""

    section: str | None
    actor: str | None
    title: str
    name: frozenset[str] = frozenset()


class _Scopes:
    """An index of sections and actors by the stems of their names."""

    def __init__(self, lexicon: Lexicon, below: _Scopes | None = None) -> None:
        self._lexicon = lexicon
        self._below = below
        self._by_stem: dict[str, list[tuple[frozenset[str], _Scope]]] = defaultdict(list)

    def add(self, names: Iterable[str], scope: _Scope) -> None:
        """Register `names` as names of `scope`."""
        for name in names:
            stems = self._lexicon.distinct_stems(self._lexicon.expand(name))
            if stems:
                self._by_stem[min(stems)].append((stems, replace(scope, name=stems)))

    def add_actors(self, entries: Iterable[Entry]) -> None:
        """Register the names of all actors among `entries`."""
        for entry in entries:
            if entry.kind is Kind.ACTOR:
                self.add(named(entry), _Scope(None, entry.id, entry.title))

    def found(self, stems: frozenset[str]) -> list[tuple[frozenset[str], _Scope]]:
        """Return the scopes that have a name with all its stems in `stems`, longest name first.

        Each comes with the stems of that name.
        """
        found = [pair for stem in stems for pair in self._by_stem.get(stem, ()) if pair[0] <= stems]
        if self._below:
            found += self._below.found(stems)
        return sorted(found, key=lambda pair: (-len(pair[0]), sorted(pair[0])))


class ListQuestions:
    """A resolver for list questions; lists keep the paper's order, and every item is cited."""

    def __init__(self, paper: Paper, lexicon: Lexicon, catalogue: Catalogue) -> None:
        self._paper = paper
        self._lexicon = lexicon
        self._catalogue = catalogue
        self._neutral = frozenset(lexicon.stem(w) for w in _CUES | _NEUTRAL)
        self._scopes = _Scopes(lexicon)
        for section in paper.sections:
            names = (section.title, *section.names)
            self._scopes.add(names, _Scope(section.id, None, section.title))
        self._scopes.add_actors(catalogue.of_kind(Kind.ACTOR))

    def over(self, paper: Paper, catalogue: Catalogue, changed: Iterable[Entry]) -> ListQuestions:
        """Return a copy for another state of the paper, in which some entries are `changed`.

        It shares the names of sections and of all other actors with this one.
        """
        made = copy(self)
        made._paper, made._catalogue = paper, catalogue
        made._scopes = _Scopes(self._lexicon, self._scopes)
        made._scopes.add_actors(changed)
        return made

    def resolve(self, question: Question) -> Answered | None:
        """Return the list that a question asks for, or None if it doesn't ask for one."""
        tokens = question.tokens
        noun = _noun(tokens)
        if noun and any(t in _CUES for t in tokens if t != noun):
            return self._listed(question, noun)
        if QuestionType.SHOULD in question.asks and "should" in tokens:
            return self._duties(question)
        return None

    def _listed(self, question: Question, noun: str) -> Answered | None:
        scope, foreign = self._scope(question, noun)
        if foreign > _FOREIGN * max(question.weight, 1.0):
            return None
        if noun in _WORKS:
            return self._works(scope)
        return self._answer(noun.capitalize(), self._within(scope, self._entries(noun)), scope)

    def _entries(self, noun: str) -> list[Entry]:
        of_kind = self._catalogue.of_kind
        actors = of_kind(Kind.ACTOR)
        if noun in _ACRONYMS:
            return [entry for entry in actors if entry.acronym]
        if noun in _ACTORS:
            return [entry for entry in actors if entry.actor_type is _ACTORS[noun]]
        if _KINDS[noun] is Kind.SECTION:
            about = (self._paper.entries.get(f"section-{s.id}") for s in self._paper.sections)
            return [entry for entry in about if entry]
        entries = list(of_kind(_KINDS[noun]))
        return sorted(entries, key=lambda e: e.date) if _KINDS[noun] is Kind.EVENT else entries

    def _within(self, scope: _Scope | None, entries: Sequence[Entry]) -> list[Entry]:
        """Return those of `entries` that belong to `scope`, or all of them if it is None.

        An actor's recommendations are those that the actor should carry out.
        """
        if scope is None:
            return list(entries)
        if scope.section is None:
            return [
                entry
                for entry in entries
                if scope.actor in (entry.who if entry.kind is Kind.RECOMMENDATION else entry.actors)
            ]
        named_there = self._actors_in(scope.section)
        return [
            entry
            for entry in entries
            if (
                entry.id in named_there
                if entry.kind is Kind.ACTOR
                else entry.section == scope.section
            )
        ]

    def _actors_in(self, section: str) -> frozenset[str]:
        return frozenset(
            actor
            for kind in Kind
            for entry in self._catalogue.of_kind(kind)
            if entry.section == section
            for actor in entry.actors
        )

    def _duties(self, question: Question) -> Answered | None:
        """List what one actor should do, or return None if the question asks anything else."""
        scope, foreign = self._scope(question, "")
        if scope is None or scope.actor is None or foreign > _FOREIGN * max(question.weight, 1.0):
            return None
        entries = self._within(scope, self._entries("recommendations"))
        return self._answer(f"What the paper asks of {scope.title}", entries, None)

    def _scope(self, question: Question, noun: str) -> tuple[_Scope | None, float]:
        """Return the section or actor that limits the list, and the weight of the other words.

        Neutral words and the listed `noun` don't count towards that weight.
        """
        asked = {
            self._lexicon.stem(w): one.weight for one in question.asked for w in one.word.split()
        }
        asked.pop(self._lexicon.stem(noun), None)
        scope, used = None, frozenset[str]()
        for stems, candidate in self._scopes.found(frozenset(asked)):
            if not stems <= self._neutral:
                scope, used = candidate, stems
                break
        left = sum(w for s, w in asked.items() if s not in used and s not in self._neutral)
        return scope, left

    def _works(self, scope: _Scope | None) -> Answered | None:
        by_work: dict[str, list[int]] = {}
        for number, note in self._paper.footnotes.items():
            if note.source and self._note_within(number, scope):
                by_work.setdefault(note.source, []).append(number)
        if not by_work:
            return None
        claims = [
            answer_parts.stated(
                f"{answer_parts.by_line(self._paper.sources[key])}: "
                f"{plural(len(cited), 'note')} {listed(cited)}.",
                self._paper.works_section,
                cited,
            )
            for key, cited in by_work.items()
        ]
        title = f"Works cited: {scope.title}" if scope else "Works cited in the paper"
        return Answered((answer_parts.record_part(self._paper, title, claims),), _SURE)

    def _note_within(self, number: int, scope: _Scope | None) -> bool:
        if scope is None:
            return True
        if scope.section:
            return self._paper.footnotes[number].section == scope.section
        # An entry may be about several actors, so the claim or its title must name this one.
        stems = self._lexicon.distinct_stems
        return any(
            scope.actor in entry.actors
            and scope.name <= stems(self._lexicon.expand(f"{entry.title} {claim.text}"))
            for entry, claim in self._catalogue.citing(number)
        )

    def _answer(
        self, title: str, entries: Sequence[Entry], scope: _Scope | None
    ) -> Answered | None:
        """Build the list: for each entry, its first claim under its own title."""
        if not entries:
            return None
        made = (answer_parts.entry_part(self._paper, entry, entry.claims[:1]) for entry in entries)
        return Answered(tuple(made), _SURE, heading=f"{title}: {scope.title}" if scope else title)


def _noun(tokens: Sequence[str]) -> str | None:
    """Return the noun to list, in the plural, or None if there is none.

    A singular noun counts too if "every" or "each" is among `tokens`.
    """
    for token in tokens:
        if token in _NOUNS:
            return token
        if f"{token}s" in _NOUNS and not _EVERY.isdisjoint(tokens):
            return f"{token}s"
    return None


class Catalogue:
    """All live entries by kind, in the paper's order, and the claims that cite each footnote.

    A catalogue may extend the one `below`, replacing and retiring entries. Making it costs only as
    much as its own entries, because the two are merged when a list is asked for.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        below: Catalogue | None = None,
        retired: frozenset[str] = frozenset(),
    ) -> None:
        self._below = below
        self._by_kind: dict[Kind, list[Entry]] = defaultdict(list)
        self._by_note: dict[int, list[tuple[Entry, Claim]]] = defaultdict(list)
        ids = set(retired)
        for entry in entries:
            ids.add(entry.id)
            self._by_kind[entry.kind].append(entry)
            for claim in entry.claims:
                for number in claim.footnotes:
                    self._by_note[number].append((entry, claim))
        # Ids of the entries below that are replaced or retired.
        self._gone = frozenset(ids) if below else frozenset()

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of a kind; changed ones keep their place and new ones come last."""
        own = self._by_kind.get(kind, [])
        if self._below is None:
            return tuple(own)
        changed = {entry.id: entry for entry in own}
        kept = [
            changed.pop(entry.id, entry)
            for entry in self._below.of_kind(kind)
            if entry.id not in self._gone or entry.id in changed
        ]
        return (*kept, *changed.values())

    def citing(self, number: int) -> list[tuple[Entry, Claim]]:
        """Return every claim that cites footnote `number`, with its entry."""
        below = self._below.citing(number) if self._below else []
        return [pair for pair in below if pair[0].id not in self._gone] + self._by_note.get(
            number, []
        )

    def resting_on(self, number: int) -> list[tuple[Entry, Claim]]:
        """Return the claims that cite footnote `number`, with their entries, each once.

        Claims that certainly rest on it come first, and among them those with fewest footnotes;
        what is said of the paper's own apparatus comes last.
        """
        found: dict[str, tuple[Entry, Claim]] = {}
        for entry, claim in self.citing(number):
            # A claim that others refer to is told with the entry where it stands.
            key = claim.home or claim.text
            if key not in found or entry.owns(claim):
                found[key] = (entry, claim)
        return sorted(
            found.values(),
            key=lambda pair: (pair[0].kind in SEEN, pair[1].uncertain, len(pair[1].footnotes)),
        )
