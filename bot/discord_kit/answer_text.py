"""An answer fitted into a message: its claims as text, each with a line for every source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from typing import TYPE_CHECKING, Final

from bot.browse.reply_text import verdict_text
from bot.discord_kit.citation_lines import join_source_lines, source_line
from bot.discord_kit.markdown import claim_text, plain, plain_cached
from bot.text.phrases import cut

if TYPE_CHECKING:
    from bot.answering.outcome import Answered, Part
    from bot.paper.model import Claim
    from bot.paper.paper import Citation, Paper


# Room left in Discord's 4,000 characters after the question, the basis line and the notes.
ROOM: Final = 3000

_TITLE: Final = 200

_TITLE_SIGNS: Final = 8

_BULLET: Final = 3

_SHORTEST: Final = 40


@dataclass(frozen=True, slots=True)
class Fitted:
    """The part of an answer that fits: its text, its source lines, and the answer cut to match.

    `left` counts the claims that did not fit.
    """

    text: str
    sources: tuple[str, ...]
    answer: Answered
    left: int


def fit(answer: Answered, room: int = ROOM) -> Fitted:
    """Return the first claims of `answer` that fit into `room` characters with their sources.

    Each claim's sources are counted before its text. The first claim is always included, shortened
    if necessary.
    """
    lead = f"**{verdict_text(answer.lead)}**" if answer.lead else ""
    sheet = _Sheet(room - len(lead))
    left = 0
    for part in answer.parts:
        for claim, cited in zip(part.claims, part.citations, strict=True):
            if left or not sheet.add(part, claim, cited):
                left += 1
    shown = replace(answer, parts=tuple(one.as_part() for one in sheet.shown.values()))
    return Fitted(
        sheet.text(answer.heading, lead), join_source_lines(sheet.sources.values()), shown, left
    )


@dataclass(slots=True)
class _FittedPart:
    """The part of an answer's part that fits: claims, their citations, and their text."""

    part: Part
    title: str
    claims: list[Claim] = field(default_factory=list)
    citations: list[tuple[Citation, ...]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def as_part(self) -> Part:
        """Return the part cut to the claims that fit."""
        if len(self.claims) == len(self.part.claims):
            return self.part
        return replace(self.part, claims=tuple(self.claims), citations=tuple(self.citations))


def prepare(paper: Paper) -> None:
    """Format every statement and source of a paper once, so that no reply has to wait for it."""
    for entry in paper.entries.values():
        plain_cached(entry.title)
        for claim in entry.claims:
            claim_text(claim)
            for citation in paper.citations(claim):
                source_line(citation)


class _Sheet:
    """The message being filled; `shown` is keyed by the identity of the part."""

    def __init__(self, room: int) -> None:
        self._left = room
        self.sources: dict[tuple[int | None, str], str] = {}
        self.shown: dict[int, _FittedPart] = {}

    def add(self, part: Part, claim: Claim, cited: tuple[Citation, ...]) -> bool:
        """Add a claim and its sources, and return True, if they fit; the first is made to fit."""
        new = {
            key: source_line(c) for c in cited if (key := (c.footnote, c.text)) not in self.sources
        }
        before = self.shown.get(id(part))
        title = before.title if before else plain_cached(cut(part.title, _TITLE))
        text = claim_text(claim)
        first = not self.shown
        if first:
            new = _fit_sources(new, cited, self._left * 2 // 3)
            text = _fit_claim(claim, self._left - _size(new) - len(title))
        cost = _size(new) + len(text) + _BULLET + (0 if before else len(title) + _TITLE_SIGNS)
        if cost > self._left and not first:
            return False
        self._left -= cost
        self.sources.update(new)
        shown = before or self.shown.setdefault(id(part), _FittedPart(part, title))
        shown.claims.append(claim)
        shown.citations.append(cited)
        shown.texts.append(text)
        return True

    def text(self, heading: str, lead: str) -> str:
        """Return the parts under their titles; with a heading, each part is one line of a list.

        `lead` is the verdict, which stands in front of the first statement, "" for none.
        """
        parts = self.shown.values()
        if not heading:
            leads = chain([lead], repeat(""))
            return "\n".join(
                f"### {one.title}\n{_bullets(one.texts, first)}"
                for one, first in zip(parts, leads, strict=False)
            )
        listed = [f"- **{one.title}**: {' '.join(one.texts)}" for one in parts]
        opening = [f"### {plain(cut(heading, _TITLE))}", *([lead] if lead else [])]
        return "\n".join([*opening, *listed])


def _bullets(lines: list[str], lead: str) -> str:
    """Return statements as a list; a single one, and one after a verdict, stands without a dot."""
    if len(lines) > 1 and not lead:
        return "\n".join(f"- {text}" for text in lines)
    first, *rest = lines
    opening = f"{lead} {first}" if lead else first
    return "\n".join([opening, *(f"- {text}" for text in rest)])


def _fit_sources(
    sources: dict[tuple[int | None, str], str], cited: tuple[Citation, ...], room: int
) -> dict[tuple[int | None, str], str]:
    """Return the lines of `sources` within `room`: whole, or all cut alike with every mark kept.

    If even cut lines do not fit, one line names the notes.
    """
    most = 600
    while _size(sources) > room and most > _SHORTEST:
        most //= 2
        sources = {(c.footnote, c.text): source_line(c, most) for c in cited}
    if _size(sources) <= room:
        return sources
    notes = [c.footnote for c in cited if c.footnote is not None]
    numbers = cut(", ".join(map(str, notes)), room - _SHORTEST)
    return {(cited[0].footnote, cited[0].text): f"-# Notes {numbers}: see /footnote"}


def _fit_claim(claim: Claim, room: int) -> str:
    most = len(claim.text)
    text = claim_text(claim)
    while len(text) > room and most > _SHORTEST:
        most = most * 3 // 4
        text = claim_text(replace(claim, text=cut(claim.text, most)))
    return text


def _size(lines: dict[tuple[int | None, str], str]) -> int:
    return sum(len(text) + 1 for text in lines.values())
