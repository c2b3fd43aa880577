"""Spaced-repetition scheduling with FSRS: review states, grades, and which cards are due.

Times are in UTC; a day is a person's own, by the calendar of the place where they live.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, Annotated, Final

from fsrs import Card, Rating, Scheduler, State
from pydantic import AwareDatetime, Field, TypeAdapter

from bot.errors import StudyBotError
from bot.strict_yaml import json_codec
from bot.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, tzinfo


def require_utc(moment: datetime) -> None:
    """Raise ValueError for a time without a zone, and for one that is not in UTC."""
    if moment.utcoffset() != timedelta(0):
        raise ValueError(f"times here are aware and in UTC, not {moment.isoformat()}")


def local_day(moment: datetime, zone: tzinfo) -> date:
    """Return the date at `moment` in `zone`."""
    require_utc(moment)
    return moment.astimezone(zone).date()


# A class is over within a year: an interval beyond it would mean "never again".
LONGEST_INTERVAL: Final = 365

_SCHEDULER: Final = Scheduler(maximum_interval=LONGEST_INTERVAL, enable_fuzzing=False)

_HOUR: Final = timedelta(hours=1)

_DAY: Final = timedelta(days=1)

_DAYS_IN_MONTH: Final = 30.44


class Grade(IntEnum):
    """How well a person says they knew a card; the numbers are those of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def label(self) -> str:
        """The label of its button."""
        return self.name.capitalize()


class Stage(IntEnum):
    """A card's stage: in its first steps, known for days, or forgotten and in steps again."""

    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class UnreadableReviewError(StudyBotError):
    """A stored review cannot be read; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class ReviewState:
    """The FSRS state of one card in one person's review.

    `due` is when it comes back, or when a new card was added; `first` and `last` are the times of
    its first and latest grade. Times are in UTC. Raises ValueError for a state that FSRS does not
    have.
    """

    card: Annotated[str, Field(min_length=1)]
    due: AwareDatetime
    stage: Stage = Stage.LEARNING
    step: Annotated[int, Field(ge=0)] | None = 0
    stability: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    difficulty: Annotated[float, Field(ge=1, le=10)] | None = None
    first: AwareDatetime | None = None
    last: AwareDatetime | None = None

    def __post_init__(self) -> None:
        for moment in (self.due, self.first, self.last):
            if moment is not None:
                require_utc(moment)
        if (self.step is None) != (self.stage is Stage.REVIEW):
            raise ValueError("a card has a step while it is learned, and none later")
        graded = {self.stability is None, self.difficulty is None, self.first is None}
        graded |= {self.last is None}
        if len(graded) > 1 or (self.is_new and self.stage is not Stage.LEARNING):
            raise ValueError("a card is new, or has been graded and has all that a grade leaves")

    @property
    def is_new(self) -> bool:
        """Whether the card was never graded."""
        return self.first is None


@dataclass(frozen=True, slots=True)
class GradeLogged:
    """One grade in the log; `stage` is the card's stage before it."""

    card: str
    grade: Grade
    at: datetime
    stage: Stage


def new_state(card: str, now: datetime) -> ReviewState:
    """Return the state of a card that has just been added and may be shown at once."""
    return ReviewState(card, now)


def grade(review: ReviewState, given: Grade, now: datetime) -> tuple[ReviewState, GradeLogged]:
    """Return the state after a grade, and the grade for the log; ValueError if `now` is not UTC."""
    require_utc(now)
    now = now.astimezone(UTC)
    after, _ = _SCHEDULER.review_card(_as_card(review), Rating(given), now)
    state = ReviewState(
        card=review.card,
        due=after.due,
        stage=Stage(after.state),
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        first=review.first or now,
        last=now,
    )
    return state, GradeLogged(review.card, given, now, review.stage)


def preview(review: ReviewState, now: datetime) -> dict[Grade, str]:
    """Return, for each grade, after how long the card would come back: "10 min", "3 days"."""
    return {given: interval_text(grade(review, given, now)[0].due - now) for given in Grade}


def due(
    reviews: Iterable[ReviewState],
    now: datetime,
    *,
    limit: int,
    new_per_day: int,
    zone: tzinfo = UTC,
) -> tuple[ReviewState, ...]:
    """Return the cards to show now, at most `limit`, in the order in which to show them.

    First cards in their steps, since a step takes minutes; then known cards, the longest overdue
    first; then new cards, the earliest added first. Only `new_per_day` new cards are begun on one
    day in `zone`, including those already begun today.
    """
    today = local_day(now, zone)
    every = list(reviews)
    waiting = [review for review in every if review.due <= now]
    known = [review for review in waiting if not review.is_new]
    known.sort(key=lambda review: (review.stage is Stage.REVIEW, review.due, review.card))
    fresh = sorted(
        (review for review in waiting if review.is_new),
        key=lambda review: (review.due, review.card),
    )
    begun = sum(1 for review in every if review.first and local_day(review.first, zone) == today)
    return tuple([*known, *fresh[: max(0, new_per_day - begun)]][: max(0, limit)])


def interval_text(interval: timedelta) -> str:
    """Return an interval short enough for a button: "10 min", "5 h", "3 days", "2 months"."""
    if interval < _HOUR:
        return f"{max(1, round(interval / timedelta(minutes=1)))} min"
    if interval < _DAY:
        return f"{round(interval / _HOUR)} h"
    days = round(interval / _DAY)
    if days <= 60:  # noqa: PLR2004  # "2 months" is too vague for 45 days
        return counted(days, "day")
    if days < LONGEST_INTERVAL:
        return f"{round(days / _DAYS_IN_MONTH)} months"
    return "1 year"


_STATE: Final = TypeAdapter(ReviewState)


def dump_state(review: ReviewState) -> str:
    """Return the state as JSON, to be stored."""
    return json_codec.dump(_STATE, review)


def load_state(payload: str) -> ReviewState:
    """Return the state that `dump_state` wrote; raise UnreadableReviewError for any other text."""
    review = json_codec.load(_STATE, payload, _unreadable)
    # pydantic reads times with a zone of its own kind, which FSRS does not accept as UTC.
    return replace(
        review,
        due=review.due.astimezone(UTC),
        first=review.first and review.first.astimezone(UTC),
        last=review.last and review.last.astimezone(UTC),
    )


def _unreadable(why: str) -> UnreadableReviewError:
    return UnreadableReviewError(f"a stored review cannot be read: {why}")


def _as_card(review: ReviewState) -> Card:
    # Without a given id the library would wait a millisecond to make one up.
    return Card(
        card_id=0,
        state=State(review.stage),
        step=review.step,
        stability=review.stability,
        difficulty=review.difficulty,
        due=review.due,
        last_review=review.last,
    )
