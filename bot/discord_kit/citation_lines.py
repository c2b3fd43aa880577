"""What stands under an answer: its sources, its pages, and what the signs mean."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.discord_kit.markdown import (
    INFERRED_NOTE,
    MARK_SEPARATOR,
    is_address,
    mark,
    plain_cached,
    with_link,
)
from bot.paper.model import Basis
from bot.paper.paper import CitedPlace
from bot.text.phrases import cut, listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.model import Claim
    from bot.paper.paper import Citation, Paper


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


# The sign of what rests on the paper itself.
OWN_SIGN: Final = "¶"

_LONGEST: Final = 300


def compact_lines(citations: Iterable[Citation], most: int = _LONGEST) -> tuple[str, ...]:
    """Return one small line for each work, with the notes and places that use it.

    A work's text has at most `most` characters. Everything from the paper itself shares a line, as
    does each note that prints no work.
    """
    groups: dict[str, _SourceGroup] = {}
    for citation in citations:
        for place in citation.places or (CitedPlace(citation.text),):
            key = OWN_SIGN if place.section else place.source or place.brief
            group = groups.setdefault(key, _SourceGroup(place))
            group.add(citation.footnote, place)
    return tuple(group.line(most) for group in groups.values())


class _SourceGroup:
    """A work, the marks under which it is cited, and the places in it by mark."""

    def __init__(self, first: CitedPlace) -> None:
        self._first = first
        self._places: dict[str, list[str]] = {}

    def add(self, footnote: int | None, place: CitedPlace) -> None:
        sign = self._sign(footnote, place)
        marks = self._places.setdefault(place.section or place.place, [])
        if sign not in marks:
            marks.append(sign)

    def line(self, most: int) -> str:
        if self._first.section:
            sections = listed(f"“{title}”" for title in self._places)
            word = plural(len(self._places), "section")
            told = f"The paper itself, without a footnote: {word} {sections}"
            return f"-# {OWN_SIGN} {plain_cached(cut(told, most))}"
        marks = list(dict.fromkeys(sign for signs in self._places.values() for sign in signs))
        url = self._first.url
        text = plain_cached(cut(self._first.brief, most))
        where = "".join(f", {text}" for text in self._located())
        link = f" [link](<{url}>)" if url and is_address(url) else ""
        return f"-# {MARK_SEPARATOR.join(marks)} {text}{plain_cached(where)}{link}"

    def _located(self) -> Iterable[str]:
        """Yield the places in the work, each with its marks if they differ."""
        for place, signs in self._places.items():
            if place:
                told = f" ({MARK_SEPARATOR.join(signs)})" if len(self._places) > 1 else ""
                yield f"{place}{told}"

    @staticmethod
    def _sign(footnote: int | None, place: CitedPlace) -> str:
        if footnote is not None:
            return mark(footnote)
        return f"{place.source}:" if place.source else OWN_SIGN


def pages_line(paper: Paper, claims: Iterable[Claim]) -> str:
    """Return on which pages of the paper the claims stand, with a link to it; "" if not known."""
    pages = sorted({place.page for claim in claims for place in claim.at})
    if not pages:
        return ""
    word = plural(len(pages), "page")
    told = f"{word} {listed(pages)}"
    url = paper.where.url
    shown = f"[{told}](<{url}>)" if url and is_address(url) else told
    return f"-# In the paper: {shown}"


def notes_on_signs(claims: Iterable[Claim]) -> list[str]:
    """Return a line for each sign in the claims that a reader may not know."""
    shown = tuple(claims)
    lines = []
    if any(claim.basis is Basis.MODERATOR for claim in shown):
        lines.append("-# A moderator’s note is not from the paper.")
    if any(claim.uncertain for claim in shown):
        lines.append(INFERRED_NOTE)
    return lines
