"""Making revisions: committed whole with their record, and served before they are confirmed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.curation import overlay
from bot.curation.resolve_feedback import EntryBeforeAfter, close_worded
from bot.errors import StudyBotError
from bot.paper.writer import digest_of
from bot.storage import guild_rows, revision_rows
from bot.storage.revision_rows import Action, Revision

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.overlay import GuildKnowledge
    from bot.paper.model import Entry, Source


# So many revisions are written in less time than a thread is worth.
_WRITTEN_AT_ONCE: Final = 4


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of one entry.

    `seen` is the number of the last revision that the curator has seen, 0 for none; None where it
    does not matter. `based_on` is the digest of the paper's own entry that they have seen, where it
    may have changed since. `author` wrote it, if that is another than who publishes it.
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
    """The revisions of one press, and the server as it is served with them.

    `again` says that the press had been carried out before.
    """

    revisions: tuple[Revision, ...]
    served: GuildKnowledge
    again: bool = False


class EntryChangedError(StudyBotError):
    """Somebody else has changed the entry since it was looked at; `last` is their revision."""

    def __init__(self, last: Revision) -> None:
        super().__init__(last)
        self.last = last

    def __str__(self) -> str:
        return (
            f"the entry '{self.last.entry}' has been changed since you opened it; look at that "
            f"change first"
        )


class RevisionService:
    """Changes servers' knowledge: whole or not at all, and never over what nobody has seen."""

    def __init__(self, guilds: GuildKnowledgeRegistry, clock: Clock) -> None:
        self._guilds = guilds
        self._clock = clock

    async def revise(
        self,
        guild: int,
        actor: int,
        changes: Sequence[Change],
        request: str,
        *,
        detail: str = "",
        also: Callable[[AsyncConnection], Awaitable[None]] | None = None,
        together: str = "import",
        held: bool = False,
    ) -> RevisionResult:
        """Make the changes, all or none, and serve them; then return.

        `request` names the press: when it arrives again, nothing is done again. `also` is done in
        the same transaction. Several changes are recorded as one, called `together`. `held` says
        that the server's turn is held. Raises Overtaken, and KnowledgeUnavailable after a commit
        that cannot be served yet.
        """
        # Before anything is locked, since it may have to be loaded.
        served = await self._guilds.load(guild)
        async with self._guilds.transaction(guild, held=held) as connection:
            await guild_rows.lock(connection, guild)
            made = await revision_rows.made_by(connection, guild, request)
            again = bool(made)
            if not again:
                made = await self._append(connection, guild, actor, changes, request)
                await self._record(connection, made, actor, detail, together)
                if also is not None:
                    await also(connection)
                changed = _changed(changes, served)
                await close_worded(connection, guild=guild, changed=changed, at=self._clock.now())
                await guild_rows.bump(connection, guild)
        # Nothing has been waited for since it was served.
        return RevisionResult(made, self._guilds.get(guild), again)

    async def _append(
        self,
        connection: AsyncConnection,
        guild: int,
        actor: int,
        changes: Sequence[Change],
        request: str,
    ) -> tuple[Revision, ...]:
        names = [change.entry_id for change in changes]
        numbers = await revision_rows.last_numbers(connection, guild, names)
        for change in changes:
            number = numbers.get(change.entry_id, 0)
            if number and change.seen is not None and change.seen != number:
                last = await revision_rows.latest(connection, guild, change.entry_id)
                if last is not None:
                    raise EntryChangedError(last)
        made = partial(self._revisions, guild, actor, changes, request, numbers)
        # A file of many entries takes longer to write than the event loop may be held up.
        rows = await asyncio.to_thread(made) if len(changes) > _WRITTEN_AT_ONCE else made()
        return await revision_rows.append(connection, rows)

    def _revisions(
        self,
        guild: int,
        actor: int,
        changes: Sequence[Change],
        request: str,
        numbers: Mapping[str, int],
    ) -> list[Revision]:
        own, now = self._guilds.get(None).engine.paper.entries, self._clock.now()
        return [
            Revision(
                id=0,
                guild=guild,
                entry=change.entry_id,
                number=numbers.get(change.entry_id, 0) + 1,
                action=change.action,
                payload=overlay.written(change.entry, change.sources) if change.entry else "",
                based_on=digest_of(own.get(change.entry_id))
                if change.based_on is None
                else change.based_on,
                author=actor if change.author is None else change.author,
                approver=actor,
                at=now,
                comment=change.comment,
                request=request,
            )
            for change in changes
        ]

    async def _record(
        self,
        connection: AsyncConnection,
        made: Sequence[Revision],
        actor: int,
        detail: str,
        together: str,
    ) -> None:
        """One record for a revision, or one for several that were made together."""
        several = len(made) > 1
        for revision in made[:1] if several else made:
            await revision_rows.record_audit(
                connection,
                guild=revision.guild,
                at=revision.at,
                actor=actor,
                action=together if several else revision.action.value,
                entry="" if several else revision.entry,
                detail=detail or revision.comment,
            )


def _changed(changes: Sequence[Change], served: GuildKnowledge) -> list[EntryBeforeAfter]:
    before = served.engine.paper.entries
    return [
        EntryBeforeAfter(before.get(one.entry_id), one.entry)
        for one in changes
        if one.entry is not None
    ]
