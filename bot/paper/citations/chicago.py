"""Chicago notes, full and short (The Chicago Manual of Style, 17th ed., ch. 14)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.paper.citations.common import (
    APOSTROPHE,
    IN_BOOK,
    PERIODICAL,
    WHOLE,
    joined,
    long_date,
    page_range,
    quoted,
    split_date,
)
from bot.text.phrases import MONTHS, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.paper.model import Name, Source


# Chicago names up to three authors in a note, then the first and "et al."
_MOST_NAMED: Final = 3

# What Chicago sets in italics, so without quotation marks here. Unpublished papers are in quotation
# marks (14.218).
_ITALIC: Final = WHOLE - {"manuscript"}


def _named(names: Sequence[Name], *, family_only: bool = False) -> str:
    """Return names as a note gives them; empty without any."""
    shown = [name.family if family_only else name.full for name in names]
    return f"{shown[0]} et al." if len(shown) > _MOST_NAMED else joined(shown)


def _responsible(source: Source) -> str:
    """Return the authors; for a work without authors, the editors with "ed." or "eds."."""
    if source.authors or not source.editors:
        return _named(source.authors)
    return f"{_named(source.editors)}, {plural(len(source.editors), 'ed.', 'eds.')}"


def full_note(source: Source, locator: str) -> str:
    """Return the note for the first mention of a work."""
    if source.type in PERIODICAL:
        body = _in_periodical(source, locator)
    elif source.type in IN_BOOK:
        body = _in_book(source, locator)
    elif source.type in _ITALIC:
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
    """Return place, publisher and year in brackets.

    Without a place and a publisher, the full date stands there instead of the year.
    """
    issued = ": ".join(part for part in (source.place, source.publisher) if part)
    inside = _listed([issued, str(source.year or "") if issued else long_date(source)])
    return f" ({inside})" if inside else ""


def short_note(source: Source, locator: str) -> str:
    """Return the note for later mentions: family names, a short title and the locator."""
    names = _named(source.authors or source.editors, family_only=True)
    title = source.short_title or source.title.partition(":")[0]
    if source.type not in _ITALIC:
        return _sentence([names, quoted(title, "," if locator else "."), locator])
    return _sentence([names, title, locator])


def brief_note(source: Source) -> str:
    """Return who made a work, its title, the document's number and the year, on one line.

    It names the work for readers who get the full note elsewhere.
    """
    year = f" ({source.year})" if source.year else ""
    whole = source.type in _ITALIC
    title = source.title if whole else quoted(source.title, "," if source.number else "")
    separator = ", " if whole else " "
    named = separator.join(filter(None, (title, source.number)))
    return _listed([_responsible(source), f"{named}{year}"])


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(part for part in parts if part)


def _sentence(parts: Sequence[str]) -> str:
    """Return `parts` joined by commas and ended by one full stop."""
    text = _listed(parts)
    # A comma already stands inside the quotation marks of a title that ends a part.
    text = re.sub(r",([’”]+)\s*,", r",\1", text).replace("  ", " ")
    return text if re.search(r"[.?!][’”]*$", text) else f"{text}."


def typeset(text: str) -> str:
    """Return the text with curly apostrophes."""
    return APOSTROPHE.sub("’", text)
