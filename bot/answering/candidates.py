"""The few entries that are worth a closer look, found by the postings of the question's words."""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING, Final

from bot.answering.index import Ready

if TYPE_CHECKING:
    from bot.answering.index import Index, Posting, Proposed
    from bot.answering.lexicon import Features
    from bot.answering.question import Question

MOST: Final = 6
# Words whose entries are kept: the common ones come back soon, and two hundred weigh a MiB.
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
    # Only the best are paired with their numbers and compared by both.
    least = min(nlargest(most, total.values()), default=0.0)
    best_of_all = [(worth, -number) for number, worth in total.items() if worth >= least]
    best_of_all.sort(reverse=True)
    return [-number for _, number in best_of_all[:most]]


def _proposed(index: Index, features: Features) -> Proposed:
    """The evidence that one unit of the question has in each entry.

    Kept for the words that come again and again.
    """
    known = index.proposed.get(features)
    if known is None:
        if len(index.proposed) >= _MOST_KEPT:
            index.proposed.clear()
        known = index.proposed[features] = _propose(index, features)
    return known


def _propose(index: Index, features: Features) -> Proposed:
    postings = [
        (strength, first, posting)
        for feature, strength in features
        for first, posting in index.postings(feature)
    ]
    match postings:
        case [(1.0, 0, Ready() as only)]:
            return only
    best: dict[int, float] = {}
    get = best.get
    for strength, first, posting in postings:
        for at, evidence in posting.items():
            number, worth = at + first, strength * evidence
            if worth > get(number, 0.0):
                best[number] = worth
    return best
