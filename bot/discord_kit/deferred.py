"""Changes that may have to wait for their turn: Discord is told so before it gives them up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, TypeVar

import discord

from bot.discord_kit.error_replies import seconds_since
from bot.runtime.log import get_logger

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.discord_kit.context import Interaction
    from bot.discord_kit.layout import Layout


T = TypeVar("T")

_log = get_logger(__name__)

# Discord waits three seconds for the first reply, some of which go by on the way to and fro.
PATIENCE: Final = 1.5


async def in_time(
    interaction: Interaction, work: Coroutine[Any, Any, T], *, new: bool = False
) -> T:
    """What `work` gives, however long it takes; raises what it raises.

    After a while Discord is asked for more time. Reply to a press by `show_in_place`, and where
    the reply is to be `new` by `show_alone`: each works whether time was asked for or not.
    """
    task = asyncio.create_task(work)
    try:
        left = PATIENCE - seconds_since(interaction)
        if left > 0:
            await asyncio.wait({task}, timeout=left)
        if not task.done():
            await _ask_for_time(interaction, new=new)
        return await task
    finally:
        # Broken off here, it is broken off there; it has ended otherwise.
        task.cancel()


async def _ask_for_time(interaction: Interaction, *, new: bool) -> None:
    try:
        await interaction.response.defer(ephemeral=new, thinking=new)
    except discord.HTTPException as error:
        # The work goes on all the same; that it cannot be confirmed is told when it is tried.
        _log.warning("no more time", id=interaction.id, code=error.code)


async def show_in_place(interaction: Interaction, card: Layout) -> None:
    """Show a card in place of the one that was pressed."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=card)
    else:
        await interaction.response.edit_message(view=card)


async def show_alone(interaction: Interaction, card: Layout) -> None:
    """Show a card as a new reply, to the person alone."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=card)
    else:
        await interaction.response.send_message(view=card, ephemeral=True)
