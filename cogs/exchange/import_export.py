"""Importing and exporting revisions: plans shown, applied and discarded."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.curation.diff import differences
from bot.curation.file_exchange import exchange_plan
from bot.curation.file_exchange.exchange_service import ImportProposal
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.direct_messages import send_notices
from bot.discord_kit.inputs import read_attached
from bot.discord_kit.layout import (
    DOUBT,
    Layout,
    button,
    container,
    file_display,
    line,
    rows,
    text_file,
)
from bot.discord_kit.markdown import counts_text, lines_that_fit, plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.errors import KnowledgeError, StudyBotError
from bot.paper.revision_file import MAX_BYTES
from bot.text.phrases import counted, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from discord import ui

    from bot.curation.file_exchange.exchange_plan import ImportPlan, OwnWork
    from bot.curation.overlay import InvalidRevision
    from bot.errors import Problem
    from bot.paper.model import Entry


_DRAFT: Final = r"(?P<draft>\d+)"


class ImportTooLargeError(StudyBotError):
    """The file is too large to be read."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size

    def __str__(self) -> str:
        return f"the file has {self.size:,} bytes, more than {MAX_BYTES:,}; divide it into several"


async def send_export(interaction: Interaction) -> None:
    """Reply with the server's revisions as a file."""
    ctx = context_of(interaction)
    guild, services = need_curator(interaction), ctx.services
    await interaction.response.defer(ephemeral=True, thinking=True)
    knowledge, now = ctx.knowledge, services.clock.now()
    server = interaction.guild.name if interaction.guild else str(guild)
    above = exchange_plan.head(server, now, knowledge.base.paper)
    # Writing YAML would block the event loop for too long.
    text = await asyncio.to_thread(exchange_plan.exported, knowledge, above)
    name = f"revisions-{now:%Y-%m-%d}.yaml"
    view, files = exported_card(name, text, exchange_plan.own_work(knowledge), knowledge.invalid)
    await interaction.followup.send(view=view, files=files, ephemeral=True)


async def propose_import(interaction: Interaction, attached: discord.Attachment) -> None:
    """Reply with what a file would change, or with all its problems."""
    ctx = context_of(interaction)
    guild = need_curator(interaction)
    if attached.size > MAX_BYTES:
        raise ImportTooLargeError(attached.size)
    await interaction.response.defer(ephemeral=True, thinking=True)
    data = await read_attached(attached)
    importing, name = ctx.services.imports, str(interaction.id)
    try:
        made = await importing.propose(guild, ctx.user_id, name, attached.filename, data)
    except KnowledgeError as error:
        view, files = problems_card(attached.filename, error.problems, error.more)
    else:
        view, files = await _show_proposal(made)
    await interaction.followup.send(view=view, files=files, ephemeral=True)


async def _show_proposal(made: ImportProposal, *, changed_since: bool = False) -> Shown:
    # Two thousand differences take a while.
    text = await asyncio.to_thread(plan_text, made.plan)
    return proposal_card(made, text, changed_since=changed_since)


APPLY, DISCARD = "import-apply", "import-discard"


class ApplyImport(PersistentButton, template=rf"{APPLY}:{_DRAFT}:(?P<shown>[0-9a-f]+)"):
    """The button that applies a file after it was shown."""

    name = "apply import"

    async def run(self, interaction: Interaction) -> None:
        """Apply the file, then confirm; pressing twice applies it once."""
        ctx = context_of(interaction)
        guild, importing = need_curator(interaction), ctx.services.imports
        await interaction.response.defer()
        try:
            draft, file_display = self.match["draft"], self.match["shown"]
            done = await importing.apply(guild, ctx.user_id, draft, file_display)
        except KnowledgeError as error:
            view, files = problems_card("The file", error.problems, error.more)
        else:
            if isinstance(done, ImportProposal):
                view, files = await _show_proposal(done, changed_since=True)
            else:
                view, files = applied_card(done.file, done.plan), []
        await interaction.edit_original_response(view=view, attachments=files)
        await send_notices(interaction)


class DiscardImport(PersistentButton, template=rf"{DISCARD}:{_DRAFT}"):
    """The button that discards a file after it was shown."""

    name = "discard import"

    async def run(self, interaction: Interaction) -> None:
        """Say that nothing has changed."""
        guild = need_curator(interaction)
        ctx = context_of(interaction)
        await ctx.services.imports.discard(guild, ctx.user_id, self.match["draft"])
        view = Layout(container("Nothing has changed."))
        await interaction.response.edit_message(view=view, attachments=[])


ITEMS = (ApplyImport, DiscardImport)

_ROOM: Final = 2800

_INVALID_ROOM: Final = 1000

_TITLE: Final = 120

_NAME: Final = 80

Shown = tuple[Layout, list[discord.File]]


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan in words: one line per entry, and every difference as plain text."""

    lines: tuple[str, ...]
    differences: str


def plan_text(plan: ImportPlan) -> PlanText:
    """Return a plan in words; run it in a thread, since long plans take a while."""
    return PlanText(tuple(_plan_lines(plan)), changes_text(plan))


def proposal_card(made: ImportProposal, told: PlanText, *, changed_since: bool = False) -> Shown:
    """Return what a file would change, with Apply and Discard, and every difference in a file.

    Apply carries the digest of what is shown and applies nothing else. `changed_since` says that
    the knowledge has changed since the file was looked at.
    """
    file, plan = made.file, made.plan
    if plan.is_empty:
        return nothing_card(file, plan), []
    head = f"### {plain(cut(file, _NAME))} would change this\n{plan}."
    fits = lines_that_fit(told.lines, _ROOM)
    files: list[discord.File] = []
    parts: list[str | ui.Item[Any]] = [head, "\n".join(fits)]
    if changed_since:
        parts.insert(0, "**The knowledge here has changed since you looked.** Look again:")
    left = len(told.lines) - len(fits)
    if left or plan.changed:
        file_ = text_file("changes.txt", told.differences)
        files.append(file_)
        parts += [
            f"-# {f'{left} more, and every' if left else 'Every'} difference:",
            file_display(file_),
        ]
    buttons = [
        button(f"{APPLY}:{made.draft}:{made.digest}", "Apply", style=discord.ButtonStyle.success),
        button(f"{DISCARD}:{made.draft}", "Discard"),
    ]
    return Layout(container(*parts, line(), *rows(buttons), colour=DOUBT)), files


def nothing_card(file: str, plan: ImportPlan) -> Layout:
    """Return the message for a file that would change nothing."""
    text = f"**Nothing changes.** All that {plain(cut(file, _NAME))} holds is served here already"
    return Layout(container(f"{text}: {len(plan.unchanged)} entries."))


def applied_card(file: str, plan: ImportPlan | None) -> Layout:
    """Return the confirmation that a file was applied; `plan` is None if it was applied before."""
    name = plain(cut(file, _NAME))
    if plan is None:
        return Layout(container(f"{name} has been applied already."))
    return Layout(container(f"**Applied and live.** {name}: {plan}."))


def problems_card(file: str, problems: Sequence[Problem], more: int = 0) -> Shown:
    """Return the problems of a file with their lines; those that do not fit are in a file.

    `more` is how many there are besides.
    """
    lines = [str(problem) for problem in problems]
    fits = lines_that_fit([plain(one) for one in lines], _ROOM)
    count = counted(len(lines) + more, "problem")
    head = f"### {plain(cut(file, _NAME))} is not imported\nIt has {count}; nothing has changed."
    parts: list[str | ui.Item[Any]] = [head, "\n".join(fits)]
    files: list[discord.File] = []
    if len(fits) < len(lines):
        file_ = text_file("problems.txt", "\n".join(lines) + "\n")
        files.append(file_)
        left = f"{len(lines) - len(fits) + more} more"
        which = f"the first {len(lines)} here" if more else "all of them here"
        parts += [f"-# {left}, {which}:", file_display(file_)]
    return Layout(container(*parts, colour=DOUBT)), files


def exported_card(name: str, text: str, own: OwnWork, invalid: Sequence[InvalidRevision]) -> Shown:
    """Return the server's revisions as a message with a file."""
    file = text_file(name, text)
    parts: list[str | ui.Item[Any]] = [
        f"### What this server has made of the paper\n{own}.",
        "-# /kb import takes it back. Whoever keeps the knowledge files can take it into them.",
        file_display(file),
    ]
    if invalid:
        lines = lines_that_fit(
            [f"- `{one.revision.entry}`: {plain(one.why)}" for one in invalid], _INVALID_ROOM
        )
        parts.insert(1, "\n".join(["**Skipped, and not in the file:**", *lines]))
    return Layout(container(*parts)), [file]


def changes_text(plan: ImportPlan) -> str:
    """Return every added, changed or retired entry with its differences, as plain text."""
    lines: list[str] = []
    for entry in plan.added:
        lines += [f"added: {_plain_name(entry)}", *_difference_lines(None, entry)]
    for one in plan.changed:
        lines += [f"changed: {_plain_name(one.after)}", *_difference_lines(one.before, one.after)]
    lines += [f"retired: {_plain_name(entry)}" for entry in plan.retired]
    return "\n".join(lines) + "\n"


def _difference_lines(before: Entry | None, after: Entry) -> Iterable[str]:
    for difference in differences(before, after):
        yield f"  {difference.field}"
        yield from (f"    {sign} {text}" for sign, text in difference.lines)
    yield ""


def _plan_lines(plan: ImportPlan) -> Iterable[str]:
    """Yield a line per entry, changed ones first, since they replace something."""
    for one in plan.changed:
        text = counts_text(differences(one.before, one.after)) or "the work that it rests on"
        yield f"**~** {_entry_name(one.after)}: {plain(text)}"
    for entry in plan.retired:
        yield f"**−** {_entry_name(entry)}"
    for entry in plan.added:
        yield f"**+** {_entry_name(entry)}"


def _entry_name(entry: Entry) -> str:
    return f"{plain(cut(entry.title, _TITLE))} (`{entry.id}`)"


def _plain_name(entry: Entry) -> str:
    return f"{entry.id} ({entry.title})"
