"""Files in and out of a server: /kb export, /kb import, and what is pressed on them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.curation.diff import differences
from bot.curation.file_exchange import exchange_plan
from bot.curation.file_exchange.exchange_service import ImportProposal
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, services_of
from bot.discord_kit.direct_messages import tell_people
from bot.discord_kit.layout import DOUBT, Layout, button, container, line, rows, shown, text_file
from bot.discord_kit.markdown import counts_text, cut, fitting, plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.errors import KnowledgeError, StudyBotError
from bot.paper.revision_file import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from discord import ui

    from bot.curation.file_exchange.exchange_plan import ImportPlan, OwnWork
    from bot.curation.overlay import InvalidRevision
    from bot.errors import Problem
    from bot.paper.model import Entry


_DRAFT: Final = r"(?P<draft>\d+)"


class ImportTooLargeError(StudyBotError):
    """A file that is not even looked into."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size

    def __str__(self) -> str:
        return f"the file has {self.size:,} bytes, more than {MAX_BYTES:,}; divide it into several"


async def send_export(interaction: Interaction) -> None:
    """Reply with what the server has made of the paper, as a file."""
    guild, services = need_curator(interaction), services_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    served, now = services.guilds.get(guild), services.clock.now()
    server = interaction.guild.name if interaction.guild else str(guild)
    above = exchange_plan.head(server, now, served.base.paper)
    # Writing YAML takes longer than the event loop may be held up.
    text = await asyncio.to_thread(exchange_plan.exported, served, above)
    name = f"revisions-{now:%Y-%m-%d}.yaml"
    view, files = exported_card(name, text, exchange_plan.own_work(served), served.aside)
    await interaction.followup.send(view=view, files=files, ephemeral=True)


async def propose_import(interaction: Interaction, attached: discord.Attachment) -> None:
    """Reply with what a file would change, or with all that is wrong with it."""
    guild = need_curator(interaction)
    if attached.size > MAX_BYTES:
        raise ImportTooLargeError(attached.size)
    await interaction.response.defer(ephemeral=True, thinking=True)
    data = await attached.read()
    importing, name = services_of(interaction).imports, str(interaction.id)
    try:
        made = await importing.propose(guild, interaction.user.id, name, attached.filename, data)
    except KnowledgeError as error:
        view, files = problems_card(attached.filename, error.problems)
    else:
        view, files = await _shown(made)
    await interaction.followup.send(view=view, files=files, ephemeral=True)


async def _shown(made: ImportProposal, *, anew: bool = False) -> Shown:
    # Two thousand differences are not found in an instant.
    told = await asyncio.to_thread(tell, made.plan)
    return proposal_card(made, told, anew=anew)


APPLY, DISCARD = "import-apply", "import-discard"


class ApplyImport(PersistentButton, template=rf"{APPLY}:{_DRAFT}:(?P<shown>[0-9a-f]+)"):
    """Applies a file that was looked at."""

    name = "apply import"

    async def act(self, interaction: Interaction) -> None:
        """Confirm it once it is served; pressed twice, it is applied once."""
        guild, importing = need_curator(interaction), services_of(interaction).imports
        await interaction.response.defer()
        try:
            draft, shown = self.match["draft"], self.match["shown"]
            done = await importing.apply(guild, interaction.user.id, draft, shown)
        except KnowledgeError as error:
            view, files = problems_card("The file", error.problems)
        else:
            if isinstance(done, ImportProposal):
                view, files = await _shown(done, anew=True)
            else:
                view, files = applied_card(done.file, done.plan), []
        await interaction.edit_original_response(view=view, attachments=files)
        await tell_people(interaction)


class DiscardImport(PersistentButton, template=rf"{DISCARD}:{_DRAFT}"):
    """Lets go of a file that was looked at."""

    name = "discard import"

    async def act(self, interaction: Interaction) -> None:
        """Say that nothing has changed."""
        guild = need_curator(interaction)
        await services_of(interaction).imports.discard(guild, self.match["draft"])
        view = Layout(container("Nothing has changed."))
        await interaction.response.edit_message(view=view, attachments=[])


ITEMS = (ApplyImport, DiscardImport)

_ROOM: Final = 2800

_ASIDE_ROOM: Final = 1000

_TITLE: Final = 120

_NAME: Final = 80

Shown = tuple[Layout, list[discord.File]]


@dataclass(frozen=True, slots=True)
class Told:
    """A plan in words: a line for each entry, and every difference as plain text."""

    lines: tuple[str, ...]
    differences: str


def tell(plan: ImportPlan) -> Told:
    """A plan in words; takes a while for the longest, and can be done in a thread."""
    return Told(tuple(_told(plan)), changes_text(plan))


def proposal_card(made: ImportProposal, told: Told, *, anew: bool = False) -> Shown:
    """What a file would change, with Apply and Discard; every difference in a file beside it.

    The button to apply it carries the digest of what is shown, and applies nothing else. `anew`
    says that the knowledge has changed since it was looked at.
    """
    file, plan = made.file, made.plan
    if plan.is_empty:
        return nothing_card(file, plan), []
    head = f"### {plain(cut(file, _NAME))} would change this\n{plan}."
    fits = fitting(told.lines, _ROOM)
    files: list[discord.File] = []
    parts: list[str | ui.Item[Any]] = [head, "\n".join(fits)]
    if anew:
        parts.insert(0, "**The knowledge here has changed since you looked.** Look again:")
    left = len(told.lines) - len(fits)
    if left or plan.changed:
        file_ = text_file("changes.txt", told.differences)
        files.append(file_)
        parts += [f"-# {f'{left} more, and every' if left else 'Every'} difference:", shown(file_)]
    buttons = [
        button(f"{APPLY}:{made.draft}:{made.digest}", "Apply", style=discord.ButtonStyle.success),
        button(f"{DISCARD}:{made.draft}", "Discard"),
    ]
    return Layout(container(*parts, line(), *rows(buttons), colour=DOUBT)), files


def nothing_card(file: str, plan: ImportPlan) -> Layout:
    """A file that would change nothing."""
    told = f"**Nothing changes.** All that {plain(cut(file, _NAME))} holds is served here already"
    return Layout(container(f"{told}: {len(plan.unchanged)} entries."))


def applied_card(file: str, plan: ImportPlan | None) -> Layout:
    """A file that has been applied."""
    name = plain(cut(file, _NAME))
    if plan is None:
        return Layout(container(f"{name} has been applied already."))
    return Layout(container(f"**Applied and live.** {name}: {plan}."))


def problems_card(file: str, problems: Sequence[Problem]) -> Shown:
    """All that is wrong with a file, each with its line; what does not fit stands in a file."""
    told = [str(problem) for problem in problems]
    fits = fitting([plain(one) for one in told], _ROOM)
    count = f"{len(told)} problems" if len(told) > 1 else "1 problem"
    head = f"### {plain(cut(file, _NAME))} is not imported\nIt has {count}; nothing has changed."
    parts: list[str | ui.Item[Any]] = [head, "\n".join(fits)]
    files: list[discord.File] = []
    if len(fits) < len(told):
        file_ = text_file("problems.txt", "\n".join(told) + "\n")
        files.append(file_)
        parts += [f"-# {len(told) - len(fits)} more, all of them here:", shown(file_)]
    return Layout(container(*parts, colour=DOUBT)), files


def exported_card(name: str, text: str, own: OwnWork, aside: Sequence[InvalidRevision]) -> Shown:
    """The server's revisions as a file."""
    file = text_file(name, text)
    parts: list[str | ui.Item[Any]] = [
        f"### What this server has made of the paper\n{own}.",
        "-# /kb import takes it back. Whoever keeps the knowledge files can take it into them.",
        shown(file),
    ]
    if aside:
        told = fitting(
            [f"- `{one.revision.entry}`: {plain(one.why)}" for one in aside], _ASIDE_ROOM
        )
        parts.insert(1, "\n".join(["**Set aside, and not in it:**", *told]))
    return Layout(container(*parts)), [file]


def changes_text(plan: ImportPlan) -> str:
    """Every entry that would be added, changed or retired, with every difference, as plain text."""
    told: list[str] = []
    for entry in plan.added:
        told += [f"added: {_called(entry)}", *_lines(None, entry)]
    for one in plan.changed:
        told += [f"changed: {_called(one.after)}", *_lines(one.before, one.after)]
    told += [f"retired: {_called(entry)}" for entry in plan.retired]
    return "\n".join(told) + "\n"


def _lines(before: Entry | None, after: Entry) -> Iterable[str]:
    for difference in differences(before, after):
        yield f"  {difference.field}"
        yield from (f"    {sign} {text}" for sign, text in difference.lines)
    yield ""


def _told(plan: ImportPlan) -> Iterable[str]:
    """A line for each entry: the changed ones first, since those replace something."""
    for one in plan.changed:
        told = counts_text(differences(one.before, one.after)) or "the work that it rests on"
        yield f"**~** {_entry_name(one.after)}: {plain(told)}"
    for entry in plan.retired:
        yield f"**−** {_entry_name(entry)}"
    for entry in plan.added:
        yield f"**+** {_entry_name(entry)}"


def _entry_name(entry: Entry) -> str:
    return f"{plain(cut(entry.title, _TITLE))} (`{entry.id}`)"


def _called(entry: Entry) -> str:
    return f"{entry.id} ({entry.title})"
