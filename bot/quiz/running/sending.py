"""What rounds need of a chat: to send an effect, and to find a message that was sent before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from bot.quiz.effects import Announce, Podium, PostQuestion, Reveal, Sending, how_to_send

if TYPE_CHECKING:
    from datetime import datetime

    from bot.quiz.effects import Effect
    from bot.quiz.events import Failure
    from bot.quiz.round import Round

# A clock here and Discord's may differ by this, when messages are looked for by their age.
_SKEW: Final = timedelta(minutes=1)
_MAKES_A_MESSAGE: Final = (Announce, PostQuestion, Reveal, Podium)


class NotSent(Exception):  # noqa: N818  # what happened, not a fault of the program
    """An effect was not sent; `failure` says how it stands with it."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


class Messenger(Protocol):
    """A chat; both methods raise NotSent, and may be given up in the middle."""

    async def send(self, state: Round, effect: Effect) -> int:
        """Post, edit or delete what the effect says; the message's id."""
        ...

    async def find(self, state: Round, effect: Effect, since: datetime) -> int | None:
        """The message that this effect made earlier, if it is there; not older than `since`."""
        ...


async def send_once(
    messenger: Messenger, state: Round, effect: Effect, made: datetime, now: datetime
) -> int:
    """Send an effect so that it shows once; it may have been sent since `made`; raises NotSent."""
    if isinstance(effect, _MAKES_A_MESSAGE) and how_to_send(made, now) is Sending.LOOK_FIRST:
        found = await messenger.find(state, effect, made - _SKEW)
        if found is not None:
            return found
    return await messenger.send(state, effect)
