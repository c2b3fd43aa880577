"""DraftService: stores drafts while curators edit them, previews and publishes them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.curation.drafts.draft import DRAFT, Draft, Origin, draft_of
from bot.curation.drafts.draft_validation import preview
from bot.curation.overlay import entry_at, inherited_base_digest
from bot.curation.pending import PendingClosedError, PendingStore
from bot.curation.resolve_feedback import close_origin
from bot.curation.revision_service import Publication
from bot.errors import StudyBotError, UnknownEntryError
from bot.storage import pending_rows, revision_rows

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.curation.drafts.draft_validation import DraftPreview
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.overlay import GuildKnowledge
    from bot.curation.revision_service import RevisionService
    from bot.paper.model import Entry
    from bot.storage.database import Database
    from bot.storage.revision_rows import Revision


class DraftGoneError(StudyBotError):
    """The draft is not stored: over a month old, or another person's."""

    def __str__(self) -> str:
        return "this draft no longer exists; please start again with /kb add or /kb edit"


@dataclass(frozen=True, slots=True)
class Published:
    """A published draft's revision and entry, in service; `again` is as in RevisionResult."""

    revision: Revision
    entry: Entry | None
    again: bool


class DraftService(PendingStore[Draft]):
    """Stores drafts, so that neither an error nor a restart loses what was typed."""

    def __init__(
        self,
        database: Database,
        guilds: GuildKnowledgeRegistry,
        revisions: RevisionService,
        clock: Clock,
    ) -> None:
        super().__init__(database, clock, "draft", DRAFT, gone=DraftGoneError)
        self._guilds = guilds
        self._revisions = revisions

    async def draft_for(self, guild: int, entry_id: str) -> Draft:
        """Return a draft of a change to an entry of the guild; raise UnknownEntryError."""
        async with self._database.read() as connection:
            last = await revision_rows.latest(connection, guild, entry_id)
        knowledge = await self._guilds.load(guild)
        # From the revision itself: the loaded knowledge may be a moment older.
        entry = entry_at(last, entry_id, knowledge)
        if entry is None:
            raise UnknownEntryError(entry_id)
        draft = draft_of(
            entry,
            knowledge.engine.paper.entries,
            seen=last.number if last else 0,
            own=knowledge.base.paper.entries.get(entry_id),
        )
        # Editing a stale revision does not confirm it over the paper's changed entry.
        under = inherited_base_digest(last)
        return draft if under is None else replace(draft, based_on=under)

    async def look_at(self, guild: int, draft: Draft) -> DraftPreview:
        """Return the draft validated against the guild's knowledge, and entries it may repeat."""
        return await self._preview(draft, await self._guilds.load(guild), guild)

    async def _preview(self, draft: Draft, knowledge: GuildKnowledge, guild: int) -> DraftPreview:
        seen = None
        async with self._database.read() as connection:
            if draft.seen:
                seen = await revision_rows.numbered(connection, guild, draft.entry, draft.seen)
            taken = await revision_rows.last_actions(connection, guild) if draft.is_new else {}
        before = None if draft.is_new else entry_at(seen, draft.entry, knowledge)
        return await asyncio.to_thread(preview, draft, before, knowledge, taken)

    async def publish(
        self, guild: int, actor: int, name: str, *, over: int | None = None
    ) -> Published:
        """Publish a draft, and serve it; then return. A second press does nothing more.

        `over` is the number of somebody else's revision that the curator has agreed to overwrite.
        Raises DraftGoneError, PendingClosedError, DraftNotReadyError, EntryChangedError and
        AlreadyDecidedError.
        """

        async def build(knowledge: GuildKnowledge) -> Publication[None]:
            draft, state = await self.find(guild, actor, name)
            if state != pending_rows.OPEN:
                raise PendingClosedError(state)
            if over is not None and over > draft.seen:
                draft = replace(draft, seen=over)
            preview = await self._preview(draft, knowledge, guild)
            return self._publication(guild, actor, name, preview)

        result, _ = await self._revisions.publish(guild, actor, request_of(name), build)
        (revision,) = result.revisions
        entry = result.knowledge.engine.paper.entries.get(revision.entry)
        return Published(revision, entry, result.again)

    def _publication(
        self, guild: int, actor: int, name: str, preview: DraftPreview
    ) -> Publication[None]:
        """Return the draft's change; raise DraftNotReadyError when the draft has problems."""
        change, key = preview.change(), self.key(guild, actor, name)

        async def close(connection: AsyncConnection) -> None:
            if not await pending_rows.close(connection, key, pending_rows.PUBLISHED):
                raise PendingClosedError(pending_rows.DISCARDED)
            await close_origin(
                connection,
                guild=guild,
                origin=preview.draft.origin,
                entry=change.entry_id,
                title=preview.title,
                by=actor,
                at=self._clock.now(),
            )

        return Publication([change], None, preview.detail, close)

    async def states(
        self, guild: int, draft: Draft, last: Revision
    ) -> tuple[Entry | None, Entry | None]:
        """Return a draft's entry as its curator saw it, and as it is after the revision `last`."""
        knowledge = await self._guilds.load(guild)
        async with self._database.read() as connection:
            seen = await revision_rows.numbered(connection, guild, draft.entry, draft.seen)
        return entry_at(seen, draft.entry, knowledge), entry_at(last, draft.entry, knowledge)

    async def forget_origin(self, guild: int, author: int, name: str) -> Draft:
        """Store an open draft without its origin, which another curator has resolved; return it."""
        draft = replace(await self.find_open(guild, author, name), origin=Origin())
        await self.keep(guild, author, name, draft)
        return draft


def request_of(name: str) -> str:
    """Return the idempotency key of publishing the draft `name`."""
    return f"draft:{name}"
