"""An outcome as a card: an answer, suggestions, not stated, or not covered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import discord

from bot.answering.outcome import Answered, Context, NotCovered, NotStated, Suggested
from bot.browse.entries import citations_behind
from bot.browse.reply_text import DOES_SAY, UNSURE, left_text
from bot.curation.question_log import is_gap
from bot.discord_kit import custom_ids
from bot.discord_kit.answer_text import ROOM, fit
from bot.discord_kit.citation_lines import notes_on_signs, pages_line
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
from bot.discord_kit.markdown import one_line, plain, plain_line
from bot.text.phrases import cut, plural
from cogs.answers.remarks_card import has_remarks, remark_hints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discord import ui

    from bot.answering.outcome import Suggestion
    from bot.discord_kit.answer_text import Fitted
    from bot.paper.paper import Paper


_QUESTION: Final = 240

_TOPIC: Final = 150

_MOST_SUGGESTED: Final = 4

_REASON: Final = 400

_LEFT: Final = 800

# Room for the line that counts what did not fit.
_COUNT: Final = 100

_SECTIONS_HINT: Final = "-# /section lists what the paper deals with."


@dataclass(frozen=True, slots=True)
class CardOptions:
    """What stands on a card besides the outcome.

    `share` adds the button that shows it to the channel, `tell` those that report a wrong or
    missing answer to the moderators, and `edit` the one that opens the form of its entry. `asker`
    is the id of the person who may remove it, for a card that others see too. A `head` stands in
    the first line, for an entry that was opened; its title is the heading then.
    """

    share: bool = False
    tell: bool = False
    edit: bool = False
    asker: int | None = None
    head: str = ""


def outcome_card(
    outcome: Answered | Suggested | NotStated | NotCovered,
    question: str,
    paper: Paper,
    options: CardOptions = CardOptions(),
    *,
    repeat: bool = True,
) -> Layout:
    """Return the message for `outcome`; with `repeat` it shows the question, under an answer."""
    asked = quoted_question(question) if repeat and not options.head else ""
    match outcome:
        case Answered():
            return _answer_card(outcome, question, paper, asked, options)
        case Suggested():
            kinds = custom_ids.NONE_CARRIERS
            return _suggestions_card(outcome, asked, _report_buttons(question, kinds, options))
        case NotStated():
            return _not_stated_card(outcome, question, paper, asked, options)
        case NotCovered(personal=True):
            # Leave out the question too: the channel may be reading.
            return Layout(container(plain(outcome.reason), colour=NOTHING))
        case NotCovered():
            missing = custom_ids.MISSING_CARRIERS if is_gap(outcome) else ()
            return _not_covered_card(outcome, asked, _report_buttons(question, missing, options))


_REPORT_LABELS: Final = {
    custom_ids.WRONG: "Not what I asked",
    custom_ids.NONE: "None of these",
    custom_ids.MISSING: "Tell the moderators",
    custom_ids.SUGGEST: "Suggest what is missing",
}


def _report_buttons(
    question: str, kinds: tuple[str, ...], options: CardOptions
) -> list[ui.Button[ui.LayoutView]]:
    """Return the buttons that report a question to the moderators, and carry it; then Remove."""
    carriers = custom_ids.carrier_ids(Context(question), kinds) if options.tell and kinds else {}
    made = [button(carrier, _REPORT_LABELS[kind]) for kind, carrier in carriers.items()]
    return made + _remove_buttons(options)


def _remove_buttons(options: CardOptions) -> list[ui.Button[ui.LayoutView]]:
    return [] if options.asker is None else [remove_button(options.asker)]


def remove_button(asker: int) -> ui.Button[ui.LayoutView]:
    """Return the button with which `asker` removes an answer that others see too."""
    return button(f"{custom_ids.REMOVE}:{asker}", "Remove")


def _answer_card(
    answer: Answered, question: str, paper: Paper, asked: str, options: CardOptions
) -> Layout:
    """Return an answer with its sources, and the follow-up context in its buttons."""
    left = plain_line(left_text(answer), _LEFT)
    around = len(options.head) + len(asked) + len(left) + _TOPIC
    fitted = _fit_card(answer, paper, ROOM - len(left), around, large=not options.head)
    about = small_line(plain_line(fitted.topic, _TOPIC), asked)
    body = container(options.head, fitted.text, left, about, line(), _apparatus(fitted, paper))
    context = fitted.answer.as_context(question)
    kinds = custom_ids.TOLD_CARRIERS if options.tell else custom_ids.CARRIERS
    for row in rows(_context_buttons(context, kinds, paper, fitted, options)):
        body.add_item(row)
    return Layout(body)


def _not_stated_card(
    outcome: NotStated, question: str, paper: Paper, asked: str, options: CardOptions
) -> Layout:
    """Return that the paper does not state what was asked and, apart, what it does say.

    The buttons carry the topic, so that it can be followed up.
    """
    reason = plain_line(outcome.reason, _REASON)
    # The nearest statements are shown in the form of an answer, though they are none.
    nearest = Answered(outcome.nearest, outcome.confidence)
    told, heading = f"### Not stated\n{reason}", f"**{DOES_SAY}**\n"
    around = len(told) + len(heading)
    fitted = _fit_card(nearest, paper, ROOM - around, len(asked) + around)
    body = container(
        told,
        small_line(asked),
        line(),
        f"{heading}{fitted.text}",
        line(),
        _apparatus(fitted, paper),
        colour=DOUBT,
    )
    kinds = custom_ids.NOT_STATED_CARRIERS if options.tell else custom_ids.CARRIERS
    context = outcome.as_context(question)
    for row in rows(_context_buttons(context, kinds, paper, fitted, options)):
        body.add_item(row)
    return Layout(body)


def _fit_card(
    answer: Answered, paper: Paper, room: int, around: int, *, large: bool = False
) -> Fitted:
    """Return what fits of `answer` into `room`, or into less if what stands under it is long.

    `around` counts the card's other characters. How long the lines under the statements are is
    known only of what is shown.
    """
    fitted = fit(answer, room, large=large)
    over = around + len(fitted.text) + len(_apparatus(fitted, paper)) - MOST_TEXT
    if over <= 0:
        return fitted
    used = len(fitted.text) + sum(map(len, fitted.sources))
    return fit(answer, min(used, room) - over - _COUNT, large=large)


def _apparatus(fitted: Fitted, paper: Paper) -> str:
    """Return what stands under statements: sources, pages of the paper, signs, and remarks."""
    claims = fitted.answer.claims
    notes = [pages_line(paper, claims), *notes_on_signs(claims)]
    if fitted.left:
        does = plural(fitted.left, "statement does", "statements do")
        notes.append(
            f"-# {fitted.left} more {does} not fit here. Follow up with “more” to read on."
        )
    notes += [f"-# {hint}" for hint in remark_hints(paper, fitted.answer)]
    return "\n".join(filter(None, [*fitted.sources, *notes]))


def _context_buttons(
    context: Context,
    kinds: tuple[str, ...],
    paper: Paper,
    fitted: Fitted,
    options: CardOptions,
) -> list[ui.Button[ui.LayoutView]]:
    """Return the buttons of these `kinds`, which together carry `context`, and those it needs."""
    carriers = custom_ids.carrier_ids(context, kinds)
    has_related = any(
        paper.entries[entry].related for entry in context.entries if entry in paper.entries
    )
    shown = {(one.footnote, one.text) for one in fitted.answer.citations}
    behind = {(one.footnote, one.text) for one in citations_behind(paper, context)}
    made = [
        button(carriers[custom_ids.FOLLOW_UP], "Follow up", style=discord.ButtonStyle.primary),
        button(carriers[custom_ids.CITE], "Cite"),
        button(carriers[custom_ids.RELATED], "Related", disabled=not has_related),
    ]
    if behind - shown:
        made.append(button(f"{custom_ids.SOURCES}:", "All sources"))
    if has_remarks(paper, fitted.answer):
        made.append(button(custom_ids.REMARKS, "Remarks"))
    made += [
        button(carriers[kind], _REPORT_LABELS[kind]) for kind in kinds if kind in _REPORT_LABELS
    ]
    if options.edit and context.entries:
        made.append(button(custom_ids.EDIT_PICK, "Edit this"))
    if options.share:
        made.append(button(custom_ids.SHARE, "Share"))
    return made + _remove_buttons(options)


def quoted_question(question: str) -> str:
    """Return the question on one line in quotation marks; "" for an empty one."""
    shown = one_line(question, _QUESTION)
    return f"“{plain(cut(shown, _QUESTION))}”" if shown else ""


def small_line(*parts: str) -> str:
    """Return the parts that are not empty as one small line; "" if all are."""
    told = " · ".join(filter(None, parts))
    return f"-# {told}" if told else ""


def _suggestions_card(
    outcome: Suggested, asked: str, telling: list[ui.Button[ui.LayoutView]]
) -> Layout:
    body = container(
        f"### Did you mean one of these?\n{UNSURE}",
        small_line(asked),
        *rows(_opening_buttons(outcome.suggestions)),
        *rows(telling),
        colour=DOUBT,
    )
    return Layout(body)


def name_choice_card(typed: str, called_so: Sequence[Suggestion]) -> Layout:
    """Return a choice between the entries with the typed name."""
    body = container(
        "### Did you mean one of these?\nThe paper uses this word for several things.",
        small_line(quoted_question(typed)),
        *rows(_opening_buttons(called_so)),
        colour=DOUBT,
    )
    return Layout(body)


def _not_covered_card(
    outcome: NotCovered, asked: str, telling: list[ui.Button[ui.LayoutView]]
) -> Layout:
    near = _opening_buttons(outcome.nearest)
    body = container(
        f"### Not covered\n{plain(outcome.reason)}",
        small_line(asked),
        "The nearest topics are:" if near else _SECTIONS_HINT,
        *rows(near),
        *rows(telling),
        colour=NOTHING,
    )
    return Layout(body)


def _opening_buttons(suggestions: Sequence[Suggestion]) -> list[ui.Button[ui.LayoutView]]:
    once = {custom_ids.opening_id(s.entry): s.title for s in suggestions}
    return [button(key, cut(title, LABEL)) for key, title in list(once.items())[:_MOST_SUGGESTED]]
