"""Commits revisions with their audit records, with an optimistic retry, and serves them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from bot.curation import overlay
from bot.curation.resolve_feedback import EntryBeforeAfter, close_worded
from bot.errors import StudyBotError
from bot.storage import guild_rows, revision_rows
from bot.storage.revision_rows import Action, Revision

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.overlay import GuildKnowledge
    from bot.paper.model import Entry, Source
    from bot.storage.database import Database
    from bot.storage.guild_rows import Guild


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Change:
    """A change to one entry.

    `seen` is the number of the last revision that the curator has seen, 0 for none; None overwrites
    any. `based_on` is the digest of the paper's own entry that the curator has seen; None means the
    present one. `author` is who wrote it, if somebody else publishes it.
    """

    entry_id: str
    action: Action
    seen: int | None
    entry: Entry | None = None
    sources: tuple[Source, ...] = ()
    comment: str = ""
    author: int | None = None
    based_on: str | None = None


@dataclass(frozen=True, slots=True)
class RevisionResult:
    """Result of a change: its revisions and the knowledge that includes them.

    `again` says that the request had been carried out before.
    """

    revisions: tuple[Revision, ...]
    knowledge: GuildKnowledge
    again: bool = False


class EntryChangedError(StudyBotError):
    """Somebody else changed the entry after the curator last saw it; `last` is their revision."""

    def __init__(self, last: Revision) -> None:
        super().__init__(last)
        self.last = last

    def __str__(self) -> str:
        return (
            f"the entry '{self.last.entry}' has been changed since you opened it; look at that "
            f"change first"
        )


class GuildChangedError(StudyBotError):
    """Somebody else changed the guild after a publication was built; it has to be built again."""

    def __str__(self) -> str:
        return "somebody else is changing this just now; please try again"


@dataclass(frozen=True, slots=True)
class Publication(Generic[T_co]):
    """Changes to commit together, built from one state of a guild's knowledge.

    `changes` may be empty, where only `also` has something to do. `value` is handed back to the
    caller after the commit. `detail` is the audit record's text, by default the change's comment.
    `also` runs in the same transaction. Several changes are recorded as one, called `together`.
    """

    changes: Sequence[Change]
    value: T_co
    detail: str = ""
    also: Callable[[AsyncConnection], Awaitable[None]] | None = None
    together: str = "import"


class _Press(NamedTuple):
    """Who does what where; `request` is the idempotency key."""

    guild: int
    actor: int
    request: str


class RevisionService:
    """Commits changes to guilds' knowledge, all or none, with optimistic concurrency control."""

    def __init__(self, database: Database, guilds: GuildKnowledgeRegistry, clock: Clock) -> None:
        self._database = database
        self._guilds = guilds
        self._clock = clock

    async def publish(
        self,
        guild: int,
        actor: int,
        request: str,
        build: Callable[[GuildKnowledge], Awaitable[Publication[T]]],
    ) -> tuple[RevisionResult, T | None]:
        """Commit what `build` makes of the guild's current knowledge, and serve it; then return.

        The guild is locked only for the commit. When somebody else has changed it in the meantime,
        `build` is called a second time under the guild's lock, where nobody else can interfere.
        `request` is an idempotency key: when it has been carried out before, the result says
        `again` and the value is None. Raises what `build` and the publication's `also` raise,
        EntryChangedError, and KnowledgeUnavailableError after a commit that cannot be served yet.
        """
        press = _Press(guild, actor, request)
        try:
            return await self._attempt(press, build, None)
        except GuildChangedError:
            lock = self._guilds.lock(guild)
            async with lock:
                return await self._attempt(press, build, lock)

    async def _attempt(
        self,
        press: _Press,
        build: Callable[[GuildKnowledge], Awaitable[Publication[T]]],
        held: asyncio.Lock | None,
    ) -> tuple[RevisionResult, T | None]:
        """Build and commit once; raise GuildChangedError when the guild changed in between."""
        knowledge = await self._guilds.load(press.guild)
        async with self._database.read() as connection:
            row = await guild_rows.find(connection, press.guild)
            made = await revision_rows.made_by(connection, press.guild, press.request)
        if knowledge.generation != _generation(row):
            if held is None:
                raise GuildChangedError
            knowledge = await self._guilds.refresh(press.guild)
        if made:
            return RevisionResult(made, knowledge, again=True), None
        try:
            publication = await build(knowledge)
        except StudyBotError as error:
            # It may have failed because of a change that is committed but not yet served.
            async with self._database.read() as connection:
                row = await guild_rows.find(connection, press.guild)
            if held is None and knowledge.generation != _generation(row):
                raise GuildChangedError from error
            raise
        result = await self._commit(press, publication, knowledge, held, optimistic=True)
        return result, None if result.again else publication.value

    async def revise(
        self,
        guild: int,
        actor: int,
        changes: Sequence[Change],
        request: str,
        *,
        detail: str = "",
        also: Callable[[AsyncConnection], Awaitable[None]] | None = None,
        held: asyncio.Lock | None = None,
    ) -> RevisionResult:
        """Commit changes that depend on nothing but their own entries, and serve them; then return.

        All of them or none are made.
        `request` is an idempotency key: when it has been carried out before, nothing is done.
        `detail` and `also` are as in a Publication. `held` is the guild's lock, passed by a caller
        that holds it already. Raises EntryChangedError, and KnowledgeUnavailableError after a
        commit that cannot be served yet.
        """
        # Before the guild is locked, since loading may take seconds.
        knowledge = await self._guilds.load(guild)
        press, publication = _Press(guild, actor, request), Publication(changes, None, detail, also)
        return await self._commit(press, publication, knowledge, held, optimistic=False)

    async def _commit(
        self,
        press: _Press,
        publication: Publication[T],
        knowledge: GuildKnowledge,
        held: asyncio.Lock | None,
        *,
        optimistic: bool,
    ) -> RevisionResult:
        """Write and serve the changes; `optimistic` needs the generation that `knowledge` has."""
        guild, changes = press.guild, publication.changes
        async with self._guilds.transaction(guild, held=held) as connection:
            row = await guild_rows.lock(connection, guild)
            made = await revision_rows.made_by(connection, guild, press.request)
            again = bool(made)
            if not again:
                if optimistic and row.generation != knowledge.generation:
                    raise GuildChangedError
                made = await self._append(connection, press, changes)
                await _record(connection, made, press.actor, publication)
                if publication.also is not None:
                    await publication.also(connection)
                changed = _changed(changes, knowledge)
                await close_worded(
                    connection,
                    guild=guild,
                    changed=changed,
                    vocabulary=knowledge.base.paper.vocabulary,
                    at=self._clock.now(),
                )
                if changes:
                    await guild_rows.bump(connection, guild)
        # `get` cannot raise here: no other task has run since the transaction loaded it.
        return RevisionResult(made, self._guilds.get(guild), again)

    async def _append(
        self, connection: AsyncConnection, press: _Press, changes: Sequence[Change]
    ) -> tuple[Revision, ...]:
        names = [change.entry_id for change in changes]
        numbers = await revision_rows.last_numbers(connection, press.guild, names)
        for change in changes:
            number = numbers.get(change.entry_id, 0)
            if number and change.seen is not None and change.seen != number:
                last = await revision_rows.latest(connection, press.guild, change.entry_id)
                if last is not None:
                    raise EntryChangedError(last)
        # Writing a file of many entries would hold up the event loop for too long.
        rows = await asyncio.to_thread(self._revisions, press, changes, numbers)
        return await revision_rows.append(connection, rows)

    def _revisions(
        self, press: _Press, changes: Sequence[Change], numbers: Mapping[str, int]
    ) -> list[Revision]:
        paper, now = self._guilds.get(None).engine.paper, self._clock.now()
        return [
            Revision(
                id=0,
                guild=press.guild,
                entry=change.entry_id,
                number=numbers.get(change.entry_id, 0) + 1,
                action=change.action,
                payload=overlay.dump_payload(change.entry, change.sources) if change.entry else "",
                based_on=overlay.base_digest(change.entry_id, paper)
                if change.based_on is None
                else change.based_on,
                author=press.actor if change.author is None else change.author,
                approver=press.actor,
                at=now,
                comment=change.comment,
                request=press.request,
            )
            for change in changes
        ]


def _generation(row: Guild | None) -> int:
    return row.generation if row else 0


async def _record(
    connection: AsyncConnection,
    made: Sequence[Revision],
    actor: int,
    publication: Publication[T],
) -> None:
    """Write one audit record: for the one revision, or for all that were made together."""
    several = len(made) > 1
    for revision in made[:1]:
        await revision_rows.record_audit(
            connection,
            guild=revision.guild,
            at=revision.at,
            actor=actor,
            action=publication.together if several else revision.action.value,
            entry="" if several else revision.entry,
            detail=publication.detail or revision.comment,
        )


def _changed(changes: Sequence[Change], knowledge: GuildKnowledge) -> list[EntryBeforeAfter]:
    before = knowledge.engine.paper.entries
    return [
        EntryBeforeAfter(before.get(one.entry_id), one.entry)
        for one in changes
        if one.entry is not None
    ]
