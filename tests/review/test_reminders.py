"""Reminders: once a day in the person's time zone, across clock changes, until they lapse."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.reminders import LATEST, UNUSED_FOR, Reminder, has_lapsed, next_moment
from bot.timeparse import zone_names

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def daily(at: time = time(18, 30), zone: ZoneInfo = BERLIN, used: datetime = NOON) -> Reminder:
    """A reminder that was set at `used`."""
    return Reminder(at, zone, used)


def test_the_next_moment_is_today_while_the_time_is_to_come() -> None:
    """18:30 in Berlin is 17:30 UTC in winter."""
    assert next_moment(daily(), NOON) == datetime(2026, 1, 5, 17, 30, tzinfo=UTC)


def test_a_time_that_had_passed_when_it_was_set_is_tomorrow() -> None:
    """Nobody is reminded of what they do just now."""
    set_later = NOON.replace(hour=18)

    assert next_moment(daily(used=set_later), set_later) == datetime(2026, 1, 6, 17, 30, tzinfo=UTC)


def test_one_that_was_sent_today_is_not_sent_again() -> None:
    """Not even if the time is changed to a later one."""
    sent = datetime(2026, 1, 5, 17, 30, tzinfo=UTC)
    reminder = replace(daily(time(21)), sent=sent)

    assert next_moment(reminder, sent) == datetime(2026, 1, 6, 20, tzinfo=UTC)


def test_a_bot_that_was_down_reminds_a_little_late_or_not_at_all() -> None:
    """Within two hours; not in the night, and not those who have reviewed since."""
    moment = datetime(2026, 1, 5, 17, 30, tzinfo=UTC)

    assert next_moment(daily(), moment + LATEST) == moment
    assert next_moment(daily(), moment + LATEST + timedelta(minutes=1)) == moment + timedelta(
        days=1
    )
    reviewed = replace(daily(), used=moment + timedelta(minutes=5))
    assert next_moment(reviewed, moment + timedelta(hours=1)) == moment + timedelta(days=1)


def test_a_time_that_the_clocks_pass_over_is_met_later_that_day() -> None:
    """On 29 March 2026 there is no 02:30 in Berlin; 03:30 is an hour after 01:30."""
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)

    moment = next_moment(daily(time(2, 30), used=before), before)

    assert moment == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert moment.astimezone(BERLIN).time() == time(3, 30)


def test_a_time_that_comes_twice_is_met_once() -> None:
    """On 25 October 2026 02:30 comes twice in Berlin."""
    before = datetime(2026, 10, 24, 12, tzinfo=UTC)
    reminder = daily(time(2, 30), used=before)

    moment = next_moment(reminder, before)

    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    after = next_moment(replace(reminder, sent=moment), moment)
    assert after == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


def test_it_keeps_its_local_time_over_a_change_of_clocks() -> None:
    """18:30 stays 18:30."""
    used = datetime(2026, 3, 28, 20, tzinfo=UTC)

    assert next_moment(daily(used=used), used) == datetime(2026, 3, 29, 16, 30, tzinfo=UTC)


def test_two_weeks_unused_end_it() -> None:
    """It is then to be turned off; a review before that keeps it."""
    last = NOON + UNUSED_FOR - timedelta(hours=1)

    assert next_moment(replace(daily(), sent=last - timedelta(days=1)), last) is None
    assert not has_lapsed(daily(), last)
    assert has_lapsed(daily(), NOON + UNUSED_FOR)
    assert next_moment(replace(daily(), used=last), last) is not None


def test_one_that_is_off_never_comes() -> None:
    """Nor does it lapse."""
    off = replace(daily(), on=False)

    assert next_moment(off, NOON) is None
    assert not has_lapsed(off, NOON + 2 * UNUSED_FOR)
    assert str(off) == "You have no reminder."


def test_it_says_when_it_comes_and_when_it_ends() -> None:
    """In one line or two."""
    assert str(daily()) == (
        "Every day at 18:30 (Europe/Berlin), while cards are due. It stops by itself after 14 days "
        "without a review."
    )


def test_times_without_a_zone_are_refused() -> None:
    """They would be taken for UTC in silence."""
    naive = datetime(2026, 1, 5)  # noqa: DTZ001  # what is refused

    with pytest.raises(ValueError, match="aware and in UTC"):
        replace(daily(), used=naive)
    with pytest.raises(ValueError, match="aware and in UTC"):
        replace(daily(), sent=naive)


@given(
    st.sampled_from(zone_names()),
    st.times(),
    st.datetimes(datetime(1995, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001  # UTC below
    st.lists(st.integers(0, 60 * 30), max_size=20),
)
def test_at_most_one_a_local_day_anywhere_and_fourteen_in_all(
    key: str, at: time, start: datetime, sleeps: list[int]
) -> None:
    """Whenever the bot looks, in every zone and through every change of its clocks."""
    zone = ZoneInfo(key)
    now = start.replace(tzinfo=UTC)
    reminder = Reminder(at.replace(tzinfo=None, fold=0), zone, now)
    days = []
    for minutes in [*sleeps, *[0] * 20]:
        now += timedelta(minutes=minutes)
        moment = next_moment(reminder, now)
        if moment is None:
            break
        assert moment >= now - LATEST
        now = max(now, moment)
        reminder = replace(reminder, sent=now)
        days.append(now.astimezone(zone).date())

    assert len(set(days)) == len(days) <= 14


@given(
    st.sampled_from(zone_names()),
    st.times(),
    st.datetimes(datetime(1995, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001  # UTC below
)
def test_a_bot_that_is_up_misses_no_day(key: str, at: time, start: datetime) -> None:
    """The moments are a calendar day apart, unless the zone skipped a date."""
    zone = ZoneInfo(key)
    now = start.replace(tzinfo=UTC)
    reminder = Reminder(at.replace(tzinfo=None, fold=0), zone, now)
    before = None
    while (moment := next_moment(reminder, now)) is not None:
        if before is not None:
            assert timedelta(hours=20) < moment - before < timedelta(hours=51)
        reminder = replace(reminder, sent=moment)
        before = now = moment

    assert before is not None
    assert before >= reminder.used + UNUSED_FOR - timedelta(days=2, hours=3)
