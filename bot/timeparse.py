"""Parse durations, moments, times of day and time zones as people type them."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import StudyBotError
from bot.strict_yaml.strict_model import did_you_mean
from bot.text.normalize import fold
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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


class UnreadableMomentError(StudyBotError, ValueError):
    """Typed text that gives no end for a pause; the message says what to write."""


def paused_until(typed: str, now: datetime) -> datetime:
    """Return the moment in UTC that `typed` means, after `now` and at most 60 days later.

    A stamp of Discord's (`<t:1767261600>`), a date and time with its zone, an hour with its zone
    (the next such hour), or a length of time. Raises UnreadableMomentError.
    """
    text = re.sub(r"^\s*(?:until|till|for)\s+", "", typed.strip(), flags=re.IGNORECASE)
    until = _read(text.strip().rstrip("."), now)
    if until <= now:
        raise UnreadableMomentError(f"that time is over already; {_HOW}")
    if until - now > LONGEST:
        raise UnreadableMomentError(
            f"a pause lasts at most {LONGEST.days} days; write a time before that"
        )
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
    raise UnreadableMomentError(f"“{text}” is no time that I can read; {_HOW}" if text else _HOW)


def _unit(unit: str) -> str:
    short = unit.lower()
    return short if short in _UNITS else short.removesuffix("s")


def _zone(zone: str | None, text: str) -> str:
    """Return a zone as an ISO 8601 offset; raises UnreadableMomentError for None."""
    if zone is None:
        raise UnreadableMomentError(
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
        raise UnreadableMomentError(f"there is no such day or hour; {_HOW}") from None


_TIME: Final = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.h](?P<minute>[0-9]{2}))?\s*(?:(?P<half>[ap])\.?m\.?)?"
)

_MIDDAY: Final = 12

_UTC: Final = "UTC"

_LONGEST_ABBREVIATION: Final = 5


class UnreadableTimeError(StudyBotError):
    """Typed text that is no time of day; the message says how to write one."""

    def __init__(self, text: str) -> None:
        told = f"'{shorten(text)}' is no time of day" if text.strip() else "the time is missing"
        super().__init__(f"{told}; write hours and minutes, such as 18:30 or 6:30 pm")


class UnknownZoneError(StudyBotError):
    """Typed text that names no time zone, or several; the message says what to write."""


def read_time(text: str) -> time:
    """Return a time of day, to the minute: "18:30", "18.30", "18h30", "6:30 pm".

    Raises UnreadableTimeError.

    A bare number is refused: "7" may be meant for the morning or the evening.
    """
    found = _TIME.fullmatch(text.strip().casefold())
    if found is None or not (found["minute"] or found["half"]):
        raise UnreadableTimeError(text)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= _MIDDAY:
            raise UnreadableTimeError(text)
        hour = hour % _MIDDAY + (_MIDDAY if found["half"] == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise UnreadableTimeError(text) from None


def read_zone(text: str) -> ZoneInfo:
    """Return a zone by its name or its city, in any case; raises UnknownZoneError.

    Abbreviations and offsets are refused: a reminder kept by them would be an hour wrong for half
    the year wherever clocks are changed.
    """
    named = {_folded(name): name for name in zone_names()}
    if not named:
        raise UnknownZoneError("this machine knows no time zones; install the package tzdata")
    folded = _folded(text)
    if name := named.get(folded):
        return ZoneInfo(name)
    names = _cities().get(folded, ())
    if len(names) == 1:
        return ZoneInfo(names[0])
    if names:
        raise UnknownZoneError(
            f"several zones are called that: {', '.join(names)}; name one in full"
        )
    told = f"there is no time zone '{shorten(text)}'" if folded else "the time zone is missing"
    raise UnknownZoneError(f"{told}; {_hint(text)}")


def zones_like(text: str, most: int = 25) -> tuple[str, ...]:
    """Return zones for autocomplete: first those whose name or city begins like `text`."""
    wanted = _folded(text)
    holding = [name for name in zone_names() if wanted in name.casefold()]
    holding.sort(key=lambda name: not _begins(name.casefold(), wanted))
    return tuple(holding[:most])


@lru_cache
def zone_names() -> tuple[str, ...]:
    """Return UTC and the zones named by region and city, sorted; none without tzdata.

    "Etc/GMT+5" is five hours behind, not ahead, and is left out for that.
    """
    placed = (name for name in available_timezones() if "/" in name or name == _UTC)
    return tuple(sorted(name for name in placed if not name.startswith(("Etc/", "SystemV/"))))


@lru_cache
def _cities() -> Mapping[str, tuple[str, ...]]:
    """Return the zones of each city, keyed by its folded name; some cities have several."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in zone_names():
        found[_folded(_city(name))].append(name)
    return {city: tuple(names) for city, names in found.items()}


def _hint(text: str) -> str:
    clear = [_city(names[0]) for names in _cities().values() if len(names) == 1]
    # An abbreviation is like some city by chance: "CET" is not meant for Ceuta.
    short = text.strip().isupper() and len(text.strip()) <= _LONGEST_ABBREVIATION
    # The names are capitalised; what people type often is not.
    near = "" if short else did_you_mean(text.strip().title(), [*zone_names(), *clear])
    return near or "write a region and a city, such as Europe/Berlin or America/New_York"


def _city(name: str) -> str:
    return name.rpartition("/")[2]


def _begins(name: str, wanted: str) -> bool:
    return name.startswith(wanted) or _city(name).startswith(wanted)


def _folded(text: str) -> str:
    # Zones are named with underscores; people type blanks.
    return "_".join(fold(text).replace("_", " ").split())
