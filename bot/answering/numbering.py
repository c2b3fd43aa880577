"""The numbers by which a question names a record: "notes 3 to 6", "the 42nd", "the last"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.answering.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERING: Final = frozenset(["number", "no", "num", "nr", "numbers", "nos"])
_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
        ],
        start=1,
    )
} | {f"{n}{end}": n for n in range(1, 100) for end in ("st", "nd", "rd", "th")}
_DASHED: Final = re.compile(r"(\d{1,3})\s*-\s*(?=(\d{1,3})\b)")


def dashed_pairs(text: str) -> frozenset[tuple[str, str]]:
    """The pairs of numbers that stand in `text` with a dash between them."""
    return frozenset(_DASHED.findall(fold(text)))


def numbers_after(
    tokens: Sequence[str], words: frozenset[str], dashed: frozenset[tuple[str, str]]
) -> tuple[list[int], frozenset[int]]:
    """Numbers after one of `words` ("notes 12, 13 and 15", "footnotes 3 to 6") or before it.

    `dashed` are the pairs of numbers that were typed with a dash between them.
    """
    numbers: list[int] = []
    used: set[int] = set()
    for position, token in enumerate(tokens):
        if token not in words:
            continue
        at = position + 1
        while at < len(tokens) and (
            tokens[at].isdigit() or tokens[at] in {*_NUMBERING, "and", "to", "or", "through"}
        ):
            if tokens[at].isdigit() and len(tokens[at]) <= 3:  # noqa: PLR2004  # four digits are a year
                ranged = (
                    tokens[at - 1] in {"to", "through"} or (tokens[at - 1], tokens[at]) in dashed
                )
                if ranged and numbers:
                    numbers.extend(range(numbers[-1] + 1, int(tokens[at])))
                numbers.append(int(tokens[at]))
                used.update((position, at))
            at += 1
        before = tokens[position - 1] if position else ""
        if not used and before in _ORDINALS and before[0].isdigit():
            numbers.append(_ORDINALS[before])
            used.update((position, position - 1))
    return list(dict.fromkeys(numbers)), frozenset(used)


def labels_near(tokens: Sequence[str], words: frozenset[str]) -> tuple[list[str], frozenset[int]]:
    """Labels such as "3", "1a", "third" or "last" that stand beside one of `words`."""
    labels: list[str] = []
    used: set[int] = set()
    for position, token in enumerate(tokens):
        if token not in words:
            continue
        near = [position - 1, position + 1]
        if position + 1 < len(tokens) and tokens[position + 1] in _NUMBERING:
            near.append(position + 2)
        for at in near:
            if not 0 <= at < len(tokens):
                continue
            label = _label(tokens[at])
            if label:
                labels.append(label)
                used.update((position, at))
    return labels, frozenset(used)


def _label(token: str) -> str:
    if token in _ORDINALS:
        return str(_ORDINALS[token])
    if token in {"last", "final"} or (token[0].isdigit() and len(token) <= 3 and "/" not in token):  # noqa: PLR2004  # "12b" at most
        return token
    return ""
