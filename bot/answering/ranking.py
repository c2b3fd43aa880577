"""Rank the candidate entries for a question: compute their signals and add up their scores."""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.fuzz import ratio, token_sort_ratio

from bot.answering.candidates import find_candidates
from bot.answering.entry_features import BELONGS, WIDTH
from bot.answering.fitted_weights import RANKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.answering.entry_features import EntryFeatures, Trait
    from bot.answering.index import Index
    from bot.answering.question import Question


_KIND_OF_PHRASING: Final = 0.1

_NEXT_BEST: Final = 3

# A word of six letters or more is still at least this sure after one slip.
_SURE: Final = 0.75

# How many of the best phrasings are compared letter by letter.
_COMPARED: Final = 2

# A phrasing is skipped if it matches less than this share of the question's weight that the best
# one matches: it can't be the most similar.
_WORTH_A_LOOK: Final = 0.5


class Signals(NamedTuple):
    """The ranking signals of one entry for one question, each 0 to 1 (`near` reaches 1.1).

    exact: 1 if one of the entry's wordings is the question itself, else 0.
    harmony: harmonic mean of `asked` and `worded`.
    asked: share of the question's weight that the best phrasing contains.
    worded: share of that phrasing's weight that the question contains.
    evidence: evidence for the question's words in everything the entry says, by their weights.
    stated: share of the question's weight that the best claim contains.
    alike, sorted: rapidfuzz ratios with the best phrasings, with words in order and sorted.
    kind, kinds: how far that phrasing, and all the entry's wordings, ask for the same types of
    answer as the question.
    profile: similarity of the two word distributions.
    near: mean worth of the three next best phrasings.
    covered: share of the question's weight that the entry mentions anywhere.
    missed: share of that weight in the heaviest word that the entry doesn't mention.
    title: share of the title's weight that the question contains.
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


class ClaimMatch(NamedTuple):
    """How one claim of an entry matches a question, each 0 to 1.

    stated: the share of the question's weight that the claim's text contains.
    said: the share of the claim's own weight that the question contains.
    worded: the likeness of the wording most like the question among those that ask for this claim.
    covered: the share of the question's weight that the claim, its wordings or a name of the entry
    contain; missed: the share of that weight in the heaviest word that none of these contain.
    """

    stated: float
    said: float
    worded: float
    covered: float
    missed: float


class Scored(NamedTuple):
    """An entry with its signals and score for one question.

    `wording` is the number of the phrasing that matches best, counted from 0 in the entry's
    `texts`. `words` says how the question's words match, and `worded` how like it the best wording
    of each claim is, by the claim's number.
    """

    indexed: EntryFeatures
    wording: int
    signals: Signals
    score: float
    words: WordMatch
    worded: Mapping[int, float]


def rank(
    index: Index, question: Question, weights: Signals = WEIGHTS, also: Iterable[int] = ()
) -> list[Scored]:
    """Return the likeliest entries for `question`, best first, equal scores by entry id.

    These are the candidates with the most evidence, the entry that has the question among its
    wordings if it isn't one of them, and those with the numbers `also`. A score is the sum of the
    signals times `weights`.
    """
    numbers = find_candidates(index, question)
    numbers += [number for number in dict.fromkeys(also) if number not in numbers]
    very = index.worded(question.key, question.plain)
    if very is not None and very not in numbers:
        numbers.append(very)
    scored = [_scored(index.indexed(number), question, weights) for number in numbers]
    scored.sort(key=lambda one: (-one.score, one.indexed.entry.id))
    return scored


class WordMatch(NamedTuple):
    """How the words of a question match an entry's wordings and claims.

    The numbers are shares of the question's weight (0 to 1), as in `Signals`. `hits` holds, for
    each unit of the question that matches, its weight and the matched traits, each with its
    strength, strongest last.
    """

    evidence: float
    profile: float
    covered: float
    missed: float
    claims: tuple[float, ...]
    hits: list[tuple[float, list[tuple[float, Trait]]]]


def _words(indexed: EntryFeatures, question: Question) -> WordMatch:
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
    return WordMatch(
        evidence / total,
        profile / (math.sqrt(sum([a.weight * a.weight for a in question.asked])) or 1.0),
        covered / total,
        missed / total,
        tuple([worth / total for worth in claims]),
        hits,
    )


def _scored(indexed: EntryFeatures, question: Question, weights: Signals) -> Scored:
    words = _words(indexed, question)
    best, title, worded = _best_phrasings(indexed, question, words)
    _, asked, said, kind, number = best[0]
    texts = [indexed.plain[one[-1]] for one in best[:_COMPARED]]
    signals = Signals(
        exact=float(_is_worded(indexed, question)),
        harmony=_harmonic(asked, said),
        asked=asked,
        worded=said,
        evidence=words.evidence,
        stated=max(words.claims, default=0.0),
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
    if signals.exact:
        number = _place_of_wording(indexed, question)
    return Scored(indexed, number, signals, score, words, worded)


def match_claims(scored: Scored, question: Question) -> list[ClaimMatch]:
    """Return how each claim of the entry matches the question."""
    indexed, words, worded = scored.indexed, scored.words, scored.worded
    size = len(indexed.entry.claims)
    total = question.weight or 1.0
    belongs = [0.0] * size
    # The heaviest word that the whole entry lacks is lacking in each claim.
    lacking = [words.missed * total] * size
    for weight, traits in words.hits:
        owned: dict[int, float] = {}
        for strength, trait in traits:
            for at in trait[BELONGS]:
                owned[at] = strength
        for at in range(size):
            strength = owned.get(at, 0.0)
            belongs[at] += weight * strength
            open_weight = weight * (1 - strength)
            lacking[at] = max(lacking[at], open_weight)
    return [
        ClaimMatch(
            stated,
            min(1.0, stated * total / (said or 1.0)),
            worded.get(at, 0.0),
            belongs[at] / total,
            lacking[at] / total,
        )
        for at, (stated, said) in enumerate(zip(words.claims, indexed.said, strict=True))
    ]


def _place_of_wording(indexed: EntryFeatures, question: Question) -> int:
    """Return the number of the entry's wording that is the question itself."""
    key = question.key if question.key in indexed.plain else question.plain
    return indexed.plain.index(key)


def _is_worded(indexed: EntryFeatures, question: Question) -> bool:
    """Return whether the entry has the question as a wording, as typed or safely corrected."""
    sure = question.surety >= _SURE
    return question.key in indexed.plain or (sure and question.plain in indexed.plain)


# A phrasing's worth, the share of the question that it contains, the share of it that the question
# contains, the agreement of their question types, and its number.
_Phrased = tuple[float, float, float, float, int]

_UNLIKE: Final = (0.0, 0.0, 0.0, 0.0, 0)


def _shares(words: WordMatch) -> tuple[dict[int, float], dict[int, float]]:
    """Return the weight that each phrasing shares with the question, by the phrasing's number.

    The first mapping counts it in the question's weights, the second in the phrasing's own.
    """
    asked: dict[int, float] = {}
    said: dict[int, float] = {}
    in_asked, in_said = asked.get, said.get
    for weight, traits in words.hits:
        strength, (_, _, _, numbers, own, _) = traits[0]
        # A fast path: most words match in one way, and weigh the same in every phrasing.
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
    """Return what `_shares` returns, for one word that matches in several ways.

    `traits` are sorted by strength, so that the strongest match overwrites the others.
    """
    worths: dict[int, float] = {}
    owns: dict[int, float] = {}
    for strength, (_, _, _, numbers, own, _) in traits:
        worths.update(dict.fromkeys(numbers, weight * strength))
        if isinstance(own, float):
            owns.update(dict.fromkeys(numbers, own))
        else:
            owns.update(zip(numbers, own, strict=True))
    return worths, owns


def _best_phrasings(
    indexed: EntryFeatures, question: Question, words: WordMatch
) -> tuple[list[_Phrased], float, dict[int, float]]:
    """Return the most similar phrasings, best first, and the question's share of the title.

    There are one to four phrasings. The share is 0 to 1. The last value is the likeness of the most
    similar phrasing that asks for a claim, by the claim's number.
    """
    asked, said = _shares(words)
    if not asked:
        return [_UNLIKE], 0.0, {}
    total = question.weight or 1.0
    least = _WORTH_A_LOOK * max(asked.values())
    wanted, kinds, weights = question.asks, indexed.wanted, indexed.weights
    claimed = indexed.claimed
    worded: dict[int, float] = {}
    found = []
    for number, share in asked.items():
        if share >= least:
            weight = weights[number]
            one = share / total
            other = min(1.0, said[number] / weight) if weight else 0.0
            kind = len(wanted & kinds[number]) / len(wanted) if wanted else 0.5
            worth = 2 * one * other / (one + other) + _KIND_OF_PHRASING * kind
            claim = claimed[number]
            if claim >= 0 and worth > worded.get(claim, 0.0):
                worded[claim] = worth
            found.append((worth, one, other, kind, number))
    found.sort(reverse=True)
    # An entry's first wording is its title.
    title = said.get(0, 0.0) / (weights[0] or 1.0)
    return found[: 1 + _NEXT_BEST], min(1.0, title), worded


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0
