"""What each server is answered from: the paper, with the server's own revisions over it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import asynccontextmanager, nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

from bot.curation.guild_settings import UNSET
from bot.curation.overlay import GuildKnowledge, KnowledgeUnavailableError, serve, serve_many
from bot.runtime.log import get_logger
from bot.storage import guild_rows, revision_rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.answering.engine import Engine
    from bot.answering.live_engine import LiveEngine
    from bot.clock import Clock
    from bot.storage.database import Database


_log = get_logger(__name__)

# Entries laid over the paper by all servers in memory together: an entry as rich as the paper's own
# takes some 33 KiB.
MOST_ENTRIES: Final = 4_000

# Servers without entries of their own cost little, but are not kept without end either.
MOST_SERVERS: Final = 20_000

IDLE: Final = timedelta(minutes=30)

# An overlay of so few entries is built in less time than a thread is worth.
_BUILT_AT_ONCE: Final = 2

# From so many on, building takes longer than others should have to wait for it.
_MANY: Final = 100


class GuildKnowledgeRegistry:
    """Every guild's knowledge and settings, loaded when first needed and dropped when idle.

    `get` is instant, and finds what `load` returned for as long as somebody keeps that;
    `transaction` is the way to change a guild, and serves what it has committed.
    """

    def __init__(self, live_engine: LiveEngine, database: Database, clock: Clock) -> None:
        self._live_engine = live_engine
        self._database = database
        self._clock = clock
        self._known: set[int] = set()
        self._served: OrderedDict[int, tuple[GuildKnowledge, datetime]] = OrderedDict()
        # What was dropped in the middle of somebody's work is right for the rest of it.
        self._held: WeakValueDictionary[int, GuildKnowledge] = WeakValueDictionary()
        # Of these the database may have more than what is being read from it just now.
        self._outdated: set[int] = set()
        self._laid = 0
        # Each for as long as somebody waits for it.
        self._loading: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        # Of small overlays one is built at a time, and of large ones, for which they need not wait.
        self._building = {many: asyncio.Lock() for many in (False, True)}
        # Set with every change, for whoever tells of changes.
        self.changed = asyncio.Event()
        live_engine.when_replaced(self._give_up)

    async def start(self) -> None:
        """Learn which servers have anything of their own; the others need no look."""
        async with self._database.read() as connection:
            self._known = set(await guild_rows.with_something(connection))

    def get(self, guild: int | None) -> GuildKnowledge:
        """What is served to a server now; the paper alone for one that has nothing of its own.

        Raises KnowledgeUnavailable for a server that is not awake, or no longer.
        """
        found = self._served.get(guild or 0)
        if found is not None:
            return found[0]
        if guild in self._known:
            held = self._held.get(guild)
            if held is None:
                raise KnowledgeUnavailableError
            return held
        return GuildKnowledge(self._live_engine.engine, self._live_engine.engine, UNSET, 0)

    async def load(self, guild: int | None) -> GuildKnowledge:
        """The same, loaded if need be; raises KnowledgeUnavailable where it cannot be."""
        if guild is None or guild not in self._known:
            return self.get(None)
        if not self._is_awake(guild):
            async with self._loading.setdefault(guild, asyncio.Lock()):
                if not self._is_awake(guild):
                    await self._reload(guild)
        return self._used(guild)

    async def refresh(self, guild: int) -> GuildKnowledge:
        """Serve what the database has now; questions until then are answered as before.

        Raises KnowledgeUnavailable; then the next question tries again.
        """
        self._known.add(guild)
        try:
            async with self._loading.setdefault(guild, asyncio.Lock()):
                await self._reload(guild)
        except BaseException:
            self._forget(guild)
            raise
        finally:
            self.changed.set()
        return self._used(guild)

    def lock(self, guild: int) -> asyncio.Lock:
        """While it is held, nobody else changes the server."""
        return self._turns.setdefault(guild, asyncio.Lock())

    @asynccontextmanager
    async def transaction(
        self, guild: int, *, held: bool = False
    ) -> AsyncIterator[AsyncConnection]:
        """A transaction that changes a server; when the block is left, what it made is served.

        One follows the other, so that generations are served in their order; `held` says that the
        turn is held already. Raises what the block raises, with everything undone, and
        KnowledgeUnavailable after a commit that cannot be served yet.
        """
        async with nullcontext() if held else self.lock(guild):
            ended = False
            try:
                async with self._database.begin() as connection:
                    yield connection
                    ended = True
                await self.refresh(guild)
            except BaseException:
                # Broken off from here on, nobody can tell whether it was committed.
                if ended:
                    self._known.add(guild)
                    self._forget(guild)
                raise

    def _is_awake(self, guild: int) -> bool:
        found = self._served.get(guild)
        return found is not None and found[0].base is self._live_engine.engine

    def _forget(self, guild: int) -> None:
        """Serve no more what may be outdated, not even to who is at work with it."""
        self._outdated.add(guild)
        self._drop(guild)
        self._held.pop(guild, None)

    def _give_up(self) -> list[Engine]:
        """Let go of what lies over a paper that has been read anew since; its engines."""
        old = {
            guild: served.engine
            for guild, (served, _) in self._served.items()
            if served.base is not self._live_engine.engine
        }
        for guild in old:
            self._drop(guild)
        return list(old.values())

    def _used(self, guild: int) -> GuildKnowledge:
        now = self._clock.now()
        served, _ = self._served.pop(guild)
        self._served[guild] = (served, now)
        self._drop_idle(now)
        return served

    async def _reload(self, guild: int) -> None:
        """Serve a server what the database has; its turn must have come."""
        while True:
            self._outdated.discard(guild)
            served = await self._read(guild)
            # Both may have changed while it was read and built.
            if served.base is self._live_engine.engine and guild not in self._outdated:
                break
        for aside in served.aside:
            _log.warning(
                "revision set aside", guild=guild, entry=aside.revision.entry, why=aside.why
            )
        self._drop(guild)
        self._served[guild] = (served, self._clock.now())
        self._held[guild] = served
        self._laid += served.laid

    async def _read(self, guild: int) -> GuildKnowledge:
        try:
            async with self._database.read() as connection:
                row = await guild_rows.find(connection, guild)
                rows = await revision_rows.current(connection, guild)
            many = len(rows) > _MANY
            # Together they take no less time, and leave less of it to all else.
            async with self._building[many]:
                base, found = self._live_engine.engine, self._held.get(guild)
                before = found.engine if found else None
                if len(rows) > _BUILT_AT_ONCE:
                    build = serve_many if many else serve
                    return await asyncio.to_thread(build, base, row, rows, before)
                return serve(base, row, rows, before)
        except Exception as error:
            _log.exception("server not loaded", guild=guild)
            raise KnowledgeUnavailableError from error

    def _drop(self, guild: int) -> None:
        found = self._served.pop(guild, None)
        if found is not None:
            self._laid -= found[0].laid

    def _drop_idle(self, now: datetime) -> None:
        """Forget the servers used longest ago, while they are idle or take too much room."""
        while len(self._served) > 1:
            guild, (_, used) = next(iter(self._served.items()))
            crowded = self._laid > MOST_ENTRIES or len(self._served) > MOST_SERVERS
            if not crowded and now - used < IDLE:
                return
            self._drop(guild)
