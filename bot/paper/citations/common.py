"""What citation styles share: types of works, locators, page ranges, quotes, names, dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.text.phrases import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.paper.model import Source


# Works published on their own: their titles have no quotation marks (print has them in italics).
WHOLE: Final = frozenset({"book", "report", "thesis", "pamphlet", "manuscript", "standard"})

PERIODICAL: Final = frozenset({"article-journal", "article-magazine", "article-newspaper"})

IN_BOOK: Final = frozenset({"chapter", "entry-encyclopedia", "paper-conference"})

APOSTROPHE: Final = re.compile(r"(?<=\w)'(?=\w)")

_PAGES: Final = re.compile(r"(\d+)\s*[-–]\s*(\d+)")

_NUMERIC: Final = re.compile(r"[\divxlcIVXLC]+(?:\s*[-–,]\s*[\divxlcIVXLC]+)*")


def locator_text(locator: str, locator_type: str = "page") -> str:
    """Return a locator that stands alone: "p. 27", "pp. 4–6", "para. 89"; empty without one."""
    if not locator or not _NUMERIC.fullmatch(locator):
        return dashed(locator)
    one, many = {"page": ("p.", "pp."), "paragraph": ("para.", "paras.")}.get(
        locator_type, ("sec.", "secs.")
    )
    several = any(sign in locator for sign in "-–,")
    return f"{many if several else one} {dashed(locator)}"


def note_locator(locator: str, locator_type: str) -> str:
    """Return a locator for a Chicago note, where page numbers have no "p."."""
    return dashed(locator) if locator_type == "page" else locator_text(locator, locator_type)


def dashed(text: str) -> str:
    """Return `text` with en dashes before numbers, as in "3–20"."""
    return re.sub(r"(?<=\w)\s*-\s*(?=\d)", "–", text)


def page_range(pages: str, *, least: int) -> str:
    """Return a page range whose last number keeps only its changed digits: "215–28".

    Nothing is cut below 100 or after a multiple of 100. After 101 to 109 and the like, `least`
    digits are kept at least (1 in Chicago, 2 in MLA), otherwise two (Chicago 9.61).
    """
    found = _PAGES.fullmatch(pages)
    if found is None:
        return dashed(pages)
    first, last = found.groups()
    if len(first) != len(last) or int(first) < 100 or int(first) % 100 == 0:
        return f"{first}–{last}"
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), 0)
    digits = least if int(first) % 100 < 10 else 2
    return f"{first}–{last[min(same, len(last) - digits) :]}"


def quoted(title: str, sign: str) -> str:
    """Return `title` in curly quotation marks, with `sign` inside and inner quotations single."""
    inner = title.replace("“", "‘").replace("”", "’")
    inner = re.sub(r'"([^"]*)"', r"‘\1’", inner)
    if sign == "." and inner[-1:] in ".?!":
        sign = ""
    closing = "’" if inner.endswith("’") and "‘" in inner else ""
    return f"“{inner.removesuffix(closing)}{sign}{closing}”"


def joined(names: Sequence[str], conjunction: str = "and") -> str:
    """Return names joined with a serial comma: "A", "A and B", "A, B, and C"."""
    if len(names) <= 2:
        return f" {conjunction} ".join(names)
    return f"{', '.join(names[:-1])}, {conjunction} {names[-1]}"


def long_date(source: Source) -> str:
    """Return the date as "October 31, 2000", "March 2005" or "2005"; empty where none is known."""
    year, month, day = date_parts(source)
    if not month:
        return year
    return f"{MONTHS[month - 1]} {day}, {year}" if day else f"{MONTHS[month - 1]} {year}"


def date_parts(source: Source) -> tuple[str, int, int]:
    """Return the year as text, month and day as numbers; empty and 0 where unknown."""
    return split_date(source.issued or (str(source.year) if source.year else ""))


def split_date(date: str) -> tuple[str, int, int]:
    """Return the year, month and day of an ISO date; empty and 0 where it leaves them out."""
    year, month, day = [*date.split("-"), "", ""][:3]
    return year, min(int(month or 0), 12), int(day or 0)
