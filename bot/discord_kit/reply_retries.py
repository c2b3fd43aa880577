"""Replies to interactions are tried again at once where Discord or the network stumbles.

Discord waits three seconds for the first reply. The library waits one second and more between its
attempts, and gives up at once where a connection is reset.
"""

# ruff: noqa: ANN401  # the library’s own signatures
from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import discord
from discord.webhook import async_ as webhooks

from bot.runtime.log import get_logger

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from discord.http import Route


_log = get_logger(__name__)

# Seconds before each further attempt: together they leave a second for the attempts themselves.
_WAITS: Final = (0.1, 0.3, 0.6)

_SERVER_ERROR: Final = 500

_ACKNOWLEDGED_ALREADY: Final = 40060

_FIRST_REPLY: Final = "/callback"


class _StumbledError(Exception):
    """Discord has answered with an error of its own side."""


class _OneTry:
    """A session that raises where the library would wait, so that the wait can be a short one."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    @asynccontextmanager
    async def request(self, *args: Any, **options: Any) -> AsyncIterator[aiohttp.ClientResponse]:
        async with self._session.request(*args, **options) as response:
            if response.status >= _SERVER_ERROR:
                raise _StumbledError(f"status {response.status}")
            yield response


class RetryingAdapter(webhooks.AsyncWebhookAdapter):
    """The library's way to reply to interactions, with attempts that follow each other closely.

    A reply may have arrived though its confirmation was lost; Discord then refuses the second
    attempt as a repetition, which so means that all is well.
    """

    def __init__(self, replied: Callable[[int], None]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library’s
        self._replied = replied

    async def request(
        self,
        route: Route,
        session: aiohttp.ClientSession,
        *,
        files: Sequence[discord.File] | None = None,
        **options: Any,
    ) -> Any:
        """Send a request, again if need be, and return what Discord answers."""
        unsure = False
        for wait in _WAITS:
            try:
                once: Any = _OneTry(session)
                return await self._sent(route, once, unsure=unsure, files=files, **options)
            except (_StumbledError, aiohttp.ClientConnectionError, ConnectionError) as error:
                _log.info("reply not sent, will retry", why=repr(error))
                unsure = True
                await asyncio.sleep(wait)
                for file in files or ():
                    file.reset(seek=True)
        return await self._sent(route, session, unsure=unsure, files=files, **options)

    async def _sent(self, route: Route, session: Any, *, unsure: bool, **options: Any) -> Any:
        try:
            answer = await super().request(route, session, **options)
        except discord.HTTPException as error:
            if unsure and error.code == _ACKNOWLEDGED_ALREADY:
                # What the library reads of a reply: that it was one to this interaction.
                answer = {"interaction": {"id": str(route.webhook_id), "type": 0}}
            else:
                raise
        if route.path.endswith(_FIRST_REPLY) and route.webhook_id is not None:
            # Discord's path calls the interaction a webhook.
            self._replied(int(route.webhook_id))
        return answer


def retry_replies(replied: Callable[[int], None]) -> None:
    """Reply in this way in the current task and in all that it starts.

    `replied` gets the id of each interaction that has had its first reply.
    """
    webhooks.async_context.set(RetryingAdapter(replied))
