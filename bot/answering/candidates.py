"""The few entries that are worth a closer look, found by the postings of the question's words."""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answering.index import Index
    from bot.answering.lexicon import Features
    from bot.answering.question import Question

MOST: Final = 6
# Sums are compared to so many digits: 0.75 * 0.8 is as much evidence as 0.6.
_DIGITS: Final = 9
_EQUAL: Final = 10**-_DIGITS
# Words whose entries are kept: the common ones come back soon. Two hundred weigh a MiB, and 10 over
# a base of 10,000 entries.
_MOST_KEPT: Final = 200


def find_candidates(index: Index, question: Question, most: int = MOST) -> list[int]:
    """Numbers of the entries with most weighted evidence for the question's words, best first."""
    total: dict[int, float] = {}
    get = total.get
    for asked in question.asked:
        weight = asked.weight
        for number, worth in _proposed(index, asked.features).items():
            total[number] = get(number, 0.0) + weight * worth
    for number in index.hidden:
        total.pop(number, None)
    # Only the best are rounded, paired with their numbers and compared by both.
    least = min(nlargest(most, total.values()), default=0.0) - _EQUAL
    best_of_all = [
        (round(worth, _DIGITS), -number) for number, worth in total.items() if worth >= least
    ]
    best_of_all.sort(reverse=True)
    return [-number for _, number in best_of_all[:most]]


def _proposed(index: Index, features: Features) -> Mapping[int, float]:
    """The evidence that one unit of the question has in each entry.

    Kept for the words that come again and again.
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
