"""When a question closes before its time: once everybody who plays has answered it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.quiz.round.state import Phase, whole_second

if TYPE_CHECKING:
    from datetime import datetime

    from bot.quiz.round.state import Round

# From the last player's answer to the close, for second thoughts and for who is about to press.
LAST_CALL: Final = timedelta(seconds=3)


def early_deadline(state: Round, now: datetime) -> datetime | None:
    """Return the new deadline of the open question if all who play have answered it, or None.

    Who plays are those who answered the last question that counted. Nobody is known to play before
    the first, which has its full time, as has every question of a round that does not hurry.
    """
    asked, playing = state.asked_while(Phase.ASKING), _players(state)
    if not state.plan.settings.hurry or asked is None or not playing:
        return None
    deadline = whole_second(now + LAST_CALL)
    sooner = playing <= asked.answers.keys() and deadline < asked.deadline
    return deadline if sooner else None


def _players(state: Round) -> frozenset[int]:
    """Return who answered the last question that counted and that anybody answered."""
    counted = [one.question for one in state.results if one.counted and one.answered]
    if not counted:
        return frozenset()
    return frozenset(
        player for player, marks in state.scores.items() if marks[-1].question == counted[-1]
    )
