"""How long answers are to be held back, as a person writes it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.errors import StudyBotError

if TYPE_CHECKING:
    from collections.abc import Callable

# An exam, or the weeks of all exams; a longer pause is a slip in the year.
LONGEST: Final = timedelta(days=60)
_UNITS: Final = {
    "d": timedelta(days=1),
    "day": timedelta(days=1),
    "h": timedelta(hours=1),
    "hour": timedelta(hours=1),
    "hr": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "minute": timedelta(minutes=1),
}
_STAMP: Final = re.compile(r"<t:(\d{1,12})(?::[a-zA-Z])?>")
_PIECE: Final = r"(\d{1,4})\s*(days?|d|hours?|hrs?|h|minutes?|mins?|m)"
_LENGTH: Final = re.compile(rf"{_PIECE}(?:(?:\s|,|and)*{_PIECE})*", re.IGNORECASE)
_ZONE: Final = r"(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})"
_HOUR: Final = re.compile(rf"(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})\s*{_ZONE}?", re.IGNORECASE)
_MOMENT: Final = re.compile(
    rf"(?P<day>\d{{4}}-\d{{2}}-\d{{2}})[T\s]+(?P<time>\d{{2}}:\d{{2}}(?::\d{{2}})?)\s*{_ZONE}?",
    re.IGNORECASE,
)
_HOW: Final = "write how long (2h30m), or until when and in which zone (14:30 UTC)"


class NotAMoment(StudyBotError, ValueError):  # noqa: N818  # reads as the sentence it is
    """What was typed does not say when a pause ends; the text says what to write."""


def paused_until(typed: str, now: datetime) -> datetime:
    """The moment in UTC that `typed` means, after `now` and at most 60 days later.

    A stamp of Discord's (`<t:1767261600>`), a date and time with its zone, an hour with its zone
    (the next such hour), or a length of time. Raises NotAMoment.
    """
    text = re.sub(r"^\s*(?:until|till|for)\s+", "", typed.strip(), flags=re.IGNORECASE)
    until = _read(text.strip().rstrip("."), now)
    if until <= now:
        raise NotAMoment(f"that time is over already; {_HOW}")
    if until - now > LONGEST:
        raise NotAMoment(f"a pause lasts at most {LONGEST.days} days; write a time before that")
    return until


def _read(text: str, now: datetime) -> datetime:
    if found := _STAMP.fullmatch(text):
        seconds = int(found[1])
        return _at(lambda: datetime.fromtimestamp(seconds, UTC))
    if _LENGTH.fullmatch(text):
        return now + sum(
            (int(n) * _UNITS[_unit(unit)] for n, unit in re.findall(_PIECE, text, re.IGNORECASE)),
            timedelta(),
        )
    if found := _MOMENT.fullmatch(text):
        moment = f"{found['day']}T{found['time']}{_zone(found['zone'], text)}"
        return _at(lambda: datetime.fromisoformat(moment).astimezone(UTC))
    if found := _HOUR.fullmatch(text):
        hour, zone = f"{int(found['hour']):02}:{found['minute']}", _zone(found["zone"], text)
        return _at(lambda: _next(hour, zone, now))
    raise NotAMoment(f"“{text}” is no time that I can read; {_HOW}" if text else _HOW)


def _unit(unit: str) -> str:
    short = unit.lower()
    return short if short in _UNITS else short.removesuffix("s")


def _zone(zone: str | None, text: str) -> str:
    """A zone as ISO 8601 writes it; a time without one would be a guess."""
    if zone is None:
        raise NotAMoment(
            f"“{text}” does not say in which zone; write {text} UTC, or {text}+02:00 for a clock "
            f"that is two hours ahead of UTC"
        )
    if zone.lower() in {"z", "utc", "gmt"}:
        return "+00:00"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _next(hour: str, zone: str, now: datetime) -> datetime:
    offset = datetime.fromisoformat(f"2000-01-01T00:00{zone}").tzinfo
    day = now.astimezone(offset).date()
    at = datetime.fromisoformat(f"{day}T{hour}{zone}").astimezone(UTC)
    return at if at > now else at + timedelta(days=1)


def _at(read: Callable[[], datetime]) -> datetime:
    try:
        return read()
    except (ValueError, OverflowError, OSError):
        raise NotAMoment(f"there is no such day or hour; {_HOW}") from None
