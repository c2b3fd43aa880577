"""Extract the ranking features of an entry: which wordings and claims contain which word."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from bot.answering.details import Detail, details_asked, details_stated, names_something
from bot.answering.negation import is_negated
from bot.text.tokenizer import key_of_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.answering.lexicon import Lexicon, Reading, Unit
    from bot.answering.question_type import QuestionType
    from bot.paper.model import Entry, Verdict

    RarityOf = Callable[[str], float]

# A word with this many mentions has half of full evidence. It is low, because a word in one or two
# phrasings is already as good as certain.
_HALF: Final = 1.2

# For one feature of an entry: its evidence and its share of the profile (both 0 to 1), the numbers
# of the claims and of the wordings that contain it, its weight in those wordings (one number if it
# is the same in all of them, or else one for each), and the numbers of the claims that it belongs
# to: those that contain it, that a wording with it asks for, or all, if a name of the entry has it.
Trait = tuple[
    float, float, tuple[int, ...], tuple[int, ...], float | tuple[float, ...], tuple[int, ...]
]

WIDTH: Final = 6
# The place of the claims that it belongs to.
BELONGS: Final = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A wording with a verdict, or a premise that the paper contradicts ("no").

    `claim` is the number of the claim that decides it, -1 for the entry as a whole. `weights` are
    those of its features and `total` is their sum over its words.
    """

    claim: int
    verdict: Verdict
    weights: Mapping[str, float]
    total: float
    negated: bool
    premise: bool = False


@dataclass(frozen=True, slots=True)
class EntryFeatures:
    """An entry with everything that ranking needs, in flat rows to save memory.

    A base has tens of thousands of wordings and traits, too many to make an object of each.
    `plain`, `weights` and `wanted` have an item for each of `texts`: its wording key, the sum of
    its words' weights, and the types of answer it asks for. `claimed` holds the number of the claim
    that each of them asks for, -1 for the entry as a whole. `traits` holds `WIDTH` items for each
    feature, and `at` says where those of a feature begin. `asks` is the share (0 to 1) of the
    wordings that ask for each type of answer. `said` is the sum of the words' weights of a claim.
    `judged` are its wordings with a verdict, and its premises. `sought` are, for each claim, the
    types of answer and the details that its wordings ask for. `states` are the details that each
    claim states, and `names` says whether it names somebody or something.
    """

    entry: Entry
    plain: tuple[str, ...]
    weights: array[float]
    wanted: tuple[frozenset[QuestionType], ...]
    at: Mapping[str, int]
    traits: tuple[Any, ...]
    asks: Mapping[QuestionType, float]
    claimed: tuple[int, ...]
    said: tuple[float, ...]
    judged: tuple[Judged, ...] = ()
    sought: tuple[frozenset[str], ...] = ()
    states: tuple[frozenset[Detail], ...] = ()
    names: tuple[bool, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the wordings as written: title and other names first, then phrasings."""
        return (*named(self.entry), *self.entry.wordings)


class FeatureExtractor:
    """An extractor of ranking features for one layer; equal values are shared to save memory."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._floats: dict[float, float] = {}
        # Shared, so that all entries refer to the same number objects.
        self._places: list[int] = []

    def look(self, entry: Entry, count: Mapping[str, float], rarity_of: RarityOf) -> EntryFeatures:
        """Return the features of `entry`, given the weighted `count` of mentions of each.

        `rarity_of` returns a feature's rarity among the entries, 0 if no entry has it.
        """
        read = self._lexicon.read
        texts = (*named(entry), *entry.wordings)
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
        claimed = _claimed(entry, len(texts))
        said: list[float] = []
        for at, claim in enumerate(entry.claims):
            weights, total = _weights(read(claim.text), rarity_of)
            said.append(total)
            for feature in weights:
                claims[feature].append(at)
        return EntryFeatures(
            entry=entry,
            plain=tuple(plain),
            weights=totals,
            wanted=tuple(reading.asks for reading in readings),
            at=dict(zip(count, self._places, strict=False)),
            traits=self._traits(
                count, _profile(count, rarity_of), claims, hits, _Belonging(entry, claimed)
            ),
            asks=_shares(readings),
            claimed=claimed,
            said=tuple(said),
            judged=self._judged(entry, rarity_of),
            sought=_sought(len(entry.claims), claimed, readings),
            states=tuple(details_stated(claim.text) for claim in entry.claims),
            names=tuple(names_something(claim.text) for claim in entry.claims),
        )

    def _judged(self, entry: Entry, rarity_of: RarityOf) -> tuple[Judged, ...]:
        homes = {claim.home: number for number, claim in enumerate(entry.claims) if claim.home}
        made: list[Judged] = []
        for wording in entry.phrasings:
            if wording.verdict:
                claim = homes.get(entry.home(wording.claim), -1)
                made.append(self._one_judged(wording.text, claim, wording.verdict, rarity_of))
        for premise in entry.premises:
            claim = homes.get(entry.home(premise.claim), -1)
            one = self._one_judged(premise.text, claim, "no", rarity_of)
            made.append(replace(one, premise=True))
        return tuple(made)

    def _one_judged(self, text: str, claim: int, verdict: Verdict, rarity_of: RarityOf) -> Judged:
        reading = self._lexicon.read(text)
        weights, total = _weights(reading, rarity_of)
        return Judged(claim, verdict, weights, total, is_negated(reading.tokens))

    def _traits(
        self,
        count: Mapping[str, float],
        profile: Mapping[str, float],
        claims: Mapping[str, Sequence[int]],
        hits: Mapping[str, Mapping[int, float]],
        belonging: _Belonging,
    ) -> tuple[Any, ...]:
        traits: list[Any] = []
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        for feature, mentions in count.items():
            hit = hits.get(feature, {})
            numbers = tuple(hit)
            where = tuple(claims.get(feature, ()))
            belongs = belonging.claims(where, numbers)
            trait: Trait = (
                self._one(mentions / (mentions + _HALF)),
                profile[feature],
                shared.setdefault(where, where),
                shared.setdefault(numbers, numbers),
                self._own(tuple(hit.values())),
                shared.setdefault(belongs, belongs),
            )
            traits += trait
        return tuple(traits)

    def _own(self, weights: tuple[float, ...]) -> float | tuple[float, ...]:
        """Return a feature's weights in its wordings: a single number if all are equal.

        Mostly they are.
        """
        if len(set(weights)) <= 1:
            return self._one(weights[0] if weights else 0.0)
        return tuple([self._one(weight) for weight in weights])

    def _one(self, value: float) -> float:
        return self._floats.setdefault(value, value)


def named(entry: Entry) -> tuple[str, ...]:
    """Return the names of an entry: its title, its other names, and its acronym if it has one."""
    return (entry.title, *entry.names, *([entry.acronym] if entry.acronym else []))


class _Belonging:
    """Tells to which claims of an entry a feature belongs, by where it occurs."""

    def __init__(self, entry: Entry, claimed: Sequence[int]) -> None:
        self._claimed = claimed
        self._names = len(named(entry))
        self._every = tuple(range(len(entry.claims)))

    def claims(self, where: Sequence[int], texts: Sequence[int]) -> tuple[int, ...]:
        """Return the numbers of the claims; `where` are those that contain it, `texts` wordings.

        What a name of the entry contains belongs to all.
        """
        if any(number < self._names for number in texts):
            return self._every
        return tuple(sorted({*where, *(self._claimed[number] for number in texts)} - {-1}))


def _claimed(entry: Entry, texts: int) -> tuple[int, ...]:
    """Return the number of the claim that each text asks for, -1 for the entry as a whole."""
    homes = {claim.home: number for number, claim in enumerate(entry.claims) if claim.home}
    named_claims = [
        homes.get(entry.home(wording.claim), -1) if wording.claim else -1
        for wording in entry.phrasings
    ]
    return (*(-1,) * (texts - len(named_claims)), *named_claims)


def _sought(
    claims: int, claimed: Sequence[int], readings: Sequence[Reading]
) -> tuple[frozenset[str], ...]:
    """Return, for each claim, the types of answer and the details that its wordings ask for.

    Those that ask for the entry as a whole count for each claim.
    """
    found: list[set[str]] = [set() for _ in range(claims)]
    for number, reading in zip(claimed, readings, strict=True):
        kinds = reading.asks | details_asked(reading.tokens)
        for one in found if number < 0 else found[number : number + 1]:
            one.update(kinds)
    return tuple(frozenset(one) for one in found)


def unit_weight(unit: Unit, rarity_of: RarityOf, unknown: float = 0.0) -> float:
    """Return a unit's weight: the mean of its own rarity and that of its commonest concept.

    Return `unknown` if no entry has any of its features.
    """
    known = [rarity for feature, _ in unit.features if (rarity := rarity_of(feature))]
    if not known:
        return unknown
    own = rarity_of(unit.features[0][0]) or max(known)
    return (own + min(known)) / 2


def _weights(reading: Reading, rarity_of: RarityOf) -> tuple[dict[str, float], float]:
    """Return the weight of each feature of a text, and the sum of its units' weights."""
    weights: dict[str, float] = {}
    total = 0.0
    for unit in reading.units:
        weight = unit_weight(unit, rarity_of)
        total += weight
        for feature, _ in unit.features:
            weights[feature] = max(weight, weights.get(feature, 0.0))
    return weights, total


def _profile(count: Mapping[str, float], rarity_of: RarityOf) -> dict[str, float]:
    """Return the entry's word distribution as a vector of length 1, by feature.

    A feature counts by the logarithm of one plus its mentions, times its rarity.
    """
    raw = {f: math.log1p(n) * rarity_of(f) for f, n in count.items()}
    length = math.sqrt(sum(w * w for w in raw.values())) or 1.0
    return {f: w / length for f, w in raw.items()}


def _shares(readings: Sequence[Reading]) -> dict[QuestionType, float]:
    """Return the share (0 to 1) of the wordings that ask for each type of answer."""
    counted: dict[QuestionType, int] = defaultdict(int)
    for reading in readings:
        for kind in reading.asks:
            counted[kind] += 1
    return {kind: n / len(readings) for kind, n in counted.items()}
