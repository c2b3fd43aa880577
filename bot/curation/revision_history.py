"""What became of entries here, and steps that are looked at before they are taken."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
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
from bot.curation.revision_service import Change, RevisionResult
from bot.errors import StudyBotError, UnknownEntryError
from bot.paper.cross_checks import fold
from bot.storage import pending_rows, revision_rows
from bot.storage.revision_rows import Action

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.curation.drafts.draft import Draft
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.revision_service import RevisionService
    from bot.paper.model import Entry
    from bot.storage.database import Database
    from bot.storage.revision_rows import Revision


_TRIES: Final = 5

CONFIRMED: Final = "confirmed over what the paper’s entry says now"

DROPPED: Final = "dropped for what the paper’s entry says now"


class ActionImpossibleError(StudyBotError):
    """A step that no longer makes sense; the card that is shown anew says why."""

    def __str__(self) -> str:
        return "that cannot be done as things are now"


class WordingOwnedError(StudyBotError):
    """An entry has that wording already, and one wording leads to one entry; `owner` is its id."""

    def __init__(self, owner: str) -> None:
        super().__init__(owner)
        self.owner = owner

    def __str__(self) -> str:
        return f"the entry '{self.owner}' has that wording already"


class ActionGoneError(StudyBotError):
    """A step that is not there: older than a month, or of another server."""

    def __str__(self) -> str:
        return "that is no longer there; please begin again with /kb history"


class UnknownRevisionError(StudyBotError, LookupError):
    """An entry has no revision of this number here."""

    def __init__(self, number: int, last: int) -> None:
        super().__init__(number, last)
        self.number, self.last = number, last

    def __str__(self) -> str:
        there = f"they are 0 to {self.last}" if self.last else "there are none yet"
        return f"there is no revision {self.number} of this entry here; {there}"


@dataclass(frozen=True, slots=True)
class History:
    """Every revision of an entry here, oldest first, over the paper's own; `stale` as served."""

    entry_id: str
    own: Entry | None
    revisions: tuple[Revision, ...]
    stale: bool

    def state(self, number: int) -> Entry | None:
        """The entry after the revision of that number; 0 is the paper's own, None for none."""
        last = self.revisions[number - 1] if number else None
        return state_of(last, self.own)

    @property
    def now(self) -> Entry | None:
        """The entry as the last revision left it."""
        return self.state(len(self.revisions))

    @property
    def title(self) -> str:
        """What the entry is called, or was when it was last there."""
        for number in range(len(self.revisions), -1, -1):
            if entry := self.state(number):
                return entry.title
        return self.entry_id


class HistoryService(PendingStore[EntryAction]):
    """Tells the history of entries, and takes steps that go by it."""

    def __init__(
        self,
        database: Database,
        guilds: GuildKnowledgeRegistry,
        revisions: RevisionService,
        clock: Clock,
    ) -> None:
        super().__init__(database, clock, STEP, ActionGoneError)
        self._guilds = guilds
        self._revisions = revisions

    async def known(self, guild: int) -> dict[str, Action]:
        """What was last done to each entry that has ever been revised here."""
        async with self._database.read() as connection:
            return await revision_rows.last_actions(connection, guild)

    async def history(self, guild: int, entry_id: str) -> History:
        """The history of an entry; raises UnknownEntryError for one that has never been here."""
        served = await self._guilds.load(guild)
        async with self._database.read() as connection:
            made = await revision_rows.history(connection, guild, entry_id)
        own = served.base.paper.entries.get(entry_id)
        if own is None and not made:
            raise UnknownEntryError(entry_id)
        stale = any(one.entry == entry_id for one in served.stale)
        return History(entry_id, own, made, stale)

    async def revision(self, guild: int, revision: int) -> Revision | None:
        """The server's revision of this id, or None."""
        async with self._database.read() as connection:
            return await revision_rows.find(connection, guild, revision)

    async def outlook(self, guild: int, step: EntryAction) -> ActionPreview:
        """What a step would do now, and what speaks against it; raises UnknownRevision."""
        served = await self._guilds.load(guild)
        made = (await self.history(guild, step.entry)).revisions
        if step.do is ActionKind.ROLL_BACK and not 0 <= step.number <= len(made):
            raise UnknownRevisionError(step.number, len(made))
        others = (await self.history(guild, step.owner)).revisions if step.owner else ()
        return await asyncio.to_thread(preview_action, step, made, others, served)

    async def take(self, guild: int, actor: int, name: str, seen: SeenRevision) -> RevisionResult:
        """Take a step that was confirmed; when this returns it is served.

        `seen` are the last revisions that the curator has been shown with it. Raises StepGone,
        Closed, CannotBeTaken and Overtaken.
        """
        for tried in range(_TRIES):
            # As drafts are published: at once, and else in turn.
            async with self._guilds.lock(guild) if tried else nullcontext():
                made = await self._try(guild, actor, name, seen, held=bool(tried))
            if made is not None:
                return made
        raise ActionImpossibleError

    async def _try(
        self, guild: int, actor: int, name: str, seen: SeenRevision, *, held: bool
    ) -> RevisionResult | None:
        """Take a step as it is now; None where something has moved meanwhile."""
        # Read each time: another press of the same button may have been faster.
        step, state = await self.find(guild, name)
        if state == pending_rows.PUBLISHED:
            return await self._revisions.revise(guild, actor, (), request_of(name), held=held)
        outlook = await self.outlook(guild, replace(step, seen=seen.entry, owner_seen=seen.owner))
        try:
            return await self._take(guild, actor, name, outlook, held=held)
        except _ActionMovedError:
            return None
        except ActionImpossibleError:
            if (await self.find(guild, name))[1] != pending_rows.PUBLISHED:
                raise
            return None

    async def _take(
        self, guild: int, actor: int, name: str, outlook: ActionPreview, *, held: bool
    ) -> RevisionResult:
        if outlook.against:
            raise ActionImpossibleError

        async def also(connection: AsyncConnection) -> None:
            if self._guilds.get(guild).generation != outlook.generation:
                raise _ActionMovedError
            if not await pending_rows.close(connection, name, pending_rows.PUBLISHED):
                raise PendingClosedError(pending_rows.DISCARDED)

        return await self._revisions.revise(
            guild,
            actor,
            outlook.changes,
            request_of(name),
            detail=outlook.detail,
            also=also,
            together=outlook.step.do.value,
            held=held,
        )

    async def draft_for(self, guild: int, name: str) -> Draft:
        """What an entry was after the revision that the step of this name leads to, as a draft.

        Raises StepGone, UnknownRevision and UnknownEntryError.
        """
        step, _ = await self.find(guild, name)
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
        """Teach an entry a wording; raises UnknownEntryError, and Owned where one has it."""
        # In turn, so that nobody else gives the wording away after it was looked for.
        async with self._guilds.lock(guild):
            served = await self._guilds.load(guild)
            owners = await asyncio.to_thread(owners_in, served.engine.paper, served.base.paper)
            if owner := owners.get(fold(wording)):
                async with self._database.read() as connection:
                    done = await revision_rows.made_by(connection, guild, request)
                if done:
                    return RevisionResult(done, served, again=True)
                raise WordingOwnedError(owner)
            async with self._database.read() as connection:
                last = await revision_rows.latest(connection, guild, entry_id)
            entry = entry_at(last, entry_id, served.base.paper)
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
            detail = f"learned “{wording}”"
            return await self._revisions.revise(
                guild, actor, [change], request, detail=detail, held=True
            )

    async def confirm_stale(self, guild: int, actor: int, stale: Revision) -> RevisionResult:
        """Confirm a stale revision: the same again, over what the paper's entry says now."""
        entry, works = overlay.read(stale.payload) if stale.action is Action.UPSERT else (None, ())
        change = Change(stale.entry, stale.action, stale.number, entry, works, CONFIRMED)
        return await self._revisions.revise(guild, actor, [change], f"confirm:{stale.id}")

    async def drop_stale(self, guild: int, actor: int, stale: Revision) -> RevisionResult:
        """Drop a stale revision: what the paper's entry says now is served."""
        change = Change(stale.entry, Action.RESTORE, stale.number, comment=DROPPED)
        return await self._revisions.revise(guild, actor, [change], f"drop:{stale.id}")


class _ActionMovedError(Exception):
    """What a step was checked against has changed since."""
