"""Pages of lists with what is sent beside them: the timeline has a picture."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.browse.entries import events
from bot.discord_kit.layout import SentFile
from bot.discord_kit.replies import in_bot_dm
from bot.figures.timeline import alt_text, timeline_picture
from bot.ui.pages import PER_PAGE, page

if TYPE_CHECKING:
    from bot.browse.entries import Event
    from bot.browse.lists import EntryList
    from bot.discord_kit.layout import Layout
    from bot.paper.paper import Paper

TIMELINE: Final = "timeline"
_FILE: Final = "timeline.png"
# The pictures of one paper's pages, and those of the knowledge before a reload.
_draw = lru_cache(maxsize=32)(timeline_picture)


async def sheet(paper: Paper, shelf: EntryList, number: int) -> tuple[Layout, list[discord.File]]:
    """Page `number` of a list with the files that it shows."""
    if shelf.kind != TIMELINE:
        return page(paper, shelf, number), []
    shown = _shown(paper, number)
    # A picture takes longer than the event loop may be held up.
    picture = await asyncio.to_thread(_draw, _title(shown), shown)
    gallery: ui.MediaGallery[Any] = ui.MediaGallery(
        discord.MediaGalleryItem(f"attachment://{_FILE}", description=alt_text(shown))
    )
    return page(paper, shelf, number, above=gallery), [SentFile(picture, _FILE)]


async def send_sheet(
    interaction: discord.Interaction[Any], paper: Paper, shelf: EntryList, *, private: bool
) -> None:
    """Reply with the first page of a list."""
    view, files = await sheet(paper, shelf, 0)
    alone = private and not in_bot_dm(interaction)
    await interaction.response.send_message(view=view, files=files, ephemeral=alone)


async def turn(
    interaction: discord.Interaction[Any], paper: Paper, shelf: EntryList, number: int
) -> None:
    """Turn the page in its place for the one who asked for it; others get one of their own."""
    view, files = await sheet(paper, shelf, number)
    if _is_theirs(interaction):
        await interaction.response.edit_message(view=view, attachments=files)
    else:
        await interaction.response.send_message(view=view, files=files, ephemeral=True)


def _is_theirs(interaction: discord.Interaction[Any]) -> bool:
    message = interaction.message
    if message is None or message.flags.ephemeral or in_bot_dm(interaction):
        return True
    asked = message.interaction_metadata
    return asked is not None and asked.user.id == interaction.user.id


def _shown(paper: Paper, number: int) -> tuple[Event, ...]:
    every = events(paper)
    last = max(0, (len(every) - 1) // PER_PAGE)
    start = min(max(number, 0), last) * PER_PAGE
    return every[start : start + PER_PAGE]


def _title(shown: tuple[Event, ...]) -> str:
    if not shown:
        return "No dated events"
    first, last = shown[0].date, shown[-1].date
    return first if first == last else f"{first} to {last}"
