"""Moments are in UTC; a day is a person's own, by the calendar of the place where they live."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, Annotated, Final

from fsrs import Card, Rating, Scheduler, State
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bot.errors import StudyBotError
from bot.strict_yaml.error_words import first_error
from bot.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, tzinfo


def require_utc(moment: datetime) -> None:
    """Raise ValueError for a time without a zone, and for one that is not in UTC."""
    if moment.utcoffset() != timedelta(0):
        raise ValueError(f"times here are aware and in UTC, not {moment.isoformat()}")


def local_day(moment: datetime, zone: tzinfo) -> date:
    """The date that a calendar shows at `moment` in `zone`."""
    require_utc(moment)
    return moment.astimezone(zone).date()


# A class is over within a year: an interval beyond it would mean "never again".
LONGEST_INTERVAL: Final = 365

_SCHEDULER: Final = Scheduler(maximum_interval=LONGEST_INTERVAL, enable_fuzzing=False)

_HOUR: Final = timedelta(hours=1)

_DAY: Final = timedelta(days=1)

_DAYS_IN_MONTH: Final = 30.44


class Grade(IntEnum):
    """How well somebody says that they knew a card; the numbers are those of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def label(self) -> str:
        """What its button says."""
        return self.name.capitalize()


class Stage(IntEnum):
    """Where a card stands: in its first steps, known for days, or forgotten and in steps again."""

    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class UnreadableReviewError(StudyBotError):
    """What was stored of a review cannot be read; the message is one line."""


@dataclass(frozen=True, slots=True)
class Review:
    """What is remembered of one person's reviews of one card.

    `due` is when it comes back, or when a new card was added; `first` and `last` are its first and
    its latest grade. Times are in UTC. Raises ValueError for a state that FSRS does not know.
    """

    card: str
    due: datetime
    stage: Stage = Stage.LEARNING
    step: int | None = 0
    stability: float | None = None
    difficulty: float | None = None
    first: datetime | None = None
    last: datetime | None = None

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
        """Whether it was never graded."""
        return self.first is None


@dataclass(frozen=True, slots=True)
class GradeLogged:
    """One grade that was given: `stage` is where the card stood before it."""

    card: str
    grade: Grade
    at: datetime
    stage: Stage


def new(card: str, now: datetime) -> Review:
    """A card that has just been added, and may be shown at once."""
    return Review(card, now)


def grade(review: Review, given: Grade, now: datetime) -> tuple[Review, GradeLogged]:
    """The state after a grade, and the grade for the log; `now` is in UTC, else ValueError."""
    require_utc(now)
    now = now.astimezone(UTC)
    after, _ = _SCHEDULER.review_card(_as_card(review), Rating(given), now)
    state = Review(
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


def preview(review: Review, now: datetime) -> dict[Grade, str]:
    """For each grade in how long the card would come back, in words: "10 min", "3 days"."""
    return {given: in_words(grade(review, given, now)[0].due - now) for given in Grade}


def due(
    reviews: Iterable[Review],
    now: datetime,
    *,
    limit: int,
    new_per_day: int,
    zone: tzinfo = UTC,
) -> tuple[Review, ...]:
    """The cards to show now, at most `limit`, in the order in which they should be shown.

    First those in their steps, since a step is minutes long; then what is due, the longest waiting
    first; then new cards, the earliest added first. Of new ones only `new_per_day` are begun on one
    day of `zone`; those already begun today count.
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


def in_words(interval: timedelta) -> str:
    """An interval as a button has room for it: "10 min", "5 h", "3 days", "2 months"."""
    if interval < _HOUR:
        return f"{max(1, round(interval / timedelta(minutes=1)))} min"
    if interval < _DAY:
        return f"{round(interval / _HOUR)} h"
    days = round(interval / _DAY)
    if days <= 60:  # noqa: PLR2004  # "2 months" says too little of 45 days
        return counted(days, "day")
    if days < LONGEST_INTERVAL:
        return f"{round(days / _DAYS_IN_MONTH)} months"
    return "1 year"


def to_payload(review: Review) -> str:
    """The state as JSON, for storing."""
    return _Stored(**asdict(review)).model_dump_json()


def from_payload(payload: str) -> Review:
    """The state that was stored; raises UnreadableReview."""
    try:
        return _Stored.model_validate_json(payload).review()
    except ValidationError as error:
        told = first_error(error, whole="the whole")
        raise UnreadableReviewError(f"a stored review cannot be read: {told}") from None
    except ValueError as error:
        raise UnreadableReviewError(f"a stored review cannot be read: {error}") from None


class _Stored(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)

    card: Annotated[str, Field(min_length=1)]
    due: AwareDatetime
    stage: Stage
    step: Annotated[int, Field(ge=0)] | None
    stability: Annotated[float, Field(gt=0)] | None
    difficulty: Annotated[float, Field(ge=1, le=10)] | None
    first: AwareDatetime | None
    last: AwareDatetime | None

    def review(self) -> Review:
        # pydantic reads a zone of its own kind, which FSRS does not take for UTC.
        return Review(
            card=self.card,
            due=self.due.astimezone(UTC),
            stage=self.stage,
            step=self.step,
            stability=self.stability,
            difficulty=self.difficulty,
            first=self.first and self.first.astimezone(UTC),
            last=self.last and self.last.astimezone(UTC),
        )


def _as_card(review: Review) -> Card:
    # With an id of its own the library would wait a millisecond to make one up.
    return Card(
        card_id=0,
        state=State(review.stage),
        step=review.step,
        stability=review.stability,
        difficulty=review.difficulty,
        due=review.due,
        last_review=review.last,
    )
