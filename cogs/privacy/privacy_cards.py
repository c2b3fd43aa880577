"""/privacy: what is kept of a person, as a list and as a file, and its deletion."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING, Final

import discord

from bot.discord_kit.context import Interaction, services_of
from bot.discord_kit.layout import DOUBT, Layout, SentFile, button, container, rows
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.replies import in_bot_dm

if TYPE_CHECKING:
    from collections.abc import Mapping


EXPORT, DELETE, REALLY = "privacy-export", "privacy-delete", "privacy-delete-now"

_FILE: Final = "my-data.json"

# Discord takes ten million bytes at least.
_MOST_BYTES: Final = 8_000_000

_LOGGED: Final = (
    "-# Questions are counted under a name that means nothing outside their server. What you and "
    "the bot wrote in channels stays with Discord."
)

_NOTHING: Final = "Nothing is kept of you, in any server."

_WHAT_GOES: Final = (
    "**Deleted, in all servers:** your review with its grades, settings and reminder; your quiz "
    "answers and your place on leaderboards; drafts and notices.\n"
    "**Kept without you:** what you suggested, reported, asked, wrote or changed for a class stays "
    "with it, and nothing says any more that it was you.\n"
    "It cannot be undone. Take your data along first if you want it."
)


async def show_privacy(interaction: Interaction) -> None:
    """Reply with what is kept of a person in all servers."""
    kept = await services_of(interaction).personal_data.counts(interaction.user.id)
    view = _kept(kept)
    await interaction.response.send_message(view=view, ephemeral=not in_bot_dm(interaction))


class ExportData(PersistentButton, template=EXPORT):
    """Everything that is kept of a person, as a file."""

    name = "privacy export"

    async def act(self, interaction: Interaction) -> None:
        """Send it to them alone."""
        private = not in_bot_dm(interaction)
        await interaction.response.defer(ephemeral=private, thinking=True)
        content = await services_of(interaction).personal_data.export(interaction.user.id)
        name = _FILE
        if len(content) > _MOST_BYTES:
            content, name = await asyncio.to_thread(gzip.compress, content), f"{_FILE}.gz"
        file = SentFile(content, name)
        await interaction.followup.send("This is all of it.", file=file, ephemeral=private)


class DeleteData(PersistentButton, template=DELETE):
    """Asks whether all is really to go."""

    name = "privacy delete"

    async def act(self, interaction: Interaction) -> None:
        """Say what goes, and what stays without a name."""
        really = button(REALLY, "Delete everything of mine", style=discord.ButtonStyle.danger)
        below = rows([really, button(EXPORT, "Get my data")])
        view = Layout(container("### Delete everything?", _WHAT_GOES, *below, colour=DOUBT))
        await interaction.response.edit_message(view=view)


class ConfirmDelete(PersistentButton, template=REALLY):
    """Deletes everything of a person."""

    name = "privacy delete now"

    async def act(self, interaction: Interaction) -> None:
        """Delete it, and say so once it is gone."""
        await services_of(interaction).personal_data.forget(interaction.user.id)
        view = Layout(container(f"### Deleted\n{_NOTHING}"))
        await interaction.response.edit_message(view=view)


def _kept(kept: Mapping[str, int]) -> Layout:
    if not kept:
        return Layout(container("### What is kept of you", _NOTHING, _LOGGED))
    lines = "\n".join(f"- {title}: {many}" for title, many in kept.items())
    below = rows(
        [
            button(EXPORT, "Get my data"),
            button(DELETE, "Delete everything of mine", style=discord.ButtonStyle.danger),
        ]
    )
    head = "### What is kept of you\nIn all servers together:"
    return Layout(container(head, lines, _LOGGED, *below))


ITEMS: Final = (ExportData, DeleteData, ConfirmDelete)
