"""How well an entry answers a question: a closer look at each candidate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter, mul
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import fuzz

from bot.answering.candidates import find_candidates
from bot.answering.fitted import RANKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.asking import Asks
    from bot.answering.index import Index
    from bot.answering.layer import Indexed, Trait, Worded
    from bot.answering.understanding import Question

_KIND_OF_PHRASING: Final = 0.1
_NEXT_BEST: Final = 3
# A slip in a word of six letters or more leaves it as sure as this.
_SURE: Final = 0.75


class Signals(NamedTuple):
    """What is measured of one entry against one question, each 0 to 1.

    exact: a phrasing is the very question; harmony: harmonic mean of the two next; asked: share
    of the question's weight that the best phrasing has; worded: share of that phrasing's weight
    that the question has; evidence: the entry's whole wording; stated: the best claim; alike,
    sorted: rapidfuzz ratios with the best phrasings, in order and with sorted words; pairs: share
    of the question's neighbouring words that stand so in a phrasing; kind, kinds: agreement of
    what is asked for, with that phrasing and with the entry; profile: likeness of the words'
    distribution; near: the three next best phrasings; covered: share of the question's weight that
    the entry mentions at all; missed: that of the weightiest word which it does not;
    title: share of the title that the question has.
    """

    exact: float
    harmony: float
    asked: float
    worded: float
    evidence: float
    stated: float
    alike: float
    sorted: float
    kind: float
    kinds: float
    profile: float
    near: float
    covered: float
    missed: float
    title: float


WEIGHTS: Final = Signals(**RANKING)


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry with its score for one question, and the phrasing that speaks for it.

    `claims` holds, by claim, the share of the question's weight that it has.
    """

    indexed: Indexed
    phrasing: Worded
    signals: Signals
    score: float
    claims: tuple[float, ...]


def rank(index: Index, question: Question, weights: Signals = WEIGHTS) -> list[Scored]:
    """The likeliest entries for `question`, best first."""
    scored = [
        _scored(index.indexed(number), question, weights)
        for number in find_candidates(index, question)
    ]
    scored.sort(key=lambda one: (-one.score, one.indexed.entry.id))
    return scored


@dataclass(slots=True)
class _Matched:
    """What the words of a question find in one entry, summed over their weights."""

    evidence: float
    profile: float
    covered: float
    missed: float
    claims: list[float]
    asked: dict[int, float]
    said: dict[int, float]


def _match(indexed: Indexed, question: Question) -> _Matched:
    made = _Matched(0.0, 0.0, 0.0, 0.0, [0.0] * len(indexed.entry.claims), {}, {})
    for asked in question.asked:
        traits = [
            (strength, indexed.traits[feature])
            for feature, strength in asked.features
            if feature in indexed.traits
        ]
        if traits:
            _add(made, asked.weight, traits)
        else:
            made.missed = max(made.missed, asked.weight)
    return made


def _add(made: _Matched, weight: float, traits: Sequence[tuple[float, Trait]]) -> None:
    """Add what one unit of the question finds by several features, each thing by its best."""
    evidence = profile = covered = 0.0
    in_claims: dict[int, float] = {}
    in_phrasings: dict[int, tuple[float, float]] = {}
    for strength, (has, share, claims, phrasings) in traits:
        evidence = max(evidence, strength * has)
        profile = max(profile, strength * share)
        covered = max(covered, strength)
        for at in claims:
            if strength > in_claims.get(at, 0.0):
                in_claims[at] = strength
        for number, said in phrasings:
            if strength > in_phrasings.get(number, _NONE)[0]:
                in_phrasings[number] = (strength, said * strength)
    made.evidence += weight * evidence
    made.profile += weight * profile
    made.covered += weight * covered
    for at, strength in in_claims.items():
        made.claims[at] += weight * strength
    for number, (strength, said) in in_phrasings.items():
        made.asked[number] = made.asked.get(number, 0.0) + weight * strength
        made.said[number] = made.said.get(number, 0.0) + said


_NONE: Final = (0.0, 0.0)


def _scored(indexed: Indexed, question: Question, weights: Signals) -> Scored:
    total = question.weight or 1.0
    matched = _match(indexed, question)
    best = _best_phrasings(indexed, question, matched, total)
    first = best[0]
    claims = tuple(worth / total for worth in matched.claims)
    texts = [one.worded.plain for one in best]
    title = indexed.worded[0].weight
    signals = Signals(
        exact=float(question.surety >= _SURE and question.plain in indexed.plain),
        harmony=_harmonic(first.asked, first.said),
        asked=first.asked,
        worded=first.said,
        evidence=matched.evidence / total,
        stated=max(claims, default=0.0),
        alike=max(fuzz.ratio(question.plain, text) for text in texts) / 100,
        sorted=max(fuzz.token_sort_ratio(question.plain, text) for text in texts) / 100,
        kind=first.kind,
        kinds=max((indexed.asks.get(kind, 0.0) for kind in question.asks), default=0.0),
        profile=matched.profile / (math.sqrt(sum(a.weight**2 for a in question.asked)) or 1.0),
        near=sum(one.worth for one in best[1:]) / _NEXT_BEST,
        covered=matched.covered / total,
        missed=matched.missed / total,
        title=min(1.0, matched.said.get(0, 0.0) / title) if title else 0.0,
    )
    score = sum(map(mul, weights, signals))
    return Scored(indexed, first.worded, signals, score, claims)


class _Phrased(NamedTuple):
    """A phrasing with its worth, the shares it and the question have of each other, its kind."""

    worth: float
    asked: float
    said: float
    kind: float
    worded: Worded


def _best_phrasings(
    indexed: Indexed, question: Question, matched: _Matched, total: float
) -> list[_Phrased]:
    """The likest phrasings, best first; the title where none is like the question."""
    found = []
    said = matched.said
    for number, weight in matched.asked.items():
        worded = indexed.worded[number]
        asked = weight / total
        share = min(1.0, said[number] / worded.weight) if worded.weight else 0.0
        kind = _agreement(question.asks, worded.asks)
        worth = _harmonic(asked, share) + _KIND_OF_PHRASING * kind
        found.append(_Phrased(worth, asked, share, kind, worded))
    if not found:
        return [_Phrased(0.0, 0.0, 0.0, 0.0, indexed.worded[0])]
    return nlargest(1 + _NEXT_BEST, found, key=itemgetter(0))


def _agreement(wanted: frozenset[Asks], offered: frozenset[Asks]) -> float:
    if not wanted:
        return 0.5
    return len(wanted & offered) / len(wanted)


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0
