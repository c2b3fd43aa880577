"""Source lines and the basis line under an answer."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.discord_kit.markdown import (
    INFERRED,
    INFERRED_NOTE,
    MARK_SEPARATOR,
    MODERATOR,
    mark,
    with_link,
)
from bot.paper.model import ITSELF, Basis
from bot.paper.paper import lost_marks
from bot.text.phrases import counted, cut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.outcome import Answered
    from bot.paper.paper import Citation


@lru_cache(maxsize=1_024)
def source_line(citation: Citation, most: int = 600) -> str:
    """Return a source as one small line: the mark of its footnote, or ¶ for the paper itself.

    A work from outside the paper is shown under the key that the moderator's note uses.
    """
    outside = f"{citation.source}:" if citation.source else "¶"
    sign = outside if citation.footnote is None else mark(citation.footnote)
    return f"-# {sign} {with_link(cut(citation.text, most), citation.url)}"


def join_source_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Join source lines that name the same source and place, under all their marks."""
    signs: dict[str, list[str]] = {}
    for text in lines:
        _, sign, source = text.split(" ", 2)
        signs.setdefault(source, []).append(sign)
    return tuple(f"-# {MARK_SEPARATOR.join(marks)} {source}" for source, marks in signs.items())


_BASES: Final = {
    Basis.CITED: "sources cited by the paper",
    Basis.PAPER: ITSELF,
    Basis.MODERATOR: MODERATOR,
}


# Where more lost marks than this are to be told, the general remark says enough.
_MOST_TOLD: Final = 400


def basis_line(answer: Answered) -> str:
    """Return what the statements rest on, and explain the sign for inferred notes.

    If they rest on different things, each is given with its number of statements.
    """
    counts = Counter(claim.basis for claim in answer.claims)
    several = len(counts) > 1
    texts = [
        f"{name} ({counted(counts[basis], 'statement')})" if several else name
        for basis, name in _BASES.items()
        if counts[basis]
    ]
    lines = [f"-# Basis: {'; '.join(texts)}."]
    if any(claim.uncertain for claim in answer.claims):
        told = lost_marks(answer.citations)
        lines.append(f"-# {INFERRED} {told}" if 0 < len(told) <= _MOST_TOLD else INFERRED_NOTE)
    return "\n".join(lines)
