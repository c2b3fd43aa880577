"""`advance` is total: it handles every event in every phase at every time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quiz.round.effects import Effect
from bot.quiz.round.round_events import (
    AnswerGiven,
    AnswersPaused,
    Failure,
    MessageGone,
    PlaceLost,
    Posted,
    Resumed,
    SendFailed,
    Stopped,
    Ticked,
    TypedGrade,
    Verdict,
)
from bot.quiz.round.scoring import places
from bot.quiz.round.serialization import dump_round, load_round
from bot.quiz.round.state import Phase
from bot.quiz.round.transitions import advance, start
from tests.quiz.classroom import BEGIN, BUTTONS, TYPED_CARD, plan
from tests.support.snowflakes import snowflake

if TYPE_CHECKING:
    from bot.quiz.round.round_events import Event

ids = st.one_of(st.integers(0, 4), st.integers(0, 2**64 - 1))
BOUNDS = (datetime(2025, 12, 1), datetime(2026, 2, 1))  # noqa: DTZ001  # hypothesis wants them naive
moments = st.datetimes(*BOUNDS, timezones=st.just(UTC))
answers = st.builds(
    AnswerGiven,
    round=st.sampled_from([plan(BUTTONS).id, 5]),
    question=st.integers(0, 3),
    player=ids,
    given=st.one_of(st.integers(-2, 4), st.text(), st.just("\ud800")),
    interaction=st.one_of(ids, moments.map(snowflake)),
    message=ids,
    grade=st.one_of(st.none(), st.sampled_from(list(TypedGrade))),
)
numbered = st.builds(Effect, st.just(0), ids)
events = st.one_of(
    st.just(Ticked()),
    st.just(Ticked()),
    answers,
    st.builds(Posted, numbered, ids),
    st.builds(SendFailed, numbered, st.sampled_from(list(Failure))),
    st.builds(Stopped, ids),
    st.builds(Resumed, moments),
    st.builds(MessageGone, ids),
    st.sampled_from([PlaceLost(), AnswersPaused(), object(), None]),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(events, st.one_of(st.none(), moments)), max_size=40))
def test_no_event_raises_in_any_phase(
    happened: list[tuple[object, datetime | None]],
) -> None:
    """Whatever comes, in whatever order, at whatever time, there is a verdict."""
    step = start(plan(BUTTONS, TYPED_CARD), BEGIN)
    effects = list(step.effects)
    for happening, moment in happened:
        event = happening
        if isinstance(event, Posted | SendFailed):
            # The number stands for one of the effects there have been, from the last one back.
            event = replace(event, effect=effects[-1 - event.effect.number % len(effects)])
        old = step.round
        # Some are no events at all, which the type of `advance` forbids.
        step = advance(old, cast("Event", event), moment or old.due or BEGIN)
        effects += step.effects
        assert isinstance(step.verdict, Verdict)
        assert load_round(dump_round(step.round)) == step.round
        if step.verdict is Verdict.IGNORED:
            assert step.round is old
            assert not step.effects
        if old.phase is Phase.ENDED:
            assert places(step.round) == places(old)
