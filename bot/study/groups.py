"""What may be told of a group: nothing from which one person's part could be worked out."""

from __future__ import annotations

from typing import Final

SMALLEST_GROUP: Final = 5
_BANDS: Final = 10


def enough(people: int) -> bool:
    """Whether so many people are enough to be told of together."""
    return people >= SMALLEST_GROUP


def banded(share: float) -> float:
    """A share of a group, 0 to 1, to the nearest tenth.

    An exact share would tell, by the difference to the one of yesterday or of a group that is the
    same but for one person, what that person added.
    """
    return round(share * _BANDS) / _BANDS


def band_in_words(share: float) -> str:
    """A share of a group in words; "all" and "none" are never said, since they tell of each."""
    tenths = round(share * _BANDS)
    if tenths <= 0:
        return "under 10 %"
    if tenths >= _BANDS:
        return "over 90 %"
    return f"about {10 * tenths} %"


def too_few(what: str) -> str:
    """The sentence that stands where fewer have taken part."""
    return f"{what} is shown once at least {SMALLEST_GROUP} people contribute."
