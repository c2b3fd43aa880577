"""Messages about a draft: its preview, a conflict with another change, and publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
from discord import ui

from bot.browse.entries import opened
from bot.curation.diff import differences
from bot.curation.drafts.draft_validation import NAMES
from bot.discord_kit import custom_ids
from bot.discord_kit.answer_text import ROOM, fit
from bot.discord_kit.citation_lines import notes_on_signs
from bot.discord_kit.layout import (
    DOUBT,
    LABEL,
    MOST_OPTIONS,
    MOST_TEXT,
    OPTION_LABEL,
    Layout,
    button,
    container,
    line,
    rows,
)
from bot.discord_kit.markdown import diff_text, one_line, person, plain
from bot.text.phrases import cut

if TYPE_CHECKING:
    from bot.curation.drafts.draft_validation import DraftPreview
    from bot.paper.model import Entry
    from bot.storage.revision_rows import Revision


PUBLISH, OVER, CHANGE = "draft-publish", "draft-over", "draft-change"

SOURCE, COMMENT, DISCARD, SECTION = (
    "draft-source",
    "draft-comment",
    "draft-discard",
    "draft-section",
)

_PROBLEM_ROOM: Final = 330

_MOST_PROBLEMS: Final = 4

_NOTE: Final = 240

_CHANGES: Final = 900

_SAME_TITLE: Final = 80

_SAME_TEXT: Final = 120

_DIFF: Final = 2600

_TITLE: Final = 150

# Of 4,000 characters: for the notes under the claims, and for what is said about the draft.
_FOOTER_ROOM: Final = 450

_TEXTS_ROOM: Final = 2000

_CUTS: Final = (1.0, 0.5, 0.25)

_RESEMBLANCES: Final = {
    "title": "is called nearly the same",
    "statement": "says nearly the same",
    "question": "is asked nearly the same",
}


def preview_card(name: str, preview: DraftPreview, above: str = "") -> Layout:
    """Return the draft `name` as students would see it, its problems, and its buttons.

    `above` says what just happened to it.
    """
    lines = _fit_texts(preview, above)
    buttons = rows(
        [
            button(
                f"{PUBLISH}:{name}",
                "Publish",
                style=discord.ButtonStyle.success,
                disabled=not preview.publishable,
            ),
            button(f"{CHANGE}:{name}", "Change", style=discord.ButtonStyle.primary),
            button(f"{SOURCE}:{name}", "New source"),
            button(f"{COMMENT}:{name}", "Say why"),
            button(f"{DISCARD}:{name}", "Discard", style=discord.ButtonStyle.danger),
        ]
    )
    near = [
        button(custom_ids.opening_id(one.entry.id), cut(f"Open: {one.entry.title}", LABEL))
        for one in preview.resembling
    ]
    menu = [_sections(name, preview)] if preview.draft.is_new else []
    card = container(*lines, *rows(near), *menu, *buttons, colour=DOUBT)
    room = MOST_TEXT - sum(map(len, lines)) - _FOOTER_ROOM
    shown = _students_view(preview, min(ROOM, room))
    return Layout(*([shown] if shown else []), card)


def _students_view(preview: DraftPreview, room: int) -> ui.Container[ui.LayoutView] | None:
    entry = preview.checked.shown
    if entry is None:
        return None
    paper = preview.knowledge.engine.paper.with_entries([entry], (), preview.checked.works)
    fitted = fit(opened(paper, entry), room)
    notes = notes_on_signs(fitted.answer.claims)
    if fitted.left:
        notes.append(f"-# {fitted.left} more statements do not fit into this preview.")
    return container(fitted.text, line(), "\n".join([*fitted.sources, *notes]))


def _fit_texts(preview: DraftPreview, above: str) -> list[str]:
    """Return the texts about a draft, cut to what a message holds; usually nothing is cut."""
    for share in _CUTS:
        lines = _draft_texts(preview, above, share)
        if sum(map(len, lines)) <= _TEXTS_ROOM:
            break
    return lines


def _draft_texts(preview: DraftPreview, above: str, share: float) -> list[str]:
    head = "### Preview of a new entry" if preview.draft.is_new else "### Preview of your change"
    lines = [f"{head}\n{above}".strip()]
    if preview.checked.faults:
        lines.append(_problems_text(preview, int(_PROBLEM_ROOM * share)))
    elif not preview.publishable:
        lines.append("Nothing is changed yet: press Change.")
    elif not preview.draft.is_new:
        lines.append(diff_text(preview.differences, int(_CHANGES * share)))
    if preview.resembling:
        lines.append(_resembling_text(preview, share))
    notes = (plain(one_line(note, int(_NOTE * share))) for note in _notes(preview))
    return [*lines, "\n".join(f"-# {note}" for note in notes)]


def _problems_text(preview: DraftPreview, most: int) -> str:
    faults = preview.checked.faults
    lines = [
        f"- **{plain(one.field)}**: {plain(cut(one.told[:1].upper() + one.told[1:], most))}"
        for one in faults[:_MOST_PROBLEMS]
    ]
    left = len(faults) - len(lines)
    return "\n".join(["**To mend first**", *lines, *([f"- and {left} more"] if left else [])])


def _resembling_text(preview: DraftPreview, share: float) -> str:
    lines = []
    for one in preview.resembling:
        title = plain(one_line(one.entry.title, int(_SAME_TITLE * share)))
        said = plain(one_line(one.text, int(_SAME_TEXT * share)))
        lines.append(
            f"- *{title}* {_RESEMBLANCES[one.part]}{f': “{said}”' if one.part != 'title' else ''}"
        )
    return "\n".join(["**Perhaps it is there already**", *lines])


def _notes(preview: DraftPreview) -> list[str]:
    draft = preview.draft
    notes = []
    for field in draft.too_long:
        name = NAMES["claims" if field == "statements" else field]
        notes.append(f"“{name}” is too long for the form, and stays as it is.")
    if draft.works:
        keys = ", ".join(f"[{work.key}]" for work in draft.works)
        notes.append(f"New: {keys}. End a statement with it, and it rests on that source.")
    if draft.comment:
        notes.append(f"Why: {draft.comment}")
    if draft.origin.suggestion is not None:
        notes.append("Publishing it takes up a student’s suggestion.")
    if draft.origin.gaps:
        notes.append("Publishing it closes what students reported as missing.")
    return [*notes, "Only you see this. Nothing changes for students until you publish it."]


def _sections(name: str, preview: DraftPreview) -> ui.ActionRow[ui.LayoutView]:
    """Return the menu of the paper's sections, with the draft's own selected."""
    shown = preview.checked.shown
    chosen = preview.draft.section or (shown.section if preview.checked.entry and shown else "")
    select: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=f"{SECTION}:{name}",
        placeholder="Where in the paper does it stand?",
        options=[
            discord.SelectOption(
                value=section.id,
                label=f"Section: {section.label}"[:OPTION_LABEL],
                default=section.id == chosen,
            )
            for section in preview.knowledge.base.paper.sections[:MOST_OPTIONS]
        ],
    )
    return ui.ActionRow(select)


def overtaken_card(
    name: str, title: str, seen: Entry | None, last: Revision, now: Entry | None
) -> Layout:
    """Return how another curator changed the entry in the meantime, and what can be done."""
    diff = diff_text(differences(seen, now), _DIFF) if now else "They retired it."
    return Layout(
        container(
            f"### “{plain(one_line(title, _TITLE))}” was changed meanwhile\n{who_and_when(last)}",
            diff,
            "-# Your draft is kept. Take over from theirs what you want with Change, or publish "
            "yours in place of theirs; the history keeps both.",
            *rows(
                [
                    button(
                        f"{OVER}:{name}:{last.number}",
                        "Publish mine over it",
                        style=discord.ButtonStyle.danger,
                    ),
                    button(f"{CHANGE}:{name}", "Change mine", style=discord.ButtonStyle.primary),
                    button(f"{DISCARD}:{name}", "Discard mine"),
                ]
            ),
            colour=DOUBT,
        )
    )


def who_and_when(revision: Revision) -> str:
    """Return by whom and when a revision was made, and the reason if there is one."""
    moment = int(revision.at.timestamp())
    by = person(revision.approver)
    if revision.author != revision.approver:
        by += f", written by {person(revision.author)}"
    why = f": “{plain(one_line(revision.comment, 300))}”" if revision.comment else ""
    return f"By {by}, <t:{moment}:f>{why}"


def published_card(revision: Revision, entry: Entry | None) -> Layout:
    """Return the confirmation that an entry is live."""
    title = plain(one_line(entry.title if entry else revision.entry, _TITLE))
    return Layout(
        container(
            f"### Published\n**{title}** is live now.",
            f"-# Revision {revision.number} of `{revision.entry}`: /kb history shows it, "
            f"/kb rollback takes it back.",
            *rows([button(custom_ids.opening_id(revision.entry), "Open")]),
        )
    )
