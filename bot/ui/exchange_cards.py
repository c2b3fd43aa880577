"""What is shown of files: what they would change, what is wrong in them, and exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.curation.diff import differences
from bot.discord_kit.layout import DOUBT, Layout, button, container, line, rows, shown, text_file
from bot.discord_kit.markdown import counts_text, cut, fitting, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from discord import ui

    from bot.curation.file_exchange.exchange_plan import ImportPlan, OwnWork
    from bot.curation.file_exchange.exchange_service import ImportProposal
    from bot.curation.overlay import InvalidRevision
    from bot.errors import Problem
    from bot.paper.model import Entry

APPLY, DISCARD = "import-apply", "import-discard"
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
        yield f"**~** {_shown(one.after)}: {plain(told)}"
    for entry in plan.retired:
        yield f"**−** {_shown(entry)}"
    for entry in plan.added:
        yield f"**+** {_shown(entry)}"


def _shown(entry: Entry) -> str:
    return f"{plain(cut(entry.title, _TITLE))} (`{entry.id}`)"


def _called(entry: Entry) -> str:
    return f"{entry.id} ({entry.title})"
