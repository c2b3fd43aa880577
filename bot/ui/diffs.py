"""A difference between two states of an entry, as a message shows it."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from bot.ui.text import cut, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.curation.diff import Difference

# In bold, since a plain sign at the beginning of a line would make it a list.
_SIGNS: Final = {"-": "**−**", "+": "**+**"}
_LINE: Final = 280
# Fields of short words, which stand on one line.
_SHORT: Final = frozenset(
    {
        "Keywords",
        "Related entries",
        "Other names",
        "Actors",
        "Errata",
        "Who should act",
        "Findings that it answers",
    }
)
# What is left of what two lines have in common, at either side of where they differ.
_AROUND: Final = 60


def diff_text(differences: Sequence[Difference], room: int) -> str:
    """What differs, field by field, lines signed − and +, in at most `room` characters."""
    if not differences:
        return "Nothing differs."
    shown: list[str] = []
    left = room - len("-# and 99,999 more lines")
    total = sum(1 + len(one.lines) for one in differences)
    for text in _told(differences):
        if len(text) + 1 > left:
            shown.append(f"-# and {total - len(shown):,} more lines")
            break
        left -= len(text) + 1
        shown.append(text)
    return "\n".join(shown)


def counts_text(differences: Iterable[Difference]) -> str:
    """What differs, in a line: each field with how many lines are gone and new."""
    told = []
    for one in differences:
        counts = [f"+{len(one.added)}"] if one.added else []
        counts += [f"−{len(one.removed)}"] if one.removed else []
        told.append(f"{one.field} {' '.join(counts)}")
    return ", ".join(told)


def _told(differences: Iterable[Difference]) -> Iterable[str]:
    for one in differences:
        yield f"**{one.field}**"
        yield from _joined(one) if one.field in _SHORT else _lines(one.lines)


def _joined(one: Difference) -> Iterable[str]:
    for sign, texts in (("-", one.removed), ("+", one.added)):
        if texts:
            yield f"{_SIGNS[sign]} {plain(cut(', '.join(texts), _LINE))}"


def _lines(lines: Sequence[tuple[str, str]]) -> Iterable[str]:
    """Each line; of one that only changed, what is around the change, and that in bold."""
    skip = False
    for (sign, text), (next_sign, following) in pairwise([*lines, ("", "")]):
        if skip:
            skip = False
            continue
        if sign == "-" and next_sign == "+" and (pair := _changed(text, following)):
            yield from pair
            skip = True
        else:
            yield f"{_SIGNS[sign]} {plain(cut(text, _LINE))}"


def _changed(old: str, new: str) -> tuple[str, str] | None:
    """Two lines that are alike but for a part of them; None where there is little in common."""
    before, after = old.split(" "), new.split(" ")
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    if 2 * (start + end) < max(len(before), len(after)):
        return None
    return _marked("-", before, start, end), _marked("+", after, start, end)


def _marked(sign: str, words: Sequence[str], start: int, end: int) -> str:
    stop = len(words) - end
    head, middle, tail = (
        " ".join(part) for part in (words[:start], words[start:stop], words[stop:])
    )
    head = head if len(head) <= _AROUND else f"…{head[-_AROUND:]}"
    middle = f"**{plain(cut(middle, _LINE))}**" if middle else ""
    parts = (plain(head), middle, plain(cut(tail, _AROUND)))
    return f"{_SIGNS[sign]} {' '.join(filter(None, parts))}"


def _shared(some: Sequence[str], others: Sequence[str]) -> int:
    """How many words two texts begin with alike."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False))
    return sum(1 for _ in alike)
