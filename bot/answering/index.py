"""Inverted index of a set of entries, its overlay, and a cache of the entries' features."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.answering.entry_features import FeatureExtractor, named
from bot.answering.spelling import Speller
from bot.text.tokenizer import key_of_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.answering.entry_features import EntryFeatures, RarityOf
    from bot.answering.lexicon import Features, Lexicon, Unit
    from bot.paper.model import ActorType, Entry

    _Counts = Iterable[tuple[str, float]]

    # For each feature, the numbers of the entries that have it, each with its evidence (0 to 1).
    Postings = Mapping[str, Mapping[int, float]]


# How much a mention in each field says about which questions an entry answers.
_TITLE: Final = 2.0

_KEYWORD: Final = 1.5

_PHRASING: Final = 1.0

_CLAIM: Final = 0.8

# A word with this many mentions has half of full evidence. It is low, because a word in one or two
# phrasings is already as good as certain.
_HALF: Final = 1.2

# The most entries whose features are cached. Caching all of 10,000 would take 125 MiB instead of
# 75, and answers would be no faster.
_MOST_KEPT: Final = 2_048


class PostingsLayer:
    """The inverted index of a set of entries: their postings and every word they contain.

    Features for ranking are extracted when an entry is first looked up.
    """

    def __init__(self, entries: Iterable[Entry], lexicon: Lexicon) -> None:
        self.entries = tuple(entries)
        self._lexicon = lexicon
        surface: set[str] = set()
        # Entry numbers by the wording keys of all their wordings.
        self.worded: dict[str, int] = {}
        postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
        # Most entries mention a word equally often, so they share one object for the evidence.
        same: dict[float, float] = {}
        for number, entry in enumerate(self.entries):
            keys, counted = self._read(entry, surface)
            for feature, count in counted:
                evidence = count / (count + _HALF)
                postings[feature][number] = same.setdefault(evidence, evidence)
            for key in keys:
                self.worded.setdefault(key, number)
        self.surface = frozenset(surface)
        self.postings: Postings = postings
        self._looker = FeatureExtractor(lexicon)
        self._kept: dict[int, EntryFeatures] = {}

    def _read(self, entry: Entry, surface: set[str]) -> tuple[Iterable[str], _Counts]:
        """Return the keys of an entry's wordings and its feature counts.

        Its words are added to `surface`.
        """
        keys: list[str] = []
        counted = self._counted(entry, surface, keys)
        return keys, counted.items()

    def indexed(self, number: int, rarity_of: RarityOf) -> EntryFeatures:
        """Return entry `number` with its features, extracted on first use and cached.

        `rarity_of` returns a feature's rarity. It must always be the same function for a layer,
        because the cached features depend on it.
        """
        known = self._kept.get(number)
        if known is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            entry = self.entries[number]
            count = self._counted(entry, set(), [])
            known = self._kept[number] = self._looker.look(entry, count, rarity_of)
        return known

    def read_all(self, rarity_of: RarityOf) -> None:
        """Fill the feature cache, up to its limit, so that no question has to wait for it."""
        for number in range(min(len(self.entries), _MOST_KEPT)):
            self.indexed(number, rarity_of)

    def features_of(self, entry: Entry) -> frozenset[str]:
        """Return every feature that `entry` has."""
        return frozenset(self._counted(entry, set(), []))

    def _counted(self, entry: Entry, surface: set[str], keys: list[str]) -> dict[str, float]:
        """Count how often an entry mentions each feature, weighted by field.

        A feature counts once in each text, and once in all claims together. The words are added to
        `surface`, and the keys of titles, other names and phrasings to `keys`.
        """
        expand, units_of = self._lexicon.expand, self._lexicon.units
        count: dict[str, float] = {}
        in_claims: dict[str, float] = {}
        fields = [(entry.title, _TITLE)]
        fields += [(text, _PHRASING) for text in (*named(entry)[1:], *entry.wordings)]
        fields += [(text, _KEYWORD) for text in entry.keywords]
        for text, worth in fields:
            tokens = expand(text)
            surface.update(tokens)
            units = units_of(tokens)
            if worth != _KEYWORD:
                keys.append(key_of_words(tokens, text))
            for feature, strength in _strengths(units).items():
                count[feature] = count.get(feature, 0.0) + worth * strength
        for claim in entry.claims:
            tokens = expand(claim.text)
            surface.update(tokens)
            in_claims |= _strengths(units_of(tokens))
        for feature, strength in in_claims.items():
            count[feature] = count.get(feature, 0.0) + _CLAIM * strength
        return count


class Read(NamedTuple):
    """A cached reading of an entry: its words, its wordings' keys, and features with counts."""

    entry: Entry
    words: tuple[str, ...]
    keys: tuple[str, ...]
    features: tuple[str, ...]
    counts: array[float]


class CachingPostingsLayer(PostingsLayer):
    """A layer that caches its readings, so that the next one with nearly the same entries is fast.

    The cache takes about 2 KiB an entry, which suits an overlay's changes but not a whole paper.
    """

    def __init__(
        self, entries: Iterable[Entry], lexicon: Lexicon, known: Mapping[str, Read]
    ) -> None:
        """Index `entries`; reuse those in `known`, read before with the same lexicon, by id."""
        self._known = known
        self.read: dict[str, Read] = {}
        super().__init__(entries, lexicon)
        del self._known

    def _read(self, entry: Entry, surface: set[str]) -> tuple[Iterable[str], _Counts]:
        read = self._known.get(entry.id)
        if read is None or read.entry != entry:
            words: set[str] = set()
            keys, found = super()._read(entry, words)
            counted = dict(found)
            counts = array("d", counted.values())
            read = Read(entry, tuple(words), tuple(keys), tuple(counted), counts)
        self.read[entry.id] = read
        surface.update(read.words)
        return read.keys, zip(read.features, read.counts, strict=True)


def _strengths(units: Iterable[Unit]) -> dict[str, float]:
    return {feature: strength for unit in units for feature, strength in unit.features}


_RAREST_KNOWN: Final = 0.5

# A feature stands for a name only if the name has at most this many, and if it is rare enough.
_NAME_LIKE: Final = 3

_TOO_COMMON: Final = 1.5


def _rarity(size: int, entries: int) -> float:
    """Return the inverse document frequency of a feature that `entries` of `size` entries have."""
    return math.log((size + 1) / (entries + _RAREST_KNOWN))


class Index:
    """The searchable index of a paper's entries, by number; immutable except for its caches.

    All questions share it.
    """

    def __init__(
        self, entries: Iterable[Entry], lexicon: Lexicon, english: Mapping[str, int]
    ) -> None:
        self.lexicon = lexicon
        self.english = english
        self.layer = PostingsLayer(entries, lexicon)
        self.speller = Speller(self.layer.surface | lexicon.surface | lexicon.stopwords, english)
        self.numbers = {entry.id: number for number, entry in enumerate(self.layer.entries)}
        self.size = len(self.layer.entries)
        # Numbers of replaced or retired entries; only an overlay has any.
        self.hidden: frozenset[int] = frozenset()
        self.rarest = _rarity(self.size, 0)
        self._rarity = {
            feature: _rarity(self.size, len(posting))
            for feature, posting in self.layer.postings.items()
        }
        self._sorts = self._named(self.layer.entries)
        # A cache of the evidence that `find_candidates` has found for recent words.
        self.proposed: dict[Features, Mapping[int, float]] = {}

    def _named(self, entries: Iterable[Entry]) -> dict[str, frozenset[ActorType]]:
        """Return the types of actor that each name-like feature names."""
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
        """Return the types of actor that a feature names; empty if it names none."""
        return self._sorts.get(feature, frozenset())

    def rarity_of(self, feature: str) -> float:
        """Return a feature's inverse document frequency among the entries; 0 if none has it."""
        return self._rarity.get(feature, 0.0)

    def postings(self, feature: str) -> list[tuple[int, Mapping[int, float]]]:
        """Return the postings of a feature in each layer, with the layer's first entry number.

        Entry numbers in the postings are counted from there.
        """
        found = self.layer.postings.get(feature)
        return [(0, found)] if found else []

    def indexed(self, number: int) -> EntryFeatures:
        """Return entry `number` with its features."""
        return self.layer.indexed(number, self.rarity_of)

    def read_all(self) -> None:
        """Extract features now, up to the cache's limit, rather than when a question needs them."""
        self.layer.read_all(self.rarity_of)

    def worded(self, *keys: str) -> int | None:
        """Return the number of the entry with one of `keys` as a wording, or None."""
        found = (self.layer.worded.get(key) for key in keys)
        return next((number for number in found if number is not None), None)

    def number_of(self, entry: str) -> int | None:
        """Return the number of the live entry with this id, or None."""
        return self.numbers.get(entry)

    def entries(self) -> Iterator[Entry]:
        """Yield all live entries."""
        return iter(self.layer.entries)

    def has_word(self, word: str) -> bool:
        """Tell whether an entry or the vocabulary contains exactly this word."""
        return word in self.layer.surface or word in self.lexicon.surface

    def spellers(self) -> tuple[Speller, ...]:
        """Return the spelling correctors to ask, the base's first."""
        return (self.speller,)


class Overlay(Index):
    """An index that adds, replaces and retires entries of another index that it shares.

    Making one costs as much as reading those of the `changed` entries that the overlay `before`
    did not have, whatever the size of the index below. Words in the entries below keep the weights
    that were counted there.
    """

    def __init__(  # no super().__init__, since it shares what the index below has built
        self,
        below: Index,
        changed: Iterable[Entry],
        retired: Iterable[str] = (),
        before: Index | None = None,
    ) -> None:
        self.below = below
        self.lexicon, self.english = below.lexicon, below.english
        known = before.layer.read if isinstance(before, Overlay) and before.below is below else {}
        self.layer: CachingPostingsLayer = CachingPostingsLayer(changed, below.lexicon, known)
        gone = {*retired, *(entry.id for entry in self.layer.entries)}
        self.hidden = frozenset(below.numbers[i] for i in gone if i in below.numbers)
        self._first = len(below.layer.entries)
        self.size = self._first - len(self.hidden) + len(self.layer.entries)
        self.rarest = _rarity(self.size, 0)
        self._rarity = {}
        # How many hidden entries have each feature, to be subtracted from the counts below.
        self._lost = Counter(
            feature
            for number in self.hidden
            for feature in below.layer.features_of(below.layer.entries[number])
        )
        self._speller = Speller(self.layer.surface - below.layer.surface, below.english)
        self._sorts = self._named(self.layer.entries)
        self.proposed = {}

    def sorts_of(self, feature: str) -> frozenset[ActorType]:
        """Return the types of actor that a feature names, in this index or the one below."""
        return self._sorts.get(feature, frozenset()) | self.below.sorts_of(feature)

    def rarity_of(self, feature: str) -> float:
        """Return a feature's inverse document frequency among live entries; 0 if none has it."""
        known = self._rarity.get(feature)
        if known is None:
            entries = sum(len(posting) for _, posting in self.postings(feature))
            entries -= self._lost[feature]
            known = self._rarity[feature] = _rarity(self.size, entries) if entries > 0 else 0.0
        return known

    def postings(self, feature: str) -> list[tuple[int, Mapping[int, float]]]:
        """Return a feature's postings below, hidden entries included, and those of this layer."""
        own = self.layer.postings.get(feature)
        return [*self.below.postings(feature), *([(self._first, own)] if own else [])]

    def indexed(self, number: int) -> EntryFeatures:
        """Return entry `number` with its features."""
        if number < self._first:
            return self.below.indexed(number)
        return self.layer.indexed(number - self._first, self.rarity_of)

    def worded(self, *keys: str) -> int | None:
        """Return the number of the live entry with one of `keys` as a wording, or None."""
        for key in keys:
            own = self.layer.worded.get(key)
            if own is not None:
                return own + self._first
            below = self.below.worded(key)
            if below is not None and below not in self.hidden:
                return below
        return None

    def number_of(self, entry: str) -> int | None:
        """Return the number of the live entry with this id, or None."""
        for number, own in enumerate(self.layer.entries):
            if own.id == entry:
                return number + self._first
        below = self.below.number_of(entry)
        return None if below in self.hidden else below

    def entries(self) -> Iterator[Entry]:
        """Yield all live entries, those of the base first."""
        for number, entry in enumerate(self.below.layer.entries):
            if number not in self.hidden:
                yield entry
        yield from self.layer.entries

    def has_word(self, word: str) -> bool:
        """Tell whether an entry or the vocabulary contains exactly this word."""
        return self.below.has_word(word) or word in self.layer.surface

    def spellers(self) -> tuple[Speller, ...]:
        """Return the spelling correctors to ask: the base's, then one for words new here."""
        return (*self.below.spellers(), self._speller)
