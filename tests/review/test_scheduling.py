"""Spaced-repetition scheduling: when a card comes back, and the order of due cards."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.scheduler import (
    LONGEST_INTERVAL,
    Grade,
    ReviewState,
    Stage,
    UnreadableReviewError,
    due,
    dump_state,
    grade,
    interval_text,
    load_state,
    new_state,
    preview,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
GRADES = st.lists(
    st.tuples(st.sampled_from(Grade), st.integers(0, 60 * 24 * 90)), min_size=1, max_size=12
)


def graded(*given: Grade, card: str = "sea", start: datetime = NOW) -> ReviewState:
    """A card that was graded so each time that it came back."""
    review = new_state(card, start)
    for one in given:
        review, _ = grade(review, one, review.due)
    return review


def test_a_new_card_goes_by_minutes_and_then_by_days() -> None:
    """As Anki does: two short steps before the first day."""
    first, _ = grade(new_state("sea", NOW), Grade.GOOD, NOW)
    second, _ = grade(first, Grade.GOOD, first.due)

    assert first.due - NOW == timedelta(minutes=10)
    assert first.stage is Stage.LEARNING
    assert second.due - first.due >= timedelta(days=1)
    assert second.stage is Stage.REVIEW


def test_what_is_forgotten_comes_back_within_minutes() -> None:
    """And its next interval of days is shorter than the one before."""
    known = graded(Grade.GOOD, Grade.GOOD, Grade.GOOD, Grade.GOOD)
    forgotten, _ = grade(known, Grade.AGAIN, known.due)
    again, _ = grade(forgotten, Grade.GOOD, forgotten.due)

    assert forgotten.stage is Stage.RELEARNING
    assert forgotten.due - known.due == timedelta(minutes=10)
    assert known.last is not None
    assert again.due - forgotten.due < known.due - known.last


def test_a_grade_is_logged_with_where_the_card_stood() -> None:
    """Retention is counted from that."""
    known = graded(Grade.EASY)
    _, log = grade(known, Grade.HARD, known.due)

    assert (log.card, log.grade, log.at, log.stage) == ("sea", Grade.HARD, known.due, Stage.REVIEW)


def test_the_buttons_promise_what_happens() -> None:
    """In words that fit on them."""
    assert preview(new_state("sea", NOW), NOW) == {
        Grade.AGAIN: "1 min",
        Grade.HARD: "6 min",
        Grade.GOOD: "10 min",
        Grade.EASY: "8 days",
    }
    assert [one.label for one in Grade] == ["Again", "Hard", "Good", "Easy"]


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (timedelta(0), "1 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=45), "45 days"),
        (timedelta(days=61), "2 months"),
        (timedelta(days=LONGEST_INTERVAL), "1 year"),
    ],
)
def test_intervals_in_words(interval: timedelta, words: str) -> None:
    """Short, and singular where it is one."""
    assert interval_text(interval) == words


@given(GRADES)
def test_every_history_survives_being_stored(history: list[tuple[Grade, int]]) -> None:
    """And the state that was read grades as the one that was written."""
    review = new_state("sea", NOW)
    now = NOW
    for given_grade, minutes in history:
        now += timedelta(minutes=minutes)
        review, _ = grade(review, given_grade, now)
        stored = load_state(dump_state(review))

        assert stored == review
        assert grade(stored, Grade.GOOD, now) == grade(review, Grade.GOOD, now)


@given(GRADES)
def test_a_better_grade_never_comes_back_earlier(history: list[tuple[Grade, int]]) -> None:
    """Whatever was before, and nothing is put off beyond the longest interval."""
    review = new_state("sea", NOW)
    now = NOW
    for given_grade, minutes in history:
        now += timedelta(minutes=minutes)
        dues = [grade(review, one, now)[0].due for one in Grade]
        review, _ = grade(review, given_grade, now)

        assert all(earlier <= later for earlier, later in pairwise(dues))
        assert now < dues[0]
        assert dues[-1] <= now + timedelta(days=LONGEST_INTERVAL)


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 2, 9),  # noqa: DTZ001  # what is refused
        datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Berlin")),
        datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=2))),
    ],
)
def test_times_that_are_not_in_utc_are_refused(now: datetime) -> None:
    """They would move every date by hours."""
    with pytest.raises(ValueError, match="aware and in UTC"):
        grade(new_state("sea", NOW), Grade.GOOD, now)
    with pytest.raises(ValueError, match="aware and in UTC"):
        new_state("sea", now)


def test_utc_by_another_name_is_utc() -> None:
    """Databases and zone tables have zones of their own for it."""
    state, _ = grade(new_state("sea", NOW), Grade.GOOD, NOW.astimezone(ZoneInfo("UTC")))

    assert state == grade(new_state("sea", NOW), Grade.GOOD, NOW)[0]
    assert state.last is not None
    assert state.last.tzinfo is UTC


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"stability": "NaN"}, "stability"),
        ({"difficulty": 11.0}, "difficulty"),
        ({"due": "2026-03-02T09:00:00"}, "due"),
        ({"stage": 9}, "stage"),
        ({"step": 3}, "step"),
        ({"last": None}, "all that a grade leaves"),
        ({"more": 1}, "more"),
    ],
)
def test_what_no_longer_validates_is_told(change: dict[str, object], told: str) -> None:
    """It is one line, and an error that a store can set aside."""
    payload = json.loads(dump_state(graded(Grade.EASY))) | change

    with pytest.raises(UnreadableReviewError) as error:
        load_state(json.dumps(payload))

    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_the_stored_json_of_a_review_stays_as_it_is() -> None:
    """Byte for byte, of a card that was graded and of a new one."""
    review = ReviewState(
        "sea-ä",
        NOW + timedelta(days=3, microseconds=500),
        Stage.REVIEW,
        None,
        3.25,
        5.0,
        NOW - timedelta(days=9),
        NOW,
    )
    assert dump_state(review) == (
        '{"card":"sea-ä","due":"2026-03-05T09:00:00.000500Z","stage":2,"step":null,'
        '"stability":3.25,"difficulty":5.0,"first":"2026-02-21T09:00:00Z",'
        '"last":"2026-03-02T09:00:00Z"}'
    )
    assert dump_state(new_state("sea", NOW)) == (
        '{"card":"sea","due":"2026-03-02T09:00:00Z","stage":1,"step":0,"stability":null,'
        '"difficulty":null,"first":null,"last":null}'
    )


def test_no_json_is_told_too() -> None:
    """A row that was cut off."""
    with pytest.raises(UnreadableReviewError, match="Invalid JSON"):
        load_state('{"card": "se')


class TestOrder:
    """Which cards are shown, and which first."""

    def test_steps_then_what_waits_longest_then_new_cards(self) -> None:
        """A step is minutes long; a new card can wait."""
        old = graded(Grade.EASY, card="old")
        older = graded(Grade.EASY, card="older", start=NOW - timedelta(days=1))
        now = old.due + timedelta(hours=1)
        step, _ = grade(new_state("step", NOW), Grade.AGAIN, now - timedelta(minutes=5))
        fresh = new_state("fresh", NOW)

        shown = due([fresh, old, older, step], now, limit=10, new_per_day=5)

        assert [review.card for review in shown] == ["step", "older", "old", "fresh"]

    def test_what_is_not_due_is_not_shown(self) -> None:
        """Not even where there is room."""
        assert due([graded(Grade.EASY)], NOW, limit=10, new_per_day=5) == ()

    def test_new_cards_begun_today_count(self) -> None:
        """By the person's own day: 23:30 in Berlin is another day than 00:30."""
        berlin = ZoneInfo("Europe/Berlin")
        late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
        begun, _ = grade(new_state("begun", NOW), Grade.EASY, late)
        cards = [begun, new_state("b", NOW), new_state("a", NOW)]

        tonight = due(cards, late, limit=9, new_per_day=2, zone=berlin)
        tomorrow = due(cards, late + timedelta(hours=1), limit=9, new_per_day=2, zone=berlin)

        assert [review.card for review in tonight] == ["a"]
        assert [review.card for review in tomorrow] == ["a", "b"]

    @given(st.lists(GRADES, max_size=8), st.integers(0, 9), st.integers(0, 9))
    def test_limits_hold_and_the_order_does_not_depend_on_the_store(
        self, histories: list[list[tuple[Grade, int]]], limit: int, new_per_day: int
    ) -> None:
        """Whatever order the cards are read in."""
        cards = [new_state(f"new {number}", NOW) for number in range(3)]
        for number, history in enumerate(histories):
            cards.append(graded(*(one for one, _ in history[:3]), card=str(number)))
        now = NOW + timedelta(days=3)

        shown = due(cards, now, limit=limit, new_per_day=new_per_day)

        assert len(shown) <= limit
        assert sum(review.is_new for review in shown) <= new_per_day
        assert all(review.due <= now for review in shown)
        assert shown == due(reversed(cards), now, limit=limit, new_per_day=new_per_day)
