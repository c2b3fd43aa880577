"""How well an entry answers a question: a closer look at each candidate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import fuzz

from bot.answering.candidates import find_candidates

if TYPE_CHECKING:
    from bot.answering.asking import Asks
    from bot.answering.index import Index
    from bot.answering.layer import Indexed, Worded
    from bot.answering.understanding import Question

_KIND_OF_PHRASING: Final = 0.1
_NEXT_BEST: Final = 3


class Signals(NamedTuple):
    """What is measured of one entry against one question, each 0 to 1.

    harmony: harmonic mean of the two next; asked: share of the question's weight that the best
    phrasing has; worded: share of that phrasing's weight that the question has; evidence: the
    entry's whole wording; stated: the best claim; alike: rapidfuzz ratio with the best phrasing;
    kind, kinds: agreement of what is asked for, with that phrasing and with the entry; profile:
    likeness of the words' distribution; near: the three next best phrasings; covered: share of
    the question's weight that the entry mentions at all.
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
    covered: float


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
    covered=0.0,
)


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
    claims: list[float]
    asked: dict[int, float]
    said: dict[int, float]


def _match(indexed: Indexed, question: Question) -> _Matched:
    traits = indexed.traits
    made = _Matched(0.0, 0.0, 0.0, [0.0] * len(indexed.entry.claims), {}, {})
    for asked in question.asked:
        weight = asked.weight
        evidence = profile = covered = 0.0
        in_claims: dict[int, float] = {}
        in_phrasings: dict[int, tuple[float, float]] = {}
        for feature, strength in asked.features:
            trait = traits.get(feature)
            if trait is None:
                continue
            has, share, claims, phrasings = trait
            evidence = max(evidence, strength * has)
            profile = max(profile, strength * share)
            covered = max(covered, strength)
            at = 0
            while claims:
                if claims & 1 and strength > in_claims.get(at, 0.0):
                    in_claims[at] = strength
                claims >>= 1
                at += 1
            for number, said in phrasings:
                if strength > in_phrasings.get(number, (0.0, 0.0))[0]:
                    in_phrasings[number] = (strength, said * strength)
        made.evidence += weight * evidence
        made.profile += weight * profile
        made.covered += weight * covered
        for at, strength in in_claims.items():
            made.claims[at] += weight * strength
        for number, (strength, said) in in_phrasings.items():
            made.asked[number] = made.asked.get(number, 0.0) + weight * strength
            made.said[number] = made.said.get(number, 0.0) + said
    return made


def _scored(indexed: Indexed, question: Question, weights: Signals) -> Scored:
    total = question.weight or 1.0
    matched = _match(indexed, question)
    best, asked, worded, kind, near = _best_phrasing(indexed, question, matched, total)
    claims = tuple(worth / total for worth in matched.claims)
    signals = Signals(
        harmony=_harmonic(asked, worded),
        asked=asked,
        worded=worded,
        evidence=matched.evidence / total,
        stated=max(claims, default=0.0),
        alike=fuzz.ratio(question.plain, best.plain) / 100,
        kind=kind,
        kinds=max((indexed.asks.get(kind, 0.0) for kind in question.asks), default=0.0),
        profile=matched.profile / (math.sqrt(sum(a.weight**2 for a in question.asked)) or 1.0),
        near=near,
        covered=matched.covered / total,
    )
    score = sum(weight * signal for weight, signal in zip(weights, signals, strict=True))
    return Scored(indexed, best, signals, score, claims)


def _best_phrasing(
    indexed: Indexed, question: Question, matched: _Matched, total: float
) -> tuple[Worded, float, float, float, float]:
    """The likest phrasing, its shares asked and worded, its kind, and the worth of the next."""
    best, best_worth = indexed.worded[0], -1.0
    shares = (0.0, 0.0, 0.0)
    worths: list[float] = []
    said = matched.said
    for number, weight in matched.asked.items():
        worded = indexed.worded[number]
        asked = weight / total
        share = min(1.0, said[number] / worded.weight) if worded.weight else 0.0
        kind = _agreement(question.asks, worded.asks)
        worth = _harmonic(asked, share) + _KIND_OF_PHRASING * kind
        worths.append(worth)
        if worth > best_worth:
            best, best_worth, shares = worded, worth, (asked, share, kind)
    worths.sort(reverse=True)
    return best, *shares, sum(worths[1 : 1 + _NEXT_BEST]) / _NEXT_BEST


def _agreement(wanted: frozenset[Asks], offered: frozenset[Asks]) -> float:
    if not wanted:
        return 0.5
    return len(wanted & offered) / len(wanted)


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def logistic(x: float) -> float:
    """The logistic function, safe for any x."""
    return 1 / (1 + math.exp(-x)) if x > -60 else 0.0  # noqa: PLR2004  # e**60 is plenty
