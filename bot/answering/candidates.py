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
# Where a word stands in very many entries, so many are weighed in full.
_WEIGHED: Final = 150
# Words whose entries are kept: the common ones come back soon, and two hundred weigh a MiB.
_MOST_KEPT: Final = 200


def find_candidates(index: Index, question: Question, most: int = MOST) -> list[int]:
    """Numbers of the entries with most weighted evidence for the question's words, best first.

    A word that very many entries have proposes only those that have it most strongly; what it
    adds to the others is looked up for the leading ones. So the work does not grow with the base.
    """
    total: dict[int, float] = {}
    get = total.get
    any_long = False
    for asked in question.asked:
        best, long = _proposed(index, asked.features)
        any_long = any_long or long
        weight = asked.weight
        for number, worth in best.items():
            total[number] = get(number, 0.0) + weight * worth
    if any_long:
        leading = nlargest(_WEIGHED, total, key=lambda number: (total[number], -number))
        found = [(asked.weight, _lists(index, asked.features)) for asked in question.asked]
        total = {n: sum(w * _evidence(lists, n) for w, lists in found) for n in leading}
    for number in index.hidden:
        total.pop(number, None)
    # Only the best are paired with their numbers and compared by both.
    least = min(nlargest(most, total.values()), default=0.0)
    best_of_all = [(worth, -number) for number, worth in total.items() if worth >= least]
    best_of_all.sort(reverse=True)
    return [-number for _, number in best_of_all[:most]]


def _proposed(index: Index, features: Features) -> Proposed:
    """The evidence that one unit of the question has in each entry; whether some were left out.

    Kept for the words that come again and again.
    """
    known = index.proposed.get(features)
    if known is None:
        if len(index.proposed) >= _MOST_KEPT:
            index.proposed.clear()
        known = index.proposed[features] = _propose(index, features)
    return known


def _propose(index: Index, features: Features) -> Proposed:
    lists = _lists(index, features)
    match lists:
        case [(1.0, 0, Ready() as only)]:
            return only, False
    best: dict[int, float] = {}
    get = best.get
    for strength, first, posting in lists:
        for at, evidence in posting.strongest or posting.items():
            number, worth = at + first, strength * evidence
            if worth > get(number, 0.0):
                best[number] = worth
    return best, any(posting.strongest for _, _, posting in lists)


_Lists = list[tuple[float, int, "Posting"]]


def _lists(index: Index, features: Features) -> _Lists:
    return [
        (strength, first, posting)
        for feature, strength in features
        for first, posting in index.postings(feature)
    ]


def _evidence(lists: _Lists, number: int) -> float:
    """The best evidence in entry `number` among `lists`."""
    return max([s * posting.get(number - first, 0.0) for s, first, posting in lists], default=0.0)
