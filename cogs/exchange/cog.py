"""/kb status: how the server's knowledge stands, and what waits for curators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.curation.guild_settings import moment
from bot.discord_kit.access import need_curator
from bot.discord_kit.command_groups import KB, add_to_group
from bot.discord_kit.context import Interaction, services_of
from bot.discord_kit.layout import DOUBT, Layout, button, container, line, rows
from bot.discord_kit.markdown import cut, person, plain
from bot.text.phrases import counted
from cogs.entries.history_card import CONFIRM, DROP
from cogs.exchange.import_export import propose_import, send_export
from cogs.settings.audit_channel import audit_line

if TYPE_CHECKING:
    from discord import ui

    from bot.curation.knowledge_status import KnowledgeStatus
    from bot.discord_kit.client import StudyBot
    from bot.storage.revision_rows import Revision


# Each takes a text and a row of two buttons of the forty components that a message may have.
_MOST_STALE: Final = 5

_MOST_ASIDE: Final = 8

_TITLE: Final = 100

_WHY: Final = 160


def status_card(status: KnowledgeStatus) -> Layout:
    """The whole, in the order in which somebody has to do something about it."""
    served = status.served
    parts: list[str | ui.Item[Any]] = [_counts(status)]
    if status.untold:
        parts.append(_untold(status))
    if served.aside:
        parts.append(_aside(status))
    if served.stale:
        parts += [line(), *_stale(status)]
    if status.last:
        told = "\n".join(audit_line(row) for row in status.last)
        parts += [line(), f"**Last changes**\n{told}"]
    attention = bool(status.untold or served.aside or served.stale)
    return Layout(container(*parts, **({"colour": DOUBT} if attention else {})))


def _counts(status: KnowledgeStatus) -> str:
    own = status.own
    return (
        "### What the bot knows here\n"
        f"**{len(status.served.engine.paper.entries)}** entries are served: the paper’s "
        f"{status.paper}, less {len(own.retired)} retired here, and {len(own.added)} of this "
        f"server’s own; {len(own.edited)} of the paper’s are edited\n"
        f"{counted(status.suggestions, 'open suggestion')}: /kb queue\n"
        f"{counted(status.gaps, 'open report by students', 'open reports by students')}: /kb gaps\n"
        f"-# Change number {status.served.generation} of this server."
    )


def _untold(status: KnowledgeStatus) -> str:
    changes = "The last change" if status.untold == 1 else f"The last {status.untold} changes"
    channel = status.served.settings.audit_channel
    where = f" in <#{channel}>" if channel else ""
    return (
        f"**The audit channel has a problem.** {changes} could not be posted{where}: "
        f"{plain(status.why)}. Give the bot the right to write there, or choose another channel "
        f"with /server setup."
    )


def _aside(status: KnowledgeStatus) -> str:
    rows_ = status.served.aside
    told = [
        f"- `{one.revision.entry}`, revision {one.revision.number}: {plain(cut(one.why, _WHY))}"
        for one in rows_[:_MOST_ASIDE]
    ]
    if len(rows_) > _MOST_ASIDE:
        told.append(f"-# and {len(rows_) - _MOST_ASIDE} more")
    head = "**Set aside**: these do not fit to the paper any more, and the paper’s own is served."
    return "\n".join([head, *told, "-# /kb edit makes a revision that fits."])


def _stale(status: KnowledgeStatus) -> list[str | ui.Item[Any]]:
    stale = status.served.stale
    head = (
        "**To be looked at**: the paper’s own entry has changed since these were made. They are "
        "served until you confirm them, or drop them for the paper’s own."
    )
    parts: list[str | ui.Item[Any]] = [head]
    for one in stale[:_MOST_STALE]:
        parts.append(_told(status, one))
        buttons = [
            button(f"{CONFIRM}:{one.id}", "Confirm"),
            button(f"{DROP}:{one.id}", "Drop"),
        ]
        parts += rows(buttons)
    if len(stale) > _MOST_STALE:
        parts.append(f"-# and {len(stale) - _MOST_STALE} more, once these are done")
    return parts


def _told(status: KnowledgeStatus, revision: Revision) -> str:
    entry = status.served.engine.paper.entries.get(revision.entry)
    title = f"{plain(cut(entry.title, _TITLE))} " if entry else "Retired: "
    return (
        f"{title}(`{revision.entry}`), by {person(revision.approver)}, {moment(revision.at, 'd')}. "
        f"/kb history shows it."
    )


@app_commands.command()
async def status(interaction: Interaction) -> None:
    """Show how the knowledge stands here, and what waits for you."""
    guild = need_curator(interaction)
    found = await services_of(interaction).knowledge_status.of(guild)
    await interaction.response.send_message(view=status_card(found), ephemeral=True)


@app_commands.command()
async def export(interaction: Interaction) -> None:
    """Get what this server has made of the paper, as a file."""
    await send_export(interaction)


@app_commands.command(name="import")
@app_commands.describe(file="A file of revisions, as /kb export makes them; at most 1 MiB")
async def import_(interaction: Interaction, file: discord.Attachment) -> None:
    """Look at what a file would change here, then apply it or not."""
    await propose_import(interaction, file)


async def setup(bot: StudyBot) -> None:
    """Add the commands to the bot."""
    add_to_group(bot.tree, KB, status, export, import_)
