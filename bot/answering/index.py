"""The index that questions are put to: a paper's own, and small ones that are laid over it."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.answering.layer import KeepingLayer, Layer
from bot.answering.spelling import Speller
from bot.answering.traits import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.answering.lexicon import Features, Lexicon
    from bot.answering.postings import Posting
    from bot.answering.traits import Indexed
    from bot.paper.model import ActorType, Entry

    # The evidence that a word has in each entry, and whether some entries were left out.
    Proposed = tuple[Mapping[int, float], bool]

_RAREST_KNOWN: Final = 0.5
# A name is at most this many features, and one that is not too common.
_NAME_LIKE: Final = 3
_TOO_COMMON: Final = 1.5


def _rarity(size: int, entries: int) -> float:
    """Inverse document frequency, counted over entries."""
    return math.log((size + 1) / (entries + _RAREST_KNOWN))


class Index:
    """A paper's entries by number; immutable but for caches, and shared by all who ask."""

    def __init__(
        self, entries: Iterable[Entry], lexicon: Lexicon, english: Mapping[str, int]
    ) -> None:
        self.lexicon = lexicon
        self.english = english
        self.layer = Layer(entries, lexicon)
        self.speller = Speller(self.layer.surface | lexicon.surface | lexicon.stopwords, english)
        self.numbers = {entry.id: number for number, entry in enumerate(self.layer.entries)}
        self.size = len(self.layer.entries)
        # Numbers of entries that are replaced or retired: an overlay's.
        self.hidden: frozenset[int] = frozenset()
        self.rarest = _rarity(self.size, 0)
        self._rarity = {
            feature: _rarity(self.size, len(posting))
            for feature, posting in self.layer.postings.items()
        }
        self._sorts = self._named(self.layer.entries)
        # What `candidates` has found for the words asked last.
        self.proposed: dict[Features, Proposed] = {}

    def _named(self, entries: Iterable[Entry]) -> dict[str, frozenset[ActorType]]:
        """For each feature that names an actor, the sorts of actor that it names."""
        sorts: dict[str, set[ActorType]] = {}
        for entry in entries:
            if entry.actor_type is None:
                continue
            for name in named(entry):
                features = {f for unit in self.lexicon.read(name).units for f, _ in unit.features}
                if len(features) <= _NAME_LIKE:
                    for feature in features:
                        if self.rarity_of(feature) > _TOO_COMMON:
                            sorts.setdefault(feature, set()).add(entry.actor_type)
        return {feature: frozenset(found) for feature, found in sorts.items()}

    def sorts_of(self, feature: str) -> frozenset[ActorType]:
        """The sorts of actor that a feature names; empty where it names none."""
        return self._sorts.get(feature, frozenset())

    def rarity_of(self, feature: str) -> float:
        """How rare a feature is among the entries; 0 where none has it."""
        return self._rarity.get(feature, 0.0)

    def postings(self, feature: str) -> list[tuple[int, Posting]]:
        """The postings of a feature, each with the number at which its layer begins."""
        found = self.layer.postings.get(feature)
        return [(0, found)] if found else []

    def indexed(self, number: int) -> Indexed:
        """The entry of a number, with its traits."""
        return self.layer.indexed(number, self.rarity_of)

    def read_all(self) -> None:
        """Read every entry now, rather than when a question first comes near it."""
        self.layer.read_all(self.rarity_of)

    def worded(self, plain: str) -> int | None:
        """The number of the entry of which `plain`, a word or two, is a wording."""
        return self.layer.short.get(plain)

    def entries(self) -> Iterator[Entry]:
        """All live entries."""
        return iter(self.layer.entries)

    def has_word(self, word: str) -> bool:
        """Whether some entry, or the vocabulary, is written with this very word."""
        return word in self.layer.surface or word in self.lexicon.surface

    def spellers(self) -> tuple[Speller, ...]:
        """What corrects words: the base's speller first."""
        return (self.speller,)


class Overlay(Index):
    """An index that shares another's entries, with some of its own over them.

    Making one costs as much as reading those of `changed` that were not in the overlay `before`,
    whatever the size of the index below. What words weigh in the entries below is still what was
    counted there.
    """

    def __init__(  # it shares what the one below has built
        self,
        below: Index,
        changed: Iterable[Entry],
        retired: Iterable[str] = (),
        before: Index | None = None,
    ) -> None:
        self.below = below
        self.lexicon, self.english = below.lexicon, below.english
        known = before.layer.read if isinstance(before, Overlay) and before.below is below else {}
        self.layer: KeepingLayer = KeepingLayer(changed, below.lexicon, known)
        gone = {*retired, *(entry.id for entry in self.layer.entries)}
        self.hidden = frozenset(below.numbers[i] for i in gone if i in below.numbers)
        self._first = len(below.layer.entries)
        self.size = self._first - len(self.hidden) + len(self.layer.entries)
        self.rarest = _rarity(self.size, 0)
        self._rarity = {}
        # What the hidden entries had no longer counts.
        self._lost = Counter(
            feature
            for number in self.hidden
            for feature in below.layer.features_of(below.layer.entries[number])
        )
        self._speller = Speller(self.layer.surface - below.layer.surface, below.english)
        self._sorts = self._named(self.layer.entries)
        self.proposed = {}

    def sorts_of(self, feature: str) -> frozenset[ActorType]:
        """The sorts of actor that a feature names, here or below."""
        return self._sorts.get(feature, frozenset()) | self.below.sorts_of(feature)

    def rarity_of(self, feature: str) -> float:
        """How rare a feature is among the live entries; 0 where none has it."""
        known = self._rarity.get(feature)
        if known is None:
            entries = sum(len(posting) for _, posting in self.postings(feature))
            entries -= self._lost[feature]
            known = self._rarity[feature] = _rarity(self.size, entries) if entries > 0 else 0.0
        return known

    def postings(self, feature: str) -> list[tuple[int, Posting]]:
        """The postings of a feature: those of the base, hidden entries included, and its own."""
        own = self.layer.postings.get(feature)
        return [*self.below.postings(feature), *([(self._first, own)] if own else [])]

    def indexed(self, number: int) -> Indexed:
        """The entry of a number, with its traits."""
        if number < self._first:
            return self.below.indexed(number)
        return self.layer.indexed(number - self._first, self.rarity_of)

    def worded(self, plain: str) -> int | None:
        """The number of the entry of which `plain`, a word or two, is a wording."""
        own = self.layer.short.get(plain)
        if own is not None:
            return own + self._first
        below = self.below.worded(plain)
        return None if below in self.hidden else below

    def entries(self) -> Iterator[Entry]:
        """All live entries, those of the base first."""
        for number, entry in enumerate(self.below.layer.entries):
            if number not in self.hidden:
                yield entry
        yield from self.layer.entries

    def has_word(self, word: str) -> bool:
        """Whether some entry, or the vocabulary, is written with this very word."""
        return self.below.has_word(word) or word in self.layer.surface

    def spellers(self) -> tuple[Speller, ...]:
        """What corrects words: the base's speller, and one for words that are new here."""
        return (*self.below.spellers(), self._speller)
