"""Select the claims of an entry that answer a question, best first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.answering.question_type import QuestionType

if TYPE_CHECKING:
    from bot.answering.entry_features import EntryFeatures
    from bot.answering.question import Question
    from bot.answering.ranking import Scored
    from bot.paper.model import Claim


MOST_CLAIMS: Final = 3

# A further claim is shown if its worth is at least this share of the best claim's.
_NEARLY_AS_GOOD: Final = 0.35

_FITS_KIND: Final = 0.25

_EARLIER: Final = 0.06

_AT_LEAST: Final = 0.2

_NUMBER: Final = re.compile(
    r"\d|\b(?:no|none|never|two|three|four|five|ten|only|most|few|several|many)\b", re.IGNORECASE
)

# Figures that are no counts: numbers in names (a resolution's, an article's …) and years.
_LABEL: Final = re.compile(
    r"\b(?:resolution|article|chapter|section|paragraph|page|note|footnote|rule)s?\s+\d[\d/]*|"
    r"\b\d+/\d+|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d|\b(?:early|mid|late)\b", re.IGNORECASE)

_REASON: Final = re.compile(
    r"\b(?:because|since|so that|due to|reason|therefore|in order|"
    r"to (?:keep|avoid|reinforce|make))\b",
    re.IGNORECASE,
)

_FITTING: Final = {
    QuestionType.NUMBER: _NUMBER,
    QuestionType.WHEN: _YEAR,
    QuestionType.WHY: _REASON,
}


def choose_claims(scored: Scored, question: Question, most: int = MOST_CLAIMS) -> tuple[Claim, ...]:
    """Return the claims of one entry that answer `question`, best first: 1 to `most` of them.

    If `most` is over 1, the entry's first claim is among them.
    """
    claims = scored.indexed.entry.claims
    kinds = [kind for kind in _FITTING if kind in question.asks]
    worths = [
        _AT_LEAST
        + share
        + (_FITS_KIND if any(_fits(kind, claim.text) for kind in kinds) else 0.0)
        - _EARLIER * number
        for number, (claim, share) in enumerate(zip(claims, scored.claims, strict=True))
    ]
    order = sorted(range(len(claims)), key=lambda number: (-worths[number], number))
    best = worths[order[0]]
    # Curators put the claim that says what the entry is about first.
    fitting_ones = [n for n in order if n == 0 or worths[n] >= _NEARLY_AS_GOOD * best]
    chosen = fitting_ones[:most]
    if 0 not in chosen and most > 1:
        chosen[-1] = 0
    return tuple(claims[number] for number in chosen)


def _fits(kind: QuestionType, text: str) -> bool:
    """Return whether a claim's text holds an answer of this kind."""
    return bool(
        _FITTING[kind].search(_LABEL.sub("", text) if kind is QuestionType.NUMBER else text)
    )


def fits_kind(indexed: EntryFeatures, question: Question) -> bool:
    """Return whether any claim of the entry holds the number or time that `question` asks for.

    True for a question that asks for neither.
    """
    for kind in (QuestionType.NUMBER, QuestionType.WHEN):
        if kind in question.asks:
            pattern = _FITTING[kind]
            return any(pattern.search(claim.text) for claim in indexed.entry.claims)
    return True
