"""What can happen to a round, and what is said to the person who made it happen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.quiz.round.effects import Effect


class TypedGrade(StrEnum):
    """What a typed answer is worth; one that is REFUSED does not count, and may be given anew."""

    RIGHT = auto()
    WRONG = auto()
    REFUSED = auto()


class Failure(StrEnum):
    """Why an effect could not be sent.

    TEMPORARY: a time-out, a 429 or a 5xx. LOST: the channel is gone, or the bot may not write
    there. GONE: the message to edit is gone. REFUSED: Discord will never take this body.
    """

    TEMPORARY = auto()
    LOST = auto()
    GONE = auto()
    REFUSED = auto()


class Verdict(StrEnum):
    """What became of an event; all but the last two are told to a person."""

    ACCEPTED = auto()
    CHANGED = auto()
    DOUBLED = auto()  # the same choice again, or the same press delivered again
    OVERTAKEN = auto()  # a later press of theirs arrived before this one, and stands
    NO_CHANGE_LEFT = auto()
    REFUSED = auto()
    TOO_LATE = auto()
    STALE = auto()  # a question that is not open, or a choice that it does not have
    FOREIGN = auto()  # another round's
    NOT_RUNNING = auto()
    STOPPED = auto()
    NOT_ALLOWED = auto()
    NOTED = auto()
    IGNORED = auto()


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time has passed."""


@dataclass(frozen=True, slots=True)
class Posted:
    """An effect was sent; `message` is the message that it made or edited."""

    effect: Effect
    message: int


@dataclass(frozen=True, slots=True)
class SendFailed:
    """An effect could not be sent."""

    effect: Effect
    failure: Failure


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """Somebody pressed an option (`given` is its index) or sent a typed answer with its grade.

    `round` and `question` are those that the button carries, `message` the one it hangs on.
    `interaction` is Discord's id of the press, which holds its time.
    """

    round: int
    question: int
    player: int
    given: int | str
    interaction: int
    message: int
    grade: TypedGrade | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """`/quiz stop`; `moderator` says that this person may stop the rounds of others."""

    by: int
    moderator: bool = False


@dataclass(frozen=True, slots=True)
class AnswersPaused:
    """No answers are given in the round's channel now."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The bot is back; `since` is the last moment at which it surely listened."""

    since: datetime


@dataclass(frozen=True, slots=True)
class MessageGone:
    """A message in the round's channel was deleted."""

    message: int


@dataclass(frozen=True, slots=True)
class PlaceLost:
    """The channel was deleted, or the bot was removed from the server."""


Event = (
    Ticked
    | Posted
    | SendFailed
    | AnswerGiven
    | Stopped
    | AnswersPaused
    | Resumed
    | MessageGone
    | PlaceLost
)
