"""Entries as the search sees them: postings for finding candidates, traits for a closer look."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering.postings import LONG, Packed, Ready

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.answering.asking import Asks
    from bot.answering.lexicon import Lexicon, Reading, Unit
    from bot.answering.postings import Posting
    from bot.corpus.model import Entry

    # How rare a feature is; 0 where no entry has it.
    RarityOf = Callable[[str], float]

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

# For a feature of an entry: evidence and share of profile (0 to 1), the claims that hold it, and
# the phrasings that hold it with the weight that it has in each.
Trait = tuple[float, float, tuple[int, ...], dict[int, float]]


@dataclass(frozen=True, slots=True)
class Worded:
    """One phrasing, title or name of an entry; `weight` is that of all its words together."""

    text: str
    plain: str
    weight: float
    asks: frozenset[Asks]


@dataclass(frozen=True, slots=True)
class Indexed:
    """An entry with everything that scoring needs.

    `plain` are its phrasings' corrected texts; `asks` are shares of its phrasings.
    """

    entry: Entry
    worded: tuple[Worded, ...]
    plain: frozenset[str]
    traits: Mapping[str, Trait]
    asks: Mapping[Asks, float]


class Layer:
    """Some entries, read once: their postings and every word they hold."""

    def __init__(self, entries: Iterable[Entry], lexicon: Lexicon) -> None:
        self.entries = tuple(entries)
        self._lexicon = lexicon
        surface: set[str] = set()
        # Wordings so short that their words alone may not find them, by their plain form.
        self.short: dict[str, int] = {}
        numbers: dict[str, array[int]] = defaultdict(lambda: array("I"))
        evidence: dict[str, array[float]] = defaultdict(lambda: array("f"))
        for number, entry in enumerate(self.entries):
            short: list[str] = []
            for feature, count in self._counted(entry, surface, short).items():
                numbers[feature].append(number)
                evidence[feature].append(count / (count + _HALF))
            for plain in short:
                self.short.setdefault(plain, number)
        self.surface = frozenset(surface)
        ready = len(self.entries) <= _SMALL
        self.postings: dict[str, Posting] = {
            f: (
                Ready(zip(n, evidence[f], strict=True))
                if ready and len(n) <= LONG
                else Packed(n, evidence[f])
            )
            for f, n in numbers.items()
        }
        self._kept: dict[int, Indexed] = {}

    def indexed(self, number: int, rarity_of: RarityOf) -> Indexed:
        """Entry `number` with its traits, made when first looked at and kept.

        `rarity_of` gives a feature's rarity; a layer is always asked with the same one.
        """
        known = self._kept.get(number)
        if known is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            known = self._kept[number] = self._index(number, rarity_of)
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

    def _index(self, number: int, rarity_of: RarityOf) -> Indexed:
        entry = self.entries[number]
        read = self._lexicon.read
        texts = (*named(entry), *entry.phrasings)
        readings = [read(text) for text in texts]
        count = self._counted(entry, set(), [])
        profile = _profile(count, rarity_of)
        hits: dict[str, dict[int, float]] = defaultdict(dict)
        worded = []
        for at, (text, reading) in enumerate(zip(texts, readings, strict=True)):
            weights, total = _weights(reading, rarity_of)
            for feature, weight in weights.items():
                hits[feature][at] = weight
            worded.append(Worded(text, " ".join(reading.tokens), total, reading.asks))
        claims: dict[str, list[int]] = defaultdict(list)
        for at, claim in enumerate(entry.claims):
            for feature in _strengths(read(claim.text).units):
                claims[feature].append(at)
        # Features of one word have the same hits: one dictionary serves them all.
        shared: dict[tuple[tuple[int, float], ...], dict[int, float]] = {(): {}}
        return Indexed(
            entry=entry,
            worded=tuple(worded),
            plain=frozenset(one.plain for one in worded),
            traits={
                f: (
                    n / (n + _HALF),
                    profile[f],
                    tuple(claims.get(f, ())),
                    shared.setdefault(tuple(hits[f].items()), hits[f]) if f in hits else shared[()],
                )
                for f, n in count.items()
            },
            asks=_shares(readings),
        )


def named(entry: Entry) -> tuple[str, ...]:
    """The entry's title and what else it is called."""
    return (entry.title, *entry.names, *([entry.acronym] if entry.acronym else []))


def unit_weight(unit: Unit, rarity_of: RarityOf, unknown: float = 0.0) -> float:
    """A unit's weight: the mean of its own rarity and that of its commonest concept."""
    known = [rarity for feature, _ in unit.features if (rarity := rarity_of(feature))]
    if not known:
        return unknown
    own = rarity_of(unit.features[0][0]) or max(known)
    return (own + min(known)) / 2


def _strengths(units: Iterable[Unit]) -> dict[str, float]:
    return {feature: strength for unit in units for feature, strength in unit.features}


def _weights(reading: Reading, rarity_of: RarityOf) -> tuple[dict[str, float], float]:
    """Each feature's weight in one text, and the weight of all its words."""
    weights: dict[str, float] = {}
    total = 0.0
    for unit in reading.units:
        weight = unit_weight(unit, rarity_of)
        total += weight
        for feature, _ in unit.features:
            weights[feature] = max(weight, weights.get(feature, 0.0))
    return weights, total


def _profile(count: Mapping[str, float], rarity_of: RarityOf) -> dict[str, float]:
    """The entry's words as a vector of length 1: how often each is used, by how rare it is."""
    raw = {f: math.log1p(n) * rarity_of(f) for f, n in count.items()}
    length = math.sqrt(sum(w * w for w in raw.values())) or 1.0
    return {f: w / length for f, w in raw.items()}


def _shares(readings: Sequence[Reading]) -> dict[Asks, float]:
    """Of all phrasings, the share that asks for each kind of answer."""
    counted: dict[Asks, int] = defaultdict(int)
    for reading in readings:
        for kind in reading.asks:
            counted[kind] += 1
    return {kind: n / len(readings) for kind, n in counted.items()}
