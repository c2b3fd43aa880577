"""Single values: what text may hold, and which unquoted words YAML reads as something else."""

from __future__ import annotations


def shorten(text: str, most: int = 60) -> str:
    """`text` cut to at most `most` characters, for messages."""
    return text if len(text) <= most else text[: most - 1] + "…"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 card", "3 cards"."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def percent(share: float) -> str:
    """A share of 0 to 1 in whole percent; all and nothing are said of all and nothing alone."""
    whole = round(100 * share)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole} %"
