"""Parse durations, moments, times of day and time zones as people type them."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import StudyBotError
from bot.strict_yaml.strict_model import did_you_mean
from bot.text.normalize import fold
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
MINUTE: Final = timedelta(minutes=1)
SECOND: Final = timedelta(seconds=1)

# How each unit is written, in full and shortened.
_UNITS: Final = {
    DAY: ("days?", "d"),
    HOUR: ("hours?", "hrs?|h"),
    MINUTE: ("minutes?", "mins?|m"),
    SECOND: ("seconds?", "secs?|s"),
}

# An exam, or the weeks of all exams; a longer pause is a slip in the year.
LONGEST: Final = timedelta(days=60)

# Discord's own markup, which is copied and not typed: it has one form, and its case matters.
_STAMP: Final = re.compile(r"<t:(\d{1,12})(?::[a-zA-Z])?>")

_HOW: Final = "write how long (2h30m), or until when and in which zone (14:30 UTC)"

_MIDDAY: Final = 12

_UTC: Final = "UTC"

_LONGEST_ABBREVIATION: Final = 5


class ClockTime(NamedTuple):
    """An hour and perhaps a minute as they were typed; `mark` is the sign between the two."""

    hour: str
    mark: str
    minute: str


class Lexer:
    """A cursor that takes one token after another from typed text, in upper or lower case.

    Where the text does not go on with the token, its method returns "" or None, and a caller may
    try another. Digits may be of any script; a caller that takes only ASCII checks for that.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0

    @property
    def ended(self) -> bool:
        """Whether all of the text has been taken."""
        return self._place == len(self._text)

    def adjoining(self, pattern: str) -> str:
        """Take what matches a regular expression, with no blank before it."""
        found = re.compile(pattern, re.IGNORECASE).match(self._text, self._place)
        if found is None:
            return ""
        self._place = found.end()
        return found[0]

    def word(self, pattern: str) -> str:
        """Take what matches a regular expression, and any blanks before it even if nothing does."""
        self.adjoining(r"\s*")
        return self.adjoining(pattern)

    def digits(self, most: int) -> str:
        """Take a number of at most `most` digits, after any blanks."""
        return self.word(rf"\d{{1,{most}}}")

    def unit(self, *units: timedelta, shortened: bool = True) -> timedelta | None:
        """Take one of these units, after any blanks: "hours", and if `shortened` "hrs" or "h"."""
        for unit in units:
            full, short = _UNITS[unit]
            if self.word(f"{full}|{short}" if shortened else full):
                return unit
        return None

    def clock_time(self) -> ClockTime | None:
        """Take a time of day, after any blanks: "18:30", "18.30", "18h30" or the hour alone.

        Whether there is such an hour and minute is not checked.
        """
        hour = self.digits(2)
        if not hour:
            return None
        rest = self.adjoining(r"[:.h]\d{2}")
        return ClockTime(hour, rest[:1], rest[1:])


class UnreadableMomentError(StudyBotError, ValueError):
    """Typed text that gives no end for a pause; the message says what to write."""


def paused_until(typed: str, now: datetime) -> datetime:
    """Return the moment in UTC that `typed` means, after `now` and at most 60 days later.

    Accepted, in any case of letters, also after "until", "till" or "for" and before a full stop:

    - a length of days, hours and minutes: "2h30m", "90 min", "1 day, 2 hours and 5 minutes";
    - an hour with its zone, which means the next such hour: "14:30 UTC", "14:30+02:00", "9:00 gmt";
    - a date and time with its zone: "2026-01-02T14:30:00+0200", "2026-01-02 14:30Z";
    - Discord's stamp of a moment: "<t:1767261600>", "<t:1767261600:R>".

    A zone is Z, UTC, GMT or an offset from UTC. Raises UnreadableMomentError.
    """
    text = re.sub(r"^\s*(?:until|till|for)\s+", "", typed.strip(), flags=re.IGNORECASE)
    until = _read(text.strip().rstrip("."), now)
    if until <= now:
        raise UnreadableMomentError(f"that time is in the past; {_HOW}")
    if until - now > LONGEST:
        raise UnreadableMomentError(
            f"a pause lasts at most {LONGEST.days} days; write a time before that"
        )
    return until


def _read(text: str, now: datetime) -> datetime:
    if found := _STAMP.fullmatch(text):
        seconds = int(found[1])
        return _at(lambda: datetime.fromtimestamp(seconds, UTC))
    if (length := _length(text)) is not None:
        return now + length
    if (moment := _moment(text, now)) is not None:
        return moment
    raise UnreadableMomentError(f"I can’t read “{text}” as a time; {_HOW}" if text else _HOW)


def _length(text: str) -> timedelta | None:
    lexer = Lexer(text)
    length = timedelta()
    while True:
        amount, unit = lexer.digits(4), lexer.unit(DAY, HOUR, MINUTE)
        if not amount or unit is None:
            return None
        length += int(amount) * unit
        if lexer.ended:
            return length
        lexer.adjoining(r"(?:\s|,|and)*")


def _moment(text: str, now: datetime) -> datetime | None:
    """Return the moment of a clock time with its zone, on a date if one stands before it."""
    lexer = Lexer(text)
    day = lexer.adjoining(r"\d{4}-\d{2}-\d{2}[t\s]+")[:10]
    clock = lexer.clock_time()
    if clock is None or clock.mark != ":" or (day and len(clock.hour) == 1):
        return None
    seconds = lexer.adjoining(r":\d{2}") if day else ""
    named = lexer.word(r"z|utc|gmt|[+-]\d{2}:?\d{2}")
    if not lexer.ended:
        return None
    zone = _zone(named, text)
    if not day:
        return _at(lambda: _next(f"{int(clock.hour):02}:{clock.minute}", zone, now))
    written = f"{day}T{clock.hour}:{clock.minute}{seconds}{zone}"
    return _at(lambda: datetime.fromisoformat(written).astimezone(UTC))


def _zone(zone: str, text: str) -> str:
    """Return a zone as an ISO 8601 offset; raises UnreadableMomentError for ""."""
    if not zone:
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
        raise UnreadableMomentError(f"that day or hour does not exist; {_HOW}") from None


class UnreadableTimeError(StudyBotError):
    """Typed text that is not a time of day; the message says how to write one."""

    def __init__(self, text: str) -> None:
        told = f"'{shorten(text)}' is not a time of day" if text.strip() else "the time is missing"
        super().__init__(f"{told}; write hours and minutes, such as 18:30 or 6:30 pm")


class UnknownZoneError(StudyBotError):
    """Typed text that names no time zone, or several; the message says what to write."""


def read_time(text: str) -> time:
    """Return a time of day, to the minute: "18:30", "18.30", "18h30", "6:30 pm", "6 p.m.".

    Digits are ASCII. A bare number is refused: "7" may be meant for the morning or the evening.
    Raises UnreadableTimeError.
    """
    lexer = Lexer(text.strip())
    clock, half = lexer.clock_time(), lexer.word(r"[ap]\.?m\.?").casefold()
    if clock is None or not lexer.ended or not (clock.minute or half):
        raise UnreadableTimeError(text)
    if not (clock.hour + clock.minute).isascii():
        raise UnreadableTimeError(text)
    hour, minute = int(clock.hour), int(clock.minute or 0)
    if half:
        if not 1 <= hour <= _MIDDAY:
            raise UnreadableTimeError(text)
        hour = hour % _MIDDAY + (_MIDDAY if half.startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise UnreadableTimeError(text) from None


def read_zone(text: str) -> ZoneInfo:
    """Return a zone by its name or its city, in any case: "Europe/Berlin", "new york", "UTC".

    Abbreviations and offsets, which `paused_until` takes for its one moment, are refused: a
    reminder kept by them would be an hour wrong for half the year wherever clocks are changed.
    Raises UnknownZoneError.
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
