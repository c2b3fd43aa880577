"""What questions are drawn from: a paper's claims, read once, with the means to compare them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.answering.lexicon import Lexicon
from bot.answering.tokenizer import words
from bot.browse.name_matching import folded, names_of
from bot.paper.model import Kind
from bot.quiz.generation.wording import standing_alone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.model import Claim, Entry
    from bot.paper.paper import Paper

# By the knowledge files' own convention, these entries only gather what others say.
_GATHERING: Final = ("event-overview", "errata-overview")


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim of an entry: as it can stand in a question, and by its stems without stop words."""

    entry: Entry
    claim: Claim
    text: str
    stems: frozenset[str]


class Pool:
    """The claims of one paper; immutable but for caches, and safe to share."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self._lexicon = Lexicon(paper.vocabulary)
        self._texts: dict[str, frozenset[str]] = {}
        self.statements = tuple(
            Statement(entry, claim, standing_alone(claim.text), self.stems(claim.text))
            for entry in paper.entries.values()
            for claim in entry.claims
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
        """The stems of the words of `text` that say something."""
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = self._lexicon.distinct_stems(words(text))
        return known

    def weight(self, stems: Iterable[str]) -> float:
        """How much `stems` say together: each by its rarity among the claims."""
        return sum(self._weights.get(stem, self._rarest) for stem in stems)

    def shared(self, text: frozenset[str], other: frozenset[str]) -> float:
        """The share of what `text` says that `other` says as well, 0 to 1."""
        return self.weight(text & other) / self.weight(text) if text else 0.0

    def said(self, text: str, value: str, but: Statement | None = None) -> float:
        """The most of `text` that any claim with all words of `value` says, 0 to 1.

        The claim `but` does not count; so this tells whether a changed claim may be true as well.
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

    def elsewhere(self, statement: Statement) -> dict[str, float]:
        """For each other section, the most of a statement that a claim of that section says."""
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
        """The entries that questions are about: no slips, no summaries of what others say."""
        return tuple(
            entry
            for entry in self.paper.entries.values()
            if entry.kind is not Kind.ERRATUM and not entry.id.startswith(_GATHERING)
        )

    @cached_property
    def plain(self) -> tuple[Statement, ...]:
        """The statements of the running text: not those that sum up a section of it."""
        fit = {entry.id for entry in self.entries if entry.kind is not Kind.SECTION}
        body = {section.id for section in self.paper.body}
        return tuple(
            one for one in self.statements if one.entry.id in fit and one.claim.section in body
        )

    @cached_property
    def doubtful_notes(self) -> frozenset[int]:
        """The notes that an erratum speaks of."""
        slips = (e for e in self.paper.entries.values() if e.kind is Kind.ERRATUM)
        return frozenset(n for entry in slips for claim in entry.claims for n in claim.footnotes)

    def linked(self, one: Entry, other: Entry) -> bool:
        """Whether two entries may both be right where one is: the same, alike in name, or allied.

        An actor is allied with those that its entry names as actors.
        """
        if one.id == other.id or one.id in other.actors or other.id in one.actors:
            return True
        mine, theirs = self._forms(one), self._forms(other)
        return not mine.isdisjoint(theirs)

    def _forms(self, entry: Entry) -> frozenset[str]:
        return frozenset(folded(name) for name in names_of(entry) if name)

    def makes_works(self, actor: Entry) -> bool:
        """Whether an actor is the maker or publisher of a work that the paper cites."""
        return not self._makers.isdisjoint(self._forms(actor))

    @cached_property
    def _makers(self) -> frozenset[str]:
        return frozenset(
            folded(name)
            for work in self.paper.sources.values()
            for name in (*(n.family for n in work.authors), work.publisher, work.container)
            if name
        )

    def accepted(self, entry: Entry, first: str) -> tuple[str, ...]:
        """Every name by which an entry is rightly called, `first` before all others."""
        known = self.paper.vocabulary.acronyms
        short = [entry.acronym, *(n for n in names_of(entry) if n in known)]
        long = [form for name in short for form in known.get(name, ())]
        names: dict[str, str] = {}
        for name in (first, *names_of(entry), *long):
            if folded(name):
                names.setdefault(folded(name), name)
        return tuple(names.values())
