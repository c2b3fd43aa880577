"""Insights for curators, with a minimum group size so that no single person can be inferred."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.figures.figure import Figure, Row
from bot.text.phrases import MONTHS, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


# The minimum group size: nothing is shown about fewer people.
SMALLEST_GROUP: Final = 5

_BANDS: Final = 10


def is_large_enough(people: int) -> bool:
    """Return whether this many people reach the minimum group size."""
    return people >= SMALLEST_GROUP


def rounded_share(share: float) -> float:
    """Return a group's share, 0 to 1, rounded to the nearest tenth.

    The difference between exact shares of two days, or of two groups that differ by one person,
    would reveal what that person added.
    """
    return round(share * _BANDS) / _BANDS


def rounded_share_text(share: float) -> str:
    """Return a group's share in words; never "all" or "none", which would reveal every member's."""
    tenths = round(share * _BANDS)
    if tenths <= 0:
        return "under 10 %"
    if tenths >= _BANDS:
        return "over 90 %"
    return f"about {10 * tenths} %"


def too_few_text(what: str) -> str:
    """Return the sentence shown if the minimum group size is not reached."""
    return f"{what} is shown once at least {SMALLEST_GROUP} people contribute."


MOST_ROWS: Final = 10

_LEFT_OUT: Final = f"What fewer than {SMALLEST_GROUP} people did is left out."


@dataclass(frozen=True, slots=True)
class AskedCount:
    """How often an entry or a text was asked about, and by how many different people."""

    title: str
    times: int
    people: int


@dataclass(frozen=True, slots=True)
class MissedShare:
    """How many quiz answers to a section's questions were wrong, and how many people answered."""

    title: str
    missed: int
    answered: int
    people: int


@dataclass(frozen=True, slots=True)
class Week:
    """How often something happened in the week from a Monday, and to how many people."""

    monday: date
    times: int
    people: int


@dataclass(frozen=True, slots=True)
class InsightCounts:
    """The counts from which the insights are made."""

    asked: Sequence[AskedCount]
    not_covered: Sequence[AskedCount]
    missed: Sequence[MissedShare]
    weeks_asked: Sequence[Week]
    weeks_not_covered: Sequence[Week]


@dataclass(frozen=True, slots=True)
class Insights:
    """The insights for curators: one figure for each question they may have."""

    most_asked: Figure
    not_covered: Figure
    most_missed: Figure
    trend: Figure
    trend_not_covered: Figure


def insights(gathered: InsightCounts) -> Insights:
    """Return the insights; each row and week needs at least `SMALLEST_GROUP` people."""
    return Insights(
        most_asked("Most asked", gathered.asked),
        most_asked("Asked, but not covered", gathered.not_covered),
        most_missed(gathered.missed),
        trend("Questions by week", gathered.weeks_asked),
        trend("Not covered by week", gathered.weeks_not_covered),
    )


def most_asked(title: str, asked: Iterable[AskedCount]) -> Figure:
    """Return what was asked most often, the most frequent first."""
    told = sorted(
        (one for one in asked if is_large_enough(one.people)),
        key=lambda one: (-one.times, one.title),
    )
    rows = tuple(Row(one.title, one.times, counted(one.times, "time")) for one in told[:MOST_ROWS])
    return Figure(title, rows, _nothing_text("was asked"), note=_LEFT_OUT if rows else "")


def most_missed(missed: Iterable[MissedShare]) -> Figure:
    """Return the sections whose questions are missed most, the worst first; in tenths."""
    told = [
        (rounded_share(one.missed / one.answered), one)
        for one in missed
        if is_large_enough(one.people) and one.answered > 0
    ]
    # Sorted by the rounded shares: a finer order would reveal the exact ones.
    told.sort(key=lambda pair: (-pair[0], pair[1].title))
    rows = tuple(
        Row(one.title, band, f"{rounded_share_text(band)} missed") for band, one in told[:MOST_ROWS]
    )
    note = _LEFT_OUT if rows else ""
    return Figure(
        "Most missed by section", rows, _nothing_text("was answered"), whole=1.0, note=note
    )


def trend(title: str, weeks: Iterable[Week]) -> Figure:
    """Return a count by week, the earliest first; weeks with too few people are gaps."""
    rows = tuple(map(_week_row, sorted(weeks, key=lambda week: week.monday)))
    if all(row.value is None for row in rows):
        return Figure(title, (), _nothing_text("was asked in any week"))
    return Figure(title, rows, "")


def _week_row(week: Week) -> Row:
    label = f"{week.monday.day} {MONTHS[week.monday.month - 1][:3]}"
    if not is_large_enough(week.people):
        return Row(label, None, "too few people")
    return Row(label, week.times, str(week.times))


def _nothing_text(happened: str) -> str:
    return f"Nothing {happened} by at least {SMALLEST_GROUP} people yet."
