"""An entry as scoring looks at it: which of its wordings and claims have which word."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.text.tokenizer import key_of_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.answering.lexicon import Lexicon, Reading, Unit
    from bot.answering.question_type import QuestionType
    from bot.paper.model import Entry

    RarityOf = Callable[[str], float]

    Numbers = bytes | tuple[int, ...]


# Half of full evidence: a word in this many phrasings is as good as certain.
_HALF: Final = 1.2

_BYTE: Final = 256

# For a feature of an entry: evidence and share of profile (0 to 1), the claims that hold it, the
# wordings that hold it, and the weight that it has in each of these, or in all of them alike.
Trait = tuple[float, float, tuple[int, ...], "Numbers", float | tuple[float, ...]]

WIDTH: Final = 5


@dataclass(frozen=True, slots=True)
class EntryFeatures:
    """An entry with everything that scoring needs; a base has ten thousands of wordings and traits.

    So they stand in rows beside each other, and not as an object each. `plain`, `weights` and
    `wanted` have an item for each of `texts`: its wording key, the weight of all its words
    together, and what it asks for. `at` says where in `traits` the `WIDTH` items of a feature
    begin. `asks` are shares of the wordings.
    """

    entry: Entry
    plain: tuple[str, ...]
    weights: array[float]
    wanted: tuple[frozenset[QuestionType], ...]
    at: Mapping[str, int]
    traits: tuple[Any, ...]
    asks: Mapping[QuestionType, float]

    @property
    def texts(self) -> tuple[str, ...]:
        """The wordings as written: title and other names first, then phrasings."""
        return (*named(self.entry), *self.entry.phrasings)


class FeatureExtractor:
    """Looks closely at the entries of one layer, whose traits share what is equal."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._floats: dict[float, float] = {}
        # Made once, so that all entries refer to the same numbers.
        self._places: list[int] = []

    def look(self, entry: Entry, count: Mapping[str, float], rarity_of: RarityOf) -> EntryFeatures:
        """An entry of which each feature has its `count` of mentions."""
        read = self._lexicon.read
        texts = (*named(entry), *entry.phrasings)
        readings = [read(text) for text in texts]
        hits: dict[str, dict[int, float]] = defaultdict(dict)
        plain: list[str] = []
        totals = array("d")
        for at, (text, reading) in enumerate(zip(texts, readings, strict=True)):
            weights, total = _weights(reading, rarity_of)
            for feature, weight in weights.items():
                hits[feature][at] = weight
            key = key_of_words(reading.tokens, text)
            plain.append(text if key == text else key)
            totals.append(total)
        for place in range(len(self._places), len(count)):
            self._places.append(WIDTH * place)
        claims: dict[str, list[int]] = defaultdict(list)
        for at, claim in enumerate(entry.claims):
            for feature in {f for unit in read(claim.text).units for f, _ in unit.features}:
                claims[feature].append(at)
        return EntryFeatures(
            entry=entry,
            plain=tuple(plain),
            weights=totals,
            wanted=tuple(reading.asks for reading in readings),
            at=dict(zip(count, self._places, strict=False)),
            traits=self._traits(count, _profile(count, rarity_of), claims, hits),
            asks=_shares(readings),
        )

    def _traits(
        self,
        count: Mapping[str, float],
        profile: Mapping[str, float],
        claims: Mapping[str, Sequence[int]],
        hits: Mapping[str, Mapping[int, float]],
    ) -> tuple[Any, ...]:
        traits: list[Any] = []
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        packed: dict[Numbers, Numbers] = {}
        for feature, mentions in count.items():
            hit = hits.get(feature, {})
            numbers = _packed(hit)
            where = tuple(claims.get(feature, ()))
            trait: Trait = (
                self._one(mentions / (mentions + _HALF)),
                profile[feature],
                shared.setdefault(where, where),
                packed.setdefault(numbers, numbers),
                self._own(tuple(hit.values())),
            )
            traits += trait
        return tuple(traits)

    def _own(self, weights: tuple[float, ...]) -> float | tuple[float, ...]:
        """The weights of a feature in its wordings: one if they are alike, as they mostly are."""
        if len(set(weights)) <= 1:
            return self._one(weights[0] if weights else 0.0)
        return tuple([self._one(weight) for weight in weights])

    def _one(self, value: float) -> float:
        return self._floats.setdefault(value, value)


def _packed(numbers: Iterable[int]) -> Numbers:
    found = tuple(numbers)
    return bytes(found) if max(found, default=0) < _BYTE else found


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


def _shares(readings: Sequence[Reading]) -> dict[QuestionType, float]:
    """Of all phrasings, the share that asks for each kind of answer."""
    counted: dict[QuestionType, int] = defaultdict(int)
    for reading in readings:
        for kind in reading.asks:
            counted[kind] += 1
    return {kind: n / len(readings) for kind, n in counted.items()}
