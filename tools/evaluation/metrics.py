"""Read question files, and mark outcomes by their facts, citations and refusals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.answering.outcome import Answered, Civil, NotCovered, NotStated, Pointer, Query
from bot.cli.outcome_json import plain_text
from tools.evaluation.question_files import groups, notes, read_rows

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answering.engine import Engine
    from bot.answering.outcome import Outcome
    from tools.evaluation.question_files import Groups


_QUOTES: Final = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"}
)

_MARKS: Final = re.compile(r"[*_`~]")

_SPACES: Final = re.compile(r"\s+")

_SOURCES_TOPIC: Final = "sources"


# Outcomes that claim nothing and offer nothing.
REFUSALS: Final = (NotCovered, NotStated, Civil, Pointer)


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its gold answer: groups of patterns, acceptable notes, or a refusal."""

    id: str
    question: str
    kind: str
    topic: str
    footnotes: frozenset[int]
    facts: Groups
    refuse: bool


@dataclass(frozen=True, slots=True)
class ItemMark:
    """The marks of one item's outcome; `citation` is None if it is not scored."""

    item: Item
    outcome: Outcome
    answer: bool
    citation: bool | None

    @property
    def right(self) -> bool:
        """Return whether every part that is scored is right."""
        return self.answer and self.citation is not False


def read_items(path: Path) -> list[Item]:
    """Return the items of a question file; raises BadQuestionFileError with the first bad line."""
    return read_rows(path, _item)


def _item(row: dict[str, Any]) -> Item:
    return Item(
        id=str(row["id"]),
        question=str(row["q"]),
        kind=str(row["kind"]),
        topic=str(row["topic"]),
        footnotes=notes(row["footnotes"]),
        facts=groups(row["facts"]),
        refuse=row.get("expect") == "none",
    )


def plain(text: str) -> str:
    """Return `text` with straight quotes, plain hyphens, no Markdown marks, and single spaces."""
    return _SPACES.sub(" ", _MARKS.sub("", text.translate(_QUOTES)))


def holds(text: str, facts: Groups) -> bool:
    """Return whether every group of `facts` has a pattern that is found in `text`."""
    return all(any(pattern.search(text) for pattern in group) for group in facts)


def mark(item: Item, outcome: Outcome) -> ItemMark:
    """Score one outcome by the rules of the question files.

    A refusal is right if it is plain and cites nothing. An answer is right if it holds the facts
    and cites an acceptable note or the paper itself; for items on the topic "sources", citations
    may hold the facts.
    """
    cited = {c.footnote for c in outcome.citations} if isinstance(outcome, Answered) else set()
    if item.refuse:
        return ItemMark(item, outcome, isinstance(outcome, REFUSALS) and not cited, None)
    text = plain_text(outcome)
    if item.topic == _SOURCES_TOPIC and isinstance(outcome, Answered):
        text += "\n" + "\n".join(citation.text for citation in outcome.citations)
    found = plain(text)
    answered = isinstance(outcome, Answered) and holds(found, item.facts)
    # A statement of a sentence that has no note of its own cites the paper itself.
    citation = bool(cited & item.footnotes) or None in cited if item.footnotes else None
    return ItemMark(item, outcome, answered, citation)


def score(engine: Engine, items: list[Item]) -> list[ItemMark]:
    """Ask the engine every question, and return the marks in the order of `items`."""
    return [mark(item, engine.ask(Query(item.question))) for item in items]
