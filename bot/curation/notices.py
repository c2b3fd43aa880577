"""Notices to people about their suggestions and reports, by direct message or in a reply."""

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
    """Undelivered notices; `waiting` holds the ids of people who get no direct messages.

    After a start it holds everybody with an undelivered notice, since a direct message to them may
    have failed before.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = asyncio.Lock()
        self.waiting: set[int] = set()

    async def start(self) -> None:
        """Load who has undelivered notices."""
        async with self._database.read() as connection:
            self.waiting = set(await feedback_rows.people_with_notices(connection))

    @asynccontextmanager
    async def new(self) -> AsyncIterator[tuple[Notice, ...]]:
        """Yield the notices that may go out by direct message; locked against other deliveries."""
        async with self._turn:
            async with self._database.read() as connection:
                left = await feedback_rows.undelivered_notices(connection)
            yield tuple(one for one in left if one.person not in self.waiting)

    @asynccontextmanager
    async def waiting_for(self, person: int) -> AsyncIterator[tuple[Notice, ...]]:
        """Yield one person's undelivered notices; locked against other deliveries."""
        async with self._turn:
            async with self._database.read() as connection:
                left = await feedback_rows.notices_for(connection, person)
            yield left
            async with self._database.read() as connection:
                if not await feedback_rows.notices_for(connection, person):
                    self.waiting.discard(person)

    async def told(self, notice: Notice) -> None:
        """Mark a notice as delivered, and erase its text and the person's id."""
        async with self._database.begin() as connection:
            await feedback_rows.mark_delivered(connection, notice.id)

    def cannot_be_written_to(self, person: int) -> None:
        """Deliver the person's notices with the reply to their next command instead."""
        self.waiting.add(person)
