"""Taking an answer: does it count, and which of somebody's answers stands.

An answer counts if Discord made its interaction not later than the deadline: the id tells the
moment of the press, which neither a slow connection nor a slow bot can move. It may arrive after
the right answer was shown, and still counts until the next question is posted.

Of somebody's answers the first stands, until it is changed, once, by a later press. The same choice
again changes nothing. If two presses arrive in the wrong order, the later press stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.quiz.events import Grade, Verdict
from bot.quiz.round import MOST_TYPED, Answer
from bot.quiz.timing import created, milliseconds

if TYPE_CHECKING:
    from bot.quiz.events import Answered
    from bot.quiz.round import Asked, Card


def take(asked: Asked, card: Card, event: Answered) -> tuple[Asked, Verdict]:
    """The question with the answer in it, if it counts, and what to tell the player."""
    at = created(event.interaction)
    if at > asked.deadline:
        return asked, Verdict.TOO_LATE
    if event.grade is Grade.REFUSED and not card.options:
        return asked, Verdict.REFUSED
    right = _is_right(card, event)
    if right is None:
        return asked, Verdict.STALE
    left = max(milliseconds(asked.deadline - at), 0)
    answer = Answer(_kept(event.given), right, event.interaction, left)
    stands, verdict = _standing(asked.answers.get(event.player), answer)
    if stands is asked.answers.get(event.player):
        return asked, verdict
    return replace(asked, answers={**asked.answers, event.player: stands}), verdict


def _kept(given: int | str) -> int | str:
    """What is kept of an answer, to show it to who gave it; half a surrogate cannot be."""
    if isinstance(given, str):
        return given[:MOST_TYPED].encode("utf-8", "replace").decode()
    return given


def _is_right(card: Card, event: Answered) -> bool | None:
    """Whether the answer is right; None if it is no answer to this card."""
    if card.options:
        fits = isinstance(event.given, int) and event.given in range(card.options)
        return event.given == card.right if fits and event.grade is None else None
    if isinstance(event.given, str) and event.grade is not None:
        return event.grade is Grade.RIGHT
    return None


def _standing(old: Answer | None, new: Answer) -> tuple[Answer, Verdict]:
    """The one of two answers that stands, and what to tell of the new one."""
    if old is None:
        return new, Verdict.ACCEPTED
    earlier = new.interaction < old.interaction
    if new.given == old.given:
        # The same choice, pressed before the one that stands: it was made as early as that.
        first = replace(new, changed=old.changed) if earlier and not old.changed else old
        return first, Verdict.DOUBLED
    if earlier:
        # What stands was a change of this one.
        return (old if old.changed else replace(old, changed=True)), Verdict.OVERTAKEN
    if old.changed:
        return old, Verdict.NO_CHANGE_LEFT
    return replace(new, changed=True), Verdict.CHANGED
