"""What waits for another press: kept in the database, so that no error and no restart loses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import TypeAdapter

from bot.errors import StudyBotError
from bot.storage import pending_rows
from bot.storage.pending_rows import StoredDraft
from bot.strict_yaml import json_codec

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.clock import Clock
    from bot.storage.database import Database


T = TypeVar("T")


class PendingGoneError(StudyBotError):
    """What is not kept: older than a month, of another server, or another person's."""

    def __str__(self) -> str:
        return "that is no longer kept; please begin again"


class PendingClosedError(StudyBotError):
    """What was carried out or discarded before; `state` as the store has it."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state

    def __str__(self) -> str:
        return f"that has been {self.state} already"


class PendingStore(Generic[T]):
    """Keeps things of one sort, each under a name that the buttons about it carry."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        adapter: TypeAdapter[T],
        gone: type[StudyBotError] = PendingGoneError,
        closed: Callable[[str], StudyBotError] = PendingClosedError,
    ) -> None:
        """`sort` writes and reads them.

        `gone` is raised for what is not there, `closed` of a state for what is no longer open.
        """
        self._database = database
        self._clock = clock
        self._adapter = adapter
        self._gone = gone
        self._closed = closed

    async def keep(self, guild: int, author: int, name: str, thing: T) -> None:
        """Keep something new, or what has become of what is open; raises `closed`."""
        payload = json_codec.dump(self._adapter, thing)
        stored = StoredDraft(name, guild, author, payload, self._clock.now())
        async with self._database.begin() as connection:
            known = await pending_rows.find(connection, name, lock=True)
            if known is not None and known.state != pending_rows.OPEN:
                raise self._closed(known.state)
            await pending_rows.save(connection, stored)

    async def find(self, guild: int, name: str) -> tuple[T, str]:
        """A server's thing of that name and its state; raises `gone`."""
        return self._read(await self._stored(guild, name))

    async def find_open(self, guild: int, name: str) -> T:
        """The same, if it is still open; raises `gone`, and `closed`."""
        thing, state = await self.find(guild, name)
        if state != pending_rows.OPEN:
            raise self._closed(state)
        return thing

    async def find_own(self, guild: int, author: int, name: str) -> T:
        """The same for something that nobody but its author may see."""
        stored = await self._stored(guild, name)
        if stored.author != author:
            raise self._gone
        return self._read(stored)[0]

    async def discard(self, guild: int, name: str) -> None:
        """End something that is not to be carried out; raises as `find_open`, but not twice."""
        async with self._database.begin() as connection:
            stored = await pending_rows.find(connection, name, lock=True)
            if stored is None or stored.guild != guild:
                raise self._gone
            if stored.state == pending_rows.PUBLISHED:
                raise self._closed(stored.state)
            await pending_rows.close(connection, name, pending_rows.DISCARDED)

    async def drop(self, name: str) -> None:
        """Keep nothing of it, whatever its state."""
        async with self._database.begin() as connection:
            await pending_rows.drop(connection, name)

    async def _stored(self, guild: int, name: str) -> StoredDraft:
        async with self._database.read() as connection:
            stored = await pending_rows.find(connection, name)
        if stored is None or stored.guild != guild:
            raise self._gone
        return stored

    def _read(self, stored: StoredDraft) -> tuple[T, str]:
        # A row of an older version may have fields that are gone by now.
        thing = json_codec.load(
            self._adapter, stored.payload, lambda _: self._gone(), extra="ignore"
        )
        return thing, stored.state


class TypedForms(PendingStore[dict[str, Any]]):
    """What was typed into forms and could not be taken as it was."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock, TypeAdapter(dict[str, Any]))
