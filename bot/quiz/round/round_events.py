"""Events of a round (answers, ticks, failures), and the verdicts on them that people are told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.quiz.round.effects import Effect


class TypedGrade(StrEnum):
    """The grade of a typed answer; a REFUSED answer does not count and may be given again."""

    RIGHT = auto()
    WRONG = auto()
    REFUSED = auto()


class Failure(StrEnum):
    """Why an effect could not be sent.

    TEMPORARY: a time-out, a 429 or a 5xx. LOST: the channel is gone, or the bot may not write
    there. GONE: the message to edit is gone. REFUSED: Discord will never take this body. BLOCKED:
    a rule of the server, such as AutoMod's, does not let it through.
    """

    TEMPORARY = auto()
    LOST = auto()
    GONE = auto()
    REFUSED = auto()
    BLOCKED = auto()


class Verdict(StrEnum):
    """The result of an event; people are told all but the last two."""

    ACCEPTED = auto()
    CHANGED = auto()
    DOUBLED = auto()  # the same choice again, or the same press delivered again
    OVERTAKEN = auto()  # a later press by the same person arrived before this one, and counts
    NO_CHANGE_LEFT = auto()
    REFUSED = auto()
    TOO_LATE = auto()
    STALE = auto()  # a question that is not open, or a choice that it does not have
    FOREIGN = auto()  # the button belongs to another round
    NOT_RUNNING = auto()
    STOPPED = auto()
    NOT_ALLOWED = auto()
    NOTED = auto()
    IGNORED = auto()


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time has passed; the round may be due."""


@dataclass(frozen=True, slots=True)
class Posted:
    """An effect was sent; `message` is the id of the message that it posted or edited."""

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

    `round` and `question` come from the button's id, and `message` is the message it belongs to.
    `interaction` is Discord's id of the press, a snowflake, which contains the time of the press.
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
    """Somebody used `/quiz stop`; `moderator` says that they may stop the rounds of others."""

    by: int
    moderator: bool = False


@dataclass(frozen=True, slots=True)
class AnswersPaused:
    """The server paused answers while the round runs."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The bot is connected again; `since` is the last moment it is known to have listened."""

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
