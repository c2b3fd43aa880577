"""Files over a server's knowledge: looked at first, kept meanwhile, and applied as looked at."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from bot.curation.file_exchange import exchange_plan
from bot.curation.pending import PendingStore
from bot.curation.revision_service import EntryChangedError
from bot.errors import StudyBotError
from bot.storage import guild_rows, pending_rows, revision_rows

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.curation.file_exchange.exchange_plan import ImportPlan
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.overlay import GuildKnowledge
    from bot.curation.revision_service import RevisionService
    from bot.storage.database import Database


class ImportGoneError(StudyBotError):
    """A file that was discarded, or is older than a month."""

    def __str__(self) -> str:
        return "that file is no longer kept; attach it to /kb import again"


class _ImportMovedError(Exception):
    """What was planned may come to something else by now."""


@dataclass(frozen=True, slots=True)
class ImportProposal:
    """What a file would change now; `draft` names the file that is kept until it is applied.

    `digest` is that of the plan: only what was shown is applied.
    """

    file: str
    plan: ImportPlan
    draft: str
    digest: str


@dataclass(frozen=True, slots=True)
class AppliedImport:
    """A file that has been applied; `plan` is None where that was done by an earlier press."""

    file: str
    plan: ImportPlan | None


@dataclass(frozen=True, slots=True)
class _Kept:
    file: str
    text: str


class ImportService(PendingStore[_Kept]):
    """Plans and applies files; what nobody has seen is not done."""

    def __init__(
        self,
        database: Database,
        guilds: GuildKnowledgeRegistry,
        revisions: RevisionService,
        clock: Clock,
    ) -> None:
        super().__init__(database, clock, TypeAdapter(_Kept), ImportGoneError)
        self._guilds = guilds
        self._revisions = revisions

    async def propose(
        self, guild: int, actor: int, name: str, file: str, data: bytes
    ) -> ImportProposal:
        """What a file would change; kept under `name` if it would change anything.

        Raises KnowledgeError with every problem of the file, each with its line.
        """
        served, _ = await self._now(guild)
        plan, digest = await asyncio.to_thread(_planned, file, data, served)
        if not plan.is_empty:
            await self.keep(guild, actor, name, _Kept(file, data.decode("utf-8-sig")))
        return ImportProposal(file, plan, name, digest)

    async def apply(
        self, guild: int, actor: int, name: str, shown: str
    ) -> AppliedImport | ImportProposal:
        """Carry out what was proposed; or propose anew where it would come to something else now.

        `shown` is the digest of the plan that the curator has seen. Returns once it is served.
        Raises NotKept, and KnowledgeError where the file has become unfit for what is served now.
        """
        held = False
        while True:
            # As drafts are published: at once, and else in turn.
            async with self._guilds.lock(guild) if held else nullcontext():
                with suppress(EntryChangedError, _ImportMovedError):
                    return await self._try(guild, actor, name, shown, held=held)
            held = True

    async def _try(
        self, guild: int, actor: int, name: str, shown: str, *, held: bool
    ) -> AppliedImport | ImportProposal:
        kept, state = await self.find(guild, name)
        if state == pending_rows.DISCARDED:
            raise ImportGoneError
        if state == pending_rows.PUBLISHED:
            return AppliedImport(kept.file, None)
        served, seen = await self._now(guild)
        plan, digest = await asyncio.to_thread(_planned, kept.file, kept.text.encode(), served)
        if digest != shown:
            # It may have moved because another press of this very button was faster.
            if (await self.find(guild, name))[1] != pending_rows.OPEN:
                raise _ImportMovedError
            return ImportProposal(kept.file, plan, name, digest)

        async def close(connection: AsyncConnection) -> None:
            # A phrasing is one entry's alone, also of entries that the file does not name.
            if self._guilds.get(guild).generation != served.generation:
                raise _ImportMovedError
            if not await pending_rows.close(connection, name, pending_rows.PUBLISHED):
                raise ImportGoneError

        told = f"from {kept.file}"
        made = await self._revisions.revise(
            guild,
            actor,
            exchange_plan.changes(plan, seen, told),
            f"import-{name}",
            detail=f"{told}: {plan}",
            also=close,
            held=held,
        )
        return AppliedImport(kept.file, None if made.again else plan)

    async def _now(self, guild: int) -> tuple[GuildKnowledge, dict[str, int]]:
        """What is served, and the numbers of the last revisions, of one and the same time."""
        while True:
            served = await self._guilds.load(guild)
            async with self._database.read() as connection:
                row = await guild_rows.find(connection, guild)
                seen = await revision_rows.last_numbers(connection, guild)
            if served.generation == (row.generation if row else 0):
                return served, seen
            await self._guilds.refresh(guild)


def _planned(file: str, data: bytes, served: GuildKnowledge) -> tuple[ImportPlan, str]:
    """What a file would change, and the digest of that; takes seconds for the longest files."""
    plan = exchange_plan.plan_import(exchange_plan.read(file, data, served), served)
    return plan, plan.digest()
