"""Insights for curators, with a minimum group size so that no single person can be inferred."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.figures.figure import Figure, Row
from bot.text.phrases import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


# The minimum group size: nothing is shown about fewer people.
SMALLEST_GROUP: Final = 5

_MOST_BANDS: Final = 10
_FEWEST_BANDS: Final = 2
_PEOPLE_A_BAND: Final = 2


def is_large_enough(people: int) -> bool:
    """Return whether this many people reach the minimum group size."""
    return people >= SMALLEST_GROUP


def bands_for(people: int) -> int:
    """Return into how many bands a share of so many people is rounded: 2 to 10.

    A band is as wide as the share of two people, so that all others together, or somebody who
    compares two days, cannot work out what one person added.
    """
    return min(max(people // _PEOPLE_A_BAND, _FEWEST_BANDS), _MOST_BANDS)


def rounded_share(share: float, people: int) -> float:
    """Return the average share of so many people, 0 to 1, rounded to a band."""
    bands = bands_for(people)
    return round(share * bands) / bands


def rounded_share_text(share: float, people: int) -> str:
    """Return a group's share in words; never "all" or "none", which would reveal every member's."""
    bands = bands_for(people)
    at = round(share * bands)
    if at <= 0:
        return f"under {round(100 / bands)} %"
    if at >= bands:
        return f"over {round(100 - 100 / bands)} %"
    return f"about {round(100 * at / bands)} %"


def rounded_people(people: int) -> int:
    """Return a number of people, rounded down to a multiple of the minimum group size."""
    return people // SMALLEST_GROUP * SMALLEST_GROUP


def people_text(people: int) -> str:
    """Return a number of people in words, rounded down."""
    return f"{rounded_people(people)} people or more"


def too_few_text(what: str) -> str:
    """Return the sentence shown if the minimum group size is not reached."""
    return f"{what} is shown once at least {SMALLEST_GROUP} people contribute."


MOST_ROWS: Final = 10

_LEFT_OUT: Final = f"What fewer than {SMALLEST_GROUP} people did is left out."


@dataclass(frozen=True, slots=True)
class AskedCount:
    """By how many different people an entry or a text was asked about."""

    title: str
    people: int


@dataclass(frozen=True, slots=True)
class MissedShare:
    """The average of the shares that people missed of a section's questions, and their number."""

    title: str
    share: float
    people: int


@dataclass(frozen=True, slots=True)
class Week:
    """To how many people something happened in the week from a Monday."""

    monday: date
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
        trend("People who asked, by week", gathered.weeks_asked),
        trend("People who found nothing, by week", gathered.weeks_not_covered),
    )


def most_asked(title: str, asked: Iterable[AskedCount]) -> Figure:
    """Return what most people asked, most people first.

    People count and not times: one who asks often would be most of the figure.
    """
    told = sorted(
        (one for one in asked if is_large_enough(one.people)),
        key=lambda one: (-rounded_people(one.people), one.title),
    )
    rows = tuple(
        Row(one.title, rounded_people(one.people), people_text(one.people))
        for one in told[:MOST_ROWS]
    )
    return Figure(title, rows, _nothing_text("was asked"), note=_LEFT_OUT if rows else "")


def most_missed(missed: Iterable[MissedShare]) -> Figure:
    """Return the sections whose questions are missed most, the worst first; in bands."""
    told = [
        (rounded_share(one.share, one.people), one) for one in missed if is_large_enough(one.people)
    ]
    # Sorted by the rounded shares: a finer order would reveal the exact ones.
    told.sort(key=lambda pair: (-pair[0], pair[1].title))
    rows = tuple(
        Row(one.title, band, f"{rounded_share_text(band, one.people)} missed")
        for band, one in told[:MOST_ROWS]
    )
    note = _LEFT_OUT if rows else ""
    return Figure(
        "Most missed by section", rows, _nothing_text("was answered"), whole=1.0, note=note
    )


def trend(title: str, weeks: Iterable[Week]) -> Figure:
    """Return how many people asked by week, the earliest first; too few people leave a gap."""
    rows = tuple(map(_week_row, sorted(weeks, key=lambda week: week.monday)))
    if all(row.value is None for row in rows):
        return Figure(title, (), _nothing_text("was asked in any week"))
    return Figure(title, rows, "")


def _week_row(week: Week) -> Row:
    label = f"{week.monday.day} {MONTHS[week.monday.month - 1][:3]}"
    if not is_large_enough(week.people):
        return Row(label, None, "too few people")
    return Row(label, rounded_people(week.people), people_text(week.people))


def _nothing_text(happened: str) -> str:
    return f"Nothing {happened} by at least {SMALLEST_GROUP} people yet."
