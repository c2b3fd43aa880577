"""Review statistics: retention, the forecast of due cards, and the streak of days."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.figures.figure import Figure, Row
from bot.review.scheduler import Grade, Stage, local_day
from bot.text.phrases import counted, percent, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, tzinfo

    from bot.review.scheduler import GradeLogged, ReviewState


FORECAST_DAYS: Final = 14

RETENTION_DAYS: Final = 30

_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Retention:
    """Retention: of `asked` reviews of cards that were known for days, `kept` were still known."""

    kept: int
    asked: int

    @property
    def share(self) -> float | None:
        """The share still known, 0 to 1; None if nothing was asked."""
        return self.kept / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class DayDue:
    """One day of the forecast: how many cards come due, by the person's own calendar."""

    day: date
    cards: int


@dataclass(frozen=True, slots=True)
class Streak:
    """Streak: days in a row with a review up to today or yesterday, and the longest ever.

    `today` says whether today has a review yet.
    """

    days: int
    today: bool
    longest: int


@dataclass(frozen=True, slots=True)
class Stats:
    """The statistics that `/review stats` shows; `new` counts cards that were never graded."""

    retention: Retention
    forecast: tuple[DayDue, ...]
    streak: Streak
    new: int

    @property
    def lines(self) -> tuple[str, ...]:
        """Retention, streak and new cards in words, one a line; the forecast is in `figure`."""
        return (
            _retention_text(self.retention),
            _streak_text(self.streak),
            _new_cards_text(self.new),
        )

    @property
    def figure(self) -> Figure:
        """The forecast, to show as text and as a chart."""
        if not any(day.cards for day in self.forecast):
            return Figure("Cards due", (), f"No card is due in the next {FORECAST_DAYS} days.")
        rows = tuple(
            Row(day_in_words(day.day), day.cards, counted(day.cards, "card"))
            for day in self.forecast
        )
        return Figure(f"Cards due in the next {FORECAST_DAYS} days", rows, "")


def stats(
    reviews: Sequence[ReviewState], log: Sequence[GradeLogged], now: datetime, zone: tzinfo
) -> Stats:
    """Return one person's statistics; `log` holds all their grades, `zone` their time zone."""
    return Stats(
        retention(log, now - timedelta(days=RETENTION_DAYS), now),
        forecast(reviews, now, zone),
        streak((graded.at for graded in log), now, zone),
        sum(1 for review in reviews if review.is_new),
    )


def retention(log: Iterable[GradeLogged], since: datetime, until: datetime) -> Retention:
    """Return how many cards due after days were still known, from `since` to before `until`.

    Cards in their first steps do not count: a card seen ten minutes ago is not retained yet.
    """
    asked = [
        graded for graded in log if graded.stage is Stage.REVIEW and since <= graded.at < until
    ]
    return Retention(sum(1 for graded in asked if graded.grade is not Grade.AGAIN), len(asked))


def forecast(
    reviews: Iterable[ReviewState], now: datetime, zone: tzinfo, days: int = FORECAST_DAYS
) -> tuple[DayDue, ...]:
    """Return how many known cards come due on each of the next days, today first.

    Overdue cards count as due today. New cards are left out: people begin them when they like.
    """
    today = local_day(now, zone)
    falls = Counter(
        max(local_day(review.due, zone), today) for review in reviews if not review.is_new
    )
    coming = (today + timedelta(days=number) for number in range(days))
    return tuple(DayDue(day, falls[day]) for day in coming)


def streak(moments: Iterable[datetime], now: datetime, zone: tzinfo) -> Streak:
    """Return the streak of days with one of `moments`; today without a review does not break it."""
    today = local_day(now, zone)
    active = {day for moment in moments if (day := local_day(moment, zone)) <= today}
    last = today if today in active else today - timedelta(days=1)
    days = 0
    while last - timedelta(days=days) in active:
        days += 1
    return Streak(days, today in active, _longest_streak(active))


def day_in_words(day: date) -> str:
    """Return a day in a form short enough for a chart column: "Mon 5"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day}"


def _longest_streak(active: set[date]) -> int:
    longest = run = 0
    before: date | None = None
    for day in sorted(active):
        run = run + 1 if before is not None and day - before == timedelta(days=1) else 1
        longest = max(longest, run)
        before = day
    return longest


def _retention_text(kept: Retention) -> str:
    if kept.share is None:
        return "Retention: told once cards have come back after a day or more."
    reviews = counted(kept.asked, "review")
    return f"Retention: {percent(kept.share)} of {reviews} in the last {RETENTION_DAYS} days."


def _streak_text(run: Streak) -> str:
    if not run.longest:
        return "Streak: none yet. It begins with your first review."
    told = f"Streak: {counted(run.days, 'day')}; the longest was {run.longest}."
    return told if run.today or not run.days else f"{told} Today has no review yet."


def _new_cards_text(new: int) -> str:
    if not new:
        return "New cards: none are waiting."
    return f"New cards: {new} {plural(new, 'is', 'are')} waiting."
