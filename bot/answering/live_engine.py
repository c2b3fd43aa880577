"""The engine that currently answers questions; a reload replaces it whole or not at all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.engine import Engine
    from bot.paper.paper import Paper


class LiveEngine:
    """The current engine, and its hot reload.

    `reload` builds a new engine while the old one keeps answering, then swaps them. `build`
    returns an engine, or raises KnowledgeError if its files are not sound.
    """

    def __init__(self, build: Callable[[], Engine]) -> None:
        self._build = build
        self.engine = build()
        self._reloading = asyncio.Lock()
        self._on_replaced: list[Callable[[], None]] = []

    @property
    def paper(self) -> Paper:
        """Return the paper that questions are currently answered from."""
        return self.engine.paper

    def when_replaced(self, call: Callable[[], None]) -> None:
        """Register `call` to run each time a new engine has replaced the current one.

        A holder of overlays on the old engine must drop them in `call` so that the old engine
        can be freed.
        """
        self._on_replaced.append(call)

    async def reload(self) -> bool:
        """Reload the files and return True, or False if they are the ones already in use.

        Raises KnowledgeError and keeps the current engine if the files are not sound.
        """
        async with self._reloading:
            engine = await asyncio.to_thread(self._build)
            changed = engine.paper.digest != self.paper.digest
            if changed:
                self.engine = engine
                for call in self._on_replaced:
                    call()
            return changed
