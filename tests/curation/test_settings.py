"""Settings as they are typed, stored and told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Config, CooldownSettings
from bot.curation.guild_settings import (
    GuildSettings,
    described,
    differences,
    read_settings,
    written_settings,
)
from bot.curation.settings_form import (
    UnreadableSettingError,
    days_of,
    note_of,
    rate_of,
    typed_settings,
)
from bot.timeparse import LONGEST, UnreadableMomentError, paused_until

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
RATES = st.none() | st.builds(
    CooldownSettings, uses=st.integers(1, 1000), seconds=st.integers(1, 3600)
)
IDS = st.integers(1, 2**63 - 1)
SETTINGS = st.builds(
    GuildSettings,
    curator_role=st.none() | IDS,
    channels=st.lists(IDS, max_size=25).map(tuple),
    audit_channel=st.none() | IDS,
    user_cooldown=RATES,
    channel_cooldown=RATES,
    private=st.none() | st.booleans(),
    content_note=st.none()
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip),
    kept_days=st.integers(0, 365),
    paused_until=st.none() | st.datetimes(timezones=st.just(UTC)),
)


@given(SETTINGS)
def test_settings_are_read_as_they_were_written(settings: GuildSettings) -> None:
    """Whatever is set."""
    assert read_settings(written_settings(settings)) == settings


@given(SETTINGS, SETTINGS)
def test_what_was_changed_is_told_and_nothing_else(
    before: GuildSettings, after: GuildSettings
) -> None:
    """A line for each setting that is another."""
    changed = sum(
        getattr(before, name) != getattr(after, name) for name in GuildSettings.model_fields
    )

    assert len(differences(before, after)) == changed
    assert differences(before, before) == ()


@given(SETTINGS)
def test_every_setting_is_told_in_words(settings: GuildSettings) -> None:
    """Also where it is not set."""
    shown = described(settings, Config())

    assert len(shown) == len(GuildSettings.model_fields)
    assert all(text and "None" not in text.split() for text in shown.values())


@given(SETTINGS)
def test_a_form_submitted_as_it_stands_changes_nothing(settings: GuildSettings) -> None:
    """What it is filled with is read as what is set."""
    typed = typed_settings(settings)

    assert rate_of(typed["user_cooldown"], "x") == settings.user_cooldown
    assert rate_of(typed["channel_cooldown"], "x") == settings.channel_cooldown
    assert days_of(typed["kept_days"]) == settings.kept_days
    if len(settings.content_note or "") <= 1000:
        assert note_of(typed["content_note"]) == settings.content_note


@pytest.mark.parametrize(
    ("typed", "uses", "seconds"),
    [("8 in 30", 8, 30), ("8/30", 8, 30), ("8 questions per 30 seconds", 8, 30),
     ("3 per minute", 3, 60), ("5 in 2 min.", 5, 120), ("1 IN 10 s", 1, 10),
     ("8 timesin 5secs", 8, 5), ("2/m", 2, 60)],
)  # fmt: skip
def test_a_limit_may_be_typed_in_several_ways(typed: str, uses: int, seconds: int) -> None:
    """As people write it."""
    assert rate_of(typed, "x") == CooldownSettings(uses=uses, seconds=seconds)


@pytest.mark.parametrize(
    "typed",
    [
        "8",
        "in 30",
        "8 in",
        "0 in 30",
        "8 in 0",
        "1001 in 30",
        "8 in 61 min",
        "-8 in 30",
        "8 in 1 h",
        "8 in 5 s .",
    ],
)
def test_no_limit_is_told_with_its_field(typed: str) -> None:
    """And with an example."""
    with pytest.raises(UnreadableSettingError, match=r"^Each person: .*such as 8 in 30"):
        rate_of(typed, "Each person")


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("2h30m", NOW + timedelta(hours=2, minutes=30)),
        ("for 2 hours and 30 minutes", NOW + timedelta(hours=2, minutes=30)),
        ("90 min", NOW + timedelta(minutes=90)),
        ("1d", NOW + timedelta(days=1)),
        ("1 DAY, 2 hrs and5mins", NOW + timedelta(days=1, hours=2, minutes=5)),
        # A long s, which is an s to whoever ignores case.
        ("2 dayſ", NOW + timedelta(days=2)),
        ("until 14:30 UTC", NOW.replace(hour=14, minute=30)),
        ("11:00Z", NOW.replace(day=2, hour=11)),
        ("12:00 UTC", NOW.replace(day=2)),
        ("14:30+02:00", NOW.replace(hour=12, minute=30)),
        ("2026-01-02T14:30:00+0200", datetime(2026, 1, 2, 12, 30, tzinfo=UTC)),
        ("2026-01-02 14:30 gmt.", datetime(2026, 1, 2, 14, 30, tzinfo=UTC)),
        ("<t:1767290400:R>", datetime(2026, 1, 1, 18, tzinfo=UTC)),
        ("<t:1767290400>", datetime(2026, 1, 1, 18, tzinfo=UTC)),
    ],
)
def test_a_pause_may_be_typed_in_several_ways(typed: str, until: datetime) -> None:
    """A length, an hour, a date, or what Discord writes."""
    assert paused_until(typed, NOW) == until


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("14:30", "write 14:30 UTC, or 14:30+02:00"),
        ("2026-01-02 14:30", "write 2026-01-02 14:30 UTC"),
        ("", "write how long (2h30m)"),
        ("tomorrow", "I can’t read “tomorrow” as a time"),
        ("14h30 UTC", "I can’t read “14h30 UTC” as a time"),
        ("2026-01-02 9:30 UTC", "I can’t read"),
        ("90 s", "I can’t read “90 s” as a time"),
        ("2h,", "I can’t read “2h,” as a time"),
        ("25:00 UTC", "that day or hour does not exist"),
        ("2026-02-30 10:00 UTC", "that day or hour does not exist"),
        ("2025-01-01T10:00Z", "in the past"),
        ("0m", "in the past"),
        ("61d", "at most 60 days"),
        ("2027-01-01T10:00Z", "at most 60 days"),
        ("<t:999999999999>", "that day or hour does not exist"),
    ],
)
def test_no_moment_is_told_with_what_to_write(typed: str, told: str) -> None:
    """A time without a zone is not guessed at."""
    with pytest.raises(UnreadableMomentError) as caught:
        paused_until(typed, NOW)

    assert told in str(caught.value)


@given(st.integers(1, 60 * 24 * 60), st.integers(-14 * 60, 14 * 60))
def test_every_moment_of_the_next_weeks_can_be_written(minutes: int, offset: int) -> None:
    """In any zone, and as a stamp."""
    until = NOW + timedelta(minutes=minutes)
    there = until.astimezone(timezone(timedelta(minutes=offset)))

    assert paused_until(there.isoformat(), NOW) == until
    assert paused_until(f"<t:{int(until.timestamp())}:F>", NOW) == until


@given(st.text(max_size=40))
def test_any_text_is_a_moment_to_come_or_an_error(text: str) -> None:
    """Nothing else is raised, and no pause is longer than may be."""
    try:
        until = paused_until(text, NOW)
    except UnreadableMomentError:
        return
    assert NOW < until <= NOW + LONGEST


@pytest.mark.parametrize(
    ("typed", "days"), [("0", 0), ("7 days", 7), ("1 Day.", 1), ("365", 365), (" ", 30)]
)
def test_days_are_read(typed: str, days: int) -> None:
    """Nothing typed is the usual number."""
    assert days_of(typed) == days


@pytest.mark.parametrize("typed", ["366", "-1", "a week", "1.5", "٣", "30 d", "30."])
def test_no_days_are_told(typed: str) -> None:
    """With what may be written."""
    with pytest.raises(UnreadableSettingError, match="0 \\(nothing is stored\\) to 365"):
        days_of(typed)
