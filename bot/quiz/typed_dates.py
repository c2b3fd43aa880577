"""Read dates in any usual order: "5th of March 2016", "March 5, 2016", "05.03.2016", "2016-03"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bot.text.normalize import fold

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janner enero ene",
            "february feb februar febrero",
            "march mar marz maerz marzo",
            "april apr abril abr",
            "may mai mayo",
            "june jun juni junio",
            "july jul juli julio",
            "august aug agosto ago",
            "september sep sept septiembre setiembre",
            "october oct oktober okt octubre",
            "november nov noviembre",
            "december dec dezember dez diciembre dic",
        ),
        1,
    )
    for name in names.split()
}
_DAYS: Final = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        1,
    )
} | {"thirtieth": 30}
_FILLING: Final = frozenset(
    "the of on in month de del den der am im el monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
_YEAR: Final = re.compile(r"[12]\d{3}")
_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_SIGN: Final = r"[./\- ]\s?"
_YEAR_FIRST: Final = re.compile(rf"([12]\d{{3}}){_SIGN}(\d{{1,2}})(?:{_SIGN}(\d{{1,2}}))?")
_YEAR_LAST: Final = re.compile(rf"(?:(\d{{1,2}}){_SIGN})?(\d{{1,2}}){_SIGN}([12]\d{{3}})")


def dates_in(text: str) -> frozenset[str]:
    """Return the dates a text may mean, as "2016-03-05" or "2016-03"; none if it is no date.

    "05/03/2016" may be a day in March or in May. A year alone is a number.
    """
    small = fold(text).strip(" .,;?!\"'")
    if found := _YEAR_FIRST.fullmatch(small):
        return _possible([(int(found[1]), int(found[2]), int(found[3] or 0))])
    if found := _YEAR_LAST.fullmatch(small):
        year, one, two = int(found[3]), int(found[1] or 0), int(found[2])
        return _possible([(year, two, one), *([(year, one, two)] if one else ())])
    return _in_words(small)


def _in_words(text: str) -> frozenset[str]:
    """Return the date in which a month has its name, in whatever order its parts stand."""
    days, months, years = [], [], []
    for word in re.findall(r"\w+", text):
        if word in _FILLING:
            continue
        if word in _MONTHS:
            months.append(_MONTHS[word])
        elif word in _DAYS:
            days.append(_DAYS[word])
        elif _YEAR.fullmatch(word):
            years.append(int(word))
        elif found := _DAY.fullmatch(word):
            days.append(int(found[1]) or -1)
        else:
            return frozenset()
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        return frozenset()
    return _possible([(years[0], months[0], days[0] if days else 0)])


def _possible(found: list[tuple[int, int, int]]) -> frozenset[str]:
    """Return those of the years, months and days that the calendar has; day 0 is a whole month."""
    kept = set()
    for year, month, day in found:
        try:
            known = date(year, month, day or 1).isoformat()
        except ValueError:
            continue
        kept.add(known if day else known[: len("2016-03")])
    return frozenset(kept)
