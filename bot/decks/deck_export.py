"""Exports a deck as CSV (RFC 4180), guarded against formula injection; cards ready for export."""

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

# Spreadsheets run cells that begin with these as formulas, also in full width and after spaces.
_STARTS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

_GUARD: Final = "'"


def csv_table(cards: Sequence[DeckCard]) -> bytes:
    """Return the deck as CSV with a header, one card a row; several values of a cell are on lines.

    It is UTF-8 with a byte order mark, without which Excel reads accents wrongly. Raises
    NothingToExportError if there are no cards.
    """
    if not cards:
        raise NothingToExportError
    out = StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    table.writerows(map(_cells, cards))
    return out.getvalue().encode("utf-8-sig")


def guard_formula(text: str) -> str:
    """Return the text of a cell, with an apostrophe before text that would run as a formula."""
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
    """Return a card with its sources in the form that exports use."""
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
    """There are no cards to export."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else "this deck has no cards yet; add some first"


@dataclass(frozen=True, slots=True)
class DeckSource:
    """A source of a card: "footnote 42" or "section 3", the work in full, and its URL."""

    marker: str
    text: str
    url: str | None = None

    @property
    def link(self) -> str:
        """The URL if it is one that a browser may open, else an empty string."""
        url = self.url or ""
        return url if ADDRESS.fullmatch(url) else ""


@dataclass(frozen=True, slots=True)
class DeckCard:
    """A card for export: a question, its options if any, the answer, and the answer's sources.

    `id` stays the same however the card is edited. All texts are plain, without markup. Raises
    ValueError without a source: nothing is exported without its footnote.
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
        """The tags without spaces, since spaces separate tags in Anki."""
        words = ("_".join(without_controls(tag).split()) for tag in self.tags)
        return tuple(word for word in words if word)


def without_controls(text: str) -> str:
    """Return the text without control characters, its lines separated by line feeds.

    One of those characters is the one by which Anki separates a note's fields.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return CONTROL.sub("", lines)
