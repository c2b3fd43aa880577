"""Field-by-field differences between two states of an entry, as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from bot.curation.statement_syntax import statements_text
from bot.paper.writer import entry_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.paper.model import Entry


_NAMES: Final = {
    "title": "Title",
    "claims": "Statements",
    "phrasings": "How students ask for it",
    "keywords": "Keywords",
    "related": "Related entries",
    "section": "Section",
    "kind": "Kind",
    "date": "Date",
    "number": "Number",
    "acronym": "Acronym",
    "names": "Other names",
    "actor_type": "Type of actor",
    "actors": "Actors",
    "who": "Who should act",
    "answers": "Findings that it answers",
    "premises": "Wrongly supposed",
    "standing": "Standing",
    "slip": "Kind of slip",
    "about": "Notes it is about",
    "curator_note": "Curators’ note",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """The lines removed from and added to one field, in reading order, each with its sign."""

    field: str
    lines: tuple[tuple[str, str], ...]

    @property
    def removed(self) -> tuple[str, ...]:
        """Return the lines removed."""
        return tuple(text for sign, text in self.lines if sign == "-")

    @property
    def added(self) -> tuple[str, ...]:
        """Return the lines added."""
        return tuple(text for sign, text in self.lines if sign == "+")


def differences(before: Entry | None, after: Entry | None) -> tuple[Difference, ...]:
    """Return the fields that differ; against None, every field that the entry has.

    Statements are shown as they are typed, with their footnotes. Lines have the sign "-" or "+".
    """
    old, new = _fields(before), _fields(after)
    found = []
    for field, name in _NAMES.items():
        lines = _lines(old.get(field, ()), new.get(field, ()))
        if lines:
            found.append(Difference(name, lines))
    return tuple(found)


def _fields(entry: Entry | None) -> dict[str, tuple[str, ...]]:
    """Return each field as lines of text."""
    if entry is None:
        return {}
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in entry_data(entry).items():
        if name not in {"id", "claims"}:
            fields[name] = _as_lines(value)
    fields["claims"] = tuple(statements_text(entry).splitlines())
    return fields


def _as_lines(value: Any) -> tuple[str, ...]:  # noqa: ANN401  # what the files may hold
    return tuple(map(_as_line, value if isinstance(value, list) else [value]))


def _as_line(value: Any) -> str:  # noqa: ANN401  # what the files may hold
    """Return a value; a wording, premise or note with what it names in square brackets."""
    if not isinstance(value, dict):
        return str(value)
    named = [value[name] for name in ("claim", "verdict", "source") if name in value]
    told = [", ".join(one) if isinstance(one, list) else str(one) for one in named]
    return f"{value['text']} [{', '.join(told)}]"


def _lines(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, str], ...]:
    lines: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        lines += [("-", text) for text in old[start:end]]
        lines += [("+", text) for text in new[new_start:new_end]]
    return tuple(lines)
