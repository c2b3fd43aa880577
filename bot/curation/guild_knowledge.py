"""Registry of guilds' knowledge: loads it when needed, keeps it in memory, serves changes."""

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
from bot.storage.database_trouble import DatabaseTroubleError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.answering.live_engine import LiveEngine
    from bot.clock import Clock
    from bot.storage.database import Database


_log = get_logger(__name__)

# Entries that differ from the paper, of all guilds in memory together: an entry as rich as the
# paper's own takes some 33 KiB.
MOST_ENTRIES: Final = 4_000

# Guilds without entries of their own cost little, but are not kept forever either.
MOST_GUILDS: Final = 20_000

IDLE: Final = timedelta(minutes=30)

# Overlays of more entries than this take too long to build for small ones to queue behind.
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
        self._loaded: OrderedDict[int, tuple[GuildKnowledge, datetime]] = OrderedDict()
        # Evicted guilds that a running interaction still uses: it goes on with the same knowledge.
        self._held: WeakValueDictionary[int, GuildKnowledge] = WeakValueDictionary()
        # Guilds that changed while they were being loaded, and must be read again.
        self._outdated: set[int] = set()
        self._overlay_entries = 0
        # Weak: each lock exists for as long as somebody waits for it.
        self._loading: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        # One small overlay is built at a time, and one large one, so that small ones need not wait.
        self._building = {many: asyncio.Lock() for many in (False, True)}
        # Set after every change, to wake the audit channel.
        self.changed = asyncio.Event()
        live_engine.when_replaced(self._release)

    async def start(self) -> None:
        """Load which guilds have revisions or settings; the others need no query."""
        async with self._database.read() as connection:
            self._known = set(await guild_rows.with_something(connection))

    def get(self, guild: int | None) -> GuildKnowledge:
        """Return the loaded knowledge of a guild; the paper alone for one without changes.

        Raises KnowledgeUnavailableError for a guild that is not loaded, or no longer.
        """
        found = self._loaded.get(guild or 0)
        if found is not None:
            return found[0]
        if guild in self._known:
            held = self._held.get(guild)
            if held is None:
                raise KnowledgeUnavailableError
            return held
        return GuildKnowledge(self._live_engine.engine, self._live_engine.engine, UNSET, 0)

    async def load(self, guild: int | None) -> GuildKnowledge:
        """Load the guild's knowledge if needed and return it.

        Raises KnowledgeUnavailableError when it cannot be loaded, and DatabaseTroubleError when
        that is the database's fault.
        """
        if guild is None or guild not in self._known:
            return self.get(None)
        if not self._is_loaded(guild):
            async with self._loading.setdefault(guild, asyncio.Lock()):
                if not self._is_loaded(guild):
                    try:
                        await self._reload(guild)
                    except KnowledgeUnavailableError as error:
                        if isinstance(error.__cause__, DatabaseTroubleError):
                            raise error.__cause__ from None
                        raise
        return self._used(guild)

    async def refresh(self, guild: int) -> GuildKnowledge:
        """Reload a guild from the database and return its knowledge.

        Until then questions are answered from the old knowledge. Raises
        KnowledgeUnavailableError; then the next question tries again.
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
        """Return the lock that must be held to change the guild."""
        return self._turns.setdefault(guild, asyncio.Lock())

    @asynccontextmanager
    async def transaction(
        self, guild: int, *, held: asyncio.Lock | None = None
    ) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that changes a guild, and serve the result once it is committed.

        A guild's transactions run one after another, so that generations are served in order.
        `held` is the guild's lock, passed by a caller that holds it already. Raises whatever the
        block raises, after a rollback, and KnowledgeUnavailableError after a commit that cannot be
        served yet.
        """
        async with nullcontext() if held else self.lock(guild):
            ended = False
            try:
                async with self._database.begin() as connection:
                    yield connection
                    ended = True
                await self.refresh(guild)
            except BaseException:
                # Cancelled from here on, nobody can tell whether it was committed.
                if ended:
                    self._known.add(guild)
                    self._forget(guild)
                raise

    def _is_loaded(self, guild: int) -> bool:
        found = self._loaded.get(guild)
        return found is not None and found[0].base is self._live_engine.engine

    def _forget(self, guild: int) -> None:
        """Stop serving knowledge that may be outdated, also to interactions that use it."""
        self._outdated.add(guild)
        self._drop(guild)
        self._held.pop(guild, None)

    def _release(self) -> None:
        """Drop the guilds whose knowledge lies over a paper that has since been replaced."""
        old = [
            guild
            for guild, (knowledge, _) in self._loaded.items()
            if knowledge.base is not self._live_engine.engine
        ]
        for guild in old:
            self._drop(guild)

    def _used(self, guild: int) -> GuildKnowledge:
        now = self._clock.now()
        knowledge, _ = self._loaded.pop(guild)
        self._loaded[guild] = (knowledge, now)
        self._drop_idle(now)
        return knowledge

    async def _reload(self, guild: int) -> None:
        """Load a guild from the database; its loading lock must be held."""
        while True:
            self._outdated.discard(guild)
            knowledge = await self._build(guild)
            # The paper or the guild may have changed in the meantime.
            if knowledge.base is self._live_engine.engine and guild not in self._outdated:
                break
        for invalid in knowledge.invalid:
            _log.warning(
                "revision skipped", guild=guild, entry=invalid.revision.entry, why=invalid.why
            )
        self._drop(guild)
        self._loaded[guild] = (knowledge, self._clock.now())
        self._held[guild] = knowledge
        self._overlay_entries += knowledge.overlay_size

    async def _build(self, guild: int) -> GuildKnowledge:
        try:
            async with self._database.read() as connection:
                row = await guild_rows.find(connection, guild)
                rows = await revision_rows.current(connection, guild)
            many = len(rows) > _MANY
            # Building several at once is no faster, and leaves less time to everything else.
            async with self._building[many]:
                base, found = self._live_engine.engine, self._held.get(guild)
                before = found.engine if found else None
                if not rows:
                    return serve(base, row, rows, before)
                build = serve_many if many else serve
                return await asyncio.to_thread(build, base, row, rows, before)
        except DatabaseTroubleError as error:
            raise KnowledgeUnavailableError from error
        except Exception as error:
            _log.exception("guild not loaded", guild=guild)
            raise KnowledgeUnavailableError from error

    def _drop(self, guild: int) -> None:
        found = self._loaded.pop(guild, None)
        if found is not None:
            self._overlay_entries -= found[0].overlay_size

    def _drop_idle(self, now: datetime) -> None:
        """Evict the least recently used guilds that are idle, and more if memory is full."""
        while len(self._loaded) > 1:
            guild, (_, used) = next(iter(self._loaded.items()))
            crowded = self._overlay_entries > MOST_ENTRIES or len(self._loaded) > MOST_GUILDS
            if not crowded and now - used < IDLE:
                return
            self._drop(guild)
