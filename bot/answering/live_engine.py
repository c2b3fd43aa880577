"""The knowledge in service: one engine at a time, replaced whole or not at all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.gc_control import let_go

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
        self._holders: list[Callable[[], list[Engine]]] = []

    @property
    def paper(self) -> Paper:
        """The paper that is answered from now."""
        return self.engine.paper

    def when_replaced(self, give_up: Callable[[], list[Engine]]) -> None:
        """Call `give_up` when an engine has been replaced: it lets go of those that lie over it.

        What it returns is freed together with the old engine, away from the event loop.
        """
        self._holders.append(give_up)

    async def reload(self) -> bool:
        """Read the files again and answer from them; False when they are what is served already.

        Raises KnowledgeError and keeps the engine that it has when they are not sound.
        """
        async with self._reloading:
            engine = await asyncio.to_thread(self._build)
            changed = engine.paper.digest != self.paper.digest
            spare = [self.engine if changed else engine]
            if changed:
                self.engine = engine
                for give_up in self._holders:
                    spare += give_up()
            # The list alone holds it now, so that it is freed where the list is emptied.
            del engine
            await asyncio.to_thread(let_go, spare)
            return changed
