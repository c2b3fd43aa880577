"""A figure in a message: as text, and as a picture with alternative text."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.discord_kit.layout import SentFile
from bot.discord_kit.markdown import first_lines, plain
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
    """Return the components that show a figure, and its picture as a file called `name`.

    Without anything to draw there is only a sentence. The text has at most `room` characters: the
    first lines that fit, and the number of the rest. `told` replaces the figure's own lines where
    not all are worth reading.
    """
    # Drawing would block the event loop for too long.
    chart = await asyncio.to_thread(draw, figure)
    lines = first_lines([plain(one) for one in told or chart.lines], room)
    items: list[str | ui.Item[Any]] = ["\n".join([f"### {plain(figure.title)}", *lines])]
    if chart.png is None:
        return items, []
    file = f"{name}.png"
    picture = discord.MediaGalleryItem(f"attachment://{file}", description=chart.alt)
    items.append(ui.MediaGallery(picture))
    return items, [SentFile(chart.png, file)]
