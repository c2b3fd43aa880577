"""Figure and Row: named values that are shown both as lines of text and as a chart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One value: its length in a chart (`value`) and its wording (`shown`).

    A `value` of None is missing or may not be shown; `shown` says which. `place` is its place in a
    ranking, `of` the value that it is a part of.
    """

    label: str
    value: float | None
    shown: str
    place: int | None = None
    of: float | None = None

    @property
    def line(self) -> str:
        """The row as text."""
        told = f"{self.label}: {self.shown}"
        return told if self.place is None else f"{self.place}. {told}"


@dataclass(frozen=True, slots=True)
class Figure:
    """Rows under a title, or the sentence `empty` if there are none.

    `whole` is the value at which a bar is full, such as 1.0 for shares; without it the largest is.
    `note` says what a reader must know, such as what is left out.
    """

    title: str
    rows: tuple[Row, ...]
    empty: str
    whole: float | None = None
    note: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The figure as text: one line a row, then the note; never empty."""
        told = tuple(row.line for row in self.rows) or (self.empty,)
        return (*told, self.note) if self.note else told
