"""The knowledge in service: one engine at a time, replaced whole or not at all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.engine import Engine
    from bot.paper.paper import Paper


class LiveEngine:
    """The engine that answers now; `reload` builds another beside it and then swaps them.

    `build` makes an engine and raises KnowledgeError if its files are not sound.
    """

    def __init__(self, build: Callable[[], Engine]) -> None:
        self._build = build
        self.engine = build()
        self._reloading = asyncio.Lock()
        self._on_replaced: list[Callable[[], None]] = []

    @property
    def paper(self) -> Paper:
        """The paper that is answered from now."""
        return self.engine.paper

    def when_replaced(self, call: Callable[[], None]) -> None:
        """Call `call` each time another engine has taken the place of the one in service.

        Whoever keeps overlays on the old engine drops them there, so that it can be freed.
        """
        self._on_replaced.append(call)

    async def reload(self) -> bool:
        """Read the files again and answer from them; False when they are what is served already.

        Raises KnowledgeError and keeps the engine that it has when they are not sound.
        """
        async with self._reloading:
            engine = await asyncio.to_thread(self._build)
            changed = engine.paper.digest != self.paper.digest
            if changed:
                self.engine = engine
                for call in self._on_replaced:
                    call()
            return changed
