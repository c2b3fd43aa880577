"""Grade typed answers to quiz cards, by one stated rule.

The answer and the accepted answers are compared without capitals, accents, punctuation, articles,
"and", and openings such as "it is"; numbers are compared as numbers, whether in digits or in words.
The rules, in this order:

1. An empty answer is refused.
2. An accepted answer, letter by letter, is right. So it is with words around it ("it was X, I
   think"), with its words cut short by a full stop ("J. Doe"), turned ("Doe, Jane"), as a date in
   another order, or as the number that alone differs between the options.
3. An answer that names two of the options is refused: listing everything is not answering.
4. An accepted answer with slips is right. How many are allowed depends on its length: none up to 3
   letters, one up to 7, two up to 14, then three. A slip is a letter too many, too few, wrong, or
   two that changed places. Numbers and acronyms must be exact, and an answer that is as near to a
   wrong option is wrong. An answer that gives several names of the same thing, such as
   "X (its other name)", is right if each of them is.
5. An answer that joins an accepted one to something else, by a comma, a slash, "and" or "or", is
   refused, and so is one that is far longer than every accepted answer: over twice as long, and 20
   characters more.
6. Everything else is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.distance import OSA

from bot.quiz.answer_wording import abbreviates, alternatives, bare, members, negations, turned
from bot.quiz.round.round_events import TypedGrade
from bot.quiz.typed_dates import dates_in
from bot.text.normalize import fold

if TYPE_CHECKING:
    from bot.quiz.cards import Card

_OPENING: Final = re.compile(
    r"^(?:(?:i think|i guess|maybe|perhaps|probably|the answer is|it is|it's|its|they are|this is|"
    r"that is|that's|he is|she is|in)\b[ ,:]*)+"
)
_THOUSANDS: Final = re.compile(r"(?<=\d)[,.' ](?=\d{3}(?!\d))")
_MAGNITUDES: Final = {
    name: size
    for size, names in (
        (1_000, "k thousand"),
        (1_000_000, "m mn mio million"),
        (1_000_000_000, "bn billion"),
    )
    for name in names.split()
}
_LARGE: Final = re.compile(rf"\b(\d+)(?:[.,](\d{{1,3}}))? ?({'|'.join(_MAGNITUDES)})\b")
_PERCENT: Final = re.compile(r" ?(?:%|\bper cent\b|\bpct\b)")
_BELOW_ZERO: Final = re.compile(r"^-(?=\d)")
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
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12}
_HALF: Final = re.compile(rf"\b({'|'.join(_ONES)}) and a half\b")
_POINT: Final = re.compile(rf"\b({'|'.join(_ONES)}) point ({'|'.join(_ONES)})\b")
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
    said = bare(typed)
    if _is_exact(card, said):
        return GradedAnswer(TypedGrade.RIGHT)
    if _names_several(card, normal(said)):
        return GradedAnswer(TypedGrade.REFUSED, "That names several answers. Type one.")
    if _is_right(card, said) or _all_right(card, said):
        return GradedAnswer(TypedGrade.RIGHT)
    reason = _too_much(said, normal(said), accepted)
    return GradedAnswer(TypedGrade.REFUSED, reason) if reason else GradedAnswer(TypedGrade.WRONG)


def normal(text: str) -> str:
    """Return a text as it is compared: folded, without punctuation and openings, numbers in digits.

    "About 35,000." gives "about 35000", "it's thirty-five thousand" gives "35000". Articles and
    "and" are left out, unless there is nothing else. It builds on `fold` alone: the words that the
    search makes of a text would lose possessives, and letters of other scripts.
    """
    small = " ".join(fold(text).split())
    small = _BELOW_ZERO.sub("minus ", _OPENING.sub("", small) or small)
    small = _HALF.sub(lambda found: f"{_ONES[found[1]]}.5", small)
    small = _POINT.sub(lambda found: f"{_ONES[found[1]]}.{_ONES[found[2]]}", small)
    small = _PERCENT.sub(" percent", _LARGE.sub(_large, _THOUSANDS.sub("", small)))
    whole = _NOT_WORDS.sub(" ", small).split()
    words = [word for word in whole if word not in _SMALL or word == "a"]
    words = [word for word in _in_digits(words) if word not in _SMALL]
    return " ".join(words or whole)


def _large(found: re.Match[str]) -> str:
    """Return "1.5 million" in digits."""
    whole, part, name = found.groups()
    part = part or ""
    return str(int(whole + part) * _MAGNITUDES[name] // 10 ** len(part))


def _in_digits(words: list[str]) -> list[str]:
    """Return the words with spelt numbers in digits; "nineteen ninety nine" is one number."""
    found: list[str] = []
    place = 0
    while place < len(words):
        number, used = _spelt(words[place:])
        found.append(str(number) if used else words[place])
        place += used or 1
    return found


def _spelt(words: list[str]) -> tuple[int, int]:
    """Return the number with which the words begin, and how many words it has; 0 for none."""
    total = part = used = 0
    last = 0
    for word in words:
        if used == 0 and word == "a" and len(words) > 1 and words[1] in _SCALES:
            part = last = 1
        elif word in _SCALES and used:
            part, total = _scaled(part, total, _SCALES[word])
            last = _SCALES[word]
        elif (value := _SPELT.get(word)) is not None and _may_follow(value, last, used):
            part = part * 100 + value if used and _is_year(value, last) else part + value
            last = value
        else:
            break
        used += 1
    return total + part, used


def _scaled(part: int, total: int, scale: int) -> tuple[int, int]:
    """Return the part and the total after a word such as "hundred" or "thousand"."""
    return (part * scale, total) if scale <= _SCALES["hundred"] else (0, total + part * scale)


def _is_year(value: int, last: int) -> bool:
    return value >= _ONES["ten"] and _ONES["ten"] <= last < _SCALES["hundred"]


def _may_follow(value: int, last: int, used: int) -> bool:
    """Return whether a spelt number goes on with a value: "thirty five", not "five thirty"."""
    if not used or last >= _SCALES["hundred"] or _is_year(value, last):
        return True
    return last in _TENS.values() and 0 < value < _ONES["ten"]


def _all_right(card: Card, said: str) -> bool:
    """Return whether an answer gives several names, such as "X (its other name)", all right."""
    return any(
        all(_is_exact(card, one) or _is_right(card, one) for one in names)
        for names in alternatives(said)
    )


def _is_exact(card: Card, said: str) -> bool:
    """Return whether an answer is an accepted one, turned or cut short as people do it."""
    if dates := dates_in(said):
        right = {day for form in card.accepted for day in dates_in(form)}
        wrong = {day for form in card.wrong for day in dates_in(form)}
        return not right.isdisjoint(dates) and wrong.isdisjoint(dates)
    accepted = [normal(form) for form in card.accepted]
    answer = normal(said)
    if answer in accepted or normal(turned(said)) in accepted or answer == _core(card):
        return True
    if any(_joins_same(said, form) for form in card.accepted):
        return True
    words = answer.split()
    if words[1:] and words[0].isdigit() and words[0] in accepted:
        return set(words[1:]) <= set(normal(card.prompt).split())
    short = [form for form in card.accepted if abbreviates(said, fold(form))]
    return bool(short) and not any(abbreviates(said, fold(form)) for form in card.wrong)


def _joins_same(said: str, form: str) -> bool:
    """Return whether an answer joins the names that a form joins, in another order."""
    names = members(form)
    if len(names) < _SEVERAL or len(members(said)) != len(names) or normal(form).isdigit():
        return False
    rest = list(names)
    for one in members(said):
        same = [name for name in rest if normal(one) == normal(name) or abbreviates(one, name)]
        if not same:
            return False
        rest.remove(same[0])
    return True


def _core(card: Card) -> str | None:
    """Return the number that alone differs between options such as "Rule 12" and "Rule 14"."""
    forms = [normal(form).split() for form in card.options]
    right = normal(card.right).split()
    if not forms or not right[-1].isdigit() or any(form[:-1] != right[:-1] for form in forms):
        return None
    return right[-1]


def _is_right(card: Card, said: str) -> bool:
    """Return whether an answer is an accepted one with slips; dates have none."""
    return not dates_in(said) and _nearly(card, normal(said))


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
    if _numbers(answer) != _numbers(form) or negations(answer) != negations(form):
        return False
    letters = len(form)
    allowed = next((slips for most, slips in _SLIPS if letters <= most), _MOST_SLIPS)
    return _slips(answer, form) <= allowed


def _slips(answer: str, form: str) -> int:
    return int(OSA.distance(answer, form))
