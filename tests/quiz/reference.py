"""A slow, obvious reference for the scores of a round, computed from all presses."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import groupby

from bot.quiz.round.state import created


@dataclass(frozen=True)
class Press:
    """One press, as it arrived: its deadline is the one in force then."""

    player: int
    given: int | str
    right: bool
    interaction: int
    deadline: datetime


def standing(presses: list[Press]) -> Press:
    """The one that stands: in the order of the presses, the second choice if there is one.

    A choice that is pressed again in a row was made when it was pressed first.
    """
    in_order = sorted(presses, key=lambda press: press.interaction)
    choices = [next(same) for _, same in groupby(in_order, key=lambda press: press.given)]
    return choices[:2][-1]


def worth(press: Press, seconds: int, *, speed: bool) -> int:
    """Hundredths of a point."""
    if not press.right:
        return 0
    left = press.deadline - created(press.interaction)
    share = Fraction(left // timedelta(microseconds=1), seconds * 1_000_000)
    return 100 + (math.floor(100 * min(share, Fraction(1))) if speed else 0)


def scores(
    questions: list[list[Press]], seconds: int, *, speed: bool
) -> dict[int, tuple[int, int, int]]:
    """Each player's right answers, answers and hundredths, over the questions that count."""
    found: dict[int, tuple[int, int, int]] = {}
    for presses in questions:
        in_time = [press for press in presses if created(press.interaction) <= press.deadline]
        for player in {press.player for press in in_time}:
            one = standing([press for press in in_time if press.player == player])
            right, answered, points = found.get(player, (0, 0, 0))
            found[player] = (
                right + one.right,
                answered + 1,
                points + worth(one, seconds, speed=speed),
            )
    return found
