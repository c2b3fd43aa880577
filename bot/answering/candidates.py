"""Find the few entries worth ranking for a question, through its words in the inverted index."""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answering.index import Index
    from bot.answering.lexicon import Features
    from bot.answering.question import Question

MOST: Final = 8
# An entry with less than this share of the best one's evidence is not the right one.
WORTH_A_LOOK: Final = 0.65
# Sums are compared to this many decimals, so that 0.75 * 0.8 is as much evidence as 0.6.
_DIGITS: Final = 9
_EQUAL: Final = 10**-_DIGITS
# The most words whose evidence is cached, since common words soon come again. 200 of them take
# 1 MiB, and 10 MiB with a base of 10,000 entries.
_MOST_KEPT: Final = 200


def find_candidates(index: Index, question: Question, most: int = MOST) -> list[int]:
    """Return the numbers of the entries with the most evidence for the question, best first.

    At most `most` are returned, and no hidden ones. Evidence is weighted by the question's words;
    of equal entries, the one with the lower number comes first.
    """
    total: dict[int, float] = {}
    get = total.get
    for asked in question.asked:
        weight = asked.weight
        for number, worth in _proposed(index, asked.features).items():
            total[number] = get(number, 0.0) + weight * worth
    for number in index.hidden:
        total.pop(number, None)
    # Rounding and sorting are slow, so only the best are rounded and sorted.
    best = nlargest(most, total.values())
    least = max(best[-1], WORTH_A_LOOK * best[0]) - _EQUAL if best else 0.0
    best_of_all = [
        (round(worth, _DIGITS), -number) for number, worth in total.items() if worth >= least
    ]
    best_of_all.sort(reverse=True)
    return [-number for _, number in best_of_all[:most]]


def _proposed(index: Index, features: Features) -> Mapping[int, float]:
    """Return the evidence (0 to 1) for one unit of the question, by entry number.

    It is cached, because the same words come again and again.
    """
    known = index.proposed.get(features)
    if known is None:
        if len(index.proposed) >= _MOST_KEPT:
            index.proposed.clear()
        known = index.proposed[features] = _propose(index, features)
    return known


def _propose(index: Index, features: Features) -> Mapping[int, float]:
    postings = [
        (strength, first, posting)
        for feature, strength in features
        for first, posting in index.postings(feature)
    ]
    match postings:
        case [(1.0, 0, only)]:
            return only
    best: dict[int, float] = {}
    get = best.get
    for strength, first, posting in postings:
        for at, evidence in posting.items():
            number, worth = at + first, strength * evidence
            if worth > get(number, 0.0):
                best[number] = worth
    return best
