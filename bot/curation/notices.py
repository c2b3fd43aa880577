"""Notices: what people are to learn, and who of them has to be told in a reply."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.storage import feedback_rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.storage.database import Database
    from bot.storage.feedback_rows import Notice


class Notices:
    """What has yet to be told; `waiting` are those who cannot be written to, by their ids.

    After a start that is everybody of whom something is left, since they may have been tried.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = asyncio.Lock()
        self.waiting: set[int] = set()

    async def start(self) -> None:
        """Learn who is waiting."""
        async with self._database.read() as connection:
            self.waiting = set(await feedback_rows.people_with_notices(connection))

    @asynccontextmanager
    async def new(self) -> AsyncIterator[tuple[Notice, ...]]:
        """What people who can perhaps be written to have yet to learn; nobody else tells them."""
        async with self._turn:
            async with self._database.read() as connection:
                left = await feedback_rows.undelivered_notices(connection)
            yield tuple(one for one in left if one.person not in self.waiting)

    @asynccontextmanager
    async def waiting_for(self, person: int) -> AsyncIterator[tuple[Notice, ...]]:
        """What one person is waiting for; nobody else tells them in between."""
        async with self._turn:
            async with self._database.read() as connection:
                left = await feedback_rows.notices_for(connection, person)
            yield left
            async with self._database.read() as connection:
                if not await feedback_rows.notices_for(connection, person):
                    self.waiting.discard(person)

    async def told(self, notice: Notice) -> None:
        """Note that the person has it; nothing of it is kept."""
        async with self._database.begin() as connection:
            await feedback_rows.mark_delivered(connection, notice.id)

    def cannot_be_written_to(self, person: int) -> None:
        """Tell them in the reply to their next command."""
        self.waiting.add(person)
