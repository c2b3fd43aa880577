"""What is said to a person about their answer, and of a round that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from discord.utils import format_dt

from bot.discord_kit import quiz_card_text
from bot.discord_kit.markdown import one_line, plain
from bot.quiz.cards import card_in
from bot.quiz.round.round_events import Verdict
from bot.quiz.round.scoring import places, with_scores_so_far
from bot.quiz.round.state import Phase
from bot.text.phrases import counted

if TYPE_CHECKING:
    from bot.quiz.round.state import Answer, Round
    from bot.quiz.runtime.changes import Outcome


OVER: Final = "That round is over. A new one begins with /quiz start."

NONE_HERE: Final = "No round is running in this channel. One begins with /quiz start."

NOT_YOURS: Final = "Only who began the round, or one of this server's curators, can stop it."

STOPPED: Final = "The round is stopped; the scores so far follow in the channel."

_LATE: Final = "Time was up when you pressed, so this does not count. The next question comes soon."

_STALE: Final = "That question is not open. The newest one in this channel is."

_FOREIGN: Final = "That belongs to another round, so it does not count here."

_MOST_SHOWN: Final = 10


def verdict_on(outcome: Outcome, player: int, reason: str = "") -> str:
    """What became of somebody's answer; `reason` is why a typed one was refused."""
    stands, until = _standing(outcome.round, player), _until(outcome.round)
    told = {
        Verdict.ACCEPTED: f"Your answer: {stands}\nYou may change it once{until}.",
        Verdict.CHANGED: f"Changed. Your answer: {stands}\nIt stays so now.",
        Verdict.DOUBLED: f"That is your answer already: {stands}",
        Verdict.OVERTAKEN: f"A later press of yours arrived first, and stands: {stands}",
        Verdict.NO_CHANGE_LEFT: f"An answer can be changed once. Yours stays: {stands}",
        Verdict.REFUSED: f"{plain(reason)} It did not count, and you can answer again.",
        Verdict.TOO_LATE: _LATE,
        Verdict.FOREIGN: _FOREIGN,
        Verdict.NOT_RUNNING: OVER,
    }
    return told.get(outcome.verdict, _STALE)


def status_of(state: Round, player: int) -> str:
    """Where a round stands, and the places so far."""
    many = len(state.plan.cards)
    at = f"question {state.position + 1} of {many}"
    match state.phase:
        case Phase.ANNOUNCED:
            head = f"A round of {counted(many, 'question')} is about to begin."
        case Phase.POSTING:
            head = f"The round is at {at}, which is being posted."
        case Phase.ASKING:
            head = f"The round is at {at}{_time_is_up(state)}."
        case _:
            head = f"The round is at {at}, which has been answered."
    shown = [
        f"{one.place}\\. <@{one.player}>: {one.right} right of {one.answered}"
        for one in places(state)
        if one.place <= _MOST_SHOWN
    ]
    mine = _standing(state, player)
    told = f"Your answer to it: {mine}" if mine and state.phase is Phase.ASKING else ""
    scores = "\n".join(shown[: 2 * _MOST_SHOWN]) or "There are no scores yet."
    done = sum(one.counted for one in with_scores_so_far(state).results)
    lines = [head, told, f"After {counted(done, 'question')}:" if done else "", scores]
    return "\n".join(filter(None, [*lines, f"-# Begun by <@{state.plan.host}>."]))


def _standing(state: Round | None, player: int) -> str:
    if state is None or state.asked is None or player not in state.asked.answers:
        return ""
    return _given(state, state.asked.answers[player])


def _given(state: Round, answer: Answer) -> str:
    if isinstance(answer.given, str):
        return f"“{plain(one_line(answer.given, 100))}”"
    return quiz_card_text.named(card_in(state.card), answer.given)


def _until(state: Round | None) -> str:
    if state is None or state.asked is None:
        return ""
    return f"; time is up {format_dt(state.asked.deadline, 'R')}"


def _time_is_up(state: Round) -> str:
    return f"; its time is up {format_dt(state.asked.deadline, 'R')}" if state.asked else ""
