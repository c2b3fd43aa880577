"""Whether the best match is sure enough to be given as an answer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering.claim_selection import fits_kind
from bot.answering.fitted_weights import COVERED, RIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.answering.entry_features import EntryFeatures
    from bot.answering.question import Question
    from bot.answering.ranking import Scored


# Chosen on questions that the paper covers and on such as it does not: docs/benchmarks.md.
COVERED_FROM: Final = 0.5

ANSWER_FROM: Final = 0.3

_MOST_LEAD: Final = 2.0


@dataclass(frozen=True, slots=True)
class Decision:
    """How likely the paper covers the question, and how likely the first candidate is right."""

    covered: float
    confidence: float

    @property
    def answered(self) -> bool:
        """Sure enough to answer."""
        return self.covered >= COVERED_FROM and self.confidence >= ANSWER_FROM

    @property
    def suggested(self) -> bool:
        """Covered, but not sure enough which entry is meant."""
        return self.covered >= COVERED_FROM and self.confidence < ANSWER_FROM


def decide(ranked: Sequence[Scored], question: Question) -> Decision:
    """The decision for a ranking; without a candidate nothing is covered."""
    if not ranked or not question.weight:
        return Decision(0.0, 0.0)
    seen = grounds(ranked, question)
    covered, right = _probability(COVERED, seen), _probability(RIGHT, seen)
    return Decision(round(covered, 4), round(min(covered, right), 4))


def grounds(ranked: Sequence[Scored], question: Question) -> dict[str, float]:
    """What speaks for and against the first candidate, by name.

    lead: its score before the next one's; unknown: share of the question's weight that nothing in
    the base is like; absent: it names something that the paper does not mention; wrong_kind: no
    claim holds the kind of answer wanted; few_words: one divided by their number; strongest: the
    most evidence that one word has; the others as in Signals.
    """
    best = ranked[0]
    signals = best.signals
    lead = best.score - ranked[1].score if len(ranked) > 1 else best.score
    return {
        "exact": signals.exact,
        "lead": min(lead, _MOST_LEAD),
        "covered": signals.covered,
        "missed": signals.missed,
        "unknown": sum(a.weight for a in question.asked if not a.known) / question.weight,
        "absent": float(any(asked.absent for asked in question.asked)),
        "wrong_kind": float(not fits_kind(best.indexed, question)),
        "few_words": 1 / len(question.asked),
        "evidence": signals.evidence,
        "near": signals.near,
        "sorted": signals.sorted,
        "stated": signals.stated,
        "profile": signals.profile,
        "strongest": _strongest(best.indexed, question),
    }


def _strongest(indexed: EntryFeatures, question: Question) -> float:
    """The most evidence that a single word of the question has in an entry."""
    at, traits = indexed.at, indexed.traits
    return max(
        (
            strength * traits[at[feature]]
            for asked in question.asked
            for feature, strength in asked.features
            if feature in at
        ),
        default=0.0,
    )


def _probability(weights: Mapping[str, float], seen: Mapping[str, float]) -> float:
    odds = weights["bias"] + sum(weights[name] * worth for name, worth in seen.items())
    return 1 / (1 + math.exp(-max(odds, -_SURELY_NOT)))


_SURELY_NOT: Final = 60.0
