"""Stores payloads that wait for another button press, so that errors and restarts lose nothing."""

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
    """Nothing of that name is stored: over a month old, another guild's, or another person's."""

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
    """Stores payloads of one type, each under a name that its buttons carry."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        adapter: TypeAdapter[T],
        gone: type[StudyBotError] = PendingGoneError,
        closed: Callable[[str], StudyBotError] = PendingClosedError,
    ) -> None:
        """Store payloads that `adapter` (de)serialises.

        `gone` is raised when there is none, `closed(state)` when it is no longer open.
        """
        self._database = database
        self._clock = clock
        self._adapter = adapter
        self._gone = gone
        self._closed = closed

    async def keep(self, guild: int, author: int, name: str, thing: T) -> None:
        """Store a new payload, or the new version of an open one.

        Raises `closed`, and `gone` if the name is another guild's.
        """
        payload = json_codec.dump(self._adapter, thing)
        stored = StoredDraft(name, guild, author, payload, self._clock.now())
        async with self._database.begin() as connection:
            known = await pending_rows.find(connection, name, lock=True)
            if known is not None and not self._may_replace(known, guild, author):
                raise self._gone
            if known is not None and known.state != pending_rows.OPEN:
                raise self._closed(known.state)
            await pending_rows.save(connection, stored)

    async def find(self, guild: int, name: str) -> tuple[T, str]:
        """Return the guild's payload of that name and its state; raise `gone`."""
        return self._read(await self._stored(guild, name))

    async def find_open(self, guild: int, name: str) -> T:
        """Return the guild's payload of that name if it is open; raise `gone` and `closed`."""
        thing, state = await self.find(guild, name)
        if state != pending_rows.OPEN:
            raise self._closed(state)
        return thing

    async def find_own(self, guild: int, author: int, name: str) -> T:
        """Return a payload that only its author may see; raise `gone`."""
        stored = await self._stored(guild, name)
        if stored.author != author:
            raise self._gone
        return self._read(stored)[0]

    async def discard(self, guild: int, name: str) -> None:
        """Close a payload without carrying it out; raise `gone`, or `closed` if it was carried out.

        Discarding twice is no error.
        """
        async with self._database.begin() as connection:
            stored = await pending_rows.find(connection, name, lock=True)
            if stored is None or stored.guild != guild:
                raise self._gone
            if stored.state == pending_rows.PUBLISHED:
                raise self._closed(stored.state)
            await pending_rows.close(connection, name, pending_rows.DISCARDED)

    def _may_replace(self, known: StoredDraft, guild: int, author: int) -> bool:
        """Return whether a stored payload may be replaced: here, by anybody of its guild."""
        del author
        return known.guild == guild

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
    """Stores what was typed into a form and could not be accepted."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock, TypeAdapter(dict[str, Any]))

    def _may_replace(self, known: StoredDraft, guild: int, author: int) -> bool:
        """Return whether it is the author's own: the name in a form's id proves nothing."""
        return (known.guild, known.author) == (guild, author)

    async def drop_own(self, guild: int, author: int, name: str) -> None:
        """Delete a person's own form, whatever its state; raise `gone` where it is not theirs."""
        async with self._database.begin() as connection:
            stored = await pending_rows.find(connection, name, lock=True)
            if stored is None or not self._may_replace(stored, guild, author):
                raise self._gone
            await pending_rows.drop(connection, name)
