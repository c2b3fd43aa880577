"""JSON of rounds and effects: saved values load unchanged, and anything else is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from bot.quiz.round.serialization import dump_effect, dump_round, load_effect, load_round
from bot.quiz.round.standings import PlayerPlace
from bot.quiz.round.state import (
    MOST_QUESTIONS,
    MOST_TYPED,
    Answer,
    AskedQuestion,
    Ending,
    Mode,
    Phase,
    QuestionResult,
    Round,
    RoundCard,
    RoundPlan,
    RoundSettings,
    ScoredAnswer,
)
from tests.quiz.classroom import BEGIN, BUTTONS, Classroom, asking, plan

ids = st.integers(0, 2**64 - 1)
counts = st.integers(0, 10_000)
positions = st.integers(0, MOST_QUESTIONS - 1)
BOUNDS = (datetime(2025, 12, 1), datetime(2030, 2, 1))  # noqa: DTZ001  # hypothesis wants them naive
moments = st.datetimes(*BOUNDS, timezones=st.just(UTC))
cards = st.builds(RoundCard, id=st.text(), topic=st.text(), payload=st.text()) | st.just(BUTTONS)
answers = st.builds(
    Answer, st.integers(0, 24) | st.text(), st.booleans(), ids, counts, st.booleans()
)
results = st.builds(
    QuestionResult,
    positions,
    st.booleans(),
    st.none() | ids,
    counts,
    counts,
    st.lists(counts, max_size=5).map(tuple),
)
marks = st.builds(ScoredAnswer, positions, st.integers(0, 200), counts)
places = st.builds(PlayerPlace, st.integers(1, 99), ids, counts, counts, counts, counts)


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    """Any round that could be."""
    settings = st.builds(
        RoundSettings, st.integers(10, 120), st.sampled_from(list(Mode)), st.booleans()
    )
    some = st.lists(cards, min_size=1, max_size=MOST_QUESTIONS).map(tuple)
    planned = draw(st.builds(RoundPlan, ids, ids, ids, ids, settings, some))
    phase = draw(st.sampled_from(list(Phase)))
    ended = phase is Phase.ENDED
    shown = phase in {Phase.ASKING, Phase.REVEALED}
    asked = st.builds(
        AskedQuestion,
        st.integers(1, 999),
        moments,
        ids if shown else st.none(),
        st.booleans(),
        st.lists(ids, max_size=2).map(tuple),
        st.dictionaries(ids, answers, max_size=5),
    )
    return Round(
        planned,
        phase,
        None if ended else draw(moments),
        draw(st.integers(0, len(planned.cards) - 1)),
        draw(asked) if shown or phase is Phase.POSTING else None,
        draw(counts),
        draw(counts),
        draw(st.sampled_from(list(Ending))) if ended else None,
        draw(st.lists(results, max_size=4).map(tuple)),
        draw(st.dictionaries(ids, st.lists(marks, max_size=4).map(tuple), max_size=5)),
    )


effects = st.one_of(
    st.builds(Announce, ids, st.integers(1, 999)),
    st.builds(PostQuestion, ids, st.integers(1, 999), positions, moments),
    st.builds(ShowDeadline, ids, st.integers(1, 999), positions, ids, moments),
    st.builds(CloseQuestion, ids, st.integers(1, 999), positions, ids),
    st.builds(Reveal, ids, st.integers(1, 999), results),
    st.builds(Withdraw, ids, st.integers(1, 999), ids),
    st.builds(
        Podium,
        ids,
        st.integers(1, 999),
        st.sampled_from(list(Ending)),
        st.lists(places, max_size=3).map(tuple),
        counts,
        counts,
        counts,
        counts,
    ),
    st.builds(Record, ids, st.integers(1, 999)),
)


@given(rounds())
def test_a_round_comes_back_as_it_was(state: Round) -> None:
    """In every phase."""
    assert load_round(dump_round(state)) == state


@given(effects)
def test_an_effect_comes_back_as_it_was(effect: Effect) -> None:
    """Of every kind."""
    assert load_effect(dump_effect(effect)) == effect


@pytest.fixture
def saved(room: Classroom) -> dict[str, dict[str, object]]:
    """The parts of a round, opened."""
    return {part: json.loads(text) for part, text in dump_round(room.state)._asdict().items()}


def load(saved: dict[str, dict[str, object]]) -> Round:
    """Close the parts, and load them."""
    parts = {part: json.dumps(content) for part, content in saved.items()}
    return load_round(dump_round(asking(BUTTONS).state)._replace(**parts))


@pytest.mark.parametrize(
    ("part", "field", "value", "told"),
    [
        ("progress", "position", "0", "position"),
        ("progress", "position", 3, "phase"),
        ("progress", "phase", "asleep", "phase"),
        ("progress", "phase", "ended", "phase"),
        ("progress", "due", "2026-01-01T12:00:00", "due"),
        ("progress", "due", None, "phase"),
        ("progress", "asked", None, "phase"),
        ("progress", "mood", "good", "mood"),
        ("plan", "host", -1, "host"),
        ("plan", "host", "7", "host"),
        ("plan", "cards", [], "1 to 25 questions"),
        ("plan", "mood", "good", "mood"),
        ("scores", "alice", [], "alice"),
        ("scores", "7", [[0, 300, 0]], "scores.7.0.1"),
    ],
)
def test_what_is_not_a_round_is_refused(
    saved: dict[str, dict[str, object]], part: str, field: str, value: object, told: str
) -> None:
    """And the person who looks into it is told where."""
    assert load(saved)
    saved[part][field] = value
    with pytest.raises(UnreadableRoundError, match=told) as caught:
        load(saved)
    assert "\n" not in str(caught.value)


@given(st.text() | st.sampled_from(["{}", "[]", "null", "1", '{"kind": "record"}', "[" * 9999]))
def test_any_other_text_is_refused(text: str) -> None:
    """Nothing else is raised."""
    for broken in ("plan", "progress", *(["scores"] if text != "{}" else [])):
        with pytest.raises(UnreadableRoundError):
            load_round(SAVED._replace(**{broken: text}))
    with pytest.raises(UnreadableRoundError):
        load_effect(text)


SAVED = dump_round(asking(BUTTONS).state)


def test_a_large_class_is_kept_in_little_room() -> None:
    """500 players and 25 questions: 64 KiB with each answer, 256 KiB with each question."""
    players = [2**63 + player for player in range(500)]
    planned = plan(*[BUTTONS] * MOST_QUESTIONS)
    answer = Answer(1, right=True, interaction=2**63, left=120_000, changed=False)
    state = Round(
        planned,
        Phase.ASKING,
        BEGIN,
        position=24,
        asked=AskedQuestion(
            75, BEGIN + timedelta(seconds=30), 2**63, answers=dict.fromkeys(players, answer)
        ),
        results=tuple(QuestionResult(n, True, 2**63, 500, 500, (0, 500, 0)) for n in range(24)),  # noqa: FBT003  # the dataclass's own order
        scores={
            player: tuple(ScoredAnswer(n, 200, 120_000) for n in range(24)) for player in players
        },
    )

    saved = dump_round(state)

    assert load_round(saved) == state
    assert len(saved.progress) < 64 * 1024
    assert len(saved.scores) < 256 * 1024


def test_a_long_typed_answer_is_cut(room: Classroom) -> None:
    """What is kept of it is for showing it; it was graded whole."""
    room.next_question()
    press = replace(room.press(1, 0), given="word " * 1000)
    room.deliver(press)

    kept = room.asked().answers[1].given
    assert isinstance(kept, str)
    assert len(kept) == MOST_TYPED
