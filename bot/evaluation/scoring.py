"""The scoring of a question file: facts found, notes cited, refusals made."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.answering.outcome import Answered, NotCovered, Query
from bot.errors import StudyBotError
from bot.report import plain_text

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answering.engine import Engine
    from bot.answering.outcome import Outcome

_QUOTES: Final = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"}
)
_MARKS: Final = re.compile(r"[*_`~]")
_SPACES: Final = re.compile(r"\s+")
_SOURCES_TOPIC: Final = "sources"


class BadQuestionFile(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """A question file cannot be read; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its gold: groups of patterns, acceptable notes, or an expected refusal."""

    id: str
    question: str
    kind: str
    topic: str
    footnotes: frozenset[int]
    facts: tuple[tuple[re.Pattern[str], ...], ...]
    refuse: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """How one item came out; a part that is not scored is None."""

    item: Item
    outcome: Outcome
    answer: bool
    citation: bool | None

    @property
    def right(self) -> bool:
        """Every part that is scored is right."""
        return self.answer and self.citation is not False


def read_items(path: Path) -> list[Item]:
    """The items of a question file. Raises BadQuestionFile with the first bad line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise BadQuestionFile(f"{path}: there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionFile(f"{path}: cannot be read as UTF-8 text ({error})") from None
    items = [_item(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not items:
        raise BadQuestionFile(f"{path}: holds no questions; one JSON object a line is expected")
    return items


def _item(path: Path, number: int, line: str) -> Item:
    try:
        row: dict[str, Any] = json.loads(line)
        return Item(
            id=str(row["id"]),
            question=str(row["q"]),
            kind=str(row["kind"]),
            topic=str(row["topic"]),
            footnotes=frozenset(int(n) for n in row["footnotes"]),
            facts=tuple(
                tuple(re.compile(pattern, re.IGNORECASE) for pattern in group)
                for group in row["facts"]
            ),
            refuse=row.get("expect") == "none",
        )
    except json.JSONDecodeError as error:
        raise BadQuestionFile(f"{path}:{number}: not a JSON object ({error.msg})") from None
    except KeyError as error:
        raise BadQuestionFile(f"{path}:{number}: the field {error} is missing") from None
    except (TypeError, ValueError, AttributeError, re.error) as error:
        raise BadQuestionFile(f"{path}:{number}: a field is not as expected ({error})") from None


def plain(text: str) -> str:
    """`text` with straight quotes, plain hyphens, no marks, and single spaces."""
    return _SPACES.sub(" ", _MARKS.sub("", text.translate(_QUOTES)))


def mark(item: Item, outcome: Outcome) -> Mark:
    """Score one outcome as the question file's rules say."""
    cited = {c.footnote for c in outcome.citations} if isinstance(outcome, Answered) else set()
    if item.refuse:
        return Mark(item, outcome, isinstance(outcome, NotCovered) and not cited, None)
    text = plain_text(outcome)
    if item.topic == _SOURCES_TOPIC and isinstance(outcome, Answered):
        text += "\n" + "\n".join(citation.text for citation in outcome.citations)
    found = plain(text)
    answered = isinstance(outcome, Answered) and all(
        any(pattern.search(found) for pattern in group) for group in item.facts
    )
    citation = bool(cited & item.footnotes) if item.footnotes else None
    return Mark(item, outcome, answered, citation)


def score(engine: Engine, items: list[Item]) -> list[Mark]:
    """Ask every question, and mark the outcome."""
    return [mark(item, engine.ask(Query(item.question))) for item in items]
