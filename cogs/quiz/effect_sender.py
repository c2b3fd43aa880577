"""Sends the effects of quiz rounds to Discord, and classifies failures."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import aiohttp
import discord

from bot.discord_kit.error_replies import is_blocked_here
from bot.errors import CardError
from bot.quiz.round.effects import (
    Announce,
    CloseQuestion,
    Podium,
    PostQuestion,
    Reveal,
    ShowDeadline,
    Withdraw,
)
from bot.quiz.round.round_events import Failure
from bot.quiz.runtime.outbox import NotSentError
from cogs.quiz import round_messages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.discord_kit.layout import Layout
    from bot.quiz.round.effects import Effect
    from bot.quiz.round.state import Round


# Seconds until a request is given up; it is then sent again with the same nonce.
_TIMEOUT: Final = 20.0

# The most messages searched in a channel, by anybody, since the effect was made.
_MOST_SEARCHED: Final = 300

_UNKNOWN_MESSAGE: Final = 10008

_ARCHIVED: Final = frozenset({50083, 160005})

_BAD_REQUEST: Final = 400


class DiscordMessenger:
    """A sender of the rounds' effects through a Discord client."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def send(self, state: Round, effect: Effect) -> int:
        """Post, edit or delete a message and return its id; raises NotSentError."""
        with _as_not_sent():
            async with asyncio.timeout(_TIMEOUT):
                return await self._send(state, effect)

    async def find(self, state: Round, effect: Effect, since: datetime) -> int | None:
        """Return the message that this effect posted since then, or None; raises NotSentError."""
        with _as_not_sent():
            async with asyncio.timeout(_TIMEOUT):
                history = self._channel(state).history(limit=_MOST_SEARCHED, after=since)
                async for message in history:
                    mine = self._client.user is not None and message.author == self._client.user
                    if mine and effect.mark in map(_component_id, message.components):
                        return message.id
        return None

    async def _send(self, state: Round, effect: Effect) -> int:
        match effect:
            case ShowDeadline():
                view = round_messages.question(state, effect.question, effect.deadline, effect.mark)
                return await self._edit(state, effect.message, view)
            case CloseQuestion():
                view = round_messages.closed(state, effect.question, effect.mark)
                return await self._edit(state, effect.message, view)
            case Withdraw():
                await self._channel(state).get_partial_message(effect.message).delete()
                return effect.message
            case _:
                view = _message_for(state, effect)
                sent = await self._channel(state).send(view=view, nonce=effect.nonce)
                return sent.id

    async def _edit(self, state: Round, message: int, view: Layout) -> int:
        await self._channel(state).get_partial_message(message).edit(view=view)
        return message

    def _channel(self, state: Round) -> discord.PartialMessageable:
        plan = state.plan
        return self._client.get_partial_messageable(plan.channel, guild_id=plan.guild)


def _component_id(component: object) -> int | None:
    return getattr(component, "id", None)


def _message_for(state: Round, effect: Effect) -> Layout:
    match effect:
        case Announce():
            return round_messages.announcement(state, effect.mark)
        case PostQuestion():
            return round_messages.question(state, effect.question, effect.deadline, effect.mark)
        case Reveal():
            return round_messages.revealed(state, effect.result, effect.mark)
        case Podium():
            return round_messages.podium(state, effect)
        case _:
            raise TypeError(f"{type(effect).__name__} is nothing to post")


@contextmanager
def _as_not_sent() -> Iterator[None]:
    """Turn errors of Discord and the network into NotSentError."""
    try:
        yield
    except discord.HTTPException as error:
        raise NotSentError(_failure_of(error)) from error
    except (discord.RateLimited, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise NotSentError(Failure.TEMPORARY) from error
    except CardError as error:
        raise NotSentError(Failure.REFUSED) from error


def _failure_of(error: discord.HTTPException) -> Failure:
    if isinstance(error, discord.NotFound):
        return Failure.GONE if error.code == _UNKNOWN_MESSAGE else Failure.LOST
    if is_blocked_here(error):
        return Failure.BLOCKED
    if isinstance(error, discord.Forbidden) or error.code in _ARCHIVED:
        return Failure.LOST
    if error.status == _BAD_REQUEST:
        return Failure.REFUSED
    return Failure.TEMPORARY
