"""The curators' desk: drafts kept while they are worked on, and what is published of them."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.curation.drafts.draft import DRAFT, Draft, Origin, draft_of
from bot.curation.drafts.draft_validation import DraftNotReadyError, preview
from bot.curation.overlay import entry_at, inherited_base_digest
from bot.curation.pending import PendingClosedError, PendingStore
from bot.curation.resolve_feedback import close_origin
from bot.curation.revision_service import EntryChangedError
from bot.errors import StudyBotError, UnknownEntryError
from bot.storage import pending_rows, revision_rows

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.curation.drafts.draft_validation import DraftPreview
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.revision_service import RevisionResult, RevisionService
    from bot.paper.model import Entry
    from bot.storage.database import Database
    from bot.storage.revision_rows import Revision


_TRIES: Final = 5


class DraftGoneError(StudyBotError):
    """A draft that is not there: older than a month, or of another server."""

    def __str__(self) -> str:
        return "this draft is no longer there; please begin again with /kb add or /kb edit"


@dataclass(frozen=True, slots=True)
class Published:
    """What a draft has become: served, when this is returned; `again` as in Made."""

    revision: Revision
    entry: Entry | None
    again: bool


class DraftService(PendingStore[Draft]):
    """Keeps drafts in the database, so that neither an error nor a restart loses what was typed."""

    def __init__(
        self,
        database: Database,
        guilds: GuildKnowledgeRegistry,
        revisions: RevisionService,
        clock: Clock,
    ) -> None:
        super().__init__(database, clock, DRAFT, DraftGoneError)
        self._guilds = guilds
        self._revisions = revisions

    async def draft_for(self, guild: int, entry_id: str) -> Draft:
        """A draft of a change to an entry that is served here; raises UnknownEntryError."""
        async with self._database.read() as connection:
            last = await revision_rows.latest(connection, guild, entry_id)
        served = await self._guilds.load(guild)
        # From the revision itself: what is served may be of a moment before it.
        entry = entry_at(last, entry_id, served.base.paper)
        if entry is None:
            raise UnknownEntryError(entry_id)
        draft = draft_of(
            entry,
            served.engine.paper.entries,
            seen=last.number if last else 0,
            own=served.base.paper.entries.get(entry_id),
        )
        # Where the paper's own has changed under a revision, an edit of that does not confirm it.
        under = inherited_base_digest(last)
        return draft if under is None else replace(draft, based_on=under)

    async def look_at(self, guild: int, draft: Draft) -> DraftPreview:
        """The entry that a draft makes now, what is wrong with it, and what it may repeat."""
        served = await self._guilds.load(guild)
        seen = None
        async with self._database.read() as connection:
            if draft.seen:
                seen = await revision_rows.numbered(connection, guild, draft.entry, draft.seen)
            taken = await revision_rows.last_actions(connection, guild) if draft.is_new else {}
        before = None if draft.is_new else entry_at(seen, draft.entry, served.base.paper)
        return await asyncio.to_thread(preview, draft, before, served, taken)

    async def publish(
        self, guild: int, actor: int, name: str, *, over: int | None = None
    ) -> Published:
        """Publish a draft; when this returns it is served, and a second press does nothing more.

        `over` is the number of another's revision that the curator has seen meanwhile. Raises
        DraftGone, Closed, NotReady, Overtaken and DecidedBefore.
        """
        for tried in range(_TRIES):
            # At once if nobody else publishes; else in turn, or it might be overtaken for ever.
            async with self._guilds.lock(guild) if tried else nullcontext():
                made = await self._try(guild, actor, name, over, held=bool(tried))
            if made is not None:
                return _published(made)
        raise DraftNotReadyError

    async def _try(
        self, guild: int, actor: int, name: str, over: int | None, *, held: bool
    ) -> RevisionResult | None:
        """Publish a draft as it is now; None where something has moved meanwhile."""
        # Read each time: another press of the same button may have been faster.
        draft, state = await self.find(guild, name)
        if state == pending_rows.PUBLISHED:
            return await self._revisions.revise(guild, actor, (), request_of(name), held=held)
        if state == pending_rows.DISCARDED:
            raise PendingClosedError(state)
        if over is not None and over > draft.seen:
            draft = replace(draft, seen=over)
        try:
            looked = await self.look_at(guild, draft)
            return await self._publish(guild, actor, name, looked, held=held)
        except _DraftMovedError:
            return None
        except EntryChangedError:
            # An entry of the same name came meanwhile; the next look gives another name.
            if not draft.is_new:
                raise
            return None
        except DraftNotReadyError:
            if (await self.find(guild, name))[1] == pending_rows.PUBLISHED:
                return None
            raise

    async def _publish(
        self, guild: int, actor: int, name: str, looked: DraftPreview, *, held: bool
    ) -> RevisionResult:
        change = looked.change()

        async def also(connection: AsyncConnection) -> None:
            # Changes of a server come one after the other, so that nothing moves from here on.
            if self._guilds.get(guild).generation != looked.served.generation:
                raise _DraftMovedError
            if not await pending_rows.close(connection, name, pending_rows.PUBLISHED):
                raise PendingClosedError(pending_rows.DISCARDED)
            await close_origin(
                connection,
                guild=guild,
                origin=looked.draft.origin,
                entry=change.entry_id,
                title=looked.title,
                by=actor,
                at=self._clock.now(),
            )

        return await self._revisions.revise(
            guild, actor, [change], request_of(name), detail=looked.detail, also=also, held=held
        )

    async def states(
        self, guild: int, draft: Draft, last: Revision
    ) -> tuple[Entry | None, Entry | None]:
        """A draft's entry as its curator has seen it, and as the revision `last` left it."""
        base = (await self._guilds.load(guild)).base.paper
        async with self._database.read() as connection:
            seen = await revision_rows.numbered(connection, guild, draft.entry, draft.seen)
        return entry_at(seen, draft.entry, base), entry_at(last, draft.entry, base)

    async def forget_origin(self, guild: int, author: int, name: str) -> Draft:
        """Keep an open draft without what it answers, since another has decided that."""
        draft = replace(await self.find_open(guild, name), origin=Origin())
        await self.keep(guild, author, name, draft)
        return draft


class _DraftMovedError(Exception):
    """What a draft was checked against has changed since."""


def request_of(name: str) -> str:
    """What names the press that publishes the draft `name`, however often it arrives."""
    return f"draft:{name}"


def _published(made: RevisionResult) -> Published:
    (revision,) = made.revisions
    entry = made.served.engine.paper.entries.get(revision.entry)
    return Published(revision, entry, made.again)
