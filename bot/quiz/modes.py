"""How the questions of a round are answered."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """By buttons, by typing, or every other question by typing where it can be."""

    BUTTONS = "buttons"
    TYPED = "typed"
    MIXED = "mixed"
