"""JSON of rounds and effects, strictly checked when it is loaded.

A round is stored in three parts, by how often they change: the plan once, the scores once a
question, and the progress with every answer. A part that is the very same object as before need
not be written again.
"""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple

from pydantic import Field, TypeAdapter
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
from bot.strict_yaml import json_codec

_AnyEffect = Annotated[
    Announce | PostQuestion | ShowDeadline | CloseQuestion | Reveal | Withdraw | Podium | Record,
    Field(discriminator="kind"),
]

# The fields of a round that are stored apart from its progress.
_APART: Final = {"plan", "scores"}

_PLAN: Final = TypeAdapter(RoundPlan)

_SCORES: Final[TypeAdapter[Scores]] = TypeAdapter(Scores)

_ROUND: Final = TypeAdapter(Round)

_EFFECT: Final[TypeAdapter[Effect]] = TypeAdapter(_AnyEffect)


class SavedRound(NamedTuple):
    """The three parts of a stored round, each a JSON text."""

    plan: str
    scores: str
    progress: str


def dump_plan(plan: RoundPlan) -> str:
    """Return the plan as JSON: the part of a round that never changes."""
    return json_codec.dump(_PLAN, plan)


def dump_scores(scores: Scores) -> str:
    """Return the scores as JSON: the part that changes with every question."""
    return json_codec.dump(_SCORES, scores)


def dump_progress(state: Round) -> str:
    """Return the rest of a round as JSON: the part that changes with every answer."""
    return json_codec.dump(_ROUND, state, exclude=_APART)


def dump_round(state: Round) -> SavedRound:
    """Return all three parts of a round as JSON."""
    return SavedRound(dump_plan(state.plan), dump_scores(state.scores), dump_progress(state))


def load_round(saved: SavedRound) -> Round:
    """Return the round that was saved; raise UnreadableRoundError for anything else."""
    try:
        parts = {"plan": from_json(saved.plan), "scores": from_json(saved.scores)}
        whole = to_json(from_json(saved.progress) | parts)
    except (ValueError, TypeError) as error:
        raise UnreadableRoundError(str(error)) from error
    state = json_codec.load(_ROUND, whole, UnreadableRoundError)
    if not _is_consistent(state):
        raise UnreadableRoundError("its phase does not fit the rest of it")
    return state


def dump_effect(effect: Effect) -> str:
    """Return an effect as JSON."""
    return json_codec.dump(_EFFECT, effect)


def load_effect(saved: str) -> Effect:
    """Return the effect that was saved; raise UnreadableRoundError for anything else."""
    return json_codec.load(_EFFECT, saved, UnreadableRoundError)


def _is_consistent(state: Round) -> bool:
    """Return whether the fields fit together in a way that `advance` produces."""
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
