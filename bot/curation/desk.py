"""The curators' desk: drafts kept while they are worked on, and what is published of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.curation.drafting import DraftUnreadable, draft_of, read_draft, written_draft
from bot.errors import StudyBotError, UnknownEntry
from bot.store import drafts, revisions
from bot.store.drafts import StoredDraft

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.curation.curating import Curation
    from bot.curation.drafting import Draft
    from bot.curation.serving import Servers
    from bot.store.database import Database


class DraftGone(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """A draft that is not there: older than a month, or of another server."""

    def __str__(self) -> str:
        return "this draft is no longer there; please begin again with /kb add or /kb edit"


class Desk:
    """Keeps drafts in the database, so that neither an error nor a restart loses what was typed."""

    def __init__(
        self, database: Database, servers: Servers, curation: Curation, clock: Clock
    ) -> None:
        self._database = database
        self._servers = servers
        self._curation = curation
        self._clock = clock

    async def keep(self, guild: int, author: int, name: str, draft: Draft) -> None:
        """Keep a new draft under `name`, or what has become of one that is open."""
        stored = StoredDraft(name, guild, author, written_draft(draft), self._clock.now())
        async with self._database.begin() as connection:
            await drafts.save(connection, stored)

    async def find(self, guild: int, name: str) -> tuple[Draft, str]:
        """A server's draft and its state; raises DraftGone."""
        async with self._database.read() as connection:
            stored = await drafts.find(connection, name)
        if stored is None or stored.guild != guild:
            raise DraftGone
        try:
            return read_draft(stored.payload), stored.state
        except DraftUnreadable as error:
            raise DraftGone from error

    async def draft_for(self, guild: int, entry_id: str) -> Draft:
        """A draft of a change to an entry that is served here; raises UnknownEntry."""
        async with self._database.read() as connection:
            last = await revisions.latest(connection, guild, entry_id)
        served = self._servers.of(guild)
        entry = served.engine.paper.entries.get(entry_id)
        if entry is None:
            raise UnknownEntry(entry_id)
        return draft_of(
            entry,
            served.engine.paper.entries,
            seen=last.number if last else 0,
            own=served.base.paper.entries.get(entry_id),
        )
