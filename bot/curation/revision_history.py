"""Revision histories of entries, and actions that are previewed and then confirmed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.curation import overlay
from bot.curation.drafts.draft import draft_of
from bot.curation.drafts.draft_service import request_of
from bot.curation.entry_actions import (
    STEP,
    ActionKind,
    ActionPreview,
    EntryAction,
    SeenRevision,
    preview_action,
    sources_with,
    with_wording,
)
from bot.curation.overlay import entry_at, inherited_base_digest, owners_in, state_of
from bot.curation.pending import PendingClosedError, PendingStore
from bot.curation.revision_service import Change, Publication
from bot.errors import StudyBotError, UnknownEntryError
from bot.storage import pending_rows, revision_rows
from bot.storage.revision_rows import Action

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.curation.drafts.draft import Draft
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.overlay import GuildKnowledge
    from bot.curation.revision_service import RevisionResult, RevisionService
    from bot.paper.model import Entry, Source
    from bot.paper.paper import Paper
    from bot.storage.database import Database
    from bot.storage.revision_rows import Revision


CONFIRMED: Final = "confirmed over what the paper’s entry says now"

DROPPED: Final = "dropped for what the paper’s entry says now"


class ActionImpossibleError(StudyBotError):
    """An action that is no longer possible; the preview, shown again, says why."""

    def __str__(self) -> str:
        return "that is not possible right now"


class WordingOwnedError(StudyBotError):
    """An entry has that phrasing already, and each has one owner; `owner` is its id."""

    def __init__(self, owner: str) -> None:
        super().__init__(owner)
        self.owner = owner

    def __str__(self) -> str:
        return f"the entry '{self.owner}' already has that wording"


class ActionGoneError(StudyBotError):
    """The action is not stored: over a month old, or another guild's."""

    def __str__(self) -> str:
        return "that no longer exists; please start again with /kb history"


class UnknownRevisionError(StudyBotError, LookupError):
    """An entry has no revision of this number in the guild."""

    def __init__(self, number: int, last: int) -> None:
        super().__init__(number, last)
        self.number, self.last = number, last

    def __str__(self) -> str:
        there = f"they are 0 to {self.last}" if self.last else "there are none yet"
        return f"there is no revision {self.number} of this entry here; {there}"


@dataclass(frozen=True, slots=True)
class History:
    """Every revision of an entry in a guild, oldest first; `own` is the paper's entry.

    `stale` says that the paper's entry has changed since the last revision. `paper` is the guild's,
    which has the claims that the entry refers to.
    """

    entry_id: str
    own: Entry | None
    revisions: tuple[Revision, ...]
    stale: bool
    paper: Paper

    def state(self, number: int) -> Entry | None:
        """Return the entry after revision `number`, 0 for the paper's own; None if retired."""
        last = self.revisions[number - 1] if number else None
        return state_of(last, self.own, self.paper)

    @property
    def now(self) -> Entry | None:
        """Return the entry after the last revision."""
        return self.state(len(self.revisions))

    @property
    def title(self) -> str:
        """Return the entry's title, or the last one it had."""
        for number in range(len(self.revisions), -1, -1):
            if entry := self.state(number):
                return entry.title
        return self.entry_id


class HistoryService(PendingStore[EntryAction]):
    """Reads the history of entries, and carries out confirmed actions on them."""

    def __init__(
        self,
        database: Database,
        guilds: GuildKnowledgeRegistry,
        revisions: RevisionService,
        clock: Clock,
    ) -> None:
        super().__init__(database, clock, "step", STEP, gone=ActionGoneError)
        self._guilds = guilds
        self._revisions = revisions

    async def known(self, guild: int) -> dict[str, Action]:
        """Return the last action on each entry that was ever revised in the guild."""
        async with self._database.read() as connection:
            return await revision_rows.last_actions(connection, guild)

    async def history(self, guild: int, entry_id: str) -> History:
        """Return the history of an entry; raise UnknownEntryError if the guild never had it."""
        knowledge = await self._guilds.load(guild)
        made = await self._revisions_of(guild, entry_id, knowledge)
        own = knowledge.base.paper.entries.get(entry_id)
        stale = any(one.entry == entry_id for one in knowledge.stale)
        return History(entry_id, own, made, stale, knowledge.engine.paper)

    async def _revisions_of(
        self, guild: int, entry_id: str, knowledge: GuildKnowledge
    ) -> tuple[Revision, ...]:
        async with self._database.read() as connection:
            made = await revision_rows.history(connection, guild, entry_id)
        if not made and entry_id not in knowledge.base.paper.entries:
            raise UnknownEntryError(entry_id)
        return made

    async def revision(self, guild: int, revision: int) -> Revision | None:
        """Return the guild's revision of this id, or None."""
        async with self._database.read() as connection:
            return await revision_rows.find(connection, guild, revision)

    async def outlook(self, guild: int, step: EntryAction) -> ActionPreview:
        """Return what an action would do now, and why not if it cannot be taken.

        Raises UnknownRevisionError.
        """
        return await self._preview(guild, step, await self._guilds.load(guild))

    async def _preview(
        self, guild: int, step: EntryAction, knowledge: GuildKnowledge
    ) -> ActionPreview:
        made = await self._revisions_of(guild, step.entry, knowledge)
        if step.do is ActionKind.ROLL_BACK and not 0 <= step.number <= len(made):
            raise UnknownRevisionError(step.number, len(made))
        others = await self._revisions_of(guild, step.owner, knowledge) if step.owner else ()
        return await asyncio.to_thread(preview_action, step, made, others, knowledge)

    async def take(self, guild: int, actor: int, name: str, seen: SeenRevision) -> RevisionResult:
        """Carry out an action that was confirmed, and serve it; then return.

        `seen` are the last revisions that the curator has been shown with it. Raises
        ActionGoneError, PendingClosedError, ActionImpossibleError and EntryChangedError.
        """

        async def close(connection: AsyncConnection) -> None:
            key = self.key(guild, actor, name)
            if not await pending_rows.close(connection, key, pending_rows.PUBLISHED):
                raise PendingClosedError(pending_rows.DISCARDED)

        async def build(knowledge: GuildKnowledge) -> Publication[None]:
            step, state = await self.find(guild, actor, name)
            if state != pending_rows.OPEN:
                raise PendingClosedError(state)
            step = replace(step, seen=seen.entry, owner_seen=seen.owner)
            outlook = await self._preview(guild, step, knowledge)
            if outlook.against:
                raise ActionImpossibleError
            return Publication(outlook.changes, None, outlook.detail, close, step.do.value)

        result, _ = await self._revisions.publish(guild, actor, request_of(name), build)
        return result

    async def draft_for(self, guild: int, author: int, name: str) -> Draft:
        """Return a draft of the entry as it was after the revision that an action rolls back to.

        Raises ActionGoneError, UnknownRevisionError and UnknownEntryError.
        """
        step, _ = await self.find(guild, author, name)
        history = await self.history(guild, step.entry)
        if not 0 < step.number <= len(history.revisions):
            raise UnknownRevisionError(step.number, len(history.revisions))
        entry = history.state(step.number)
        if entry is None:
            raise UnknownEntryError(step.entry)
        there = (await self._guilds.load(guild)).engine.paper.entries
        draft = draft_of(entry, there, seen=len(history.revisions), own=history.own)
        works = sources_with(history.revisions[step.number - 1])
        return replace(draft, works=works)

    async def teach(
        self, guild: int, actor: int, entry_id: str, wording: str, request: str
    ) -> RevisionResult:
        """Add a phrasing to an entry, and serve it; then return.

        `request` is an idempotency key. Raises UnknownEntryError, and WordingOwnedError when an
        entry has the phrasing already.
        """

        async def build(knowledge: GuildKnowledge) -> Publication[None]:
            paper = knowledge.engine.paper
            owners = await asyncio.to_thread(owners_in, paper, knowledge.base.paper)
            if owner := owners.get(paper.vocabulary.wording_key(wording)):
                raise WordingOwnedError(owner)
            async with self._database.read() as connection:
                last = await revision_rows.latest(connection, guild, entry_id)
            entry = entry_at(last, entry_id, knowledge)
            if entry is None:
                raise UnknownEntryError(entry_id)
            change = Change(
                entry_id,
                Action.UPSERT,
                last.number if last else 0,
                with_wording(entry, wording),
                sources_with(last),
                based_on=inherited_base_digest(last),
            )
            return Publication([change], None, f"learned “{wording}”")

        result, _ = await self._revisions.publish(guild, actor, request, build)
        return result

    async def confirm_stale(self, guild: int, actor: int, stale: Revision) -> RevisionResult:
        """Confirm a stale revision: repeat it, based on the paper's present entry.

        One of an entry that was merged is served again, as an entry of the guild's own.
        """
        entry: Entry | None = None
        works: tuple[Source, ...] = ()
        if stale.action is Action.UPSERT:
            knowledge = await self._guilds.load(guild)
            own = knowledge.base.paper.entries.get(stale.entry)
            entry, works = overlay.load_payload(stale.payload, own)
            if own is None:
                entry = await asyncio.to_thread(_without_others_wordings, entry, knowledge)
        change = Change(stale.entry, stale.action, stale.number, entry, works, CONFIRMED)
        return await self._revisions.revise(guild, actor, [change], f"confirm:{stale.id}")

    async def drop_stale(self, guild: int, actor: int, stale: Revision) -> RevisionResult:
        """Drop a stale revision: serve the paper's present entry."""
        change = Change(stale.entry, Action.RESTORE, stale.number, comment=DROPPED)
        return await self._revisions.revise(guild, actor, [change], f"drop:{stale.id}")


def _without_others_wordings(entry: Entry, knowledge: GuildKnowledge) -> Entry:
    """Return the entry without phrasings that other entries own by now."""
    paper = knowledge.engine.paper
    owners, key_of = owners_in(paper, knowledge.base.paper), paper.vocabulary.wording_key
    free = (one for one in entry.phrasings if owners.get(key_of(one.text), entry.id) == entry.id)
    return replace(entry, phrasings=tuple(free))
