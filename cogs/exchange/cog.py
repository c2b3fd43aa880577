"""/kb status, /kb export and /kb import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.curation.guild_settings import moment
from bot.discord_kit.access import need_curator
from bot.discord_kit.audit_text import audit_line
from bot.discord_kit.command_groups import KB, add_to_group
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.custom_ids import STALE_CONFIRM, STALE_DROP
from bot.discord_kit.layout import DOUBT, Layout, button, container, line, rows
from bot.discord_kit.markdown import person, plain
from bot.storage.revision_rows import Action
from bot.text.phrases import counted, cut
from cogs.exchange.import_export import propose_import, send_export

if TYPE_CHECKING:
    from discord import ui

    from bot.curation.knowledge_status import KnowledgeStatus
    from bot.curation.overlay import InvalidRevision
    from bot.discord_kit.client import StudyBot
    from bot.storage.revision_rows import Revision


# Each takes a text and a row of two buttons; a message holds forty components.
_MOST_STALE: Final = 5

# Fewer, so that both fit.
_MOST_MERGED: Final = 2

_MOST_INVALID: Final = 8

_TITLE: Final = 100

_WHY: Final = 160


def status_card(status: KnowledgeStatus) -> Layout:
    """Return the status, with what needs action first."""
    knowledge = status.knowledge
    parts: list[str | ui.Item[Any]] = [_counts_text(status)]
    if status.untold:
        parts.append(_unposted_text(status))
    if knowledge.invalid:
        parts += _invalid_parts(status)
    if knowledge.stale:
        parts += [line(), *_stale_parts(status)]
    if status.last:
        text = "\n".join(audit_line(row) for row in status.last)
        parts += [line(), f"**Last changes**\n{text}"]
    attention = bool(status.untold or knowledge.invalid or knowledge.stale)
    return Layout(container(*parts, **({"colour": DOUBT} if attention else {})))


def _counts_text(status: KnowledgeStatus) -> str:
    own = status.own
    return (
        "### What the bot knows here\n"
        f"**{len(status.knowledge.engine.paper.entries)}** entries are served: the paper’s "
        f"{status.paper}, less {len(own.retired)} retired here, and {len(own.added)} of this "
        f"server’s own; {len(own.edited)} of the paper’s are edited\n"
        f"{counted(status.suggestions, 'open suggestion')}: /kb queue\n"
        f"{counted(status.gaps, 'open report by students', 'open reports by students')}: /kb gaps\n"
        f"-# Change number {status.knowledge.generation} of this server."
    )


def _unposted_text(status: KnowledgeStatus) -> str:
    changes = "The last change" if status.untold == 1 else f"The last {status.untold} changes"
    channel = status.knowledge.settings.audit_channel
    where = f" in <#{channel}>" if channel else ""
    return (
        f"**The audit channel has a problem.** {changes} could not be posted{where}: "
        f"{plain(status.why)}. Give the bot the right to write there, or choose another channel "
        f"with /server setup."
    )


def _invalid_parts(status: KnowledgeStatus) -> list[str | ui.Item[Any]]:
    """Return what was set aside: what no longer fits, then what waits for a curator."""
    misfits = [one for one in status.knowledge.invalid if not one.merged]
    merged = [one for one in status.knowledge.invalid if one.merged]
    parts: list[str | ui.Item[Any]] = []
    if misfits:
        head = "**Skipped**: these no longer fit the paper, so the paper’s own entries are used."
        lines = [_invalid_line(one) for one in misfits[:_MOST_INVALID]]
        if len(misfits) > _MOST_INVALID:
            lines.append(f"-# and {len(misfits) - _MOST_INVALID} more")
        parts.append("\n".join([head, *lines, "-# /kb edit makes a revision that fits."]))
    if merged:
        parts.append(
            "**Merged**: the paper’s entries that these changed are part of others now. They are "
            "not served, and nothing is lost: serve one again as an entry of this server’s own, "
            "or drop it once the other entry says what you need."
        )
    for one in merged[:_MOST_MERGED]:
        parts.append(_invalid_line(one))
        buttons = [button(f"{STALE_DROP}:{one.revision.id}", "Drop")]
        if one.revision.action is Action.UPSERT:
            again = button(f"{STALE_CONFIRM}:{one.revision.id}", "Serve it again")
            buttons.insert(0, again)
        parts += rows(buttons)
    if len(merged) > _MOST_MERGED:
        parts.append(f"-# and {len(merged) - _MOST_MERGED} more, once these are done")
    return parts


def _invalid_line(one: InvalidRevision) -> str:
    return f"- `{one.revision.entry}`, revision {one.revision.number}: {plain(cut(one.why, _WHY))}"


def _stale_parts(status: KnowledgeStatus) -> list[str | ui.Item[Any]]:
    stale = status.knowledge.stale
    head = (
        "**To be looked at**: the paper’s own entry has changed since these were made. They are "
        "served until you confirm them, or drop them for the paper’s own."
    )
    parts: list[str | ui.Item[Any]] = [head]
    for one in stale[:_MOST_STALE]:
        parts.append(_stale_text(status, one))
        buttons = [
            button(f"{STALE_CONFIRM}:{one.id}", "Confirm"),
            button(f"{STALE_DROP}:{one.id}", "Drop"),
        ]
        parts += rows(buttons)
    if len(stale) > _MOST_STALE:
        parts.append(f"-# and {len(stale) - _MOST_STALE} more, once these are done")
    return parts


def _stale_text(status: KnowledgeStatus, revision: Revision) -> str:
    entry = status.knowledge.engine.paper.entries.get(revision.entry)
    title = f"{plain(cut(entry.title, _TITLE))} " if entry else "Retired: "
    return (
        f"{title}(`{revision.entry}`), by {person(revision.approver)}, {moment(revision.at, 'd')}. "
        f"/kb history shows it."
    )


@app_commands.command()
async def status(interaction: Interaction) -> None:
    """Show how the knowledge stands here, and what waits for you."""
    guild = need_curator(interaction)
    found = await context_of(interaction).services.knowledge_status.of(guild)
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
