"""The inverted index over a knowledge base: built once, never changed, shared by all questions."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering.spelling import Speller

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.answering.asking import Asks
    from bot.answering.lexicon import Lexicon, Reading, Unit
    from bot.corpus.model import Entry

# How much one mention in each field says about what an entry answers.
_TITLE: Final = 2.0
_KEYWORD: Final = 1.5
_PHRASING: Final = 1.0
_CLAIM: Final = 0.8
# Half of full evidence: a word in this many phrasings is as good as certain.
_HALF: Final = 1.2
_ASKS_WEIGHT: Final = 1.0
_RAREST_KNOWN: Final = 0.5


@dataclass(frozen=True, slots=True)
class Worded:
    """One phrasing (or title) of an entry: each feature's weight, and the weight of all words."""

    text: str
    plain: str
    features: Mapping[str, float]
    weight: float
    asks: frozenset[Asks]


@dataclass(frozen=True, slots=True)
class Stated:
    """One claim of an entry as features with weights."""

    features: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Indexed:
    """An entry with everything that scoring needs."""

    entry: Entry
    worded: tuple[Worded, ...]
    stated: tuple[Stated, ...]
    evidence: Mapping[str, float]
    profile: Mapping[str, float]
    asks: Mapping[Asks, float]


@dataclass(frozen=True, slots=True)
class Index:
    """All entries, their postings, and how rare each feature is."""

    entries: tuple[Indexed, ...]
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    rarity: Mapping[str, float]
    rarest: float
    speller: Speller
    surface: frozenset[str]


@dataclass(slots=True)
class _Read:
    entry: Entry
    phrasings: list[tuple[str, Reading]]
    keywords: list[Reading]
    claims: list[Reading]


def build_index(entries: Iterable[Entry], lexicon: Lexicon, english: Mapping[str, int]) -> Index:
    """Index `entries`; `english` gives the frequency of English words, for spelling only."""
    read = [_read(entry, lexicon) for entry in entries]
    rarity = _rarity(read)
    indexed = tuple(_indexed(one, rarity) for one in read)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, one in enumerate(indexed):
        for feature, weight in one.evidence.items():
            postings[feature].append((number, weight))
    surface = _surface(read, lexicon)
    return Index(
        entries=indexed,
        postings={feature: tuple(rows) for feature, rows in postings.items()},
        rarity=rarity,
        rarest=math.log((len(read) + 1) / _RAREST_KNOWN),
        speller=Speller(surface | lexicon.stopwords, english),
        surface=surface,
    )


def _read(entry: Entry, lexicon: Lexicon) -> _Read:
    named = [entry.title, *entry.names, *([entry.acronym] if entry.acronym else [])]
    return _Read(
        entry=entry,
        phrasings=[(text, lexicon.read(text)) for text in (*named, *entry.phrasings)],
        keywords=[lexicon.read(keyword) for keyword in entry.keywords],
        claims=[lexicon.read(claim.text) for claim in entry.claims],
    )


def _rarity(read: Iterable[_Read]) -> dict[str, float]:
    """Inverse document frequency of each feature, counted over entries."""
    count: Counter[str] = Counter()
    total = 0
    for one in read:
        total += 1
        readings = [*(r for _, r in one.phrasings), *one.keywords, *one.claims]
        count.update({f for r in readings for u in r.units for f, _ in u.features})
    return {feature: math.log((total + 1) / (df + _RAREST_KNOWN)) for feature, df in count.items()}


def unit_weight(unit: Unit, rarity: Mapping[str, float], unknown: float) -> float:
    """A unit's weight: the mean of its own rarity and that of its commonest concept."""
    known = [rarity[f] for f, _ in unit.features if f in rarity]
    if not known:
        return unknown
    own = rarity.get(unit.features[0][0], max(known))
    return (own + min(known)) / 2


def _worded(text: str, reading: Reading, rarity: Mapping[str, float]) -> Worded:
    features: dict[str, float] = {}
    total = 0.0
    for unit in reading.units:
        weight = unit_weight(unit, rarity, 0.0)
        total += weight
        for feature, _ in unit.features:
            features[feature] = max(weight, features.get(feature, 0.0))
    return Worded(text, " ".join(reading.tokens), features, total, reading.asks)


def _stated(reading: Reading, rarity: Mapping[str, float]) -> Stated:
    return Stated(
        frozenset(f for unit in reading.units for f, _ in unit.features),
        sum(unit_weight(unit, rarity, 0.0) for unit in reading.units),
    )


def _indexed(one: _Read, rarity: Mapping[str, float]) -> Indexed:
    count: Counter[str] = Counter()
    for text, reading in one.phrasings:
        worth = _TITLE if text == one.entry.title else _PHRASING
        _count(count, [reading], worth)
    _count(count, one.keywords, _KEYWORD)
    in_claims = {f: s for r in one.claims for u in r.units for f, s in u.features}
    for feature, strength in in_claims.items():
        count[feature] += _CLAIM * strength  # type: ignore[assignment]  # Counter takes floats
    asks: Counter[Asks] = Counter(kind for _, r in one.phrasings for kind in r.asks)
    return Indexed(
        entry=one.entry,
        worded=tuple(_worded(text, reading, rarity) for text, reading in one.phrasings),
        stated=tuple(_stated(reading, rarity) for reading in one.claims),
        evidence={f: n / (n + _HALF) for f, n in count.items()},
        profile=_profile(count, rarity),
        asks={kind: n / len(one.phrasings) for kind, n in asks.items()},
    )


def _profile(count: Mapping[str, float], rarity: Mapping[str, float]) -> dict[str, float]:
    """The entry's words as a vector of length 1: how often each is used, by how rare it is."""
    raw = {f: math.log1p(n) * rarity[f] for f, n in count.items()}
    length = math.sqrt(sum(w * w for w in raw.values())) or 1.0
    return {f: w / length for f, w in raw.items()}


def _count(count: Counter[str], readings: Iterable[Reading], worth: float) -> None:
    for reading in readings:
        seen = {f: s for unit in reading.units for f, s in unit.features}
        for feature, strength in seen.items():
            count[feature] += worth * strength  # type: ignore[assignment]  # Counter takes floats


def _surface(read: Iterable[_Read], lexicon: Lexicon) -> frozenset[str]:
    """Every word of the base as it is written, for spelling."""
    found = set(lexicon.surface)
    for one in read:
        for reading in (*(r for _, r in one.phrasings), *one.keywords, *one.claims):
            found.update(reading.tokens)
    return frozenset(found)
