"""An answer fitted into a message: its claims as text, each with a line for every source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from typing import TYPE_CHECKING, Final

from bot.browse.reply_text import verdict_text
from bot.discord_kit.citation_lines import OWN_SIGN, compact_lines
from bot.discord_kit.markdown import INFERRED, claim_text, plain, plain_cached
from bot.paper.model import Basis
from bot.text.phrases import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.outcome import Answered, Part
    from bot.paper.model import Claim
    from bot.paper.paper import Citation, Paper


# Room left in Discord's 4,000 characters after the question, the basis line and the notes.
ROOM: Final = 3000

_TITLE: Final = 200

_TITLE_SIGNS: Final = 8

_BULLET: Final = 3

_SHORTEST: Final = 40

# Characters of a statement that can be read at a glance in large letters.
_LONGEST_HEADING: Final = 260


@dataclass(frozen=True, slots=True)
class Fitted:
    """The part of an answer that fits: its text, its source lines, and the answer cut to match.

    `left` counts the claims that did not fit. `topic` is the first part's title where the text
    does not begin with it, else "".
    """

    text: str
    sources: tuple[str, ...]
    answer: Answered
    left: int
    topic: str = ""


def fit(answer: Answered, room: int = ROOM, *, large: bool = False) -> Fitted:
    """Return the first claims of `answer` that fit into `room` characters with their sources.

    Each claim's sources are counted before its text. The first claim is always included, shortened
    if necessary. If `large`, it stands in the first line as a heading, unless the answer is a list
    or the claim is too long for one; the topic's title is then not in the text.
    """
    verdict = verdict_text(answer.lead)
    lead = f"**{verdict}**" if verdict else ""
    sheet = _Sheet(room - len(lead))
    left = 0
    for part in answer.parts:
        for claim, cited in zip(part.claims, part.citations, strict=True):
            if left or not sheet.add(part, claim, cited):
                left += 1
    shown = replace(answer, parts=tuple(one.as_part() for one in sheet.shown.values()))
    text = sheet.large_text(verdict) if large and not answer.heading else ""
    topic = shown.parts[0].title if text else ""
    return Fitted(text or sheet.text(answer.heading, lead), sheet.sources, shown, left, topic)


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
                compact_lines([citation])


class _Sheet:
    """The message being filled; `shown` is keyed by the identity of the part."""

    def __init__(self, room: int) -> None:
        self._left = room
        self._citations: list[Citation] = []
        self.sources: tuple[str, ...] = ()
        self.shown: dict[int, _FittedPart] = {}

    def add(self, part: Part, claim: Claim, cited: tuple[Citation, ...]) -> bool:
        """Add a claim and its sources, and return True, if they fit; the first is made to fit."""
        known = all(one in self._citations for one in cited)
        sources = self.sources if known else compact_lines([*self._citations, *cited])
        before = self.shown.get(id(part))
        title = before.title if before else plain_cached(cut(part.title, _TITLE))
        text = signed_text(claim)
        first = not self.shown
        if first:
            sources = _fit_sources(sources, cited, self._left * 2 // 3)
            text = _fit_claim(claim, self._left - _size(sources) - len(title))
        added = _size(sources) - _size(self.sources)
        cost = added + len(text) + _BULLET + (0 if before else len(title) + _TITLE_SIGNS)
        if cost > self._left and not first:
            return False
        self._left -= cost
        self._citations += cited
        self.sources = sources
        shown = before or self.shown.setdefault(id(part), _FittedPart(part, title))
        shown.claims.append(claim)
        shown.citations.append(cited)
        shown.texts.append(text)
        return True

    def large_text(self, lead: str) -> str:
        """Return the first statement as a heading and the rest below; "" if it is too long."""
        first, *others = self.shown.values()
        answer, *rest = first.texts
        heading = f"### {lead} {answer}" if lead else f"### {answer}"
        if len(heading) > _LONGEST_HEADING:
            return ""
        blocks = [heading, *(f"- {text}" for text in rest)]
        blocks += [f"-# {one.title}\n{_bullets(one.texts, '')}" for one in others]
        return "\n".join(blocks)

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


def signed_text(claim: Claim) -> str:
    """Return a claim with the signs of what it rests on, each explained by a line of sources."""
    if claim.basis is not Basis.PAPER:
        return claim_text(claim)
    tail = f"\N{NO-BREAK SPACE}{INFERRED}" if claim.uncertain else ""
    return f"{plain_cached(claim.text)}\N{NO-BREAK SPACE}{OWN_SIGN}{tail}"


def _fit_sources(
    sources: tuple[str, ...], cited: tuple[Citation, ...], room: int
) -> tuple[str, ...]:
    """Return the lines of `sources` within `room`: whole, or all cut alike with every mark kept.

    If even cut lines do not fit, one line names the notes.
    """
    most = 600
    while _size(sources) > room and most > _SHORTEST:
        most //= 2
        sources = compact_lines(cited, most)
    if _size(sources) <= room:
        return sources
    notes = [c.footnote for c in cited if c.footnote is not None]
    numbers = cut(", ".join(map(str, notes)), room - _SHORTEST)
    return (f"-# Notes {numbers}: see /footnote",)


def _fit_claim(claim: Claim, room: int) -> str:
    most = len(claim.text)
    text = signed_text(claim)
    while len(text) > room and most > _SHORTEST:
        most = most * 3 // 4
        text = signed_text(replace(claim, text=cut(claim.text, most)))
    return text


def _size(lines: Sequence[str]) -> int:
    return sum(len(text) + 1 for text in lines)
