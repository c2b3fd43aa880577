"""A deck as CSV, by RFC 4180, so that spreadsheets open it and none takes a text for a formula."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Final

from bot.errors import StudyBotError
from bot.paper.model import Basis
from bot.quiz.decks import ADDRESS
from bot.strict_yaml.parser import CONTROL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.quiz.cards import Card, Reference


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
        raise NothingToExportError
    out = StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    table.writerows(map(_cells, cards))
    return out.getvalue().encode("utf-8-sig")


def guard_formula(text: str) -> str:
    """The text of a cell, with an apostrophe before what a spreadsheet would calculate."""
    cell = without_controls(text)
    return f"{_GUARD}{cell}" if cell.lstrip().startswith(_STARTS) else cell


def _cells(card: DeckCard) -> list[str]:
    return [
        guard_formula(text)
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


def deck_card(card: Card) -> DeckCard:
    """A card with its sources, as it was asked."""
    return DeckCard(
        card.id,
        card.prompt,
        card.right,
        tuple(_deck_source(one) for one in card.citations),
        options=() if card.typed else card.options,
        explanation=card.explanation,
        tags=(card.kind.value, card.section),
    )


def _deck_source(one: Reference) -> DeckSource:
    if one.footnote is not None:
        return DeckSource(f"footnote {one.footnote}", one.text, one.url)
    marker = "moderator's note" if one.basis is Basis.MODERATOR else "the paper itself"
    return DeckSource(marker, one.text, one.url)


class NothingToExportError(StudyBotError):
    """What has no cards makes no file."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else "this deck has no cards yet; add some first"


@dataclass(frozen=True, slots=True)
class DeckSource:
    """What a card rests on: "footnote 42" or "section 3", the work in full, and its address."""

    marker: str
    text: str
    url: str | None = None

    @property
    def link(self) -> str:
        """The address, if it is one that a browser may be sent to; else nothing."""
        url = self.url or ""
        return url if ADDRESS.fullmatch(url) else ""


@dataclass(frozen=True, slots=True)
class DeckCard:
    """One card: a question, its options if it has any, the answer, and what the answer rests on.

    `id` stays the same however the card is edited. All texts are plain, without markup. Raises
    ValueError without a source: a statement is never taken along without its footnote.
    """

    id: str
    question: str
    answer: str
    sources: tuple[DeckSource, ...]
    options: tuple[str, ...] = ()
    explanation: str = ""
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError(f"card {self.id!r} has no source")

    @property
    def tag_words(self) -> tuple[str, ...]:
        """The tags without spaces, which part tags from each other in Anki."""
        words = ("_".join(without_controls(tag).split()) for tag in self.tags)
        return tuple(word for word in words if word)


def without_controls(text: str) -> str:
    """The text without control characters, its lines parted by line feeds.

    Among them is the one by which Anki parts a note's fields.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return CONTROL.sub("", lines)
