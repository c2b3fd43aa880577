"""An entry's history as messages: the list of revisions, and the change each made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.browse.entries import key_shortened, shortened
from bot.browse.lookup import entry_called
from bot.curation.diff import differences
from bot.curation.entry_actions import ActionKind, EntryAction
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import GuildContext, Interaction, context_of
from bot.discord_kit.custom_ids import STALE_CONFIRM, STALE_DROP
from bot.discord_kit.deferred import defer_if_slow, show_alone
from bot.discord_kit.inputs import OutdatedChoiceError, chosen_number
from bot.discord_kit.layout import (
    MOST_OPTIONS,
    OPTION_LABEL,
    Layout,
    button,
    choice,
    container,
    rows,
)
from bot.discord_kit.markdown import counts_text, diff_text, one_line, plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.errors import UnknownEntryError
from bot.paper.model import Entry, Kind
from bot.storage.revision_rows import Action
from cogs.entries.confirm_action import propose
from cogs.entries.preview_card import who_and_when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.curation.revision_history import History
    from bot.storage.revision_rows import Revision


# Short, to leave room for an entry's id.
PAGE, SEE, REVERT = "hist", "hist-see", "hist-revert"

_PER_PAGE: Final = 8

_TITLE: Final = 150

_CHANGES_ROOM: Final = 120

_DIFF: Final = 3200

_STALE: Final = (
    "**The paper’s own entry has changed** since this one was made here. This one is still "
    "served: confirm that it holds, or drop it for the paper’s own."
)

_DONE: Final = {Action.UPSERT: "changed", Action.RETIRE: "retired", Action.RESTORE: "restored"}


def history_card(history: History, page: int) -> Layout:
    """Return page `page` of a history, from 0, newest first; past the end, the last page."""
    newest = history.revisions[::-1]
    pages = max(1, -(-len(newest) // _PER_PAGE))
    page = min(max(page, 0), pages - 1)
    here = newest[page * _PER_PAGE : (page + 1) * _PER_PAGE]
    head = f"### History: {plain(one_line(history.title, _TITLE))}\n{_status_line(history)}"
    lines = [_revision_line(history, one) for one in here]
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
        items += rows(_page_buttons(history.entry_id, page, pages))
    return Layout(container(*items))


def stale_buttons(revision: Revision) -> list[discord.ui.Button[Any]]:
    """Return Confirm and Drop for a revision whose original in the paper has changed."""
    return [
        button(f"{STALE_CONFIRM}:{revision.id}", "Confirm", style=discord.ButtonStyle.success),
        button(f"{STALE_DROP}:{revision.id}", "Drop", style=discord.ButtonStyle.danger),
    ]


def _status_line(history: History) -> str:
    if not history.revisions:
        return "Nobody has changed it here: the paper’s own is served."
    if history.now is None:
        return "It is not served now; /kb rollback brings it back."
    last = history.revisions[-1]
    own = last.action is Action.RESTORE
    return "The paper’s own is served." if own else f"Revision {last.number} is served."


def _revision_line(history: History, revision: Revision) -> str:
    before, after = history.state(revision.number - 1), history.state(revision.number)
    what = _DONE[revision.action] if before or not after else "added"
    text = f"**{revision.number}** {what}. {who_and_when(revision)}"
    counts = counts_text(differences(before, after)) if before and after else ""
    return f"{text}\n-# {plain(one_line(counts, _CHANGES_ROOM))}" if counts else text


def _option(revision: Revision) -> tuple[str, str, str]:
    when = f"{revision.at:%d %B %Y, %H:%M} UTC"
    label = f"{revision.number}: {_DONE[revision.action]} on {when}"
    return str(revision.number), label, one_line(revision.comment, OPTION_LABEL)


def revision_label(revision: Revision) -> str:
    """Return a revision's number, action, time and comment as one autocomplete label."""
    _, label, comment = _option(revision)
    return one_line(f"{label}: {comment}" if comment else label, OPTION_LABEL)


def _page_buttons(entry_id: str, page: int, pages: int) -> list[discord.ui.Button[Any]]:
    key = shortened(entry_id)
    return [
        button(f"{PAGE}:{max(page - 1, 0)}:{key}", "Newer", disabled=page == 0),
        button(f"{PAGE}:{page + 1}:{key}", "Older", disabled=page == pages - 1),
    ]


def change_card(history: History, revision: Revision) -> Layout:
    """Return what a revision changed compared with the one before."""
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


async def find_history(ctx: GuildContext, guild: int, name: str) -> History:
    """Return the history of an entry by id, shortened id or title; raises UnknownEntryError."""
    services, knowledge = ctx.services, ctx.knowledge
    known = await services.history.known(guild)
    key = key_shortened(name, {*knowledge.base.paper.entries, *known})
    if key is None:
        key = entry_called(knowledge.engine.paper, name).id
    return await services.history.history(guild, key)


async def entries_ever(ctx: GuildContext, guild: int) -> list[Entry]:
    """Return the current entries, then former ones, marked as retired."""
    knowledge = ctx.knowledge
    there, own = knowledge.engine.paper.entries, knowledge.base.paper.entries
    known = await ctx.services.history.known(guild)
    return [*there.values(), *(_retired_placeholder(key, own) for key in known if key not in there)]


def _retired_placeholder(key: str, own: Mapping[str, Entry]) -> Entry:
    """Return a placeholder for an entry that is no longer there."""
    title = own[key].title if key in own else key
    return Entry(key, Kind.FINDING, f"Retired: {title}", "", ())


async def revision_choices(
    ctx: GuildContext, guild: int, name: str
) -> list[app_commands.Choice[int]]:
    """Return an entry's revisions as choices, newest first, the paper's own last."""
    try:
        history = await find_history(ctx, guild, name)
    except UnknownEntryError:
        return []
    newest = history.revisions[::-1][: MOST_OPTIONS - 1]
    made = [app_commands.Choice(name=revision_label(one), value=one.number) for one in newest]
    own = "0: the paper’s own" if history.own else "0: as before it was added"
    return [*made, app_commands.Choice(name=own, value=0)]


class TurnHistory(PersistentButton, template=rf"{PAGE}:(?P<page>\d{{1,3}}):(?P<entry>.+)"):
    """A button to another page of a history."""

    name = "turn history"

    async def run(self, interaction: Interaction) -> None:
        """Show the page in place."""
        guild = need_curator(interaction)
        history = await find_history(context_of(interaction), guild, self.match["entry"])
        card = history_card(history, int(self.match["page"]))
        await interaction.response.edit_message(view=card)


class SeeChange(PersistentButton, template=rf"{SEE}:(?P<entry>.+)"):
    """The menu that shows a revision's change."""

    name = "see change"

    async def run(self, interaction: Interaction) -> None:
        """Show what the chosen revision changed."""
        guild = need_curator(interaction)
        history = await find_history(context_of(interaction), guild, self.match["entry"])
        number = chosen_number(interaction)
        if not 1 <= number <= len(history.revisions):
            raise OutdatedChoiceError
        card = change_card(history, history.revisions[number - 1])
        await interaction.response.send_message(view=card, ephemeral=True)


class RevertTo(PersistentButton, template=rf"{REVERT}:(?P<revision>\d+)"):
    """The button that rolls an entry back to a revision."""

    name = "roll back"

    async def run(self, interaction: Interaction) -> None:
        """Show what rolling back would change, to be confirmed."""
        ctx = context_of(interaction)
        guild = need_curator(interaction)
        histories = ctx.services.history
        revision = await _find_revision(ctx, guild, self.match["revision"])
        seen = len((await histories.history(guild, revision.entry)).revisions)
        step = EntryAction(ActionKind.ROLL_BACK, revision.entry, seen, revision.number)
        await propose(interaction, guild, step)


async def _find_revision(ctx: GuildContext, guild: int, key: str) -> Revision:
    found = await ctx.services.history.revision(guild, int(key))
    if found is None:
        raise UnknownEntryError(key)
    return found


class ConfirmStale(PersistentButton, template=rf"{STALE_CONFIRM}:(?P<revision>\d+)"):
    """The button that confirms a revision whose original in the paper has changed."""

    name = "confirm stale"

    async def run(self, interaction: Interaction) -> None:
        """Confirm the revision against the paper's current entry; a second press does nothing."""
        ctx = context_of(interaction)
        guild = need_curator(interaction)
        revision = await _find_revision(ctx, guild, self.match["revision"])
        histories = ctx.services.history
        confirming = histories.confirm_stale(guild, ctx.user_id, revision)
        await defer_if_slow(interaction, confirming, new=True)
        text = f"Confirmed: `{revision.entry}` stays as it was made here."
        await show_alone(interaction, Layout(container(text)))


class DropStale(PersistentButton, template=rf"{STALE_DROP}:(?P<revision>\d+)"):
    """The button that drops such a revision, so that the paper's own entry is live."""

    name = "drop stale"

    async def run(self, interaction: Interaction) -> None:
        """Drop the revision, which stays in the history; pressing again does nothing."""
        ctx = context_of(interaction)
        guild = need_curator(interaction)
        revision = await _find_revision(ctx, guild, self.match["revision"])
        histories = ctx.services.history
        dropping = histories.drop_stale(guild, ctx.user_id, revision)
        await defer_if_slow(interaction, dropping, new=True)
        text = (
            f"Dropped: the paper’s own `{revision.entry}` is live now. "
            f"/kb rollback to {revision.number} brings back what was made here."
        )
        await show_alone(interaction, Layout(container(text)))


ITEMS = (TurnHistory, SeeChange, RevertTo, ConfirmStale, DropStale)
