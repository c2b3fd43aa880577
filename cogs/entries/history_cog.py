"""/kb history, /kb rollback and /kb retire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.browse.lookup import entry_called
from bot.curation.drafts.draft import LONGEST_COMMENT
from bot.curation.entry_actions import ActionKind, EntryAction
from bot.discord_kit.access import is_curator, need_curator
from bot.discord_kit.autocomplete_choices import choices_of_entries
from bot.discord_kit.command_groups import KB, add_to_group
from bot.discord_kit.context import Interaction, context_of
from cogs.entries.confirm_action import propose
from cogs.entries.history_card import entries_ever, find_history, history_card, revision_choices

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot


Choices = list[app_commands.Choice[str]]

Name = app_commands.Range[str, 1, 100]

Reason = app_commands.Range[str, 1, LONGEST_COMMENT]


@app_commands.command(name="retire")
@app_commands.describe(entry="The entry", reason="Why, for the history")
async def retire(interaction: Interaction, entry: Name, reason: Reason) -> None:
    """Take an entry out of what the bot answers from; look first at what that means."""
    ctx = context_of(interaction)
    guild = need_curator(interaction)
    entry_id = entry_called(ctx.paper, entry).id
    seen = len((await ctx.services.history.history(guild, entry_id)).revisions)
    await propose(
        interaction, guild, EntryAction(ActionKind.RETIRE, entry_id, seen, comment=reason)
    )


@app_commands.command(name="history")
@app_commands.describe(entry="The entry, retired ones too")
async def history(interaction: Interaction, entry: Name) -> None:
    """Show who changed an entry here, when, and what."""
    guild = need_curator(interaction)
    card = history_card(await find_history(context_of(interaction), guild, entry), 0)
    await interaction.response.send_message(view=card, ephemeral=True)


@app_commands.command(name="rollback")
@app_commands.describe(
    entry="The entry, retired ones too",
    revision="The revision that it is to be as after; 0 is the paper’s own",
    reason="Why, for the history",
)
async def rollback(
    interaction: Interaction,
    entry: Name,
    revision: app_commands.Range[int, 0, 1_000_000],
    reason: Reason | None = None,
) -> None:
    """Take an entry back to what it was; look first at what that changes."""
    guild = need_curator(interaction)
    found = await find_history(context_of(interaction), guild, entry)
    seen = len(found.revisions)
    action = EntryAction(ActionKind.ROLL_BACK, found.entry_id, seen, revision, comment=reason or "")
    await propose(interaction, guild, action)


@retire.autocomplete("entry")
async def entries_now(interaction: Interaction, typed: str) -> Choices:
    """Offer current entries by title."""
    return choices_of_entries(typed, context_of(interaction).paper.entries.values())


@history.autocomplete("entry")
@rollback.autocomplete("entry")
async def entries_at_any_time(interaction: Interaction, typed: str) -> Choices:
    """Offer current and retired entries to curators."""
    if interaction.guild_id is None or not is_curator(interaction):
        return []
    return choices_of_entries(
        typed, await entries_ever(context_of(interaction), interaction.guild_id)
    )


@rollback.autocomplete("revision")
async def revisions(interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
    """Offer the revisions of the chosen entry, newest first."""
    del typed
    if interaction.guild_id is None or not is_curator(interaction):
        return []
    name = str(interaction.namespace.entry or "")
    return await revision_choices(context_of(interaction), interaction.guild_id, name)


async def setup(bot: StudyBot) -> None:
    """Add the commands to the bot."""
    add_to_group(bot.tree, KB, history, rollback, retire)
