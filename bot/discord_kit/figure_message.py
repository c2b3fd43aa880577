"""A figure in a message: as text, and as a picture with the same in words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.discord_kit.layout import SentFile
from bot.discord_kit.markdown import first_of, plain
from bot.figures.charts import bars

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.figures.charts import Chart
    from bot.figures.figure import Figure


_ROOM: Final = 3000


async def shown_figure(
    figure: Figure,
    name: str,
    draw: Callable[[Figure], Chart] = bars,
    room: int = _ROOM,
    *,
    told: Sequence[str] | None = None,
) -> tuple[list[str | ui.Item[Any]], list[discord.File]]:
    """What a container shows of a figure, and the file, called `name`, that it needs.

    Where there is nothing to draw, a sentence stands alone. The text has at most `room` characters:
    whole lines, the first of them, and how many more there are. `told` stands for the lines of the
    figure where not all of them are worth reading.
    """
    # A picture takes longer than the event loop may be held up.
    chart = await asyncio.to_thread(draw, figure)
    lines = first_of([plain(one) for one in told or chart.lines], room)
    items: list[str | ui.Item[Any]] = ["\n".join([f"### {plain(figure.title)}", *lines])]
    if chart.png is None:
        return items, []
    file = f"{name}.png"
    picture = discord.MediaGalleryItem(f"attachment://{file}", description=chart.alt)
    items.append(ui.MediaGallery(picture))
    return items, [SentFile(chart.png, file)]
