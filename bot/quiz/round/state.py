"""The state of a quiz round: plan, phase, open question, scores, and the times between phases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, NamedTuple

from pydantic import AwareDatetime, Field


class Mode(StrEnum):
    """How questions are answered: by buttons, by typing, or (MIXED) every other one by typing.

    In MIXED, a question without accepted typed answers is answered by buttons.
    """

    BUTTONS = "buttons"
    TYPED = "typed"
    MIXED = "mixed"


MOST_QUESTIONS: Final = 25

# The most buttons or choices that Discord shows.
MOST_OPTIONS: Final = 25

# The most characters of a typed answer that are stored; the whole answer is graded before.
MOST_TYPED: Final = 200

Snowflake = Annotated[int, Field(ge=0, lt=1 << 64)]

Position = Annotated[int, Field(ge=0, lt=MOST_QUESTIONS)]


class Phase(StrEnum):
    """The phases of a round; `transitions` draws how one leads to another."""

    ANNOUNCED = "announced"
    POSTING = "posting"
    ASKING = "asking"
    REVEALED = "revealed"
    ENDED = "ended"


class Ending(StrEnum):
    """Why a round ended: the last question, `/quiz stop`, a pause, or one of five mishaps.

    HELD_BACK: the server paused answers, for example during an exam. LOST: the channel is gone, or
    the right to write there. SILENT: Discord accepted no question for ten minutes. AWAY: the bot
    was gone for more than an hour. DELETED: somebody keeps deleting the questions. BLOCKED: a rule
    of the server does not let a question through.
    """

    FINISHED = "finished"
    STOPPED = "stopped"
    HELD_BACK = "held_back"
    LOST = "lost"
    SILENT = "silent"
    AWAY = "away"
    DELETED = "deleted"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """The host's choices: `seconds` for each question, the mode, and whether speed counts.

    With `hurry`, a question closes early once everybody who plays has answered it.
    """

    seconds: Annotated[int, Field(ge=10, le=120)] = 30
    mode: Mode = Mode.BUTTONS
    speed: bool = False
    hurry: bool = False


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A snapshot of a card when the round began; later edits of the knowledge do not change it.

    `right` is the index of the right one among `options` options; typed questions have 0 options
    and no `right`. `payload` is the whole card as JSON, from `bot.quiz.cards`. Raises ValueError if
    `right` is not one of the options.
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
    """The unchanging part of a round; `id` is the snowflake of the command that started it.

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
    """A player's answer that counts: an option's index, or the typed text.

    `interaction` is a snowflake and so says when it was given; `left` is the time that was left
    then, in milliseconds; `changed` says that the player has used their one change.
    """

    given: int | str
    right: bool
    interaction: Snowflake
    left: Annotated[int, Field(ge=0)]
    changed: bool = False


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """The question that is being asked or has just been revealed.

    `post` is the number of the effect that posts it. `message` is its message once that is known;
    until then `deadline` is only planned. `resent` says that the message may show another deadline
    than this. `gone` are messages of this question that were deleted.
    """

    post: int
    deadline: AwareDatetime
    message: Snowflake | None = None
    resent: bool = False
    gone: tuple[Snowflake, ...] = ()
    answers: Mapping[Snowflake, Answer] = field(default_factory=dict)


class ScoredAnswer(NamedTuple):
    """The score of one answer: the position, points in hundredths, the milliseconds it took."""

    question: Position
    points: Annotated[int, Field(ge=0, le=200)]
    spent: Annotated[int, Field(ge=0)]


Scores = Mapping[Snowflake, tuple[ScoredAnswer, ...]]


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """The result of a question: how many answered, how many were right, how many chose each option.

    A question that was dropped does not count for anybody. `message` is its message, if it had one.
    """

    question: Position
    counted: bool
    message: Snowflake | None = None
    answered: int = 0
    right: int = 0
    options: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """The state of a round at one moment; `transitions.advance` makes the next one.

    `due` is when it next needs a tick, None once it has ended. `position` is the index of the
    current card. `sent` counts the effects so far. `scores` holds each player's scored answers, in
    order, for the questions before the one in `asked`.
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
        """Return the current question if the round is in one of these phases, else None."""
        return self.asked if self.phase in phases else None


def plays(state: Round, person: int) -> bool:
    """Return whether a person has answered in a round."""
    now = state.asked.answers if state.asked is not None else {}
    return person in state.scores or person in now


# From the announcement to the first question, so that people can get ready.
LEAD_IN: Final = timedelta(seconds=5)

# How long sending a question may take before its countdown must be corrected by an edit.
SENDING: Final = timedelta(seconds=1)

# How long presses made in time may still be on their way; the right answer is not shown before.
GRACE: Final = timedelta(seconds=1)

# Time to read the right answer before the next question.
PAUSE: Final = timedelta(seconds=8)

# The least time left after the bot was away, to read the question again and press.
LEAST_LEFT: Final = timedelta(seconds=10)

# A round ends when Discord has accepted no question for this long.
SILENT_AFTER: Final = timedelta(minutes=10)

# After a longer absence the round ends: the class has gone home.
AWAY_AFTER: Final = timedelta(hours=1)

_EPOCH: Final = datetime(2015, 1, 1, tzinfo=UTC)

_SECOND: Final = timedelta(seconds=1)

# A snowflake is 64 bits, of which the upper 42 count milliseconds.
_TIME_SHIFT: Final = 22

_MOST: Final = (1 << 64) - 1


def created(snowflake: int) -> datetime:
    """Return when Discord created the thing with this id, in UTC, to the millisecond.

    Source: "Snowflakes" in Discord's reference. Numbers outside 64 bits are clamped.
    """
    milliseconds = min(max(snowflake, 0), _MOST) >> _TIME_SHIFT
    return _EPOCH + timedelta(milliseconds=milliseconds)


def whole_second(moment: datetime) -> datetime:
    """Return `moment` rounded up to a whole second: Discord's timestamps show no fractions."""
    over = timedelta(microseconds=moment.microsecond)
    return moment - over + _SECOND if over else moment


def milliseconds(span: timedelta) -> int:
    """Return the whole milliseconds in `span`, rounded down."""
    return span // timedelta(milliseconds=1)
