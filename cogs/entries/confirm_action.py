"""Confirming an action on an entry: retire, roll back, or move a wording."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import discord

from bot.curation.diff import differences
from bot.curation.entry_actions import ActionKind, EntryAction, SeenRevision
from bot.curation.revision_history import ActionImpossibleError
from bot.curation.revision_service import EntryChangedError
from bot.discord_kit import custom_ids
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.deferred import defer_if_slow, show_alone, show_in_place
from bot.discord_kit.direct_messages import send_notices
from bot.discord_kit.draft_form import open_draft
from bot.discord_kit.layout import DOUBT, Layout, button, container, rows
from bot.discord_kit.markdown import diff_text, lines_that_fit, one_line, plain
from bot.discord_kit.persistent_button import PersistentButton
from cogs.entries.preview_card import who_and_when

if TYPE_CHECKING:
    from bot.curation.entry_actions import ActionPreview
    from bot.paper.model import Entry
    from bot.storage.revision_rows import Revision


TAKE, LEAVE, AS_DRAFT = "step-take", "step-leave", "step-draft"

_TITLE: Final = 150

# Of 4,000 characters; a title may appear twice, with every sign escaped.
_ROOM: Final = 3200

_PROBLEMS_ROOM: Final = 1200

_MOST_LISTED: Final = 6

_LINE: Final = 160


def action_card(name: str, preview: ActionPreview, owner: Entry | None, above: str = "") -> Layout:
    """Return what an action would do, with buttons to take it or leave it.

    `owner` is the entry that has the wording to be moved. `above` says what happened in the
    meantime.
    """
    action = preview.step
    against = ""
    if preview.against:
        lines = [f"- {plain(one_line(one, 300))}" for one in preview.against]
        against = "\n".join(
            ["**That cannot be done as it is**", *lines_that_fit(lines, _PROBLEMS_ROOM)]
        )
    why = f"-# Why: {plain(one_line(action.comment, 200))}" if action.comment else ""
    texts = {
        ActionKind.RETIRE: _retire_parts,
        ActionKind.ROLL_BACK: _roll_back_parts,
        ActionKind.MOVE: _move_parts,
    }
    room = _ROOM - len(above) - len(against) - len(why)
    head, body, label, style = texts[action.do](preview, owner, room)
    buttons = [
        button(
            f"{TAKE}:{name}:{action.seen}:{action.owner_seen}",
            label,
            style=style,
            disabled=bool(preview.against),
        ),
        button(f"{LEAVE}:{name}", "Leave it as it is"),
    ]
    if preview.against and preview.after and action.do is ActionKind.ROLL_BACK:
        buttons.append(button(f"{AS_DRAFT}:{name}", "Open it as a draft"))
    return Layout(container(head, above, against, body, why, *rows(buttons), colour=DOUBT))


_CardParts = tuple[str, str, str, discord.ButtonStyle]


def called(entry: Entry | None, entry_id: str) -> str:
    """Return an entry's title, escaped, or its id if the entry is not there."""
    return plain(one_line(entry.title if entry else entry_id, _TITLE))


def _retire_parts(preview: ActionPreview, owner: Entry | None, room: int) -> _CardParts:
    del owner
    entry = preview.before
    title = called(entry, preview.step.entry)
    lines: list[str] = []
    if entry is not None:
        lines.append("Students will no longer be told:")
        lines += [
            f"- {plain(one_line(claim.text, _LINE))}" for claim in entry.claims[:_MOST_LISTED]
        ]
        if asked := entry.wordings:
            lines.append(f"and no longer be answered from it when they ask ({len(asked)} in all):")
            lines += [f"- {plain(one_line(one, _LINE))}" for one in asked[:_MOST_LISTED]]
    below = "-# It stays in the history, and /kb rollback brings it back."
    body = "\n".join([*lines_that_fit(lines, room - len(below)), below])
    return f"### Retire “{title}”?", body, "Retire it", discord.ButtonStyle.danger


def _roll_back_parts(preview: ActionPreview, owner: Entry | None, room: int) -> _CardParts:
    del owner
    title = called(preview.before or preview.after, preview.step.entry)
    number = preview.step.number
    to = f"revision {number}" if number else "the paper’s own"
    if preview.after is None and not preview.against:
        body = "It would be retired, as it was then."
    else:
        body = diff_text(differences(preview.before, preview.after), room)
    return f"### Take “{title}” back to {to}?", body, "Take it back", discord.ButtonStyle.primary


def _move_parts(preview: ActionPreview, owner: Entry | None, room: int) -> _CardParts:
    del room
    action = preview.step
    theirs = called(owner, action.owner)
    head = f"### “{plain(one_line(action.wording, _LINE))}” is answered by another entry"
    body = (
        f"It belongs to **{theirs}**, and a wording leads to one entry only. Move it to "
        f"**{called(preview.before, action.entry)}**, or leave it there."
    )
    return head, body, "Move it", discord.ButtonStyle.primary


def taken_card(action: EntryAction, last: Revision, entry: Entry | None, title: str) -> Layout:
    """Return the confirmation that an action was taken and is live."""
    title = plain(one_line(title, _TITLE))
    head, text = {
        ActionKind.RETIRE: ("Retired", f"**{title}** is no longer shown or answered from."),
        ActionKind.ROLL_BACK: ("Taken back", f"**{title}** is live as it was."),
        ActionKind.MOVE: (
            "Moved",
            f"“{plain(one_line(action.wording, _LINE))}” now leads to **{title}**.",
        ),
    }[action.do]
    if action.do is ActionKind.ROLL_BACK and entry is None:
        text = f"**{title}** is no longer shown, as it was then."
    opening = rows([button(custom_ids.opening_id(action.entry), "Open")]) if entry else []
    below = f"-# Revision {last.number} of `{action.entry}`: /kb history shows it."
    return Layout(container(f"### {head}\n{text}", below, *opening))


def taught_card(wording: str, last: Revision, entry: Entry | None) -> Layout:
    """Return the confirmation that students can ask in a new way."""
    title = called(entry, last.entry)
    text = f"“{plain(one_line(wording, 300))}” now leads to **{title}**."
    below = f"-# Revision {last.number} of `{last.entry}`: /kb rollback takes it back."
    return Layout(
        container(
            f"### Taught\n{text}", below, *rows([button(custom_ids.opening_id(last.entry), "Open")])
        )
    )


_NAME: Final = r"(?P<name>\d+)"

_DIFF: Final = 1200


async def propose(interaction: Interaction, guild: int, action: EntryAction) -> None:
    """Store an action and reply with what it would do."""
    ctx = context_of(interaction)
    name = str(interaction.id)
    histories = ctx.services.history
    preview = await histories.outlook(guild, action)
    await histories.keep(guild, ctx.user_id, name, action)
    card = action_card(name, preview, ctx.latest().paper.entries.get(action.owner))
    await show_alone(interaction, card)


class ConfirmAction(PersistentButton, template=rf"{TAKE}:{_NAME}:(?P<entry>\d+):(?P<owner>\d+)"):
    """The button that takes an action, exactly as its card showed it."""

    name = "take step"

    async def run(self, interaction: Interaction) -> None:
        """Take the action, then confirm; pressing twice takes it once."""
        ctx = context_of(interaction)
        guild = need_curator(interaction)
        histories = ctx.services.history
        name = self.match["name"]
        action, _ = await histories.find(guild, ctx.user_id, name)
        action = replace(action, seen=int(self.match["entry"]), owner_seen=int(self.match["owner"]))
        try:
            seen = SeenRevision(action.seen, action.owner_seen)
            taking = histories.take(guild, ctx.user_id, name, seen)
            made = await defer_if_slow(interaction, taking)
        except ActionImpossibleError:
            await _show_updated(interaction, guild, name, action)
        except EntryChangedError as overtaken:
            await _show_overtaken(interaction, guild, name, action, overtaken.last)
        else:
            last = made.revisions[-1]
            entry = made.knowledge.engine.paper.entries.get(last.entry)
            title = (await histories.history(guild, action.entry)).title
            card = taken_card(action, last, entry, title)
            await show_in_place(interaction, card)
            await send_notices(interaction)


async def _show_updated(
    interaction: Interaction, guild: int, name: str, action: EntryAction, above: str = ""
) -> None:
    ctx = context_of(interaction)
    preview = await ctx.services.history.outlook(guild, action)
    owner = ctx.latest().paper.entries.get(action.owner)
    await show_in_place(interaction, action_card(name, preview, owner, above))


async def _show_overtaken(
    interaction: Interaction, guild: int, name: str, action: EntryAction, last: Revision
) -> None:
    """Show what another curator changed in the meantime; the new button overrides that."""
    histories = context_of(interaction).services.history
    history = await histories.history(guild, last.entry)
    seen = action.owner_seen if last.entry == action.owner else action.seen
    diff = diff_text(differences(history.state(seen), history.now), _DIFF)
    if last.entry == action.owner:
        action = replace(action, owner_seen=last.number)
    else:
        action = replace(action, seen=last.number)
    above = f"**It was changed meanwhile.** {who_and_when(last)}\n{diff}"
    await _show_updated(interaction, guild, name, action, above)


class LeaveAction(PersistentButton, template=rf"{LEAVE}:{_NAME}"):
    """The button that drops an action."""

    name = "leave step"

    async def run(self, interaction: Interaction) -> None:
        """Say that nothing has changed."""
        guild = need_curator(interaction)
        ctx = context_of(interaction)
        await ctx.services.history.discard(guild, ctx.user_id, self.match["name"])
        await interaction.response.edit_message(view=Layout(container("Nothing has changed.")))


class ActionAsDraft(PersistentButton, template=rf"{AS_DRAFT}:{_NAME}"):
    """The button that opens an old state as a draft when it no longer fits the other entries."""

    name = "step as draft"

    async def run(self, interaction: Interaction) -> None:
        """Show the draft's form."""
        guild = need_curator(interaction)
        ctx = context_of(interaction)
        histories, name = ctx.services.history, self.match["name"]
        await open_draft(interaction, await histories.draft_for(guild, ctx.user_id, name))


ITEMS = (ConfirmAction, LeaveAction, ActionAsDraft)
