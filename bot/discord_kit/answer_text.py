"""An answer fitted into a message: its claims as text, each with a line for every source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.discord_kit.citation_lines import joined, source_line
from bot.discord_kit.markdown import cut, known, marked, plain

if TYPE_CHECKING:
    from bot.answering.outcome import Answered, Part
    from bot.paper.model import Claim
    from bot.paper.paper import Citation, Paper


# Left of Discord's 4,000 for the question, the kinds of basis and what stands below.
ROOM: Final = 3000

_TITLE: Final = 200

_TITLE_SIGNS: Final = 8

_BULLET: Final = 3

_SHORTEST: Final = 40


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is shown: the claims, a line for each source, and the answer cut to what is shown.

    `left` counts the claims for which there was no room.
    """

    text: str
    sources: tuple[str, ...]
    answer: Answered
    left: int


def fit(answer: Answered, room: int = ROOM) -> Fitted:
    """The first claims of `answer` whose text and sources together take at most `room` characters.

    The sources of a claim are counted before its text. The first claim is always shown, shortened
    if it must be.
    """
    sheet = _Sheet(room)
    left = 0
    for part in answer.parts:
        for claim, cited in zip(part.claims, part.citations, strict=True):
            if left or not sheet.add(part, claim, cited):
                left += 1
    shown = replace(answer, parts=tuple(one.as_part() for one in sheet.shown.values()))
    return Fitted(sheet.text(answer.heading), joined(sheet.sources.values()), shown, left)


@dataclass(slots=True)
class _Shown:
    """What is shown of a part: its claims, their citations, and how they look."""

    part: Part
    title: str
    claims: list[Claim] = field(default_factory=list)
    citations: list[tuple[Citation, ...]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def as_part(self) -> Part:
        """The part cut to what is shown of it."""
        if len(self.claims) == len(self.part.claims):
            return self.part
        return replace(self.part, claims=tuple(self.claims), citations=tuple(self.citations))


def prepare(paper: Paper) -> None:
    """Write every statement and source of a paper once, so that no reply waits for it."""
    for entry in paper.entries.values():
        known(entry.title)
        for claim in entry.claims:
            marked(claim)
            for citation in paper.citations(claim):
                source_line(citation)


class _Sheet:
    """What has been put on the message so far; `shown` goes by the part's identity."""

    def __init__(self, room: int) -> None:
        self._left = room
        self.sources: dict[tuple[int | None, str], str] = {}
        self.shown: dict[int, _Shown] = {}

    def add(self, part: Part, claim: Claim, cited: tuple[Citation, ...]) -> bool:
        """Add a claim with its sources if there is room; the first is made to fit."""
        new = {
            key: source_line(c) for c in cited if (key := (c.footnote, c.text)) not in self.sources
        }
        before = self.shown.get(id(part))
        title = before.title if before else known(cut(part.title, _TITLE))
        text = marked(claim)
        first = not self.shown
        if first:
            new = _shortened(new, cited, self._left * 2 // 3)
            text = _within(claim, self._left - _size(new) - len(title))
        cost = _size(new) + len(text) + _BULLET + (0 if before else len(title) + _TITLE_SIGNS)
        if cost > self._left and not first:
            return False
        self._left -= cost
        self.sources.update(new)
        shown = before or self.shown.setdefault(id(part), _Shown(part, title))
        shown.claims.append(claim)
        shown.citations.append(cited)
        shown.texts.append(text)
        return True

    def text(self, heading: str) -> str:
        """The parts under their titles; those of a list, under its heading, a line each."""
        parts = self.shown.values()
        if not heading:
            return "\n".join(f"### {one.title}\n{_listed(one.texts)}" for one in parts)
        listed = [f"- **{one.title}**: {' '.join(one.texts)}" for one in parts]
        return "\n".join([f"### {plain(cut(heading, _TITLE))}", *listed])


def _listed(lines: list[str]) -> str:
    return lines[0] if len(lines) == 1 else "\n".join(f"- {text}" for text in lines)


def _shortened(
    sources: dict[tuple[int | None, str], str], cited: tuple[Citation, ...], room: int
) -> dict[tuple[int | None, str], str]:
    """The lines of `sources` in `room`: whole, or else each cut alike; every mark is kept."""
    most = 600
    while _size(sources) > room and most > _SHORTEST:
        most //= 2
        sources = {(c.footnote, c.text): source_line(c, most) for c in cited}
    if _size(sources) <= room:
        return sources
    notes = [c.footnote for c in cited if c.footnote is not None]
    told = cut(", ".join(map(str, notes)), room - _SHORTEST)
    return {(cited[0].footnote, cited[0].text): f"-# Notes {told}: see /footnote"}


def _within(claim: Claim, room: int) -> str:
    most = len(claim.text)
    text = marked(claim)
    while len(text) > room and most > _SHORTEST:
        most = most * 3 // 4
        text = marked(replace(claim, text=cut(claim.text, most)))
    return text


def _size(lines: dict[tuple[int | None, str], str]) -> int:
    return sum(len(text) + 1 for text in lines.values())
