"""Defer an interaction when its work takes longer than 1.5 seconds."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, TypeVar

import discord

from bot.discord_kit.error_replies import seconds_since
from bot.runtime.log import get_logger
from bot.storage.database import patient

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.discord_kit.context import Interaction
    from bot.discord_kit.layout import Layout


T = TypeVar("T")

_log = get_logger(__name__)

# Discord waits three seconds for the first reply, and the network takes some of them.
DEFER_AFTER: Final = 1.5


async def defer_if_slow(
    interaction: Interaction, work: Coroutine[Any, Any, T], *, new: bool = False
) -> T:
    """Return the result of `work`, deferring the interaction if it takes too long.

    Raises what `work` raises. Reply to a press with `show_in_place`, or with `show_alone` if the
    reply is `new`: both work whether or not the interaction was deferred.
    """
    # Once the interaction is deferred, nobody has to be told something within three seconds.
    task = asyncio.create_task(work, context=patient())
    try:
        left = DEFER_AFTER - seconds_since(interaction)
        if left > 0:
            await asyncio.wait({task}, timeout=left)
        if not task.done():
            await _defer(interaction, new=new)
        return await task
    finally:
        # Cancels the work if this coroutine is cancelled; has no effect on finished work.
        task.cancel()


async def _defer(interaction: Interaction, *, new: bool) -> None:
    try:
        await interaction.response.defer(ephemeral=new, thinking=new)
    except discord.HTTPException as error:
        # The work continues; the failed confirmation is reported when it is sent.
        _log.warning("interaction not deferred", id=interaction.id, code=error.code)


async def show_in_place(interaction: Interaction, card: Layout) -> None:
    """Replace the message that was pressed by a card."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=card)
    else:
        await interaction.response.edit_message(view=card)


async def show_alone(interaction: Interaction, card: Layout) -> None:
    """Reply with a card that only the person sees."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=card)
    else:
        await interaction.response.send_message(view=card, ephemeral=True)
