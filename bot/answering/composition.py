"""Compose an answer from the ranked claims: the one that answers first, and what belongs to it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from bot.answering import answer_parts
from bot.answering.claim_ranking import CLAIM_WEIGHTS
from bot.answering.question_type import QuestionType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.claim_ranking import RankedClaim
    from bot.answering.outcome import Part
    from bot.answering.question import Question
    from bot.paper.paper import Paper

# How many claims an answer shows at most, by what is asked.
MOST_CLAIMS: Final = 3
_FEW: Final = 2
_USUAL: Final = 2

# A further claim of the first one's entry is shown if its chance is at least this share of the
# first one's; a claim of another entry needs more.
_BELONGS: Final = 0.05
_BELONGS_ELSEWHERE: Final = 0.45
_BELONGS_TO_LIST: Final = 0.01
_BELONGS_THIRD: Final = 0.5

# A claim of another entry is also shown if the first claim's entry has nothing on this share of the
# question's weight, and the other one has.
_LEFT_OPEN: Final = 0.2

_BRIEF: Final = frozenset(
    [
        QuestionType.WHO,
        QuestionType.WHEN,
        QuestionType.WHERE,
        QuestionType.NUMBER,
        QuestionType.YES_NO,
        QuestionType.SOURCE,
    ]
)
_LONG: Final = frozenset([QuestionType.WHY, QuestionType.HOW, QuestionType.MEANING])


# "Two reasons", "both types": so many claims, and one to introduce them.
_NUMERALS: Final = {"both": 2, "two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}


def several_asked(question: Question) -> bool:
    """Return whether a question asks for a number of things: "two reasons", "both types"."""
    return any(token in _NUMERALS for token in question.tokens)


def most_claims(question: Question) -> int:
    """Return how many claims a good answer to `question` has at most."""
    if several := max((_NUMERALS.get(token, 0) for token in question.tokens), default=0):
        return several + 1
    if question.asks & _LONG:
        return MOST_CLAIMS
    return _FEW if question.asks & _BRIEF else _USUAL


def chosen_claims(ranked: Sequence[RankedClaim], question: Question) -> list[RankedClaim]:
    """Return the claims to show, best first: the first of `ranked` and those that belong to it."""
    first = ranked[0]
    most = most_claims(question)
    several = several_asked(question)
    # That the question is a wording of the first claim says nothing against the others.
    own = first.score - CLAIM_WEIGHTS.exact * first.signals.exact
    chosen = [first]
    for other in ranked[1:]:
        if len(chosen) >= most:
            break
        same = other.scored is first.scored
        least = (_BELONGS_TO_LIST if several else _BELONGS) if same else _BELONGS_ELSEWHERE
        if len(chosen) > 1 and not several:
            least = max(least, _BELONGS_THIRD)
        share = math.exp(min(0.0, other.score - own))
        if share >= least or (not same and _completes(first, other, question)):
            chosen.append(other)
    return chosen


def _completes(first: RankedClaim, other: RankedClaim, question: Question) -> bool:
    """Return whether `other` answers a part of the question that the first entry lacks."""
    has, also = first.scored.indexed.at, other.scored.indexed.at
    left = [
        asked
        for asked in question.asked
        if asked.known and not any(feature in has for feature, _ in asked.features)
    ]
    if sum(asked.weight for asked in left) < _LEFT_OPEN * question.weight:
        return False
    return all(any(feature in also for feature, _ in asked.features) for asked in left)


def parts_of(paper: Paper, chosen: Sequence[RankedClaim]) -> tuple[Part, ...]:
    """Return the chosen claims as parts of an answer, one part for each entry, in their order."""
    by_entry: dict[str, list[RankedClaim]] = {}
    for one in chosen:
        by_entry.setdefault(one.scored.indexed.entry.id, []).append(one)
    return tuple(
        answer_parts.entry_part(paper, ones[0].scored.indexed.entry, [one.claim for one in ones])
        for ones in by_entry.values()
    )
