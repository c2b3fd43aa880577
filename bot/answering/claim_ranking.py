"""Rank the claims of the likeliest entries for a question: the one that answers it comes first."""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.answering.details import Detail, details_asked, details_stated, names_something
from bot.answering.fitted_weights import CLAIMS
from bot.answering.question_type import QuestionType
from bot.paper.model import SEEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.question import Question
    from bot.answering.ranking import Scored
    from bot.paper.model import Claim

_TENS: Final = 0.1


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
    """A claim with its number in an entry, its signals, and the chance, 0 to 1, that it answers the question."""

    claim: Claim
    number: int
    scored: Scored
    signals: ClaimSignals
    score: float
    chance: float


def rank_claims(
    ranked: Sequence[Scored], question: Question, weights: ClaimSignals = CLAIM_WEIGHTS
) -> list[RankedClaim]:
    """Return the claims of the `ranked` entries, best first, each fact once.

    A claim that several of the entries show is taken from where it scores best. The chances add up
    to 1.
    """
    if not ranked:
        return []
    wanted = details_asked(question.tokens)
    about_paper = is_about_paper(question.tokens)
    wants_name = bool(question.asks & _NAMING) or Detail.COUNTRY in wanted
    best: dict[str, RankedClaim] = {}
    for scored in ranked:
        for number, claim in enumerate(scored.indexed.entry.claims):
            signals = _signals(scored, number, ranked[0].score, wanted, about_paper=about_paper, wants_name=wants_name)
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


_NAMING: Final = frozenset([QuestionType.WHO, QuestionType.WHERE])

_NO_CHANCE: Final = 60.0


def _signals(
    scored: Scored,
    number: int,
    most: float,
    wanted: frozenset[Detail],
    *,
    about_paper: bool,
    wants_name: bool,
) -> ClaimSignals:
    match = scored.claims[number]
    claim = scored.indexed.entry.claims[number]
    others = [one for at, one in enumerate(scored.claims) if at != number]
    fits = 0.0
    if wanted:
        fits = -1.0 if wanted.isdisjoint(details_stated(claim.text)) else 1.0
    asked_for = scored.indexed.claimed[scored.wording]
    return ClaimSignals(
        exact=scored.signals.exact if asked_for == number else 0.0,
        worded=match.worded,
        ahead=match.worded - max([one.worded for one in others], default=0.0),
        stated=match.stated,
        said=match.said,
        covered=match.covered,
        missed=match.missed,
        stated_ahead=match.stated - max([one.stated for one in others], default=0.0),
        fits=fits,
        names=(1.0 if names_something(claim.text) else -1.0) if wants_name else 0.0,
        first=1 / (1 + number),
        seen=float(scored.indexed.entry.kind in SEEN and not about_paper),
        entry=_TENS * (scored.score - most),
    )


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
