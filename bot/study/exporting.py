"""Cards to take along: what a deck holds, whatever file it is put into."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import StudyBotError
from bot.quiz.decks import ADDRESS
from bot.strict_yaml.parser import CONTROL


class NothingToExport(StudyBotError):  # noqa: N818  # reads as the sentence it is
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
        words = ("_".join(clean(tag).split()) for tag in self.tags)
        return tuple(word for word in words if word)


def clean(text: str) -> str:
    """The text without control characters, its lines parted by line feeds.

    Among them is the one by which Anki parts a note's fields.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return CONTROL.sub("", lines)
