"""Decide from fitted probabilities whether to answer, suggest entries or refuse."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering.details import Detail, details_asked
from bot.answering.entry_features import BELONGS
from bot.answering.fitted_weights import COVERED, RIGHT
from bot.answering.question_type import QuestionType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.answering.claim_ranking import RankedClaim
    from bot.answering.entry_features import EntryFeatures
    from bot.answering.question import QueryTerm, Question
    from bot.answering.ranking import Scored


# Both thresholds were chosen on questions that the paper covers and questions that it does not:
# see docs/benchmarks.md.
COVERED_FROM: Final = 0.3

ANSWER_FROM: Final = 0.2

_MOST_LEAD: Final = 2.0
_MANY_WORDS: Final = 12
_HEAVY: Final = 10.0


@dataclass(frozen=True, slots=True)
class Decision:
    """Two probabilities, 0 to 1.

    covered: that the paper covers the question; confidence: that, if so, the first claim is right.
    """

    covered: float
    confidence: float

    @property
    def answered(self) -> bool:
        """Return whether both probabilities are high enough to answer."""
        return self.covered >= COVERED_FROM and self.confidence >= ANSWER_FROM

    @property
    def suggested(self) -> bool:
        """Return whether the paper covers the question but it is unclear which entry is meant."""
        return self.covered >= COVERED_FROM and self.confidence < ANSWER_FROM


def decide(ranked: Sequence[Scored], claims: Sequence[RankedClaim], question: Question) -> Decision:
    """Return the decision for `ranked` entries and their ranked `claims`, both best first.

    Without a candidate, or for a question whose words have no weight, both probabilities are 0.
    """
    if not ranked or not claims or not question.weight:
        return Decision(0.0, 0.0)
    if not claims[0].signals.exact and _is_mostly_strange(question):
        return Decision(0.0, 0.0)
    seen = grounds(ranked, claims, question)
    covered, right = _probability(COVERED, seen), _probability(RIGHT, seen)
    return Decision(round(covered, 4), round(right, 4))


# "How do I cook pasta" shares one word with the paper, and the other is the heavier.
_STRANGE: Final = 0.35


def _is_surely_known(asked: QueryTerm) -> bool:
    """Return whether the base has the word or its like, and not only what it may be a slip of."""
    return asked.known and asked.features[-1][1] >= _SURELY


_SURELY: Final = 0.6


def _is_mostly_strange(question: Question) -> bool:
    """Return whether a question has one known word at most, and much of its weight in others."""
    known = [asked for asked in question.asked if _is_surely_known(asked)]
    strange = question.weight - sum(asked.weight for asked in known)
    return len(known) <= 1 and strange >= _STRANGE * question.weight


def grounds(
    ranked: Sequence[Scored], claims: Sequence[RankedClaim], question: Question
) -> dict[str, float]:
    """Return the features, by name, that speak for and against the first claim and its entry.

    lead: the entry's score minus that of the best other one, 2 at most; unknown: the share of the
    question's weight carried by words that resemble nothing in the base; absent: 1 if the question
    names something that the paper does not mention; unfit: 1 if the claim does not state the detail
    asked for; few_words: 1 divided by the number of words; strongest: the most evidence for any one
    word; runner_up: the chance of the second claim; open_weight and missed_weight: what the claim
    lacks, not as a share. Those that begin with claim_, and chance, are the claim's own. The others
    are described in Signals.
    """
    return _entry_grounds(ranked, claims[0].scored, question) | _claim_grounds(claims, question)


def _entry_grounds(ranked: Sequence[Scored], best: Scored, question: Question) -> dict[str, float]:
    signals = best.signals
    others = [one.score for one in ranked if one is not best]
    lead = best.score - max(others, default=0.0)
    absent = any(_is_absent_from(best.indexed, asked, question) for asked in question.asked)
    return {
        "exact": signals.exact,
        "lead": max(-_MOST_LEAD, min(lead, _MOST_LEAD)),
        "covered": signals.covered,
        "missed": signals.missed,
        "unknown": sum(a.weight for a in question.asked if not a.known) / question.weight,
        "absent": float(absent),
        "few_words": 1 / len(question.asked),
        "words": min(len(question.asked), _MANY_WORDS) / _MANY_WORDS,
        "surety": question.surety,
        "evidence": signals.evidence,
        "near": signals.near,
        "sorted": signals.sorted,
        "stated": signals.stated,
        "profile": signals.profile,
        "strongest": _strongest(best.indexed, question),
        "title": signals.title,
        "alike": signals.alike,
        "harmony": signals.harmony,
        "kind": signals.kind,
        "kinds": signals.kinds,
    }


def _claim_grounds(claims: Sequence[RankedClaim], question: Question) -> dict[str, float]:
    first = claims[0]
    signals = first.signals
    return {
        "unfit": float(signals.fits < 0),
        "claim_worded": signals.worded,
        "claim_stated": signals.stated,
        "claim_covered": signals.covered,
        "claim_missed": signals.missed,
        "claim_said": signals.said,
        "claim_ahead": signals.ahead,
        "unasked": unasked(first, question),
        "head_missed": head_missed(first, question),
        "chance": first.chance,
        "runner_up": claims[1].chance if len(claims) > 1 else 0.0,
        "missed_weight": signals.missed * question.weight / _HEAVY,
        "open_weight": (1 - signals.covered) * question.weight / _HEAVY,
    }


# Question words whose answer in a claim its wordings show, where they begin the question.
_TELLING: Final = {
    "who": QuestionType.WHO,
    "whom": QuestionType.WHO,
    "whose": QuestionType.WHO,
    "where": QuestionType.WHERE,
}
_AT_BEGINNING: Final = 2

# "Who signed it": a claim that lacks this share of the question's weight names somebody else.
_DEED_MISSED: Final = 0.35


def is_unsaid(first: RankedClaim, question: Question) -> bool:
    """Return whether the claim, though on the topic, lacks the person, place or detail asked for.

    So it is if none of its wordings asks for such a thing, or if the question asks who did what the
    claim does not tell of.
    """
    if unasked(first, question):
        return True
    return question.tokens[:1] == ("who",) and first.signals.missed > _DEED_MISSED


def unasked(first: RankedClaim, question: Question) -> float:
    """Return 1 if the question asks for what no wording of the claim asks for, else 0.

    A claim that no wording asks for is not known well enough.
    """
    wanted: set[str] = set(details_asked(question.tokens))
    for token in question.tokens[:_AT_BEGINNING]:
        if kind := _TELLING.get(token):
            wanted.add(kind)
    if not wanted:
        return 0.0
    wanted.update(_LIKE[detail] for detail in tuple(wanted) if detail in _LIKE)
    sought = first.scored.indexed.sought[first.number]
    return float(bool(sought) and wanted.isdisjoint(sought))


# Wordings that ask for the one also ask for the other.
_LIKE: Final[dict[str, QuestionType]] = {
    Detail.NUMBER: QuestionType.NUMBER,
    Detail.DURATION: QuestionType.NUMBER,
    Detail.DATE: QuestionType.WHEN,
    Detail.COUNTRY: QuestionType.WHERE,
}


_BEFORE_HEAD: Final = frozenset("who whom whose what which where when how why".split())


def head_missed(first: RankedClaim, question: Question) -> float:
    """Return 1 if the claim has nothing of the word after the question word, less if a little."""
    tokens = question.tokens
    at = next((place for place, token in enumerate(tokens) if token in _BEFORE_HEAD), None)
    if at is None:
        return 0.0
    after = tokens[at + 1 :]
    for word in after:
        term = next((one for one in question.asked if word in one.word.split()), None)
        if term is not None:
            return 1.0 - _belonging(first, term)
    return 0.0


def _belonging(first: RankedClaim, term: QueryTerm) -> float:
    """Return how strongly a word of the question belongs to the claim, 0 to 1."""
    indexed = first.scored.indexed
    at, traits = indexed.at, indexed.traits
    return max(
        (
            strength
            for feature, strength in term.features
            if feature in at and first.number in traits[at[feature] + BELONGS]
        ),
        default=0.0,
    )


def _is_absent_from(indexed: EntryFeatures, asked: QueryTerm, question: Question) -> bool:
    """Return whether a word names what the paper lacks, and nothing of the entry speaks of it.

    A wording with a verdict may: "did Annan say so?" is answered with who did.
    """
    spoken_of = any(feature in indexed.at for feature, _ in asked.features)
    return asked.absent and not (spoken_of and QuestionType.YES_NO in question.asks)


def _strongest(indexed: EntryFeatures, question: Question) -> float:
    """Return the most evidence that the entry has for any one word of the question."""
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
