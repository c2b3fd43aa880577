"""Rounds and effects as JSON, and back; what is not exactly that is refused.

A round is saved in three parts, by how often they change: the plan once, the scores once a
question, the progress with every answer. Who keeps them need write only those parts that are not
the very same objects as before.
"""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from bot.errors import UnreadableRoundError
from bot.quiz.round.effects import (
    Announce,
    CloseQuestion,
    Effect,
    Podium,
    PostQuestion,
    Record,
    Reveal,
    ShowDeadline,
    Withdraw,
)
from bot.quiz.round.state import Phase, Round, RoundPlan, Scores
from bot.strict_yaml.error_words import first_error

_Any = Annotated[
    Announce | PostQuestion | ShowDeadline | CloseQuestion | Reveal | Withdraw | Podium | Record,
    Field(discriminator="kind"),
]

_APART: Final = {"plan", "scores"}

_PLAN: Final = TypeAdapter(RoundPlan)

_SCORES: Final[TypeAdapter[Scores]] = TypeAdapter(Scores)

_ROUND: Final = TypeAdapter(Round)

_EFFECT: Final[TypeAdapter[Effect]] = TypeAdapter(_Any)


class _Saved(BaseModel):
    """What is loaded is put into one of these, since its strictness then holds all the way down."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class _SavedRound(_Saved):
    it: Round


class _SavedEffect(_Saved):
    it: _Any


class SavedRound(NamedTuple):
    """A round's parts, each a JSON text."""

    plan: str
    scores: str
    progress: str


def dump_plan(plan: RoundPlan) -> str:
    """The part that stays."""
    return _PLAN.dump_json(plan).decode()


def dump_scores(scores: Scores) -> str:
    """The part that changes with every question."""
    return _SCORES.dump_json(scores).decode()


def dump_progress(state: Round) -> str:
    """The part that changes with every answer."""
    return _ROUND.dump_json(state, exclude=_APART).decode()


def dump_round(state: Round) -> SavedRound:
    """All parts of a round."""
    return SavedRound(dump_plan(state.plan), dump_scores(state.scores), dump_progress(state))


def load_round(saved: SavedRound) -> Round:
    """The round that was saved; raises UnreadableRound."""
    try:
        parts = {"plan": from_json(saved.plan), "scores": from_json(saved.scores)}
        whole = from_json(saved.progress) | parts
        state = _SavedRound.model_validate_json(to_json({"it": whole})).it
    except (ValueError, TypeError) as error:
        raise UnreadableRoundError(_first(error)) from error
    if not _is_whole(state):
        raise UnreadableRoundError("its phase does not fit the rest of it")
    return state


def dump_effect(effect: Effect) -> str:
    """An effect as JSON."""
    return _EFFECT.dump_json(effect).decode()


def load_effect(saved: str) -> Effect:
    """The effect that was saved; raises UnreadableRound."""
    try:
        return _SavedEffect.model_validate_json(to_json({"it": from_json(saved)})).it
    except (ValueError, TypeError) as error:
        raise UnreadableRoundError(_first(error)) from error


def _first(error: Exception) -> str:
    """What is wrong first, in a line."""
    if isinstance(error, ValidationError):
        return first_error(error, skip=1, whole="the whole")
    return str(error)


def _is_whole(state: Round) -> bool:
    """Whether the fields fit together as `advance` leaves them."""
    ended = state.phase is Phase.ENDED
    open_ = state.phase in {Phase.POSTING, Phase.ASKING, Phase.REVEALED}
    posted = state.asked is not None and state.asked.message is not None
    return (
        state.position < len(state.plan.cards)
        and (state.due is None) == ended
        and (state.ending is not None) == ended
        and (state.asked is not None) == open_
        and posted == (state.phase in {Phase.ASKING, Phase.REVEALED})
    )
