"""Rank the claims of the likeliest entries for a question: the one that answers it comes first."""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.answering.details import Detail, details_asked
from bot.answering.fitted_weights import CLAIMS
from bot.answering.question_type import QuestionType
from bot.answering.ranking import match_claims
from bot.paper.model import SEEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.answering.question import Question
    from bot.answering.ranking import ClaimMatch, Scored
    from bot.paper.model import Claim

_TENS: Final = 0.1

# Only the claims of the likeliest entries are compared.
_MOST_ENTRIES: Final = 6


class ClaimSignals(NamedTuple):
    """The ranking signals of one claim for one question.

    exact: 1 if the question is one of the wordings that ask for this claim, else 0.
    worded: likeness of the best of those wordings, 0 to 1.1.
    ahead: how much better that is than for any other claim of the entry, or worse if negative.
    stated, said: the shares of the question's and of the claim's weight that both have, 0 to 1.
    covered, missed: as in ClaimMatch.
    stated_ahead: how much more of the question it contains than any other claim of the entry.
    fits: 1 if it states the detail asked for, -1 if not, 0 if the question asks for none.
    names: 1 if it names somebody or something where the question asks who, where or which, -1 if it
    does not, 0 for other questions.
    first: 1 for an entry's first claim, less for the later ones.
    seen: 1 if it says what can be seen of the paper while the question is not about the paper.
    entry: a tenth of its entry's score, less that of the best entry.
    """

    exact: float
    worded: float
    ahead: float
    stated: float
    said: float
    covered: float
    missed: float
    stated_ahead: float
    fits: float
    names: float
    first: float
    seen: float
    entry: float


CLAIM_WEIGHTS: Final = ClaimSignals(**CLAIMS)


class RankedClaim(NamedTuple):
    """A claim with its number in an entry, its signals, and its chance, 0 to 1, of being right."""

    claim: Claim
    number: int
    scored: Scored
    signals: ClaimSignals
    score: float
    chance: float


def rank_claims(
    ranked: Sequence[Scored],
    question: Question,
    weights: ClaimSignals = CLAIM_WEIGHTS,
    most: int = _MOST_ENTRIES,
) -> list[RankedClaim]:
    """Return the claims of the first `most` of the `ranked` entries, best first, each fact once.

    A claim that several of the entries show is taken from where it scores best. The chances add up
    to 1.
    """
    if not ranked:
        return []
    sought = _Sought.of(question)
    best: dict[str, RankedClaim] = {}
    for scored in ranked[:most]:
        signals_of = _signals(scored, question, sought, ranked[0].score)
        pairs = zip(scored.indexed.entry.claims, signals_of, strict=True)
        for number, (claim, signals) in enumerate(pairs):
            score = sum(map(mul, weights, signals))
            key = claim.home or claim.text
            known = best.get(key)
            if known is None or score > known.score:
                best[key] = RankedClaim(claim, number, scored, signals, score, 0.0)
    found = sorted(best.values(), key=lambda one: -one.score)
    top = found[0].score
    worth = [math.exp(max(one.score - top, -_NO_CHANCE)) for one in found]
    total = sum(worth)
    return [one._replace(chance=value / total) for one, value in zip(found, worth, strict=True)]


class _Sought(NamedTuple):
    """What a question asks of a claim: details, a name, and whether it is about the paper."""

    details: frozenset[Detail]
    name: bool
    about_paper: bool

    @classmethod
    def of(cls, question: Question) -> _Sought:
        details = details_asked(question.tokens)
        name = bool(question.asks & _NAMING) or Detail.COUNTRY in details
        return cls(details, name, is_about_paper(question.tokens))


def _signals(
    scored: Scored, question: Question, sought: _Sought, highest: float
) -> Iterator[ClaimSignals]:
    """Yield the signals of each claim of an entry; `highest` is the score of the best entry."""
    indexed = scored.indexed
    matches = match_claims(scored, question)
    asked_for = indexed.claimed[scored.wording]
    is_seen = float(indexed.entry.kind in SEEN and not sought.about_paper)
    worded, stated = _two_best(matches, _WORDED), _two_best(matches, _STATED)
    for number, match in enumerate(matches):
        fits = names = 0.0
        if sought.details:
            fits = -1.0 if sought.details.isdisjoint(indexed.states[number]) else 1.0
        if sought.name:
            names = 1.0 if indexed.names[number] else -1.0
        yield ClaimSignals(
            exact=scored.signals.exact if asked_for == number else 0.0,
            worded=match.worded,
            ahead=match.worded - worded[match.worded == worded[0]],
            stated=match.stated,
            said=match.said,
            covered=match.covered,
            missed=match.missed,
            stated_ahead=match.stated - stated[match.stated == stated[0]],
            fits=fits,
            names=names,
            first=1 / (1 + number),
            seen=is_seen,
            entry=_TENS * (scored.score - highest),
        )


_NAMING: Final = frozenset([QuestionType.WHO, QuestionType.WHERE])

_NO_CHANCE: Final = 60.0


_WORDED: Final = 2
_STATED: Final = 0


def _two_best(matches: Sequence[ClaimMatch], which: int) -> tuple[float, float]:
    """Return the two highest of one number in the matches of an entry's claims, 0 where missing."""
    first = second = 0.0
    for match in matches:
        value = match[which]
        if value > first:
            first, second = value, first
        elif value > second:
            second = value
    return first, second


_OF_THE_PAPER: Final = frozenset(
    """
    paper essay article text reading author writer note notes footnote footnotes mark marks
    section sections title cite cites cited citation citations source sources work works page pages
    mistake mistakes error errors slip slips typo typos contradict contradicts contradiction
    contradictions inconsistent printed bibliography reference references quoted written wrote
    published thesis aim aims topic argument course instructor
    """.split()
)


def is_about_paper(tokens: Sequence[str]) -> bool:
    """Return whether a question names the paper, its notes, its works or its slips."""
    return not _OF_THE_PAPER.isdisjoint(tokens)
