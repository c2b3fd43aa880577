"""A deck as CSV, by RFC 4180, so that spreadsheets open it and none takes a text for a formula."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Final

from bot.study.exporting import NothingToExport, clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.study.exporting import DeckCard

COLUMNS: Final = (
    "id",
    "question",
    "options",
    "answer",
    "explanation",
    "footnotes",
    "sources",
    "links",
    "tags",
)
# Spreadsheets run what begins with these, in full width too, whatever spaces stand before.
_STARTS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_GUARD: Final = "'"


def csv_table(cards: Sequence[DeckCard]) -> bytes:
    """The deck as a table with a head, one card a row; several values of a cell are on lines.

    UTF-8 with a byte order mark, without which Excel reads accents wrongly; raises NothingToExport.
    """
    if not cards:
        raise NothingToExport
    out = StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    table.writerows(map(_cells, cards))
    return out.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """The text of a cell, with an apostrophe before what a spreadsheet would calculate."""
    cell = clean(text)
    return f"{_GUARD}{cell}" if cell.lstrip().startswith(_STARTS) else cell


def _cells(card: DeckCard) -> list[str]:
    return [
        guarded(text)
        for text in (
            card.id,
            card.question,
            "\n".join(card.options),
            card.answer,
            card.explanation,
            "\n".join(source.marker for source in card.sources),
            "\n".join(source.text for source in card.sources),
            "\n".join(source.link for source in card.sources if source.link),
            " ".join(card.tag_words),
        )
    ]
