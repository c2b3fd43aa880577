"""Making revisions: committed whole with their record, and served before they are confirmed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.corpus.writing import digest_of
from bot.curation import payload
from bot.errors import StudyBotError
from bot.store import audit, guilds, revisions
from bot.store.revisions import Action, Revision

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.corpus.model import Entry, Source
    from bot.curation.serving import Served, Servers
    from bot.store.database import Database


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
class Made:
    """The revisions of one press, and the server as it is served with them.

    `again` says that the press had been carried out before.
    """

    revisions: tuple[Revision, ...]
    served: Served
    again: bool = False


class Overtaken(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """Somebody else has changed the entry since it was looked at; `last` is their revision."""

    def __init__(self, last: Revision) -> None:
        super().__init__(last)
        self.last = last

    def __str__(self) -> str:
        return (
            f"the entry '{self.last.entry}' has been changed since you opened it; look at that "
            f"change first"
        )


class Curation:
    """Changes servers' knowledge: whole or not at all, and never over what nobody has seen."""

    def __init__(self, database: Database, servers: Servers, clock: Clock) -> None:
        self._database = database
        self._servers = servers
        self._clock = clock
        # One change of a server after the other, so that generations are served in their order.
        self._turns: dict[int, asyncio.Lock] = {}

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
    ) -> Made:
        """Make the changes, all or none, and serve them; then return.

        `request` names the press: when it arrives again, nothing is done again. `also` is done in
        the same transaction. Several changes are recorded as one, called `together`. Raises
        Overtaken, and KnowledgeUnavailable after a commit that cannot be served yet.
        """
        async with self._turns.setdefault(guild, asyncio.Lock()):
            async with self._database.begin() as connection:
                await guilds.lock(connection, guild)
                made = await revisions.made_by(connection, guild, request)
                again = bool(made)
                if not again:
                    made = tuple(
                        [
                            await self._append(connection, guild, actor, change, request)
                            for change in changes
                        ]
                    )
                    await self._record(connection, made, actor, detail, together)
                    if also is not None:
                        await also(connection)
                    await guilds.bump(connection, guild)
            return Made(made, await self._servers.refresh(guild), again)

    async def _append(
        self,
        connection: AsyncConnection,
        guild: int,
        actor: int,
        change: Change,
        request: str,
    ) -> Revision:
        last = await revisions.latest(connection, guild, change.entry_id)
        number = last.number if last else 0
        if last is not None and change.seen is not None and change.seen != number:
            raise Overtaken(last)
        entry, based_on = change.entry, change.based_on
        if based_on is None:
            base = self._servers.of(None).engine.paper
            based_on = digest_of(base.entries.get(change.entry_id))
        return await revisions.append(
            connection,
            Revision(
                id=0,
                guild=guild,
                entry=change.entry_id,
                number=number + 1,
                action=change.action,
                payload=payload.written(entry, change.sources) if entry else "",
                based_on=based_on,
                author=actor if change.author is None else change.author,
                approver=actor,
                at=self._clock.now(),
                comment=change.comment,
                request=request,
            ),
        )

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
            await audit.record(
                connection,
                guild=revision.guild,
                at=revision.at,
                actor=actor,
                action=together if several else revision.action.value,
                entry="" if several else revision.entry,
                detail=detail or revision.comment,
            )
