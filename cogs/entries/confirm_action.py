"""Steps as messages: what they would do, and that they are taken."""

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
from bot.discord_kit.context import Interaction, paper_of, services_of
from bot.discord_kit.deferred import in_time, show_alone, show_in_place
from bot.discord_kit.direct_messages import tell_people
from bot.discord_kit.layout import DOUBT, Layout, button, container, rows
from bot.discord_kit.markdown import diff_text, fitting, one_line, plain
from bot.discord_kit.persistent_button import PersistentButton
from cogs.entries.edit_entry import open_draft
from cogs.entries.preview_card import who_and_when

if TYPE_CHECKING:
    from bot.curation.entry_actions import ActionPreview
    from bot.paper.model import Entry
    from bot.storage.revision_rows import Revision


TAKE, LEAVE, AS_DRAFT = "step-take", "step-leave", "step-draft"

_TITLE: Final = 150

# A message has 4,000 characters of text; a title may stand in it twice, with every sign escaped.
_ROOM: Final = 3200

_AGAINST: Final = 1200

_ASKED: Final = 6

_LINE: Final = 160


def step_card(name: str, outlook: ActionPreview, owner: Entry | None, above: str = "") -> Layout:
    """What a step would do, and the buttons to take it or not.

    `owner` has the wording that is to be moved. `above` tells what has happened meanwhile.
    """
    step = outlook.step
    against = ""
    if outlook.against:
        lines = [f"- {plain(one_line(one, 300))}" for one in outlook.against]
        against = "\n".join(["**That cannot be done as it is**", *fitting(lines, _AGAINST)])
    why = f"-# Why: {plain(one_line(step.comment, 200))}" if step.comment else ""
    told = {
        ActionKind.RETIRE: _retiring,
        ActionKind.ROLL_BACK: _rolling_back,
        ActionKind.MOVE: _moving,
    }
    room = _ROOM - len(above) - len(against) - len(why)
    head, body, label, style = told[step.do](outlook, owner, room)
    buttons = [
        button(
            f"{TAKE}:{name}:{step.seen}:{step.owner_seen}",
            label,
            style=style,
            disabled=bool(outlook.against),
        ),
        button(f"{LEAVE}:{name}", "Leave it as it is"),
    ]
    if outlook.against and outlook.after and step.do is ActionKind.ROLL_BACK:
        buttons.append(button(f"{AS_DRAFT}:{name}", "Open it as a draft"))
    return Layout(container(head, above, against, body, why, *rows(buttons), colour=DOUBT))


_Told = tuple[str, str, str, discord.ButtonStyle]


def called(entry: Entry | None, entry_id: str) -> str:
    """An entry's title, or its id where it is not there; escaped."""
    return plain(one_line(entry.title if entry else entry_id, _TITLE))


def _retiring(outlook: ActionPreview, owner: Entry | None, room: int) -> _Told:
    del owner
    entry = outlook.before
    title = called(entry, outlook.step.entry)
    lines: list[str] = []
    if entry is not None:
        lines.append("Students will no longer be told:")
        lines += [f"- {plain(one_line(claim.text, _LINE))}" for claim in entry.claims[:_ASKED]]
        if asked := entry.phrasings:
            lines.append(f"and no longer be answered from it when they ask ({len(asked)} in all):")
            lines += [f"- {plain(one_line(one, _LINE))}" for one in asked[:_ASKED]]
    below = "-# It stays in the history, and /kb rollback brings it back."
    body = "\n".join([*fitting(lines, room - len(below)), below])
    return f"### Retire “{title}”?", body, "Retire it", discord.ButtonStyle.danger


def _rolling_back(outlook: ActionPreview, owner: Entry | None, room: int) -> _Told:
    del owner
    title = called(outlook.before or outlook.after, outlook.step.entry)
    number = outlook.step.number
    to = f"revision {number}" if number else "the paper’s own"
    if outlook.after is None and not outlook.against:
        body = "It would be retired, as it was then."
    else:
        body = diff_text(differences(outlook.before, outlook.after), room)
    return f"### Take “{title}” back to {to}?", body, "Take it back", discord.ButtonStyle.primary


def _moving(outlook: ActionPreview, owner: Entry | None, room: int) -> _Told:
    del room
    step = outlook.step
    theirs = called(owner, step.owner)
    head = f"### “{plain(one_line(step.wording, _LINE))}” is answered by another entry"
    body = (
        f"It belongs to **{theirs}**, and a wording leads to one entry only. Move it to "
        f"**{called(outlook.before, step.entry)}**, or leave it there."
    )
    return head, body, "Move it", discord.ButtonStyle.primary


def taken_card(step: EntryAction, last: Revision, entry: Entry | None, title: str) -> Layout:
    """That a step has been taken on the entry of that title, and is served."""
    title = plain(one_line(title, _TITLE))
    head, told = {
        ActionKind.RETIRE: ("Retired", f"**{title}** is no longer shown or answered from."),
        ActionKind.ROLL_BACK: ("Taken back", f"**{title}** is live as it was."),
        ActionKind.MOVE: (
            "Moved",
            f"“{plain(one_line(step.wording, _LINE))}” now leads to **{title}**.",
        ),
    }[step.do]
    if step.do is ActionKind.ROLL_BACK and entry is None:
        told = f"**{title}** is no longer shown, as it was then."
    opening = rows([button(custom_ids.opening(step.entry), "Open")]) if entry else []
    below = f"-# Revision {last.number} of `{step.entry}`: /kb history shows it."
    return Layout(container(f"### {head}\n{told}", below, *opening))


def taught_card(wording: str, last: Revision, entry: Entry | None) -> Layout:
    """That students may ask in a new way."""
    title = called(entry, last.entry)
    told = f"“{plain(one_line(wording, 300))}” now leads to **{title}**."
    below = f"-# Revision {last.number} of `{last.entry}`: /kb rollback takes it back."
    return Layout(
        container(
            f"### Taught\n{told}", below, *rows([button(custom_ids.opening(last.entry), "Open")])
        )
    )


_NAME: Final = r"(?P<name>\d+)"

_DIFF: Final = 1200


async def propose(interaction: Interaction, guild: int, step: EntryAction) -> None:
    """Keep a step, and show what it would do; the reply to a curator's command or press."""
    name = str(interaction.id)
    chronicle = services_of(interaction).history
    outlook = await chronicle.outlook(guild, step)
    await chronicle.keep(guild, interaction.user.id, name, step)
    card = step_card(name, outlook, paper_of(interaction).entries.get(step.owner))
    await show_alone(interaction, card)


class ConfirmAction(PersistentButton, template=rf"{TAKE}:{_NAME}:(?P<entry>\d+):(?P<owner>\d+)"):
    """Takes a step over just what its card has shown."""

    name = "take step"

    async def act(self, interaction: Interaction) -> None:
        """Confirm it once it is served; pressed twice, it is taken once."""
        guild = need_curator(interaction)
        chronicle = services_of(interaction).history
        name = self.match["name"]
        step, _ = await chronicle.find(guild, name)
        step = replace(step, seen=int(self.match["entry"]), owner_seen=int(self.match["owner"]))
        try:
            seen = SeenRevision(step.seen, step.owner_seen)
            taking = chronicle.take(guild, interaction.user.id, name, seen)
            made = await in_time(interaction, taking)
        except ActionImpossibleError:
            await _show_again(interaction, guild, name, step)
        except EntryChangedError as overtaken:
            await _show_overtaken(interaction, guild, name, step, overtaken.last)
        else:
            last = made.revisions[-1]
            entry = made.served.engine.paper.entries.get(last.entry)
            title = (await chronicle.history(guild, step.entry)).title
            card = taken_card(step, last, entry, title)
            await show_in_place(interaction, card)
            await tell_people(interaction)


async def _show_again(
    interaction: Interaction, guild: int, name: str, step: EntryAction, above: str = ""
) -> None:
    outlook = await services_of(interaction).history.outlook(guild, step)
    owner = paper_of(interaction).entries.get(step.owner)
    await show_in_place(interaction, step_card(name, outlook, owner, above))


async def _show_overtaken(
    interaction: Interaction, guild: int, name: str, step: EntryAction, last: Revision
) -> None:
    """Show what somebody else has done meanwhile; the new button goes over that."""
    chronicle = services_of(interaction).history
    history = await chronicle.history(guild, last.entry)
    seen = step.owner_seen if last.entry == step.owner else step.seen
    diff = diff_text(differences(history.state(seen), history.now), _DIFF)
    if last.entry == step.owner:
        step = replace(step, owner_seen=last.number)
    else:
        step = replace(step, seen=last.number)
    above = f"**It was changed meanwhile.** {who_and_when(last)}\n{diff}"
    await _show_again(interaction, guild, name, step, above)


class LeaveAction(PersistentButton, template=rf"{LEAVE}:{_NAME}"):
    """Ends a step that is not to be taken."""

    name = "leave step"

    async def act(self, interaction: Interaction) -> None:
        """Say that nothing has changed."""
        guild = need_curator(interaction)
        await services_of(interaction).history.discard(guild, self.match["name"])
        await interaction.response.edit_message(view=Layout(container("Nothing has changed.")))


class ActionAsDraft(PersistentButton, template=rf"{AS_DRAFT}:{_NAME}"):
    """Opens what an entry was as a draft, where it no longer fits to the others as it was."""

    name = "step as draft"

    async def act(self, interaction: Interaction) -> None:
        """Show the draft's form."""
        guild = need_curator(interaction)
        chronicle = services_of(interaction).history
        await open_draft(interaction, await chronicle.draft_for(guild, self.match["name"]))


ITEMS = (ConfirmAction, LeaveAction, ActionAsDraft)
