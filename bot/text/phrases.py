"""Small phrases for messages: shortened text, counts with their nouns, percentages."""

from __future__ import annotations


def shorten(text: str, most: int = 60) -> str:
    """Return `text` for a message, cut to at most `most` characters with an ellipsis at the end."""
    return text if len(text) <= most else text[: most - 1] + "…"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 card", "3 cards"; `many` is an irregular plural."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def percent(share: float) -> str:
    """Return a share of 0 to 1 in whole percent; only exactly 0 gives 0 %, and exactly 1 100 %."""
    whole = round(100 * share)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole} %"
