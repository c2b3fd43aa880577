"""Times of day and time zones, as people write them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.timeparse import (
    UnknownZoneError,
    UnreadableTimeError,
    read_time,
    read_zone,
    zone_names,
    zones_like,
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("18:30", time(18, 30)),
        (" 7:05 ", time(7, 5)),
        ("18.30", time(18, 30)),
        ("18h30", time(18, 30)),
        ("6:30 pm", time(18, 30)),
        ("6 PM", time(18)),
        ("12 am", time(0)),
        ("12:15 p.m.", time(12, 15)),
        ("00:00", time(0)),
    ],
)
def test_times_are_read_as_people_write_them(text: str, meant: time) -> None:
    """On the clock of 24 hours and on that of 12."""
    assert read_time(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "25:00",
        "18:60",
        "13 pm",
        "0 am",
        "half past six",
        "18:3",
        "-1:00",
        "18:30:0",
        "١٨:30",
        "6. pm",
    ],
)
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    """A bare number too, which may be meant for the morning or the evening."""
    with pytest.raises(UnreadableTimeError, match=r"such as 18:30 or 6:30 pm$"):
        read_time(text)


@given(st.times())
def test_every_time_of_day_is_read_back(moment: time) -> None:
    """To the minute, and on both clocks."""
    minute = moment.replace(second=0, microsecond=0, fold=0)

    assert read_time(f"{minute:%H:%M}") == minute
    assert read_time(
        f"{minute.hour % 12 or 12}:{minute:%M}{'pm' if minute.hour > 11 else 'am'}"
    ) == (minute)


@given(st.text(max_size=20))
def test_no_text_is_a_crash(text: str) -> None:
    """It is read, or refused in one sentence."""
    for read in (read_time, read_zone):
        try:
            read(text)
        except (UnreadableTimeError, UnknownZoneError) as error:
            assert len(str(error)) < 300  # noqa: PT017  # either outcome is right


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(text: str, key: str) -> None:
    """In any case."""
    assert read_zone(text).key == key


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Europe/Berln", "there is no time zone 'Europe/Berln'; did you mean 'Europe/Berlin'?"),
        ("lodon", "did you mean 'London'?"),
        ("CET", "write a region and a city, such as Europe/Berlin"),
        ("UTC+2", "write a region and a city"),
        ("Etc/GMT+5", "there is no time zone"),
        ("../../etc/passwd", "there is no time zone"),
        ("", "the time zone is missing"),
        ("Louisville", "America/Kentucky/Louisville, America/Louisville; name one in full"),
    ],
)
def test_what_is_no_zone_is_told_with_what_to_write(text: str, told: str) -> None:
    """Abbreviations and offsets are wrong for half the year."""
    with pytest.raises(UnknownZoneError) as error:
        read_zone(text)

    assert told in str(error.value)


def test_every_zone_is_read_by_its_own_name() -> None:
    """A whole name is never taken for a city."""
    assert len(zone_names()) > 300
    assert all(read_zone(name).key == name for name in zone_names())


def test_zones_are_proposed_while_somebody_types() -> None:
    """Cities that begin so come first; at most as many as Discord shows."""
    assert zones_like("berl")[0] == "Europe/Berlin"
    assert "America/New_York" in zones_like("new y")
    assert len(zones_like("")) == 25
    assert zones_like("nowhere at all") == ()
