"""A time of day and a time zone, as people write them."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import time
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import StudyBotError
from bot.strict_yaml.strict_model import did_you_mean
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIME: Final = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.h](?P<minute>[0-9]{2}))?\s*(?:(?P<half>[ap])\.?m\.?)?"
)
_MIDDAY: Final = 12
_UTC: Final = "UTC"
_LONGEST_ABBREVIATION: Final = 5


class UnreadableTime(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """What was written is no time of day; the message says how to write one."""

    def __init__(self, text: str) -> None:
        told = f"'{shorten(text)}' is no time of day" if text.strip() else "the time is missing"
        super().__init__(f"{told}; write hours and minutes, such as 18:30 or 6:30 pm")


class UnknownZone(StudyBotError):  # noqa: N818  # as above
    """What was written names no time zone, or several; the message says what to write."""


def read_time(text: str) -> time:
    """A time of day, to the minute: "18:30", "18.30", "18h30", "6:30 pm"; raises UnreadableTime.

    A bare number is refused: "7" may be meant for the morning or the evening.
    """
    found = _TIME.fullmatch(text.strip().casefold())
    if found is None or not (found["minute"] or found["half"]):
        raise UnreadableTime(text)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= _MIDDAY:
            raise UnreadableTime(text)
        hour = hour % _MIDDAY + (_MIDDAY if found["half"] == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise UnreadableTime(text) from None


def read_zone(text: str) -> ZoneInfo:
    """A zone by its name or its city, in any case; raises UnknownZone.

    Abbreviations and offsets are refused: a reminder kept by them would be an hour wrong for half
    the year wherever clocks are changed.
    """
    named = {_folded(name): name for name in zone_names()}
    if not named:
        raise UnknownZone("this machine knows no time zones; install the package tzdata")
    folded = _folded(text)
    if name := named.get(folded):
        return ZoneInfo(name)
    names = _cities().get(folded, ())
    if len(names) == 1:
        return ZoneInfo(names[0])
    if names:
        raise UnknownZone(f"several zones are called that: {', '.join(names)}; name one in full")
    told = f"there is no time zone '{shorten(text)}'" if folded else "the time zone is missing"
    raise UnknownZone(f"{told}; {_hint(text)}")


def zones_like(text: str, most: int = 25) -> tuple[str, ...]:
    """Zones to propose while somebody types: first those whose name or city begins like `text`."""
    wanted = _folded(text)
    holding = [name for name in zone_names() if wanted in name.casefold()]
    holding.sort(key=lambda name: not _begins(name.casefold(), wanted))
    return tuple(holding[:most])


@lru_cache
def zone_names() -> tuple[str, ...]:
    """The zones that are named by region and city, and UTC, in order; none on a bare machine.

    "Etc/GMT+5" is five hours behind, not ahead, and is left out for that.
    """
    placed = (name for name in available_timezones() if "/" in name or name == _UTC)
    return tuple(sorted(name for name in placed if not name.startswith(("Etc/", "SystemV/"))))


@lru_cache
def _cities() -> Mapping[str, tuple[str, ...]]:
    """The zones of each city, which is folded; several have more than one."""
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
    return "_".join(text.replace("_", " ").split()).casefold()
