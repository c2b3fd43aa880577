"""Whether the best match is sure enough to be given as an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering.scoring import logistic
from bot.answering.selecting import fits_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.scoring import Scored
    from bot.answering.understanding import Question

ANSWER_FROM: Final = 0.5
SUGGEST_FROM: Final = 0.35

# Logistic regression on the features below.
_BIAS: Final = -7.0
_PER_SCORE: Final = 1.0
_PER_COVERED: Final = 3.0
_PER_MARGIN: Final = 0.5
_WRONG_KIND: Final = -1.5


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a ranking: answer it, suggest from it, or neither; confidence 0 to 1."""

    confidence: float

    @property
    def answered(self) -> bool:
        """Sure enough to answer."""
        return self.confidence >= ANSWER_FROM

    @property
    def suggested(self) -> bool:
        """Sure enough to ask whether it was meant."""
        return SUGGEST_FROM <= self.confidence < ANSWER_FROM


def decide(ranked: Sequence[Scored], question: Question) -> Decision:
    """The decision for a ranking, from its best score, lead, coverage and kind of answer."""
    if not ranked or not question.weight:
        return Decision(0.0)
    best = ranked[0]
    lead = best.score - ranked[1].score if len(ranked) > 1 else best.score
    x = (
        _BIAS
        + _PER_SCORE * best.score
        + _PER_COVERED * best.signals.covered
        + _PER_MARGIN * min(lead, 1.0)
        + (0.0 if fits_kind(best.indexed, question) else _WRONG_KIND)
    )
    return Decision(round(logistic(x), 4))
