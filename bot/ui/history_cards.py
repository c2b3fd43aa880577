"""The history of an entry as messages: who changed what and when, and what one changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.browse.entries import shortened
from bot.curation.diff import differences
from bot.discord_kit.layout import OPTION_LABEL, Layout, button, choice, container, rows
from bot.discord_kit.markdown import counts_text, diff_text, one_line, plain
from bot.storage.revision_rows import Action
from bot.ui.previews import who_and_when

if TYPE_CHECKING:
    from bot.curation.revision_history import History
    from bot.storage.revision_rows import Revision

# Short, so that an entry's id has room beside it.
PAGE, SEE, REVERT = "hist", "hist-see", "hist-revert"
CONFIRM, DROP = "stale-confirm", "stale-drop"
_PER_PAGE: Final = 8
_TITLE: Final = 150
_CHANGED: Final = 120
_DIFF: Final = 3200
_STALE: Final = (
    "**The paper’s own entry has changed** since this one was made here. This one is still "
    "served: confirm that it holds, or drop it for the paper’s own."
)
_DONE: Final = {Action.UPSERT: "changed", Action.RETIRE: "retired", Action.RESTORE: "restored"}


def history_card(history: History, page: int) -> Layout:
    """Page `page` of an entry's history, counted from 0, newest first; past its end, the last."""
    newest = history.revisions[::-1]
    pages = max(1, -(-len(newest) // _PER_PAGE))
    page = min(max(page, 0), pages - 1)
    here = newest[page * _PER_PAGE : (page + 1) * _PER_PAGE]
    head = f"### History: {plain(one_line(history.title, _TITLE))}\n{_standing(history)}"
    lines = [_line(history, one) for one in here]
    if page == pages - 1:
        lines.append("**0** the paper’s own" if history.own else "**0** not there")
    items: list[Any] = [head]
    if history.stale:
        last = history.revisions[-1]
        items += [_STALE, *rows(stale_buttons(last))]
    items.append("\n".join(lines))
    if here:
        key = f"{SEE}:{shortened(history.entry_id)}"
        items.append(choice(key, "See what one changed …", [_option(one) for one in here]))
    if pages > 1:
        items.append(f"-# Page {page + 1} of {pages}, {len(newest)} revisions in all")
        items += rows(_turning(history.entry_id, page, pages))
    return Layout(container(*items))


def stale_buttons(revision: Revision) -> list[discord.ui.Button[Any]]:
    """Confirm and Drop for a revision under which the paper's own entry has changed."""
    return [
        button(f"{CONFIRM}:{revision.id}", "Confirm", style=discord.ButtonStyle.success),
        button(f"{DROP}:{revision.id}", "Drop", style=discord.ButtonStyle.danger),
    ]


def _standing(history: History) -> str:
    if not history.revisions:
        return "Nobody has changed it here: the paper’s own is served."
    if history.now is None:
        return "It is not served now; /kb rollback brings it back."
    last = history.revisions[-1]
    own = last.action is Action.RESTORE
    return "The paper’s own is served." if own else f"Revision {last.number} is served."


def _line(history: History, revision: Revision) -> str:
    before, after = history.state(revision.number - 1), history.state(revision.number)
    what = _DONE[revision.action] if before or not after else "added"
    text = f"**{revision.number}** {what}. {who_and_when(revision)}"
    counts = counts_text(differences(before, after)) if before and after else ""
    return f"{text}\n-# {plain(one_line(counts, _CHANGED))}" if counts else text


def _option(revision: Revision) -> tuple[str, str, str]:
    when = f"{revision.at:%d %B %Y, %H:%M} UTC"
    label = f"{revision.number}: {_DONE[revision.action]} on {when}"
    return str(revision.number), label, one_line(revision.comment, OPTION_LABEL)


def in_short(revision: Revision) -> str:
    """A revision's number, what it did, when, and why, in what a command's box holds."""
    _, label, comment = _option(revision)
    return one_line(f"{label}: {comment}" if comment else label, OPTION_LABEL)


def _turning(entry_id: str, page: int, pages: int) -> list[discord.ui.Button[Any]]:
    key = shortened(entry_id)
    return [
        button(f"{PAGE}:{max(page - 1, 0)}:{key}", "Newer", disabled=page == 0),
        button(f"{PAGE}:{page + 1}:{key}", "Older", disabled=page == pages - 1),
    ]


def change_card(history: History, revision: Revision) -> Layout:
    """What one revision changed against the one before it."""
    before, after = history.state(revision.number - 1), history.state(revision.number)
    title = plain(one_line(history.title, _TITLE))
    head = f"### Revision {revision.number}: {title}\n{who_and_when(revision)}"
    body = diff_text(differences(before, after), _DIFF)
    if after is None:
        body = "It was retired."
    label = "Take the entry back to this"
    now = revision.number == len(history.revisions)
    revert = button(f"{REVERT}:{revision.id}", label, disabled=now)
    return Layout(container(head, body, *rows([revert])))
