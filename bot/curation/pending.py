"""Stores payloads that wait for another button press, so that errors and restarts lose nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import TypeAdapter

from bot.errors import StudyBotError
from bot.storage import pending_rows
from bot.storage.pending_rows import PendingKey
from bot.strict_yaml import json_codec

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.clock import Clock
    from bot.storage.database import Database


T = TypeVar("T")


class PendingGoneError(StudyBotError):
    """Nothing of that name is stored: over a month old, another person's, or of another sort."""

    def __str__(self) -> str:
        return "that is no longer stored; please start again"


class PendingClosedError(StudyBotError):
    """Carried out or discarded already; `state` is the stored one."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state

    def __str__(self) -> str:
        return f"that has already been {self.state}"


class PendingStore(Generic[T]):
    """Stores payloads of one type, each under a name that its buttons carry.

    A name is looked up only together with its server, its author and the store's `sort`: what
    somebody else keeps, or what is kept for something else, is not there.
    """

    def __init__(  # the last two have defaults
        self,
        database: Database,
        clock: Clock,
        sort: str,
        adapter: TypeAdapter[T],
        *,
        gone: type[StudyBotError] = PendingGoneError,
        closed: Callable[[str], StudyBotError] = PendingClosedError,
    ) -> None:
        """Store payloads that `adapter` (de)serialises, told apart from others by `sort`.

        `gone` is raised when there is none, `closed(state)` when it is no longer open.
        """
        self._database = database
        self._clock = clock
        self._sort = sort
        self._adapter = adapter
        self._gone = gone
        self._closed = closed

    def key(self, guild: int, author: int, name: str) -> PendingKey:
        """Return what finds the row of that name."""
        return PendingKey(guild, author, self._sort, name)

    async def keep(self, guild: int, author: int, name: str, thing: T) -> None:
        """Store a new payload, or the new version of an open one.

        Raises `closed`, and `gone` if the name is another's.
        """
        key, payload = self.key(guild, author, name), json_codec.dump(self._adapter, thing)
        async with self._database.begin() as connection:
            if not await pending_rows.save(connection, key, payload, self._clock.now()):
                known = await pending_rows.find(connection, key)
                raise self._gone if known is None else self._closed(known.state)

    async def find(self, guild: int, author: int, name: str) -> tuple[T, str]:
        """Return the author's payload of that name and its state; raise `gone`."""
        async with self._database.read() as connection:
            stored = await pending_rows.find(connection, self.key(guild, author, name))
        if stored is None:
            raise self._gone
        # A row of an older version may have fields that are gone by now.
        thing = json_codec.load(
            self._adapter, stored.payload, lambda _: self._gone(), extra="ignore"
        )
        return thing, stored.state

    async def find_open(self, guild: int, author: int, name: str) -> T:
        """Return the author's payload of that name if it is open; raise `gone` and `closed`."""
        thing, state = await self.find(guild, author, name)
        if state != pending_rows.OPEN:
            raise self._closed(state)
        return thing

    async def discard(self, guild: int, author: int, name: str) -> None:
        """Close a payload without carrying it out; raise `gone`, or `closed` if it was carried out.

        Discarding twice is no error.
        """
        key = self.key(guild, author, name)
        async with self._database.begin() as connection:
            stored = await pending_rows.find(connection, key, lock=True)
            if stored is None:
                raise self._gone
            if stored.state == pending_rows.PUBLISHED:
                raise self._closed(stored.state)
            await pending_rows.close(connection, key, pending_rows.DISCARDED)


class TypedForms(PendingStore[dict[str, Any]]):
    """Stores what was typed into the forms of one `sort` and could not be accepted."""

    def __init__(self, database: Database, clock: Clock, sort: str) -> None:
        super().__init__(database, clock, sort, TypeAdapter(dict[str, Any]))

    async def drop(self, guild: int, author: int, name: str) -> bool:
        """Delete the author's form, whatever its state; return False where there is none."""
        async with self._database.begin() as connection:
            return await pending_rows.drop(connection, self.key(guild, author, name))
