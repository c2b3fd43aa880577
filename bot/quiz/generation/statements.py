"""Claims as question material, and how much their words overlap."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.answering.lexicon import Lexicon
from bot.browse.name_matching import folded, names_of
from bot.paper.model import SEEN, Kind
from bot.quiz.generation.claim_wording import ClaimWording, standalone_text
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.model import Claim, Entry
    from bot.paper.paper import Paper


# By convention of the knowledge files, entries with these ids only sum up what others say.
_GATHERING: Final = ("event-overview", "errata-overview")


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim of an entry: its text as a question can show it, and its stems without stop words."""

    entry: Entry
    claim: Claim
    text: str
    stems: frozenset[str]


class Pool:
    """The statements of one paper, weighted by word rarity; immutable except for caches."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.wording = ClaimWording(paper.vocabulary.quiz)
        self._lexicon = Lexicon(paper.vocabulary)
        self._texts: dict[str, frozenset[str]] = {}
        self.statements = tuple(
            Statement(entry, claim, standalone_text(claim.text), self.stems(claim.text))
            for entry in paper.entries.values()
            # Each fact once: where it stands, not where another entry refers to it.
            for claim in entry.own_claims
        )
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.statements):
            for stem in one.stems:
                self._holding[stem].append(number)
        self._weights = {
            stem: math.log(1 + len(self.statements) / len(numbers))
            for stem, numbers in self._holding.items()
        }
        self._rarest = math.log(1 + len(self.statements))

    def stems(self, text: str) -> frozenset[str]:
        """Return the stems of the words of `text`, without stop words."""
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = self._lexicon.distinct_stems(words(text))
        return known

    def weight(self, stems: Iterable[str]) -> float:
        """Return the summed weight of `stems`: log(1 + claims / claims with the stem) for each."""
        return sum(self._weights.get(stem, self._rarest) for stem in stems)

    def overlap(self, text: frozenset[str], other: frozenset[str]) -> float:
        """Return how much of the weight of `text` is in `other` too, 0 to 1."""
        return self.weight(text & other) / self.weight(text) if text else 0.0

    def best_overlap(self, text: str, value: str, but: Statement | None = None) -> float:
        """Return the highest overlap of `text` with a claim that has all words of `value`, 0 to 1.

        The claim `but` is left out. A high value means that a changed claim may be true as well.
        """
        stems, needed = self.stems(text), self.stems(value)
        scores: Counter[int] = Counter()
        for stem in stems:
            weight = self._weights.get(stem)
            for number in self._holding.get(stem, ()) if weight else ():
                scores[number] += weight or 0.0  # type: ignore[assignment]  # a sum of weights
        whole = self.weight(stems) or 1.0
        for number, score in scores.most_common():
            one = self.statements[number]
            if one is not but and needed <= one.stems:
                return score / whole
        return 0.0

    def overlap_by_section(self, statement: Statement) -> dict[str, float]:
        """Return the highest overlap of a statement with a claim of each other section, 0 to 1."""
        found: dict[str, float] = {}
        whole = self.weight(statement.stems) or 1.0
        scores: dict[int, float] = defaultdict(float)
        for stem in statement.stems:
            for number in self._holding[stem]:
                scores[number] += self._weights[stem]
        for number, score in scores.items():
            section = self.statements[number].claim.section
            if section != statement.claim.section:
                found[section] = max(found.get(section, 0.0), score / whole)
        return found

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that questions are about: no errata, no summaries of other entries."""
        return tuple(
            entry
            for entry in self.paper.entries.values()
            if entry.kind not in SEEN and not entry.id.startswith(_GATHERING)
        )

    @cached_property
    def body_statements(self) -> tuple[Statement, ...]:
        """The statements of the paper's body, without those that sum up a section.

        Nor those with a slip that changes their sense: a question would teach the slip.
        """
        fit = {entry.id for entry in self.entries if entry.kind is not Kind.SECTION}
        body = {section.id for section in self.paper.body}
        return tuple(
            one
            for one in self.statements
            if one.entry.id in fit and one.claim.section in body and not one.claim.errata
        )

    @cached_property
    def doubtful_notes(self) -> frozenset[int]:
        """The numbers of footnotes that an erratum is about."""
        slips = (e for e in self.paper.entries.values() if e.kind is Kind.ERRATUM)
        return frozenset(number for entry in slips for number in entry.about)

    def are_linked(self, one: Entry, other: Entry) -> bool:
        """Return whether one entry may be right wherever the other is, so is not a fair distractor.

        Linked entries are the same, share a name, or are allied: one names the other as an actor.
        """
        if one.id == other.id or one.id in other.actors or other.id in one.actors:
            return True
        mine, theirs = self._folded_names(one), self._folded_names(other)
        return not mine.isdisjoint(theirs)

    def _folded_names(self, entry: Entry) -> frozenset[str]:
        return frozenset(folded(name) for name in names_of(entry) if name)

    def is_maker_of_works(self, actor: Entry) -> bool:
        """Return whether an actor is an author or publisher of a work that the paper cites."""
        return not self._makers.isdisjoint(self._folded_names(actor))

    @cached_property
    def _makers(self) -> frozenset[str]:
        return frozenset(
            folded(name)
            for work in self.paper.sources.values()
            for name in (*(n.family for n in work.authors), work.publisher, work.container)
            if name
        )

    def accepted_names(self, entry: Entry, first: str) -> tuple[str, ...]:
        """Return every name that is a right answer for an entry, `first` before all others."""
        known = self.paper.vocabulary.acronyms
        short = [entry.acronym, *(n for n in names_of(entry) if n in known)]
        long = [form for name in short for form in known.get(name, ())]
        names: dict[str, str] = {}
        for name in (first, *names_of(entry), *long):
            if folded(name):
                names.setdefault(folded(name), name)
        return tuple(names.values())
