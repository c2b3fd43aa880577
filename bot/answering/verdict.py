"""Find the verdict that a yes/no question gets: "yes", "no", or none where it is not certain.

A curated wording that names a verdict decides first. Otherwise the claim that answers decides, if
it states just what was asked, or its opposite, or another number, year or name in its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.answering.outcome import Verdict
from bot.answering.question_type import QuestionType

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.answering.question import Question, QueryTerm

# A claim states what was asked if it has at least this share of the question's weight.
_STATED: Final = 0.8

# One that gives another number or year needs less: the wrong one itself is not in it.
_STATED_OTHERWISE: Final = 0.5

_NEGATIVE: Final = frozenset(
    """
    no not never nobody none neither nor without cannot nothing nowhere lacks lacked lack denied
    denies deny failed fails absent absence impossible unable refused rarely rare few
    """.split()
)

_NEGATING: Final = frozenset("no not never nobody none neither nor without cannot nothing".split())

# "Isn't it true", "Didn't they deny": the writer expects a yes, and denies nothing.
_TAG: Final = re.compile(
    r"^(?:so |and |but )?(?:is|are|was|were|did|does|do|has|have|had|can|could|would|should)(?:n't| not)\b",
    re.IGNORECASE,
)

_ALL: Final = frozenset("all every everyone everybody always only entirely completely fully any ever".split())
_WHOLE: Final = frozenset("all every everyone everybody always only entirely completely fully".split())
_SOME: Final = frozenset("most some few many several often rarely partly mostly mainly primarily largely".split())

_NUMBER: Final = re.compile(r"^\d+$")
_YEAR: Final = re.compile(r"^(?:19|20)\d\d$")

OPPOSITE: Final[dict[Verdict, Verdict]] = {"yes": "no", "no": "yes", "": ""}


def wants_verdict(question: Question) -> bool:
    """Return whether a question can be answered with yes or no."""
    return QuestionType.YES_NO in question.asks


def is_negated(tokens: Sequence[str], text: str = "") -> bool:
    """Return whether a text denies something; a negated auxiliary at its beginning does not."""
    count = sum(token in _NEGATING for token in tokens)
    return (count - bool(_TAG.match(text))) % 2 == 1


def verdict_of_claim(
    question: Question, words: Collection[str], features: Collection[str], shared: float
) -> Verdict:
    """Return the verdict of a claim on a yes/no question, "" if the claim does not decide it.

    `words` are the claim's words in lower case, `features` those of its words in the lexicon, and
    `shared` is the share (0 to 1) of the question's weight that the claim contains.
    """
    if _has_another(question.asked, words) and shared >= _STATED_OTHERWISE:
        return "no"
    if shared < _STATED:
        return ""
    asked = set(question.tokens)
    if asked & _WHOLE and set(words) & _SOME and not asked & _SOME:
        return "no"
    says_no = bool(_NEGATIVE.intersection(words))
    asks_no = is_negated(question.tokens, question.text) or bool(
        asked & (_NEGATIVE - _NEGATING) & set(words)
    )
    return "yes" if says_no == asks_no else "no"


def _has_another(asked: Sequence[QueryTerm], words: Collection[str]) -> bool:
    """Return whether the question gives a number or year where the claim gives another one."""
    for term in asked:
        for pattern in (_YEAR, _NUMBER):
            if pattern.match(term.word) and term.word not in words:
                others = [word for word in words if pattern.match(word)]
                if pattern is _NUMBER:
                    others = [word for word in others if not _YEAR.match(word)]
                if others:
                    return True
    return False
