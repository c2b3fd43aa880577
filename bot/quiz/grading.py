"""Grade typed answers to quiz cards, by one stated rule.

The answer and the accepted answers are compared without capitals, accents, punctuation, articles,
"and", and openings such as "it is"; numbers are compared as numbers, whether in digits or in words.
The rules, in this order:

1. An empty answer is refused.
2. An accepted answer, letter by letter, is right.
3. An answer that names two of the options is refused: listing everything is not answering.
4. An accepted answer with slips is right. How many are allowed depends on its length: none up to 3
   letters, one up to 7, two up to 14, then three. A slip is a letter too many, too few, wrong, or
   two that changed places. Numbers and acronyms must be exact, and an answer that is as near to a
   wrong option is wrong.
5. An answer that joins an accepted one to something else, by a comma, a slash, "and" or "or", is
   refused, and so is one that is far longer than every accepted answer: over twice as long, and 20
   characters more.
6. Everything else is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.distance import OSA

from bot.quiz.round.round_events import TypedGrade
from bot.text.normalize import fold

if TYPE_CHECKING:
    from bot.quiz.cards import Card

_OPENING: Final = re.compile(
    r"^(?:(?:i think|i guess|maybe|perhaps|probably|the answer is|it is|it's|its|they are|this is|"
    r"that is|that's|he is|she is|in)\b[ ,:]*)+"
)
_THOUSANDS: Final = re.compile(r"(?<=\d)[,.' ](?=\d{3}(?!\d))")
_K: Final = re.compile(r"\b(\d+) ?(?:k|thousand)\b")
_NOT_WORDS: Final = re.compile(r"[\W_]+")
_SMALL: Final = frozenset({"a", "an", "the", "and"})
_JOINED: Final = re.compile(r"\s*[,;/|\n+&]\s*|\s+(?:and|or)\s+")
_ONES: Final = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS: Final = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_SPELT: Final = _ONES | _TENS
# (letters, slips forgiven up to so many letters); longer answers are forgiven one more.
_SLIPS: Final = ((3, 0), (7, 1), (14, 2))
_MOST_SLIPS: Final = 3
_FAR_LONGER: Final = 2
_FAR_MORE: Final = 20
_SEVERAL: Final = 2


class GradedAnswer(NamedTuple):
    """A grade and, for a refused answer, the reason as people read it."""

    grade: TypedGrade
    reason: str = ""


def graded(card: Card, typed: str) -> GradedAnswer:
    """Grade a typed answer to a card; raise ValueError for a card without accepted answers."""
    if not card.accepted:
        raise ValueError("a card without accepted answers cannot be typed")
    answer = normal(typed)
    if not answer:
        return GradedAnswer(TypedGrade.REFUSED, "Nothing was typed. Type one answer.")
    accepted = [normal(form) for form in card.accepted]
    if answer in accepted:
        return GradedAnswer(TypedGrade.RIGHT)
    if _names_several(card, answer):
        return GradedAnswer(TypedGrade.REFUSED, "That names several answers. Type one.")
    if _nearly(card, answer):
        return GradedAnswer(TypedGrade.RIGHT)
    reason = _too_much(typed, answer, accepted)
    return GradedAnswer(TypedGrade.REFUSED, reason) if reason else GradedAnswer(TypedGrade.WRONG)


def normal(text: str) -> str:
    """Return a text as it is compared: folded, without punctuation and openings, numbers in digits.

    "About 35,000." gives "about 35000", "it's thirty-five thousand" gives "35000". Articles and
    "and" are left out, unless there is nothing else. It builds on `fold` alone: the words that the
    search makes of a text would lose possessives, and letters of other scripts.
    """
    small = " ".join(fold(text).split())
    small = _THOUSANDS.sub("", _OPENING.sub("", small) or small)
    words = _NOT_WORDS.sub(" ", small).split()
    words = [word for word in words if word not in _SMALL] or words
    return _K.sub(lambda found: f"{found[1]}000", " ".join(_in_digits(words)))


def _in_digits(words: list[str]) -> list[str]:
    """Return the words with spelt numbers in digits; "thirty five" is one number."""
    found: list[str] = []
    tens = False
    for word in words:
        if tens and 0 < _ONES.get(word, 0) < _ONES["ten"]:
            found[-1] = str(int(found[-1]) + _ONES[word])
        else:
            found.append(str(_SPELT[word]) if word in _SPELT else word)
        tens = word in _TENS
    return found


def _names_several(card: Card, answer: str) -> bool:
    """Return whether an answer names two of the options."""
    named = [form for form in map(normal, card.options) if _holds(answer, form)]
    # "Resolution 12" within "Harbour Board Resolution 12" is one name, not two.
    apart = [one for one in named if not any(one != o and _holds(o, one) for o in named)]
    return len(apart) >= _SEVERAL


def _nearly(card: Card, answer: str) -> bool:
    """Return whether an answer is an accepted one with slips, and no wrong option is as near."""
    words = [normal(form) for form in card.accepted if not form.isupper()]
    near = min((_slips(answer, form) for form in words if _near(answer, form)), default=None)
    others = [form for form in map(normal, card.wrong) if form not in words]
    return near is not None and all(_slips(answer, form) > near for form in others)


def _too_much(typed: str, answer: str, accepted: list[str]) -> str:
    """Return why an answer is more than one answer, as people read it; empty if it is one."""
    pieces = [piece for piece in map(normal, _JOINED.split(fold(typed))) if piece]
    if len(pieces) > 1 and any(piece in accepted for piece in pieces):
        return "That joins several answers. Type one."
    longest = max(map(len, accepted))
    if len(answer) > _FAR_LONGER * longest and len(answer) > longest + _FAR_MORE:
        return "That is much longer than any answer. Type a name, a date or a figure."
    return ""


def _holds(text: str, form: str) -> bool:
    return bool(form) and f" {form} " in f" {text} "


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))


def _near(answer: str, form: str) -> bool:
    """Return whether an answer is an accepted form with no more slips than its length allows."""
    if _numbers(answer) != _numbers(form):
        return False
    letters = len(form)
    allowed = next((slips for most, slips in _SLIPS if letters <= most), _MOST_SLIPS)
    return _slips(answer, form) <= allowed


def _slips(answer: str, form: str) -> int:
    return int(OSA.distance(answer, form))
