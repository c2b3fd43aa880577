"""The history of an entry: found, shown, and pressed upon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.browse.entries import key_shortened
from bot.browse.lookup import entry_called
from bot.curation.entry_actions import ActionKind, EntryAction
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import data_of, services_of
from bot.discord_kit.deferred import in_time, show_alone
from bot.discord_kit.layout import MOST_OPTIONS, Layout, container
from bot.discord_kit.persistent_button import PersistentButton
from bot.errors import UnknownEntry
from bot.paper.model import Entry, Kind
from bot.ui.history_cards import (
    CONFIRM,
    DROP,
    PAGE,
    REVERT,
    SEE,
    change_card,
    history_card,
    in_short,
)
from bot.ui.steps import propose

if TYPE_CHECKING:
    from collections.abc import Mapping

    import discord

    from bot.curation.revision_history import History
    from bot.storage.revision_rows import Revision


async def find_history(interaction: discord.Interaction[Any], guild: int, name: str) -> History:
    """The history of the entry of that id, shortened or not, or title; raises UnknownEntry."""
    services = services_of(interaction)
    served = services.servers.of(guild)
    known = await services.chronicle.known(guild)
    key = key_shortened(name, {*served.base.paper.entries, *known})
    if key is None:
        key = entry_called(served.engine.paper, name).id
    return await services.chronicle.history(guild, key)


async def entries_ever(interaction: discord.Interaction[Any], guild: int) -> list[Entry]:
    """The entries that are served here, and after them those that were here, marked so."""
    served = services_of(interaction).servers.of(guild)
    there, own = served.engine.paper.entries, served.base.paper.entries
    known = await services_of(interaction).chronicle.known(guild)
    return [*there.values(), *(_gone(key, own) for key in known if key not in there)]


def _gone(key: str, own: Mapping[str, Entry]) -> Entry:
    """Something to choose for an entry that is not served."""
    title = own[key].title if key in own else key
    return Entry(key, Kind.FINDING, f"Retired: {title}", "", ())


async def revision_choices(
    interaction: discord.Interaction[Any], guild: int, name: str
) -> list[app_commands.Choice[int]]:
    """The revisions of an entry for a command's box, newest first, the paper's own last."""
    try:
        history = await find_history(interaction, guild, name)
    except UnknownEntry:
        return []
    newest = history.revisions[::-1][: MOST_OPTIONS - 1]
    made = [app_commands.Choice(name=in_short(one), value=one.number) for one in newest]
    own = "0: the paper’s own" if history.own else "0: as before it was added"
    return [*made, app_commands.Choice(name=own, value=0)]


class TurnHistory(PersistentButton, template=rf"{PAGE}:(?P<page>\d{{1,3}}):(?P<entry>.+)"):
    """Another page of a history."""

    name = "turn history"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show it in place of this one."""
        guild = need_curator(interaction)
        history = await find_history(interaction, guild, self.match["entry"])
        card = history_card(history, int(self.match["page"]))
        await interaction.response.edit_message(view=card)


class SeeChange(PersistentButton, template=rf"{SEE}:(?P<entry>.+)"):
    """A menu of revisions."""

    name = "see change"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show what the chosen one changed."""
        guild = need_curator(interaction)
        history = await find_history(interaction, guild, self.match["entry"])
        number = int(data_of(interaction)["values"][0])
        card = change_card(history, history.revisions[number - 1])
        await interaction.response.send_message(view=card, ephemeral=True)


class Revert(PersistentButton, template=rf"{REVERT}:(?P<revision>\d+)"):
    """Takes an entry back to what a revision left."""

    name = "roll back"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show first what that would change."""
        guild = need_curator(interaction)
        chronicle = services_of(interaction).chronicle
        revision = await _revision(interaction, guild, self.match["revision"])
        seen = len((await chronicle.history(guild, revision.entry)).revisions)
        step = EntryAction(ActionKind.ROLL_BACK, revision.entry, seen, revision.number)
        await propose(interaction, guild, step)


async def _revision(interaction: discord.Interaction[Any], guild: int, key: str) -> Revision:
    found = await services_of(interaction).chronicle.revision(guild, int(key))
    if found is None:
        raise UnknownEntry(key)
    return found


class ConfirmStale(PersistentButton, template=rf"{CONFIRM}:(?P<revision>\d+)"):
    """Confirms a revision under which the paper's own entry has changed."""

    name = "confirm stale"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Make it anew over the paper's present entry, once however often it is pressed."""
        guild = need_curator(interaction)
        revision = await _revision(interaction, guild, self.match["revision"])
        chronicle = services_of(interaction).chronicle
        confirming = chronicle.confirm_stale(guild, interaction.user.id, revision)
        await in_time(interaction, confirming, new=True)
        told = f"Confirmed: `{revision.entry}` stays as it was made here."
        await show_alone(interaction, Layout(container(told)))


class DropStale(PersistentButton, template=rf"{DROP}:(?P<revision>\d+)"):
    """Drops it, so that the paper's own entry is served."""

    name = "drop stale"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """The same; the history keeps what was dropped."""
        guild = need_curator(interaction)
        revision = await _revision(interaction, guild, self.match["revision"])
        chronicle = services_of(interaction).chronicle
        dropping = chronicle.drop_stale(guild, interaction.user.id, revision)
        await in_time(interaction, dropping, new=True)
        told = (
            f"Dropped: the paper’s own `{revision.entry}` is live now. "
            f"/kb rollback to {revision.number} brings back what was made here."
        )
        await show_alone(interaction, Layout(container(told)))


ITEMS = (TurnHistory, SeeChange, Revert, ConfirmStale, DropStale)
