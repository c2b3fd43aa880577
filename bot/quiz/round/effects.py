"""Effects of a round (messages to post, edit or delete), stored as rows of an outbox.

A transition and its effects are stored in one transaction. Effects are sent after it, in the order
of their numbers, one at a time for each round. An effect with the number of an earlier one replaces
it. After a crash, every effect not marked as sent is sent again under the same nonce, which is its
idempotency key, so that each message shows once.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from bot.quiz.round.standings import PlayerPlace  # noqa: TC001  # pydantic reads it at run time
from bot.quiz.round.state import Ending, Phase, Position, QuestionResult, Round, Snowflake

if TYPE_CHECKING:
    from datetime import datetime


# Discord remembers a nonce for "the past few minutes"; this is the least that can mean.
NONCE_KNOWN: Final = timedelta(minutes=2)

_LONGEST_WAIT: Final = timedelta(seconds=15)

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"

_INT32: Final = 0x7FFFFFFF


@dataclass(frozen=True, slots=True)
class Effect:
    """Something to do once on Discord; `number` counts a round's effects from 1."""

    round: Snowflake
    number: Annotated[int, Field(ge=1)]

    @property
    def nonce(self) -> str:
        """The idempotency key: unique to this effect, within the 25 characters Discord allows."""
        return f"{short(self.round)}-{short(self.number)}"

    @property
    def mark(self) -> int:
        """A number from 1 to 2^31 - 1, used as the id of the message's first component.

        A message's nonce cannot be read back later; this can, so the message can be found again.
        """
        return (zlib.crc32(self.nonce.encode()) & _INT32) or 1


@dataclass(frozen=True, slots=True)
class Announce(Effect):
    """Post a message that a round begins."""

    kind: Literal["announce"] = "announce"


@dataclass(frozen=True, slots=True)
class PostQuestion(Effect):
    """Post a question that counts down to `deadline`."""

    question: Position
    deadline: AwareDatetime
    kind: Literal["post_question"] = "post_question"


@dataclass(frozen=True, slots=True)
class ShowDeadline(Effect):
    """Edit a question's message so that it counts down to another `deadline`."""

    question: Position
    message: Snowflake
    deadline: AwareDatetime
    kind: Literal["show_deadline"] = "show_deadline"


@dataclass(frozen=True, slots=True)
class CloseQuestion(Effect):
    """Edit a question's message so that it can no longer be answered."""

    question: Position
    message: Snowflake
    kind: Literal["close_question"] = "close_question"


@dataclass(frozen=True, slots=True)
class Reveal(Effect):
    """Post the right answer, why it is right, its footnote, and how many got it."""

    result: QuestionResult
    kind: Literal["reveal"] = "reveal"


@dataclass(frozen=True, slots=True)
class Withdraw(Effect):
    """Delete a message that should not be there, such as a question posted twice or too late."""

    message: Snowflake
    kind: Literal["withdraw"] = "withdraw"


@dataclass(frozen=True, slots=True)
class Podium(Effect):
    """Post the final scores: the first places, and totals over all players.

    `players` is how many played and `counted` how many questions counted; `answered` and `right`
    are the answers and the right answers of all players together.
    """

    ending: Ending
    places: tuple[PlayerPlace, ...]
    players: int
    counted: int
    answered: int
    right: int
    kind: Literal["podium"] = "podium"


@dataclass(frozen=True, slots=True)
class Record(Effect):
    """Store the scores and the misses: not sent, but done in the transition's own transaction."""

    kind: Literal["record"] = "record"


class Sending(Enum):
    """How to send an effect that makes a message."""

    AT_ONCE = auto()
    LOOK_FIRST = auto()


def how_to_send(first_tried: datetime | None, now: datetime) -> Sending:
    """Return LOOK_FIRST if Discord may have forgotten the nonce, so that a retry could post twice.

    Then a message with the effect's `mark` is looked for before anything is sent. `first_tried` is
    when this effect was first sent without its outcome being known, or None.
    """
    if first_tried is None or now - first_tried < NONCE_KNOWN:
        return Sending.AT_ONCE
    return Sending.LOOK_FIRST


def wait_before_retry(failures: int) -> timedelta:
    """Return the wait after so many temporary failures in a row: 1, 2, 4, 8, then 15 seconds."""
    return min(timedelta(seconds=1 << min(max(failures - 1, 0), 10)), _LONGEST_WAIT)


def is_wanted(effect: Effect, state: Round) -> bool:
    """Return whether an unsent effect should still be sent, given the round as it is now."""
    if state.ending is Ending.LOST:
        return isinstance(effect, Record)
    match effect:
        case Announce():
            return state.phase is not Phase.ENDED
        case PostQuestion():
            asked = state.asked_while(Phase.POSTING)
            return asked is not None and asked.post == effect.number
        case ShowDeadline():
            asked = state.asked_while(Phase.ASKING)
            wanted = (effect.message, effect.deadline)
            return asked is not None and (asked.message, asked.deadline) == wanted
        case _:
            return True


def short(number: int) -> str:
    """Return `number` in base 36, to keep ids short; a snowflake has at most 13 such digits."""
    digits = ""
    while number > 0:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits or "0"
