"""Waiting for something to have happened, without sleeping."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
# Far over what anything here takes: it only keeps a broken test from waiting for ever.
PATIENCE = 30.0


class Watch:
    """Something that changes; who waits looks again at each change."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()

    def touch(self) -> None:
        """Say that something has changed."""
        self._changed.set()

    async def until(
        self, found: Callable[[], T | None], what: str, *, patience: float = PATIENCE
    ) -> T:
        """Wait until `found` returns something true; AssertionError says for `what` it waited."""
        try:
            async with asyncio.timeout(patience):
                while not (value := found()):
                    self._changed.clear()
                    await self._changed.wait()
                return value
        except TimeoutError:
            raise AssertionError(f"waited in vain for {what}") from None
