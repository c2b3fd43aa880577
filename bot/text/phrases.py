"""Words around values: plurals, lists in a sentence, cutting, months, superscripts, percent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def shorten(text: str, most: int = 60) -> str:
    """Return `text` cut to at most `most` characters, an ellipsis included, even within a word."""
    return text if len(text) <= most else text[: most - 1] + "…"


def cut(text: str, most: int) -> str:
    """Return `text` cut after a word to at most `most` characters, an ellipsis included.

    A text without a space in its second half is cut within a word.
    """
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    word = kept.rfind(" ")
    return f"{kept[:word] if word > most // 2 else kept}…"


def plural(number: int, one: str, many: str = "") -> str:
    """Return the noun or verb that goes with `number`; `many` is `one` with an "s" by default."""
    return one if number == 1 else many or f"{one}s"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 card", "3 cards"."""
    return f"{number} {plural(number, one, many)}"


def listed(items: Iterable[object]) -> str:
    """Return items joined as in a sentence: "a", "a and b", "a, b and c"."""
    *first, last = [str(item) for item in items] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def superscript(number: int) -> str:
    """Return a whole number from 0 in superscript digits."""
    return str(number).translate(_SUPERSCRIPTS)


def percent(share: float) -> str:
    """Return a share of 0 to 1 in whole percent; 0 % and 100 % only for none and all."""
    whole = round(100 * share)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole} %"
