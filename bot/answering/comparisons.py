"""Answer a comparison as two sides: what the paper says of each of the two things compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.answering.claim_ranking import rank_claims
from bot.answering.composition import parts_of
from bot.answering.ranking import rank

if TYPE_CHECKING:
    from bot.answering.claim_ranking import RankedClaim
    from bot.answering.index import Index
    from bot.answering.outcome import Part
    from bot.answering.question import QueryTerm, Question
    from bot.paper.paper import Paper

_CUES: Final = frozenset(
    """
    compare compared comparing comparison contrast contrasted difference differences differ differs
    different versus vs similar similarity similarities alike same each both either respectively
    whereas
    """.split()
)

# A claim is a side of the comparison only if it contains this share of the side's own question.
_OF_SIDE: Final = 0.34


def compares(question: Question) -> bool:
    """Return whether a question sets things beside each other."""
    return not _CUES.isdisjoint(question.tokens)


def compared(paper: Paper, index: Index, question: Question) -> tuple[Part, ...] | None:
    """Return a part for each of two named things that a question compares, None if it names none.

    For each side the question is asked without the other side's name.
    """
    sides = _sides(index, question)
    if sides is None:
        return None
    first, second = sides
    common = tuple(
        one for one in question.asked if one not in (first, second) and one.word not in _CUES
    )
    best = [_side(index, question, common, name) for name in (first, second)]
    if best[0] is None or best[1] is None or best[0].claim.home == best[1].claim.home:
        return None
    return parts_of(paper, [one for one in best if one is not None])


def _sides(index: Index, question: Question) -> tuple[QueryTerm, QueryTerm] | None:
    """Return the first two terms of a question that name an actor, of one type if possible."""
    named = [
        (term, frozenset(kind for feature, _ in term.features for kind in index.sorts_of(feature)))
        for term in question.asked
    ]
    named = [(term, kinds) for term, kinds in named if kinds]
    for at, (term, kinds) in enumerate(named):
        for other, others in named[at + 1 :]:
            if kinds & others and term.word != other.word:
                return term, other
    if len(named) == 2 and named[0][0].word != named[1][0].word:  # noqa: PLR2004  # the two sides
        return named[0][0], named[1][0]
    return None


def _side(
    index: Index, question: Question, common: tuple[QueryTerm, ...], name: QueryTerm
) -> RankedClaim | None:
    """Return the claim that says most of one side, None if no claim names it."""
    asked = (*common, name)
    weight = sum(one.weight for one in asked)
    side = replace(
        question, asked=asked, weight=weight, key="", plain=" ".join(a.word for a in asked)
    )
    features = {feature for feature, _ in name.features}
    for one in rank_claims(rank(index, side), side):
        indexed = one.scored.indexed
        of_name = any(
            feature in indexed.at and one.number in indexed.traits[indexed.at[feature] + 2]
            for feature in features
        ) or not features.isdisjoint(_title_features(index, indexed.entry.title))
        if of_name and one.signals.covered >= _OF_SIDE:
            return one
    return None


def _title_features(index: Index, title: str) -> frozenset[str]:
    return frozenset(f for unit in index.lexicon.read(title).units for f, _ in unit.features)
