"""Reminders of due cards, sent as direct messages."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import aiohttp
import discord

from bot.discord_kit.layout import Layout, button, container, rows
from bot.review.reminders import Sent
from bot.runtime.log import get_logger
from bot.text.phrases import counted
from cogs.review import review_session

if TYPE_CHECKING:
    from discord.abc import Snowflake


_log = get_logger(__name__)

# Cards are fetched by the hundred; a larger number would help nobody.
_MOST_COUNTED: Final = 100

# Seconds until sending to one person is given up.
_TIMEOUT: Final = 60.0


class DiscordWriter:
    """A sender of reminders through a Discord client."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def remind(self, person: int, cards: int) -> Sent:
        """Send a person the number of due cards; errors of Discord are returned, not raised."""
        try:
            async with asyncio.timeout(_TIMEOUT):
                channel = await self._client.create_dm(_user_of(person))
                await channel.send(view=reminder_card(cards))
        except (discord.Forbidden, discord.NotFound):
            return Sent.CLOSED
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            _log.warning("reminder not delivered", reason=type(error).__name__)
            return Sent.LOST
        return Sent.SENT


def reminder_card(cards: int) -> Layout:
    """Return the reminder: how many cards are due, and a button to stop reminders."""
    many = f"Over {_MOST_COUNTED} cards wait" if cards > _MOST_COUNTED else counted(cards, "card")
    verb = "" if cards > _MOST_COUNTED else " waits" if cards == 1 else " wait"
    below = rows(
        [
            button(review_session.START, "Review now", style=discord.ButtonStyle.primary),
            button(review_session.STOP_REMINDING, "Stop reminding me"),
        ]
    )
    return Layout(container("### Time to review", f"{many}{verb} for you.", *below))


def _user_of(person: int) -> Snowflake:
    made = discord.Object(person)
    # Discord documents ids as strings only.
    made.id = str(person)  # type: ignore[assignment]
    return made
