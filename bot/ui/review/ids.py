"""The ids of what is pressed in a review: each carries its card, and how often it was graded."""

from __future__ import annotations

from typing import Final

_CARD: Final = r"(?P<card>\d{1,19}):(?P<version>\d{1,6})"

START: Final = "review-start"
SHOW: Final = rf"review-show:{_CARD}"
GRADE: Final = rf"review-grade:{_CARD}:(?P<grade>[1-4])"
DROP: Final = rf"review-drop:{_CARD}"
MISSED: Final = r"review-missed:(?P<wanted>on|off)"
STOP_REMINDING: Final = "review-quiet"


def of_card(kind: str, card: int, version: int, grade: int | None = None) -> str:
    """The id of a button under a card: show, grade or drop."""
    return f"review-{kind}:{card}:{version}{'' if grade is None else f':{grade}'}"


def missed(wanted: str) -> str:
    """The id of the button that lets missed questions in, or no more."""
    return f"review-missed:{wanted}"
