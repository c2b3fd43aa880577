"""A person's data: what is stored, as a list and a file, and its deletion."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING, Final

import discord

from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.layout import DOUBT, Layout, SentFile, button, container, rows
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.replies import in_bot_dm

if TYPE_CHECKING:
    from collections.abc import Mapping


EXPORT, DELETE, REALLY = "privacy-export", "privacy-delete", "privacy-delete-now"

_FILE: Final = "my-data.json"

# Discord accepts at least ten million bytes.
_MOST_BYTES: Final = 8_000_000

_FOOTNOTE: Final = (
    "-# Questions are counted under a name that means nothing outside their server. What you and "
    "the bot wrote in channels stays with Discord."
)

_NOTHING: Final = "Nothing is stored about you, in any server."

_DELETION: Final = (
    "**Deleted, in all servers:** your review with its grades, settings and reminder; your quiz "
    "answers and your place on leaderboards; drafts and notices.\n"
    "**Kept without you:** what you suggested, reported, asked, wrote or changed for a class stays "
    "with it, and nothing says any more that it was you.\n"
    "It cannot be undone. Take your data along first if you want it."
)


async def show_privacy(interaction: Interaction) -> None:
    """Reply with what is stored about a person in all servers."""
    ctx = context_of(interaction)
    kept = await ctx.services.personal_data.counts(ctx.user_id)
    view = _data_card(kept)
    await interaction.response.send_message(view=view, ephemeral=not in_bot_dm(interaction))


class ExportData(PersistentButton, template=EXPORT):
    """The button that exports a person's data."""

    name = "privacy export"

    async def run(self, interaction: Interaction) -> None:
        """Send the file to the person alone."""
        ctx = context_of(interaction)
        private = not in_bot_dm(interaction)
        await interaction.response.defer(ephemeral=private, thinking=True)
        content = await ctx.services.personal_data.export(ctx.user_id)
        name = _FILE
        if len(content) > _MOST_BYTES:
            content, name = await asyncio.to_thread(gzip.compress, content), f"{_FILE}.gz"
        file = SentFile(content, name)
        await interaction.followup.send("This is all of it.", file=file, ephemeral=private)


class DeleteData(PersistentButton, template=DELETE):
    """The button that asks to confirm the deletion."""

    name = "privacy delete"

    async def run(self, interaction: Interaction) -> None:
        """Say what is deleted, and what stays without a name."""
        really = button(REALLY, "Delete everything of mine", style=discord.ButtonStyle.danger)
        below = rows([really, button(EXPORT, "Get my data")])
        view = Layout(container("### Delete everything?", _DELETION, *below, colour=DOUBT))
        await interaction.response.edit_message(view=view)


class ConfirmDelete(PersistentButton, template=REALLY):
    """The button that deletes a person's data."""

    name = "privacy delete now"

    async def run(self, interaction: Interaction) -> None:
        """Delete the person's data, then confirm."""
        ctx = context_of(interaction)
        await ctx.services.personal_data.forget(ctx.user_id)
        view = Layout(container(f"### Deleted\n{_NOTHING}"))
        await interaction.response.edit_message(view=view)


def _data_card(kept: Mapping[str, int]) -> Layout:
    if not kept:
        return Layout(container("### What the bot stores about you", _NOTHING, _FOOTNOTE))
    lines = "\n".join(f"- {title}: {many}" for title, many in kept.items())
    below = rows(
        [
            button(EXPORT, "Get my data"),
            button(DELETE, "Delete everything of mine", style=discord.ButtonStyle.danger),
        ]
    )
    head = "### What the bot stores about you\nIn all servers together:"
    return Layout(container(head, lines, _FOOTNOTE, *below))


ITEMS: Final = (ExportData, DeleteData, ConfirmDelete)
