"""An outcome as a message: an answer, a choice of what was meant, or that nothing covers it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import discord

from bot.answering.outcome import Answered, Context, NotCovered, Suggested
from bot.curation.question_log import is_gap
from bot.discord_kit import custom_ids
from bot.discord_kit.citation_lines import basis_line, joined, source_line
from bot.discord_kit.layout import DOUBT, LABEL, NOTHING, Layout, button, container, line, rows
from bot.discord_kit.markdown import known, marked, one_line, plain
from bot.text.phrases import cut, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discord import ui

    from bot.answering.outcome import Outcome, Part, Suggestion
    from bot.paper.model import Claim
    from bot.paper.paper import Citation, Paper


_QUESTION: Final = 240

_MOST_SUGGESTED: Final = 4

_MOST_REMARKS: Final = 2

_REMARK: Final = 240

_ELSEWHERE: Final = "-# /section lists what the paper deals with."


def outcome_card(
    outcome: Outcome,
    question: str,
    paper: Paper,
    *,
    share: bool = False,
    tell: bool = False,
    above: str | None = None,
) -> Layout:
    """The message for `outcome`.

    `share` adds a button that shows it to the channel, `tell` those by which moderators learn what
    is wrong or missing. `above` is the line at its head, without which the question stands there.
    """
    if above is None:
        above = asked(question)
    match outcome:
        case Answered():
            return _answer(outcome, question, paper, above, share=share, tell=tell)
        case Suggested():
            return _suggested(
                outcome, above, _telling(question, custom_ids.NONE_CARRIERS) if tell else []
            )
        case NotCovered(personal=True):
            # Not the question either: the channel may be reading.
            return Layout(container(plain(outcome.reason), colour=NOTHING))
        case NotCovered():
            told = tell and is_gap(outcome)
            return _not_covered(
                outcome, above, _telling(question, custom_ids.MISSING_CARRIERS) if told else []
            )


_TELLING: Final = {
    custom_ids.NONE: "None of these",
    custom_ids.MISSING: "Tell the moderators",
    custom_ids.SUGGEST: "Suggest what is missing",
}


def _telling(question: str, kinds: tuple[str, ...]) -> list[ui.Button[ui.LayoutView]]:
    """Buttons by which the moderators learn of a question, which they carry."""
    carriers = custom_ids.carrying(Context(question), kinds)
    return [button(carriers[kind], _TELLING[kind]) for kind in kinds]


def _answer(
    answer: Answered, question: str, paper: Paper, above: str, *, share: bool, tell: bool
) -> Layout:
    """An answer with its sources under a line and, in its buttons, what a follow-up needs."""
    fitted = fit(answer)
    notes = [basis_line(fitted.answer)]
    if fitted.left:
        does = plural(fitted.left, "statement does", "statements do")
        notes.append(f"-# {fitted.left} more {does} not fit here: follow up with “more”.")
    notes += [f"-# {known(cut(remark, _REMARK))}" for remark in answer.remarks[:_MOST_REMARKS]]
    body = container(above, fitted.text, line(), "\n".join([*fitted.sources, *notes]))
    for row in rows(answer_buttons(fitted.answer, question, paper, share=share, tell=tell)):
        body.add_item(row)
    return Layout(body)


def answer_buttons(
    answer: Answered, question: str, paper: Paper, *, share: bool, tell: bool = False
) -> list[ui.Button[ui.LayoutView]]:
    """The buttons of an answer, which carry its context."""
    kinds = custom_ids.TOLD_CARRIERS if tell else custom_ids.CARRIERS
    carriers = custom_ids.carrying(answer.as_context(question), kinds)
    has_related = any(
        paper.entries[entry].related for entry in answer.entries if entry in paper.entries
    )
    made = [
        button(carriers[custom_ids.SOURCES], "All sources"),
        button(carriers[custom_ids.RELATED], "Related", disabled=not has_related),
        button(carriers[custom_ids.FOLLOW_UP], "Follow up", style=discord.ButtonStyle.primary),
    ]
    if tell:
        made.append(button(carriers[custom_ids.WRONG], "Not what I asked"))
    if share:
        made.append(button(custom_ids.SHARE, "Share"))
    return made


def asked(question: str) -> str:
    """The question as a small line; empty without one."""
    shown = one_line(question, _QUESTION)
    return f"-# “{plain(cut(shown, _QUESTION))}”" if shown else ""


def _suggested(outcome: Suggested, above: str, telling: list[ui.Button[ui.LayoutView]]) -> Layout:
    body = container(
        above,
        "### Did you mean one of these?\nI am not sure that the paper covers that.",
        *rows(_openings(outcome.suggestions)),
        *rows(telling),
        colour=DOUBT,
    )
    return Layout(body)


def which_card(typed: str, called_so: Sequence[Suggestion]) -> Layout:
    """A choice between the entries that are called what was typed."""
    body = container(
        asked(typed),
        "### Did you mean one of these?\nSeveral terms of the paper are called so.",
        *rows(_openings(called_so)),
        colour=DOUBT,
    )
    return Layout(body)


def _not_covered(
    outcome: NotCovered, above: str, telling: list[ui.Button[ui.LayoutView]]
) -> Layout:
    near = _openings(outcome.nearest)
    body = container(
        above,
        f"### Not covered\n{plain(outcome.reason)}",
        "The nearest topics are:" if near else _ELSEWHERE,
        *rows(near),
        *rows(telling),
        colour=NOTHING,
    )
    return Layout(body)


def _openings(suggestions: Sequence[Suggestion]) -> list[ui.Button[ui.LayoutView]]:
    once = {custom_ids.opening(s.entry): s.title for s in suggestions}
    return [button(key, cut(title, LABEL)) for key, title in list(once.items())[:_MOST_SUGGESTED]]


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
