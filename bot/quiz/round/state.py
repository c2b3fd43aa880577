"""How the questions of a round are answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, NamedTuple

from pydantic import AwareDatetime, Field


class Mode(StrEnum):
    """By buttons, by typing, or every other question by typing where it can be."""

    BUTTONS = "buttons"
    TYPED = "typed"
    MIXED = "mixed"


MOST_QUESTIONS: Final = 25

# Discord shows so many buttons or choices at most.
MOST_OPTIONS: Final = 25

# Of a typed answer no more is kept, in characters; it was graded before.
MOST_TYPED: Final = 200

Snowflake = Annotated[int, Field(ge=0, lt=1 << 64)]

Position = Annotated[int, Field(ge=0, lt=MOST_QUESTIONS)]


class Phase(StrEnum):
    """Where a round stands."""

    ANNOUNCED = "announced"
    POSTING = "posting"
    ASKING = "asking"
    REVEALED = "revealed"
    ENDED = "ended"


class Ending(StrEnum):
    """Why a round ended: the last question, `/quiz stop`, a pause, or one of four mishaps.

    HELD_BACK, answers are given there no more, as during an exam; LOST is the channel or the right
    to write there; SILENT, Discord took no question for long; AWAY, the bot was gone for long;
    DELETED, somebody deletes the questions again and again.
    """

    FINISHED = "finished"
    STOPPED = "stopped"
    HELD_BACK = "held_back"
    LOST = "lost"
    SILENT = "silent"
    AWAY = "away"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """What the host chose; `seconds` a question, and whether being quick counts."""

    seconds: Annotated[int, Field(ge=10, le=120)] = 30
    mode: Mode = Mode.BUTTONS
    speed: bool = False


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A question as it was when the round began; later edits of the knowledge do not reach it.

    `right` is the index of the right one among `options` options; typed questions have 0 options
    and no `right`. `payload` is the whole card as its own module saves it. Raises ValueError when
    `right` is none of the options.
    """

    id: str
    topic: str
    payload: str
    options: Annotated[int, Field(ge=0, le=MOST_OPTIONS)] = 0
    right: int | None = None

    def __post_init__(self) -> None:
        fits = self.right is None if not self.options else self.right in range(self.options)
        if not fits:
            raise ValueError("the right answer is one of a card's options, or it has neither")


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What does not change while a round runs; `id` is the snowflake of the command that began it.

    Raises ValueError unless there are 1 to 25 cards.
    """

    id: Snowflake
    guild: Snowflake
    channel: Snowflake
    host: Snowflake
    settings: RoundSettings
    cards: tuple[RoundCard, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.cards) <= MOST_QUESTIONS:
            raise ValueError(f"a round has 1 to {MOST_QUESTIONS} questions")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of somebody that stands: an option's index, or what was typed.

    `interaction` tells when it was given; `left` is the time that was left then, in milliseconds;
    `changed` says that it has been changed once.
    """

    given: int | str
    right: bool
    interaction: Snowflake
    left: Annotated[int, Field(ge=0)]
    changed: bool = False


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """The question that is being asked or has just been revealed.

    `post` is the number of the effect that posts it; `message` is its message once that is known;
    until then `deadline` is what is planned. `resent` says that another deadline than this may
    stand in the message. `gone` are messages of this question that were deleted.
    """

    post: int
    deadline: AwareDatetime
    message: Snowflake | None = None
    resent: bool = False
    gone: tuple[Snowflake, ...] = ()
    answers: Mapping[Snowflake, Answer] = field(default_factory=dict)


class ScoredAnswer(NamedTuple):
    """What an answer was worth: the position, points in hundredths, the milliseconds it took."""

    question: Position
    points: Annotated[int, Field(ge=0, le=200)]
    spent: Annotated[int, Field(ge=0)]


Scores = Mapping[Snowflake, tuple[ScoredAnswer, ...]]


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """How a question went: how many answered, how many right, how many chose each option.

    A question that was cut off does not count for anybody. `message` is where it stood, if it did.
    """

    question: Position
    counted: bool
    message: Snowflake | None = None
    answered: int = 0
    right: int = 0
    options: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """A round at a moment; `advance` makes the next one.

    `due` is when it next needs a tick, None once it has ended. `position` is the question's place
    among the cards. `sent` counts the effects so far. `scores` are each player's marks, in order,
    of the questions before the one in `asked`.
    """

    plan: RoundPlan
    phase: Phase
    due: AwareDatetime | None
    position: Position = 0
    asked: AskedQuestion | None = None
    sent: Annotated[int, Field(ge=0)] = 0
    reposts: Annotated[int, Field(ge=0)] = 0
    ending: Ending | None = None
    results: tuple[QuestionResult, ...] = ()
    scores: Scores = field(default_factory=dict)

    @property
    def card(self) -> RoundCard:
        """The card at the position."""
        return self.plan.cards[self.position]

    def asked_while(self, *phases: Phase) -> AskedQuestion | None:
        """The question that is being asked, if the round is in one of these phases."""
        return self.asked if self.phase in phases else None


# From the announcement to the first question, so that people find their places.
LEAD_IN: Final = timedelta(seconds=5)

# What sending a question may take before its countdown has to be put right by an edit.
SENDING: Final = timedelta(seconds=1)

# Presses made in time are on their way for so long; the right answer is not shown before.
GRACE: Final = timedelta(seconds=1)

# For reading the right answer before the next question.
PAUSE: Final = timedelta(seconds=8)

# What is left at least, after the bot was away, to read the question again and to press.
LEAST_LEFT: Final = timedelta(seconds=10)

# A round ends when Discord has taken no question for so long.
SILENT_AFTER: Final = timedelta(minutes=10)

# A class that has gone home is not asked on.
AWAY_AFTER: Final = timedelta(hours=1)

_EPOCH: Final = datetime(2015, 1, 1, tzinfo=UTC)

_SECOND: Final = timedelta(seconds=1)

# A snowflake is 64 bits, of which the upper 42 count milliseconds.
_TIME_SHIFT: Final = 22

_MOST: Final = (1 << 64) - 1


def created(snowflake: int) -> datetime:
    """When Discord made the thing with this id, in UTC, to the millisecond.

    Source: "Snowflakes" in Discord's reference. Numbers that are no snowflakes are clamped.
    """
    milliseconds = min(max(snowflake, 0), _MOST) >> _TIME_SHIFT
    return _EPOCH + timedelta(milliseconds=milliseconds)


def whole_second(moment: datetime) -> datetime:
    """`moment`, or the next whole second after it: Discord's timestamps show no less."""
    over = timedelta(microseconds=moment.microsecond)
    return moment - over + _SECOND if over else moment


def milliseconds(span: timedelta) -> int:
    """Whole milliseconds in `span`, rounded down."""
    return span // timedelta(milliseconds=1)
