"""Text of answers on a terminal: claims with note marks, a line, and the numbered sources."""

from __future__ import annotations

import os
import shutil
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

from bot.answering.outcome import Answered, NotCovered, Suggested
from bot.paper.model import ITSELF, Basis
from bot.text.phrases import superscript

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.outcome import Match, Outcome, Part
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
    """Return an outcome as text; an answer's sources stand under a line."""
    match outcome:
        case Answered():
            return _answer(outcome, look)
        case Suggested():
            lines = ["I am not sure that the paper covers that. Did you mean:"]
            return "\n".join([*lines, *(f"  - {s.title}" for s in outcome.suggestions)])
        case NotCovered():
            lines = [look.wrap(outcome.reason)]
            if outcome.nearest:
                lines += ["The nearest topics are:", *(f"  - {s.title}" for s in outcome.nearest)]
            return "\n".join(lines)


def _answer(answer: Answered, look: Look) -> str:
    lines = [look.bold(answer.heading)] if answer.heading else []
    for part in answer.parts:
        if lines:
            lines.append("")
        lines.append(look.bold(part.title))
        lines += [look.wrap(_marked(part, claim, look), "  ") for claim in part.claims]
    lines.append("─" * min(look.width, 40) if look.rich else "-" * 40)
    lines += [_source(citation, look) for citation in answer.citations]
    if any(claim.uncertain for claim in answer.claims):
        lines.append(
            "(?) The mark of this note is lost or stands elsewhere; its place is inferred."
        )
    lines += [look.wrap(remark) for remark in answer.remarks]
    return "\n".join(lines)


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


def render_matches(matches: Sequence[Match]) -> str:
    """Return the reasons for each candidate, best first."""
    lines = ["", "Why:"]
    for match in matches:
        lines.append(f"  {match.score:6.3f}  {match.entry}  by “{match.phrasing}”")
        lines.append(f"          {_words(match.words)}")
    return "\n".join(lines)


def _words(words: Iterable[tuple[str, str, float]]) -> str:
    return ", ".join(
        f"{word} = {matched} ({worth:.2f})" if matched else f"{word} = –"
        for word, matched, worth in words
    )
