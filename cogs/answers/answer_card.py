"""An outcome as a card: an answer, suggestions, not stated, or not covered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.answering.outcome import Answered, Context, NotCovered, NotStated, Suggested
from bot.browse.reply_text import DOES_SAY, UNSURE, left_text
from bot.curation.question_log import is_gap
from bot.discord_kit import custom_ids
from bot.discord_kit.answer_text import ROOM, fit
from bot.discord_kit.citation_lines import basis_line
from bot.discord_kit.layout import (
    DOUBT,
    LABEL,
    MOST_TEXT,
    NOTHING,
    Layout,
    button,
    container,
    line,
    rows,
)
from bot.discord_kit.markdown import one_line, plain, plain_cached, plain_line
from bot.text.phrases import cut, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discord import ui

    from bot.answering.outcome import Suggestion
    from bot.discord_kit.answer_text import Fitted
    from bot.paper.paper import Paper


_QUESTION: Final = 240

_MOST_SUGGESTED: Final = 4

_MOST_REMARKS: Final = 2

_REMARK: Final = 240

_REASON: Final = 400

_LEFT: Final = 800

# Room for the line that counts what did not fit.
_COUNT: Final = 100

_SECTIONS_HINT: Final = "-# /section lists what the paper deals with."


def outcome_card(
    outcome: Answered | Suggested | NotStated | NotCovered,
    question: str,
    paper: Paper,
    *,
    share: bool = False,
    tell: bool = False,
    above: str | None = None,
) -> Layout:
    """Return the message for `outcome`.

    `share` adds the button that shows it to the channel, and `tell` the buttons that report a wrong
    or missing answer to the moderators. `above` is the first line, by default the question.
    """
    if above is None:
        above = question_line(question)
    match outcome:
        case Answered():
            return _answer_card(outcome, question, paper, above, share=share, tell=tell)
        case Suggested():
            return _suggestions_card(
                outcome, above, _report_buttons(question, custom_ids.NONE_CARRIERS) if tell else []
            )
        case NotStated():
            return _not_stated_card(outcome, question, paper, above, share=share, tell=tell)
        case NotCovered(personal=True):
            # Leave out the question too: the channel may be reading.
            return Layout(container(plain(outcome.reason), colour=NOTHING))
        case NotCovered():
            reportable = tell and is_gap(outcome)
            return _not_covered_card(
                outcome,
                above,
                _report_buttons(question, custom_ids.MISSING_CARRIERS) if reportable else [],
            )


_REPORT_LABELS: Final = {
    custom_ids.WRONG: "Not what I asked",
    custom_ids.NONE: "None of these",
    custom_ids.MISSING: "Tell the moderators",
    custom_ids.SUGGEST: "Suggest what is missing",
}


def _report_buttons(question: str, kinds: tuple[str, ...]) -> list[ui.Button[ui.LayoutView]]:
    """Return the buttons that report a question to the moderators; they carry the question."""
    carriers = custom_ids.carrier_ids(Context(question), kinds)
    return [button(carriers[kind], _REPORT_LABELS[kind]) for kind in kinds]


def _answer_card(
    answer: Answered, question: str, paper: Paper, above: str, *, share: bool, tell: bool
) -> Layout:
    """Return an answer with its sources, and the follow-up context in its buttons."""
    left = plain_line(left_text(answer), _LEFT)
    fitted = _fit_card(answer, ROOM - len(left), len(above) + len(left))
    context = fitted.answer.as_context(question)
    body = container(above, fitted.text, left, line(), _apparatus(fitted))
    kinds = custom_ids.TOLD_CARRIERS if tell else custom_ids.CARRIERS
    for row in rows(_context_buttons(context, kinds, paper, share=share)):
        body.add_item(row)
    return Layout(body)


def _not_stated_card(
    outcome: NotStated, question: str, paper: Paper, above: str, *, share: bool, tell: bool
) -> Layout:
    """Return that the paper does not state what was asked and, apart, what it does say.

    The buttons carry the topic, so that it can be followed up.
    """
    reason = plain_line(outcome.reason, _REASON)
    # The nearest statements are shown in the form of an answer, though they are none.
    nearest = Answered(outcome.nearest, outcome.confidence)
    told, heading = f"### Not stated\n{reason}", f"**{DOES_SAY}**\n"
    around = len(told) + len(heading)
    fitted = _fit_card(nearest, ROOM - around, len(above) + around)
    body = container(
        above,
        told,
        line(),
        f"{heading}{fitted.text}",
        line(),
        _apparatus(fitted),
        colour=DOUBT,
    )
    kinds = custom_ids.NOT_STATED_CARRIERS if tell else custom_ids.CARRIERS
    context = outcome.as_context(question)
    for row in rows(_context_buttons(context, kinds, paper, share=share)):
        body.add_item(row)
    return Layout(body)


def _fit_card(answer: Answered, room: int, around: int) -> Fitted:
    """Return what fits of `answer` into `room`, or into less if what stands under it is long.

    `around` counts the card's other characters. How long the remarks and the places of lost notes
    are is known only of what is shown.
    """
    fitted = fit(answer, room)
    over = around + len(fitted.text) + len(_apparatus(fitted)) - MOST_TEXT
    if over <= 0:
        return fitted
    used = len(fitted.text) + sum(map(len, fitted.sources))
    return fit(answer, min(used, room) - over - _COUNT)


def _apparatus(fitted: Fitted) -> str:
    """Return what stands under statements: sources, what they rest on, and remarks."""
    notes = [basis_line(fitted.answer)]
    if fitted.left:
        does = plural(fitted.left, "statement does", "statements do")
        notes.append(f"-# {fitted.left} more {does} not fit here: follow up with “more”.")
    remarks = fitted.answer.remarks[:_MOST_REMARKS]
    notes += [f"-# {plain_cached(cut(remark, _REMARK))}" for remark in remarks]
    return "\n".join([*fitted.sources, *notes])


def _context_buttons(
    context: Context, kinds: tuple[str, ...], paper: Paper, *, share: bool
) -> list[ui.Button[ui.LayoutView]]:
    """Return the buttons of these `kinds`, which together carry `context`."""
    carriers = custom_ids.carrier_ids(context, kinds)
    has_related = any(
        paper.entries[entry].related for entry in context.entries if entry in paper.entries
    )
    made = [
        button(carriers[custom_ids.SOURCES], "All sources"),
        button(carriers[custom_ids.RELATED], "Related", disabled=not has_related),
        button(carriers[custom_ids.FOLLOW_UP], "Follow up", style=discord.ButtonStyle.primary),
    ]
    made += [button(carriers[kind], _REPORT_LABELS[kind]) for kind in kinds[len(made) :]]
    if share:
        made.append(button(custom_ids.SHARE, "Share"))
    return made


def question_line(question: str) -> str:
    """Return the question as a small line; "" for an empty one."""
    shown = one_line(question, _QUESTION)
    return f"-# “{plain(cut(shown, _QUESTION))}”" if shown else ""


def _suggestions_card(
    outcome: Suggested, above: str, telling: list[ui.Button[ui.LayoutView]]
) -> Layout:
    body = container(
        above,
        f"### Did you mean one of these?\n{UNSURE}",
        *rows(_opening_buttons(outcome.suggestions)),
        *rows(telling),
        colour=DOUBT,
    )
    return Layout(body)


def name_choice_card(typed: str, called_so: Sequence[Suggestion]) -> Layout:
    """Return a choice between the entries with the typed name."""
    body = container(
        question_line(typed),
        "### Did you mean one of these?\nSeveral terms in the paper match.",
        *rows(_opening_buttons(called_so)),
        colour=DOUBT,
    )
    return Layout(body)


def _not_covered_card(
    outcome: NotCovered, above: str, telling: list[ui.Button[ui.LayoutView]]
) -> Layout:
    near = _opening_buttons(outcome.nearest)
    body = container(
        above,
        f"### Not covered\n{plain(outcome.reason)}",
        "The nearest topics are:" if near else _SECTIONS_HINT,
        *rows(near),
        *rows(telling),
        colour=NOTHING,
    )
    return Layout(body)


def _opening_buttons(suggestions: Sequence[Suggestion]) -> list[ui.Button[ui.LayoutView]]:
    once = {custom_ids.opening_id(s.entry): s.title for s in suggestions}
    return [button(key, cut(title, LABEL)) for key, title in list(once.items())[:_MOST_SUGGESTED]]
