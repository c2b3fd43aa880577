"""What a reader of an answer should know besides: mistakes in the paper, lost marks, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answering.answer_parts import slips_behind
from bot.discord_kit.layout import DOUBT, Layout, container
from bot.discord_kit.markdown import claim_text, lines_that_fit, plain, plain_cached
from bot.paper.citations import Style, format_source
from bot.paper.model import SEEN
from bot.paper.paper import lost_marks
from bot.text.phrases import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.outcome import Answered, Context
    from bot.paper.model import Claim, Entry
    from bot.paper.paper import Paper


_ROOM: Final = 3600


def remark_hints(paper: Paper, answer: Answered) -> list[str]:
    """Return a sentence for each sort of remark on an answer; none for the items of a list."""
    if answer.heading:
        return []
    entries = _entries(paper, answer.entries)
    hints = []
    if any(entry.kind in SEEN for entry in entries):
        hints.append("Curators observe this in the paper’s text; its author doesn’t say it.")
    if slips_behind(paper, answer.claims):
        hints.append("The paper contradicts itself or has a mistake here: press Remarks.")
    if any(entry.curator_note for entry in entries):
        hints.append("A curator has added something that is not in the paper: press Remarks.")
    return hints


def has_remarks(paper: Paper, answer: Answered) -> bool:
    """Return whether `remarks_card` has something to say about an answer."""
    return not answer.heading and bool(_remarks(paper, answer.entries, answer.claims))


def remarks_card(paper: Paper, context: Context) -> Layout:
    """Return all remarks on the answer with this context, as far as a message holds them."""
    known = set(context.shown)
    every = [claim for entry in _entries(paper, context.entries) for claim in entry.claims]
    shown = [claim for claim in every if claim.text in known] or every
    lines = lines_that_fit(_remarks(paper, context.entries, shown), _ROOM)
    told = "\n\n".join(lines) or "There is nothing to add to this answer."
    return Layout(container("### Remarks", told, colour=DOUBT))


def _entries(paper: Paper, names: Iterable[str]) -> list[Entry]:
    return [entry for name in names if (entry := paper.entry(name)) is not None]


def _remarks(paper: Paper, names: Iterable[str], claims: Sequence[Claim]) -> list[str]:
    remarks = [_slip(slip) for slip in slips_behind(paper, claims)]
    inferred = [c for claim in claims if claim.uncertain for c in paper.citations(claim)]
    marks = lost_marks(dict.fromkeys(inferred))
    if marks:
        remarks.append(f"**Lost marks**\n{plain(marks)}")
    for entry in _entries(paper, names):
        if entry.about:
            remarks.append(f"On {plural(len(entry.about), 'note')} {listed(entry.about)}.")
        if note := entry.curator_note:
            style = Style.CHICAGO_NOTE
            works = "; ".join(format_source(paper.sources[key], style) for key in note.sources)
            remarks.append(
                f"**A curator’s note, not from the paper**\n{plain(note.text)}\n-# {plain(works)}"
            )
    return remarks


def _slip(slip: Entry) -> str:
    told = "\n".join(f"- {claim_text(claim)}" for claim in slip.claims)
    return f"**{plain_cached(slip.title)}**\n{told}"
