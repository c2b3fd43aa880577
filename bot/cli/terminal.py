"""Text of answers on a terminal: claims with note marks, a line, and the numbered sources."""

from __future__ import annotations

import os
import shutil
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

from bot.answering.outcome import (
    Answered,
    Civil,
    NotCovered,
    NotStated,
    Pointer,
    Suggested,
)
from bot.browse.reply_text import DOES_SAY, UNSURE, left_text, verdict_text
from bot.curation.explain_match import outcome_sentence, step_sentence
from bot.paper.model import ITSELF, Basis
from bot.paper.paper import lost_marks
from bot.text.phrases import superscript

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.outcome import Explained, Outcome, Part
    from bot.paper.model import Claim
    from bot.paper.paper import Citation, Paper


_WIDEST: Final = 100


@dataclass(frozen=True, slots=True)
class Look:
    """Terminal capabilities: the width in columns, and whether bold and superscripts work."""

    width: int
    rich: bool

    @classmethod
    def of(cls, stream: TextIO) -> Look:
        """Return bold for a terminal that allows it, plain for a pipe or with NO_COLOR set."""
        columns = shutil.get_terminal_size().columns
        rich = stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        return cls(min(columns, _WIDEST), rich)

    def bold(self, text: str) -> str:
        """Return `text` in bold where the stream shows it."""
        return f"\033[1m{text}\033[0m" if self.rich else text

    def mark(self, number: int) -> str:
        """Return a footnote's mark: a superscript on a terminal, a number in brackets elsewhere."""
        return superscript(number) if self.rich else f"[{number}]"

    def wrap(self, text: str, first: str = "", rest: str | None = None) -> str:
        """Return `text` wrapped to the width; links are never broken."""
        return textwrap.fill(
            text,
            self.width,
            initial_indent=first,
            subsequent_indent=first if rest is None else rest,
            break_long_words=False,
            break_on_hyphens=False,
        )


def greeting(paper: Paper) -> str:
    """Return the lines that open a conversation: the paper, its content note, how to go on."""
    lines = [
        f"Ask about {paper.author.full}, “{paper.title}” ({paper.date[:4]}).",
        paper.content_note,
        "Follow-ups work (“who said that?”, “more”); “quit” ends.",
    ]
    return "\n".join(line for line in lines if line)


def render(outcome: Outcome, look: Look) -> str:
    """Return an outcome as text; the sources of its statements stand under a line."""
    match outcome:
        case Answered():
            return "\n".join([*_answer(outcome, look), *map(look.wrap, outcome.remarks)])
        case NotStated():
            return "\n".join([look.wrap(outcome.reason), "", DOES_SAY, *_nearest(outcome, look)])
        case Suggested():
            lines = [f"{UNSURE} Did you mean:"]
            return "\n".join([*lines, *(f"  - {s.title}" for s in outcome.suggestions)])
        case NotCovered():
            lines = [look.wrap(outcome.reason)]
            if outcome.nearest:
                lines += ["The nearest topics are:", *(f"  - {s.title}" for s in outcome.nearest)]
            return "\n".join(lines)
        case Civil() | Pointer():
            return look.wrap(outcome.reason)


def _answer(answer: Answered, look: Look) -> list[str]:
    """Return the verdict, the parts, what is missing, and the sources."""
    lines = [look.bold(verdict_text(answer.lead))] if answer.lead else []
    if answer.heading:
        lines += [look.bold(answer.heading), ""]
    lines += _parts(answer.parts, look)
    if left := left_text(answer):
        lines += ["", look.wrap(left)]
    return [*lines, *_sources(answer.citations, answer.claims, look)]


def _nearest(outcome: NotStated, look: Look) -> list[str]:
    citations = [c for part in outcome.nearest for cites in part.citations for c in cites]
    claims = [claim for part in outcome.nearest for claim in part.claims]
    return [*_parts(outcome.nearest, look), *_sources(citations, claims, look)]


def _parts(parts: Iterable[Part], look: Look) -> list[str]:
    """Return each part's title and claims, with an empty line between two parts."""
    lines: list[str] = []
    for part in parts:
        if lines:
            lines.append("")
        lines.append(look.bold(part.title))
        lines += [look.wrap(_marked(part, claim, look), "  ") for claim in part.claims]
    return lines


def _sources(citations: Iterable[Citation], claims: Iterable[Claim], look: Look) -> list[str]:
    """Return a line and each source once, with the sign for inferred notes explained."""
    citations = tuple(citations)
    lines = ["─" * min(look.width, 40) if look.rich else "-" * 40]
    lines += dict.fromkeys(_source(citation, look) for citation in citations)
    if any(claim.uncertain for claim in claims):
        told = lost_marks(citations) or "The place of this note is inferred."
        lines.append(look.wrap(f"(?) {told}"))
    return lines


def _marked(part: Part, claim: Claim, look: Look) -> str:
    if claim.basis is not Basis.CITED and part.observed:
        return claim.text
    if claim.basis is Basis.MODERATOR:
        return f"{claim.text} (a moderator's note, {claim.source})"
    if claim.basis is not Basis.CITED:
        return f"{claim.text} ({ITSELF})"
    marks = (
        "".join(look.mark(n) for n in claim.footnotes)
        if not look.rich
        else "˒".join(look.mark(n) for n in claim.footnotes)
    )
    return f"{claim.text}{marks}{' (?)' if claim.uncertain else ''}"


def _source(citation: Citation, look: Look) -> str:
    outside = f"{citation.source}: " if citation.source else "¶  "
    label = f"{citation.footnote}. " if citation.footnote is not None else outside
    return look.wrap(citation.text, label, " " * len(label))


def render_explanation(explained: Explained, look: Look) -> str:
    """Return how a question got its outcome: in sentences, then each candidate, best first."""
    lines = [
        "",
        look.wrap(outcome_sentence(explained.outcome)),
        look.wrap(step_sentence(explained)),
    ]
    for match in explained.matches:
        lines.append(f"  {match.score:6.3f}  {match.entry}  by “{match.phrasing}”")
        lines.append(f"          {_words(match.words)}")
    return "\n".join(lines)


def _words(words: Iterable[tuple[str, str, float]]) -> str:
    return ", ".join(
        f"{word} = {matched} ({worth:.2f})" if matched else f"{word} = –"
        for word, matched, worth in words
    )
