"""Lists that are shown as a picture: the timeline and the map of recommendations."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.browse.entries import events
from bot.browse.lists import MAP, TIMELINE
from bot.browse.recommendation_map import recommendation_map
from bot.discord_kit.layout import SentFile
from bot.figures.remedy_map import map_alt_text, remedy_map_picture
from bot.figures.timeline import alt_text, timeline_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.browse.entries import Event
    from bot.browse.recommendation_map import MappedRemedy
    from bot.paper.paper import Paper


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page of a list, and its description for those who cannot see it."""

    content: bytes
    description: str


@dataclass(frozen=True, slots=True)
class PicturedList:
    """A list that is shown as a picture: how many rows a page has, and how it is drawn."""

    size: int
    draw: Callable[[Paper, str, slice], Picture]


# Pictures of one paper's pages, and of the knowledge before a reload.
_timeline_picture = lru_cache(maxsize=32)(timeline_picture)

_map_picture = lru_cache(maxsize=32)(remedy_map_picture)


def _draw_timeline(paper: Paper, key: str, part: slice) -> Picture:
    del key
    shown = events(paper)[part]
    return Picture(_timeline_picture(_span(shown), shown), alt_text(shown))


def _span(shown: tuple[Event, ...]) -> str:
    first, last = shown[0].date, shown[-1].date
    return first if first == last else f"{first} to {last}"


def _draw_map(paper: Paper, key: str, part: slice) -> Picture:
    shown = recommendation_map(paper, key)[part]
    return Picture(_map_picture(_numbers(shown), shown), map_alt_text(shown))


def _numbers(shown: tuple[MappedRemedy, ...]) -> str:
    numbers = [remedy.number for remedy in shown if remedy.number]
    if len(numbers) < 2:  # noqa: PLR2004  # a first and a last
        return "".join(["Recommendation", *(f" {number}" for number in numbers)])
    return f"Recommendations {numbers[0]} to {numbers[-1]}"


PICTURED: Final = {
    TIMELINE: PicturedList(10, _draw_timeline),
    MAP: PicturedList(5, _draw_map),
}


async def picture_of(
    paper: Paper, kind: str, key: str, number: int
) -> tuple[ui.MediaGallery[Any], discord.File]:
    """Return page `number` of a pictured list as a component, and the file that it shows."""
    pictured, name = PICTURED[kind], f"{kind}.png"
    part = slice(number * pictured.size, (number + 1) * pictured.size)
    # Drawing would block the event loop for too long.
    drawn = await asyncio.to_thread(pictured.draw, paper, key, part)
    item = discord.MediaGalleryItem(f"attachment://{name}", description=drawn.description)
    return ui.MediaGallery(item), SentFile(drawn.content, name)
