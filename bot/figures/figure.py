"""Named values to be shown alike as lines of text and as a chart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One value: its length in a chart, and how it is told in words.

    Without a `value` there is one that may not be shown, or none; `shown` says which. `place` is
    its place in a ranking, `of` what its value is a part of.
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
    """Rows under a title, and the sentence that stands for them where there are none.

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
        """The same as text, one line a row, then the note; never empty."""
        told = tuple(row.line for row in self.rows) or (self.empty,)
        return (*told, self.note) if self.note else told
