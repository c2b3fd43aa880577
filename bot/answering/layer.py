"""Entries as the search sees them: postings for finding candidates, traits for a closer look."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.answering.postings import LONG, Packed, Ready
from bot.answering.traits import Looker, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.answering.lexicon import Lexicon, Unit
    from bot.answering.postings import Posting
    from bot.answering.traits import Indexed, RarityOf
    from bot.paper.model import Entry

    _Counts = Iterable[tuple[str, float]]

# How much one mention in each field says about what an entry answers.
_TITLE: Final = 2.0
_KEYWORD: Final = 1.5
_PHRASING: Final = 1.0
_CLAIM: Final = 0.8
# Half of full evidence: a word in this many phrasings is as good as certain.
_HALF: Final = 1.2
_SHORT: Final = 2
# Up to so many entries, postings are kept ready: faster to read, but many times larger.
_SMALL: Final = 5_000
# Entries whose traits are kept; more than any paper's base has.
_MOST_KEPT: Final = 2_048


class Layer:
    """Some entries, read once: their postings and every word they hold."""

    def __init__(self, entries: Iterable[Entry], lexicon: Lexicon) -> None:
        self.entries = tuple(entries)
        self._lexicon = lexicon
        surface: set[str] = set()
        # Wordings so short that their words alone may not find them, by their plain form.
        self.short: dict[str, int] = {}
        made: dict[str, tuple[array[int], array[float]]] = defaultdict(_empty)
        for number, entry in enumerate(self.entries):
            short, counted = self._read(entry, surface)
            for feature, count in counted:
                numbers, evidence = made[feature]
                numbers.append(number)
                evidence.append(count / (count + _HALF))
            for plain in short:
                self.short.setdefault(plain, number)
        self.surface = frozenset(surface)
        ready = len(self.entries) <= _SMALL
        # An array makes each number anew when it is read: equal ones are shared here.
        same: dict[float, float] = {}
        self.postings: dict[str, Posting] = {
            f: (
                Ready(zip(n, (same.setdefault(x, x) for x in evidence), strict=True))
                if ready and len(n) <= LONG
                else Packed(n, evidence)
            )
            for f, (n, evidence) in made.items()
        }
        self._looker = Looker(lexicon)
        self._kept: dict[int, Indexed] = {}

    def _read(self, entry: Entry, surface: set[str]) -> tuple[Iterable[str], _Counts]:
        """An entry's short wordings and its features with their counts; its words to `surface`."""
        short: list[str] = []
        counted = self._counted(entry, surface, short)
        return short, counted.items()

    def indexed(self, number: int, rarity_of: RarityOf) -> Indexed:
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
                short.append(" ".join(tokens))
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


class KeepingLayer(Layer):
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


def _empty() -> tuple[array[int], array[float]]:
    return array("I"), array("f")


def _strengths(units: Iterable[Unit]) -> dict[str, float]:
    return {feature: strength for unit in units for feature, strength in unit.features}
