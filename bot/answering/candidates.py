"""The few entries that are worth a closer look, found by the postings of the question's words."""

from __future__ import annotations

from bisect import bisect_left
from heapq import nlargest
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.answering.index import Index
    from bot.answering.layer import Posting
    from bot.answering.understanding import Asked, Question

MOST: Final = 6
# Where a word stands in very many entries, so many are weighed in full.
_WEIGHED: Final = 150


def find_candidates(index: Index, question: Question, most: int = MOST) -> list[int]:
    """Numbers of the entries with most weighted evidence for the question's words, best first.

    A word that very many entries have proposes only those that have it most strongly; what it
    adds to the others is looked up for the leading ones. So the work does not grow with the base.
    """
    total: dict[int, float] = {}
    get = total.get
    any_long = False
    for asked in question.asked:
        best, long = _proposed(index, asked)
        any_long = any_long or long
        weight = asked.weight
        for number, worth in best.items():
            total[number] = get(number, 0.0) + weight * worth
    if any_long:
        leading = nlargest(_WEIGHED, total, key=lambda number: (total[number], -number))
        found = [(asked.weight, _lists(index, asked)) for asked in question.asked]
        total = {n: sum(w * _evidence(lists, n) for w, lists in found) for n in leading}
    hidden = index.hidden
    live = [(worth, -number) for number, worth in total.items() if number not in hidden]
    return [-number for _, number in nlargest(most, live)]


def _proposed(index: Index, asked: Asked) -> tuple[dict[int, float], bool]:
    """The evidence that one unit of the question has in each entry; whether some were left out."""
    best: dict[int, float] = {}
    cut = False
    get = best.get
    for feature, strength in asked.features:
        for first, posting in index.postings(feature):
            cut = cut or posting.strongest is not None
            if not (best or first) and strength == 1:
                best.update(posting.pairs())
                continue
            for at, evidence in posting.pairs():
                number, worth = at + first, strength * evidence
                if worth > get(number, 0.0):
                    best[number] = worth
    return best, cut


_Lists = list[tuple[float, int, "Posting"]]


def _lists(index: Index, asked: Asked) -> _Lists:
    return [
        (strength, first, posting)
        for feature, strength in asked.features
        for first, posting in index.postings(feature)
    ]


def _evidence(lists: _Lists, number: int) -> float:
    """The best evidence in entry `number` among `lists`."""
    best = 0.0
    for strength, first, posting in lists:
        at = bisect_left(posting.numbers, number - first) if number >= first else -1
        if 0 <= at < len(posting.numbers) and posting.numbers[at] == number - first:
            best = max(best, strength * posting.evidence[at])
    return best
