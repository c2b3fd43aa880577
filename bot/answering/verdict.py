"""Find the verdict that a yes/no question gets: "yes", "no", or none where it is not certain.

A curated wording that names a verdict decides first. Otherwise the claim that answers decides, if
it states just what was asked, or its opposite, or another number, year or name in its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.answering.negation import NEGATING, is_negated
from bot.answering.question_type import QuestionType

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.answering.claim_ranking import RankedClaim
    from bot.answering.entry_features import Judged
    from bot.answering.question import QueryTerm, Question
    from bot.paper.model import Verdict

# A claim states what was asked if it has at least this share of the question's weight.
_STATED: Final = 0.8
# That it is so is told only if the claim states nearly every word.
_SURELY_STATED: Final = 0.93

# One that gives another number or year needs less: the wrong one itself is not in it.
_STATED_OTHERWISE: Final = 0.45

# Likeness from which a wording with a verdict, or a premise, speaks for the question: surely, and
# where nothing else does.
_ALIKE: Final = 0.72
_RATHER_ALIKE: Final = 0.5
# A wording that lacks more of the question's weight says nothing of it.
_ASKED: Final = 0.4
_SUPPOSES: Final = 0.75
_SUPPOSES_ALL: Final = 0.85

# Words by which a claim says that something is not so, or hardly so.
_DENYING: Final = NEGATING | frozenset(
    """
    nowhere lacks lacked lack denied denies deny failed fails absent absence impossible unable
    refused rarely rare few little
    """.split()
)

_WHOLE: Final = frozenset(
    "all every everyone everybody always only entirely completely fully".split()
)
_SOME: Final = frozenset(
    "most some few many several often rarely partly mostly mainly primarily largely".split()
)

_NUMBER: Final = re.compile(r"^\d+$")
_YEAR: Final = re.compile(r"^(?:19|20)\d\d$")

_OPPOSITE: Final[dict[Verdict, Verdict]] = {"yes": "no", "no": "yes", "": ""}


def wants_verdict(question: Question) -> bool:
    """Return whether a question can be answered with yes or no."""
    return QuestionType.YES_NO in question.asks


def supposed(ranked: Sequence[RankedClaim], question: Question) -> RankedClaim | None:
    """Return the claim that contradicts what the question supposes, or None.

    The premises of the entries of the first few claims are compared.
    """
    entries = {one.scored.indexed.entry.id: one.scored.indexed for one in ranked[:_LOOKED_AT]}
    best, likeness = None, _SUPPOSES
    for indexed in entries.values():
        for judged in indexed.judged:
            if judged.premise and judged.claim >= 0:
                here, there = _shares(judged, question)
                if there >= _SUPPOSES_ALL and (here + there) / 2 >= likeness:
                    best, likeness = indexed.entry.claims[judged.claim].home, (here + there) / 2
    return next((one for one in ranked if one.claim.home == best), None) if best else None


_LOOKED_AT: Final = 8


def verdict(first: RankedClaim, words: Collection[str], question: Question) -> Verdict:
    """Return the verdict of the first claim on a yes/no question, "" if none is certain.

    `words` are the claim's words in lower case.
    """
    shared = first.signals.stated
    if shared >= _STATED_OTHERWISE and _has_another(question.asked, words):
        return "no"
    if _names_another(question, shared):
        return "no"
    curated, likeness = _curated(first, question)
    if likeness >= _ALIKE:
        return curated
    return _stated(shared, words, question) or (curated if likeness >= _RATHER_ALIKE else "")


def _curated(first: RankedClaim, question: Question) -> tuple[Verdict, float]:
    """Return the verdict of the wording most like the question, and how like it is, 0 to 1."""
    indexed = first.scored.indexed
    best: Verdict = ""
    most = 0.0
    denies = is_negated(question.tokens)
    for judged in indexed.judged:
        if judged.claim >= 0 and indexed.entry.claims[judged.claim] != first.claim:
            continue
        here, there = _shares(judged, question)
        if here < _ASKED:
            continue
        like = 2 * here * there / (here + there) if here + there else 0.0
        if like > most:
            most = like
            best = judged.verdict if judged.negated == denies else _OPPOSITE[judged.verdict]
    return best, most


def _shares(judged: Judged, question: Question) -> tuple[float, float]:
    """Return the share of the question's weight that a wording has, and of its own weight."""
    here = there = 0.0
    weights = judged.weights
    for asked in question.asked:
        strength = max([s for f, s in asked.features if f in weights], default=0.0)
        if strength:
            here += asked.weight * strength
            there += max(weights[f] * s for f, s in asked.features if f in weights)
    return here / (question.weight or 1.0), min(1.0, there / (judged.total or 1.0))


def _stated(shared: float, words: Collection[str], question: Question) -> Verdict:
    """Return the verdict of a claim that states what was asked, or that it is not so."""
    if shared < _STATED:
        return ""
    asked = set(question.tokens)
    if asked & _WHOLE and not _SOME.isdisjoint(words) and not asked & _SOME:
        return "no"
    if shared < _SURELY_STATED and _DENYING.isdisjoint(words):
        return ""
    denied = not _DENYING.isdisjoint(words)
    denies = is_negated(question.tokens) or bool(asked & (_DENYING - NEGATING) & set(words))
    return "yes" if denied == denies else "no"


_NUMERALS: Final = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {
    "fifteen": "15",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "hundred": "100",
}


def _has_another(asked: Sequence[QueryTerm], words: Collection[str]) -> bool:
    """Return whether the question gives a number or year where the claim gives another one."""
    spoken = {_NUMERALS.get(word, word) for word in words}
    years = {word for word in spoken if _YEAR.match(word)}
    numbers = {word for word in spoken if _NUMBER.match(word)} - years
    for term in asked:
        given = _NUMERALS.get(term.word, term.word)
        if _YEAR.match(given):
            if years and given not in years:
                return True
        elif _NUMBER.match(given) and given != "1" and numbers and given not in numbers:
            return True
    return False


def _names_another(question: Question, shared: float) -> bool:
    """Return whether the question names somebody or something else than the claim does.

    The name is one that the paper does not mention, and the claim states all the rest.
    """
    strange = sum(one.weight for one in question.asked if one.absent or not one.known)
    absent = any(one.absent for one in question.asked)
    rest = question.weight - strange
    return absent and rest > 0 and shared * question.weight / rest >= _STATED
