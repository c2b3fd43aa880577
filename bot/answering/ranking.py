"""How well an entry answers a question: a closer look at each candidate."""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.fuzz import ratio, token_sort_ratio

from bot.answering.candidates import find_candidates
from bot.answering.entry_features import WIDTH
from bot.answering.fitted_weights import RANKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.entry_features import EntryFeatures, Trait
    from bot.answering.index import Index
    from bot.answering.question import Question


_KIND_OF_PHRASING: Final = 0.1

_NEXT_BEST: Final = 3

# A slip in a word of six letters or more leaves it as sure as this.
_SURE: Final = 0.75

# Phrasings compared letter by letter.
_COMPARED: Final = 2

# A phrasing with so little of what the best has of the question is not the likest.
_WORTH_A_LOOK: Final = 0.5


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


class Scored(NamedTuple):
    """An entry with its score for one question, and the number of the wording that speaks for it.

    `claims` holds, by claim, the share of the question's weight that it has.
    """

    indexed: EntryFeatures
    wording: int
    signals: Signals
    score: float
    claims: tuple[float, ...]


def rank(index: Index, question: Question, weights: Signals = WEIGHTS) -> list[Scored]:
    """The likeliest entries for `question`, best first."""
    numbers = find_candidates(index, question)
    very = index.worded(question.key, question.plain)
    if very is not None and very not in numbers:
        numbers.append(very)
    scored = [_scored(index.indexed(number), question, weights) for number in numbers]
    scored.sort(key=lambda one: (-one.score, one.indexed.entry.id))
    return scored


class _Words(NamedTuple):
    """What the words of a question find in an entry's wording and claims, by their weights.

    `hits` are, for each unit that finds something, its weight and its traits, strongest last.
    """

    evidence: float
    profile: float
    covered: float
    missed: float
    claims: tuple[float, ...]
    hits: list[tuple[float, list[tuple[float, Trait]]]]


def _words(indexed: EntryFeatures, question: Question) -> _Words:
    places, row = indexed.at, indexed.traits
    evidence = profile = covered = missed = 0.0
    claims = [0.0] * len(indexed.entry.claims)
    hits = []
    for asked in question.asked:
        weight = asked.weight
        traits = [
            (strength, row[(at := places[feature]) : at + WIDTH])
            for feature, strength in asked.features
            if feature in places
        ]
        if not traits:
            missed = max(missed, weight)
            continue
        hits.append((weight, traits))
        has = share = 0.0
        best: dict[int, float] = {}
        for strength, trait in traits:
            has = max(has, strength * trait[0])
            share = max(share, strength * trait[1])
            for at in trait[2]:
                best[at] = strength
        most = traits[-1][0]
        for at, strength in best.items():
            claims[at] += weight * strength
        evidence += weight * has
        profile += weight * share
        covered += weight * most
    total = question.weight or 1.0
    return _Words(
        evidence / total,
        profile / (math.sqrt(sum([a.weight * a.weight for a in question.asked])) or 1.0),
        covered / total,
        missed / total,
        tuple([worth / total for worth in claims]),
        hits,
    )


def _scored(indexed: EntryFeatures, question: Question, weights: Signals) -> Scored:
    words = _words(indexed, question)
    best, title = _best_phrasings(indexed, question, words)
    _, asked, said, kind, number = best[0]
    texts = [indexed.plain[one[-1]] for one in best[:_COMPARED]]
    signals = Signals(
        exact=float(_is_worded(indexed, question)),
        harmony=_harmonic(asked, said),
        asked=asked,
        worded=said,
        evidence=words.evidence,
        stated=max(words.claims),
        alike=max([ratio(question.plain, text) for text in texts]) / 100,
        sorted=max([token_sort_ratio(question.plain, text) for text in texts]) / 100,
        kind=kind,
        kinds=max([indexed.asks.get(wanted, 0.0) for wanted in question.asks], default=0.0),
        profile=words.profile,
        near=sum([one[0] for one in best[1:]]) / _NEXT_BEST,
        covered=words.covered,
        missed=words.missed,
        title=title,
    )
    score = sum(map(mul, weights, signals))
    return Scored(indexed, number, signals, score, words.claims)


def _is_worded(indexed: EntryFeatures, question: Question) -> bool:
    """Return whether the question is one of the entry's wordings, as typed or surely corrected."""
    sure = question.surety >= _SURE
    return question.key in indexed.plain or (sure and question.plain in indexed.plain)


# A phrasing: its worth, the shares that it and the question have of each other, its kind, number.
_Phrased = tuple[float, float, float, float, int]

_UNLIKE: Final = (0.0, 0.0, 0.0, 0.0, 0)


def _shares(words: _Words) -> tuple[dict[int, float], dict[int, float]]:
    """By phrasing: the weight that it has of the question, and the question has of it."""
    asked: dict[int, float] = {}
    said: dict[int, float] = {}
    in_asked, in_said = asked.get, said.get
    for weight, traits in words.hits:
        strength, (_, _, _, numbers, own) = traits[0]
        # Most words are met in one way, and weigh alike wherever they stand.
        if len(traits) == 1 and isinstance(own, float):
            worth = weight * strength
            for number in numbers:
                asked[number] = in_asked(number, 0.0) + worth
                said[number] = in_said(number, 0.0) + own
            continue
        worths, owns = _met(weight, traits)
        for number, worth in worths.items():
            asked[number] = in_asked(number, 0.0) + worth
            said[number] = in_said(number, 0.0) + owns[number]
    return asked, said


def _met(
    weight: float, traits: Sequence[tuple[float, Trait]]
) -> tuple[dict[int, float], dict[int, float]]:
    """The same for one word that is met in several ways, of which the strongest comes last."""
    worths: dict[int, float] = {}
    owns: dict[int, float] = {}
    for strength, (_, _, _, numbers, own) in traits:
        worths.update(dict.fromkeys(numbers, weight * strength))
        if isinstance(own, float):
            owns.update(dict.fromkeys(numbers, own))
        else:
            owns.update(zip(numbers, own, strict=True))
    return worths, owns


def _best_phrasings(
    indexed: EntryFeatures, question: Question, words: _Words
) -> tuple[list[_Phrased], float]:
    """The likest phrasings, best first, and the share of the title that the question has."""
    asked, said = _shares(words)
    if not asked:
        return [_UNLIKE], 0.0
    total = question.weight or 1.0
    least = _WORTH_A_LOOK * max(asked.values())
    wanted, kinds, weights = question.asks, indexed.wanted, indexed.weights
    found = []
    for number, share in asked.items():
        if share >= least:
            weight = weights[number]
            one = share / total
            other = min(1.0, said[number] / weight) if weight else 0.0
            kind = len(wanted & kinds[number]) / len(wanted) if wanted else 0.5
            worth = 2 * one * other / (one + other) + _KIND_OF_PHRASING * kind
            found.append((worth, one, other, kind, number))
    found.sort(reverse=True)
    # The title is the first of an entry's wordings.
    title = said.get(0, 0.0) / (weights[0] or 1.0)
    return found[: 1 + _NEXT_BEST], min(1.0, title)


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0
