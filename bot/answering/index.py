"""Entries as the search sees them: postings for finding candidates, traits for a closer look."""

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

    # For each feature, the numbers of the entries that have it, with their evidence (0 to 1).
    Postings = Mapping[str, Mapping[int, float]]


# How much one mention in each field says about what an entry answers.
_TITLE: Final = 2.0

_KEYWORD: Final = 1.5

_PHRASING: Final = 1.0

_CLAIM: Final = 0.8

# Half of full evidence: a word in this many phrasings is as good as certain.
_HALF: Final = 1.2

_SHORT: Final = 2

# Entries whose traits are kept; more than any paper's base has.
_MOST_KEPT: Final = 2_048


class PostingsLayer:
    """Some entries, read once: their postings and every word they hold."""

    def __init__(self, entries: Iterable[Entry], lexicon: Lexicon) -> None:
        self.entries = tuple(entries)
        self._lexicon = lexicon
        surface: set[str] = set()
        # Wordings so short that their words alone may not find them, by their wording key.
        self.short: dict[str, int] = {}
        postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
        # Most entries mention a word equally often, so equal evidence is one object.
        same: dict[float, float] = {}
        for number, entry in enumerate(self.entries):
            short, counted = self._read(entry, surface)
            for feature, count in counted:
                evidence = count / (count + _HALF)
                postings[feature][number] = same.setdefault(evidence, evidence)
            for plain in short:
                self.short.setdefault(plain, number)
        self.surface = frozenset(surface)
        self.postings: Postings = postings
        self._looker = FeatureExtractor(lexicon)
        self._kept: dict[int, EntryFeatures] = {}

    def _read(self, entry: Entry, surface: set[str]) -> tuple[Iterable[str], _Counts]:
        """An entry's short wordings and its features with their counts; its words to `surface`."""
        short: list[str] = []
        counted = self._counted(entry, surface, short)
        return short, counted.items()

    def indexed(self, number: int, rarity_of: RarityOf) -> EntryFeatures:
        """Entry `number` with its traits, made when first looked at and kept.

        `rarity_of` gives a feature's rarity; a layer is always asked with the same one.
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
        """Make the traits of as many entries as are kept, so that no question waits for them."""
        for number in range(min(len(self.entries), _MOST_KEPT)):
            self.indexed(number, rarity_of)

    def features_of(self, entry: Entry) -> frozenset[str]:
        """Every feature that `entry` has."""
        return frozenset(self._counted(entry, set(), []))

    def _counted(self, entry: Entry, surface: set[str], short: list[str]) -> dict[str, float]:
        """How often each feature is mentioned, by the worth of the field; once a text.

        The words go to `surface`, and titles and phrasings of a word or two to `short`.
        """
        expand, units_of = self._lexicon.expand, self._lexicon.units
        count: dict[str, float] = {}
        in_claims: dict[str, float] = {}
        fields = [(entry.title, _TITLE)]
        fields += [(text, _PHRASING) for text in (*named(entry)[1:], *entry.phrasings)]
        fields += [(text, _KEYWORD) for text in entry.keywords]
        for text, worth in fields:
            tokens = expand(text)
            surface.update(tokens)
            units = units_of(tokens)
            if len(units) <= _SHORT and worth != _KEYWORD:
                short.append(key_of_words(tokens, text))
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
    """What reading an entry has given: its words, its short wordings, its features and counts."""

    entry: Entry
    words: tuple[str, ...]
    short: tuple[str, ...]
    features: tuple[str, ...]
    counts: array[float]


class CachingPostingsLayer(PostingsLayer):
    """A layer that keeps what it has read, so that one of nearly the same entries is quickly made.

    It costs some 2 KiB an entry: right for what is laid over a paper, not for the paper itself.
    """

    def __init__(
        self, entries: Iterable[Entry], lexicon: Lexicon, known: Mapping[str, Read]
    ) -> None:
        """`known` are entries that were read before, with the same lexicon, by id."""
        self._known = known
        self.read: dict[str, Read] = {}
        super().__init__(entries, lexicon)
        del self._known

    def _read(self, entry: Entry, surface: set[str]) -> tuple[Iterable[str], _Counts]:
        read = self._known.get(entry.id)
        if read is None or read.entry != entry:
            words: set[str] = set()
            short, found = super()._read(entry, words)
            counted = dict(found)
            counts = array("d", counted.values())
            read = Read(entry, tuple(words), tuple(short), tuple(counted), counts)
        self.read[entry.id] = read
        surface.update(read.words)
        return read.short, zip(read.features, read.counts, strict=True)


def _strengths(units: Iterable[Unit]) -> dict[str, float]:
    return {feature: strength for unit in units for feature, strength in unit.features}


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
        self.layer = PostingsLayer(entries, lexicon)
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
        self.proposed: dict[Features, Mapping[int, float]] = {}

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

    def postings(self, feature: str) -> list[tuple[int, Mapping[int, float]]]:
        """The postings of a feature, each with the number at which its layer begins."""
        found = self.layer.postings.get(feature)
        return [(0, found)] if found else []

    def indexed(self, number: int) -> EntryFeatures:
        """The entry of a number, with its traits."""
        return self.layer.indexed(number, self.rarity_of)

    def read_all(self) -> None:
        """Read every entry now, rather than when a question first comes near it."""
        self.layer.read_all(self.rarity_of)

    def worded(self, *keys: str) -> int | None:
        """Return the number of the entry that has a short wording of one of `keys`, tried in order.

        A short wording has a word or two that count.
        """
        found = (self.layer.short.get(key) for key in keys)
        return next((number for number in found if number is not None), None)

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
        self.layer: CachingPostingsLayer = CachingPostingsLayer(changed, below.lexicon, known)
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

    def postings(self, feature: str) -> list[tuple[int, Mapping[int, float]]]:
        """The postings of a feature: those of the base, hidden entries included, and its own."""
        own = self.layer.postings.get(feature)
        return [*self.below.postings(feature), *([(self._first, own)] if own else [])]

    def indexed(self, number: int) -> EntryFeatures:
        """The entry of a number, with its traits."""
        if number < self._first:
            return self.below.indexed(number)
        return self.layer.indexed(number - self._first, self.rarity_of)

    def worded(self, *keys: str) -> int | None:
        """Return the number of the live entry that has a short wording of one of `keys`."""
        for key in keys:
            own = self.layer.short.get(key)
            if own is not None:
                return own + self._first
            below = self.below.worded(key)
            if below is not None and below not in self.hidden:
                return below
        return None

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
