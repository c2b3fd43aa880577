"""How well an entry answers a question: candidates by the postings, then a closer look at each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from bot.answering.asking import Asks
    from bot.answering.index import Index, Indexed, Worded
    from bot.answering.understanding import Question

CANDIDATES: Final = 14


class Signals(NamedTuple):
    """What is measured of one entry against one question, each 0 to 1.

    harmony: harmonic mean of the two next; asked: share of the question's weight that the best
    phrasing has; worded: share of that phrasing's weight that the question has; evidence: the
    entry's whole wording; stated: the best claim; alike: rapidfuzz ratio with the best phrasing;
    kind, kinds: agreement of what is asked for, with that phrasing and with the entry.
    """

    harmony: float
    asked: float
    worded: float
    evidence: float
    stated: float
    alike: float
    kind: float
    kinds: float
    profile: float
    near: float


# Fitted on phrasings that were hidden from the index (tools/fit_ranking.py).
WEIGHTS: Final = Signals(
    harmony=2.35,
    asked=-0.88,
    worded=0.36,
    evidence=8.12,
    stated=1.04,
    alike=0.69,
    kind=0.55,
    kinds=2.43,
    profile=2.6,
    near=2.17,
)


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry with its score for one question, and the phrasing that speaks for it."""

    indexed: Indexed
    phrasing: Worded
    signals: Signals
    score: float


def rank(index: Index, question: Question, weights: Signals = WEIGHTS) -> list[Scored]:
    """The likeliest entries for `question`, best first; at most `CANDIDATES`."""
    units = _by_feature(question)
    scored = [
        _score(index.entries[number], question, units, weights)
        for number in _candidates(index, question)
    ]
    scored.sort(key=lambda s: -s.score)
    return scored


_Units = dict[str, list[tuple[int, float]]]


def _by_feature(question: Question) -> _Units:
    units: _Units = {}
    for position, asked in enumerate(question.asked):
        for feature, strength in asked.features:
            units.setdefault(feature, []).append((position, strength))
    return units


def _candidates(index: Index, question: Question) -> list[int]:
    total: dict[int, float] = {}
    for asked in question.asked:
        best: dict[int, float] = {}
        for feature, strength in asked.features:
            for number, evidence in index.postings.get(feature, ()):
                worth = strength * evidence
                if worth > best.get(number, 0.0):
                    best[number] = worth
        for number, worth in best.items():
            total[number] = total.get(number, 0.0) + asked.weight * worth
    return nlargest(CANDIDATES, total, key=lambda number: (total[number], -number))


def _score(indexed: Indexed, question: Question, units: _Units, weights: Signals) -> Scored:
    best, asked, worded, kind, near = _best_phrasing(indexed, question, units)
    signals = Signals(
        harmony=_harmonic(asked, worded),
        asked=asked,
        worded=worded,
        evidence=_evidence(indexed, question),
        stated=max(
            (_share(units, claim.features, question) for claim in indexed.stated), default=0.0
        ),
        alike=fuzz.ratio(question.plain, best.plain) / 100,
        kind=kind,
        kinds=max((indexed.asks.get(kind, 0.0) for kind in question.asks), default=0.0),
        profile=_profile(indexed, question),
        near=near,
    )
    score = sum(w * s for w, s in zip(weights, signals, strict=True))
    return Scored(indexed, best, signals, score)


def _best_phrasing(
    indexed: Indexed, question: Question, units: _Units
) -> tuple[Worded, float, float, float, float]:
    best, best_worth = indexed.worded[0], -1.0
    worths: list[float] = []
    best_shares = (0.0, 0.0, 0.0)
    for worded in indexed.worded:
        hit = worded.features.keys() & units.keys()
        if not hit and best_worth >= 0:
            continue
        matched: dict[int, float] = {}
        said = 0.0
        for feature in hit:
            for position, strength in units[feature]:
                if strength > matched.get(position, 0.0):
                    matched[position] = strength
        for position, strength in matched.items():
            said += _weight_said(worded, question, position) * strength
        asked = _weighed(matched, question)
        share = min(1.0, said / worded.weight) if worded.weight else 0.0
        kind = _agreement(question.asks, worded.asks)
        worth = _harmonic(asked, share) + 0.1 * kind
        worths.append(worth)
        if worth > best_worth:
            best, best_worth, best_shares = worded, worth, (asked, share, kind)
    worths.sort(reverse=True)
    return best, *best_shares, sum(worths[1:4]) / 3


def _weight_said(worded: Worded, question: Question, position: int) -> float:
    return max(
        (
            worded.features[feature]
            for feature, _ in question.asked[position].features
            if feature in worded.features
        ),
        default=0.0,
    )


def _weighed(matched: dict[int, float], question: Question) -> float:
    if not question.weight:
        return 0.0
    return sum(question.asked[p].weight * s for p, s in matched.items()) / question.weight


def _share(units: _Units, features: frozenset[str], question: Question) -> float:
    matched: dict[int, float] = {}
    for feature in features & units.keys():
        for position, strength in units[feature]:
            if strength > matched.get(position, 0.0):
                matched[position] = strength
    return _weighed(matched, question)


def _evidence(indexed: Indexed, question: Question) -> float:
    if not question.weight:
        return 0.0
    evidence = indexed.evidence
    total = sum(
        asked.weight * max((s * evidence.get(f, 0.0) for f, s in asked.features), default=0.0)
        for asked in question.asked
    )
    return total / question.weight


def _profile(indexed: Indexed, question: Question) -> float:
    profile = indexed.profile
    length = math.sqrt(sum(a.weight * a.weight for a in question.asked)) or 1.0
    return (
        sum(
            a.weight * max((s * profile.get(f, 0.0) for f, s in a.features), default=0.0)
            for a in question.asked
        )
        / length
    )


def _agreement(wanted: frozenset[Asks], offered: frozenset[Asks]) -> float:
    if not wanted:
        return 0.5
    return len(wanted & offered) / len(wanted)


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def coverage(question: Question, indexed: Indexed) -> float:
    """The share of the question's weight that the entry mentions anywhere at all."""
    if not question.weight:
        return 0.0
    evidence = indexed.evidence
    return (
        sum(
            a.weight * max((s for f, s in a.features if f in evidence), default=0.0)
            for a in question.asked
        )
        / question.weight
    )


def logistic(x: float) -> float:
    """The logistic function, safe for any x."""
    return 1 / (1 + math.exp(-x)) if x > -60 else 0.0  # noqa: PLR2004  # e**60 is plenty
