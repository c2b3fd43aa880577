"""Figures in claims: which are quantities, and which others look like them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.quiz.generation.dates import DATES

if TYPE_CHECKING:
    from random import Random

WORDS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELT: Final = {word: n for n, word in enumerate(WORDS)} | {
    word: 10 * n for n, word in enumerate(_TENS, 2)
}
_NUMBER: Final = re.compile(
    rf"(?<![\w/.,-])(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d{{2,6}})(?![\w/,-]*\d)(?!-?[a-z])"
    rf"|\b(?P<word>{'|'.join(sorted(set(_SPELT) - {'zero', 'one', 'two'}, key=len)[::-1])})\b(?!-)",
    re.IGNORECASE,
)
# The number of a thing is its name, not a quantity.
_NAMING: Final = re.compile(
    r"(?:[Rr]esolutions?|[Aa]rticles?|[Cc]hapters?|[Nn]otes?|[Ff]ootnotes?|[Pp]ages?|no\.|volume|"
    r"paragraphs?|sections?|recommendations?|themes?|rules?|Ten)\s$"
)
_JOINING: Final = re.compile(r"\d (?:and|to|or|,) $")
# What is counted out after its number needs no knowing.
_COUNTED_OUT: Final = re.compile(r"[,:]| and |\(|namely")
_SCALES: Final = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.2, 1.4, 1.6, 2.0)
_ROUND: Final = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text: where it stands, its value, and whether it is written as a word."""

    start: int
    end: int
    value: int
    spelt: bool


def figure_in(text: str) -> Figure | None:
    """The one quantity in `text`; None where there is none, or several, or it is counted out."""
    dated = {n for found in DATES.finditer(text) for n in range(*found.span())}
    found, naming = [], False
    for match in _NUMBER.finditer(text):
        # "Resolutions 1035 and 1244" names both, "between 10 and 20 ships" counts both.
        before = text[: match.start()]
        naming = bool(_NAMING.search(before)) or (naming and bool(_JOINING.search(before)))
        if match.start() not in dated and not naming:
            found.append(match)
    if len(found) != 1:
        return None
    match = found[0]
    if match["digits"]:
        value = int(match["digits"].replace(",", ""))
        return Figure(match.start(), match.end(), value, spelt=False)
    if _COUNTED_OUT.search(text[match.end() :]) or match["word"][0].isupper():
        return None
    return Figure(match.start(), match.end(), _SPELT[match["word"].lower()], spelt=True)


def written(value: int, *, spelt: bool) -> str:
    """A value as the base writes it: "ten", "35,000"."""
    if not spelt:
        return f"{value:,}"
    tens = value // 10
    return WORDS[value] if value < len(WORDS) else _TENS[tens - 2]


def others_like(rng: Random, figure: Figure) -> list[int]:
    """Values that might stand in its place: as round as it is, and of its size; in no order."""
    value = figure.value
    if figure.spelt and value < len(WORDS):
        reach = max(2, value // 2)
        near = [n for n in range(max(2, value - reach), value + reach + 1) if n != value]
        near = [n for n in near if n < len(WORDS)]
    elif figure.spelt:
        near = [tens for tens in range(20, _ROUND, 10) if tens != value]
    else:
        grain = 10 ** max(len(str(value)) - 2, 0)
        grain = 5 * grain if value % (5 * grain) == 0 and value > 5 * grain else grain
        near = sorted({round(value * s / grain) * grain for s in _SCALES} - {value, 0})
    return rng.sample(near, len(near))
