"""ImportService: plans an import, stores its file, and applies exactly the plan that was shown."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from bot.curation.file_exchange import exchange_plan
from bot.curation.pending import PendingStore
from bot.curation.revision_service import Publication
from bot.errors import StudyBotError
from bot.storage import pending_rows, revision_rows

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.curation.file_exchange.exchange_plan import ImportPlan
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.overlay import GuildKnowledge
    from bot.curation.revision_service import RevisionService
    from bot.storage.database import Database


class ImportGoneError(StudyBotError):
    """The file was discarded, or is over a month old."""

    def __str__(self) -> str:
        return "that file is no longer stored; attach it to /kb import again"


class _PlanChangedError(StudyBotError):
    """The file would now do something else than what the curator was shown."""

    def __init__(self, proposal: ImportProposal) -> None:
        super().__init__(proposal)
        self.proposal = proposal


@dataclass(frozen=True, slots=True)
class ImportProposal:
    """The plan of an import, as it is shown to the curator.

    `draft` is the name under which the file is stored until it is applied. `digest` is the plan's:
    only the plan that was shown is applied.
    """

    file: str
    plan: ImportPlan
    draft: str
    digest: str


@dataclass(frozen=True, slots=True)
class AppliedImport:
    """A file that has been applied; `plan` is None if an earlier press did that."""

    file: str
    plan: ImportPlan | None


@dataclass(frozen=True, slots=True)
class _StoredFile:
    file: str
    text: str


class ImportService(PendingStore[_StoredFile]):
    """Plans and applies imports; only a plan that a curator has seen is applied."""

    def __init__(
        self,
        database: Database,
        guilds: GuildKnowledgeRegistry,
        revisions: RevisionService,
        clock: Clock,
    ) -> None:
        adapter = TypeAdapter(_StoredFile)
        super().__init__(database, clock, "import", adapter, gone=ImportGoneError)
        self._guilds = guilds
        self._revisions = revisions

    async def propose(
        self, guild: int, actor: int, name: str, file: str, data: bytes
    ) -> ImportProposal:
        """Return what a file would change, and store it under `name` if that is anything.

        Raises KnowledgeError with every problem of the file, each with its line.
        """
        knowledge = await self._guilds.load(guild)
        plan, digest = await asyncio.to_thread(_planned, file, data, knowledge)
        if not plan.is_empty:
            await self.keep(guild, actor, name, _StoredFile(file, data.decode("utf-8-sig")))
        return ImportProposal(file, plan, name, digest)

    async def apply(
        self, guild: int, actor: int, name: str, shown: str
    ) -> AppliedImport | ImportProposal:
        """Carry out what was proposed, or propose again when it would now do something else.

        `shown` is the digest of the plan that the curator has seen. Returns once the import is
        served. Raises ImportGoneError, and KnowledgeError when the file no longer fits the guild's
        knowledge.
        """
        kept, _ = await self.find(guild, actor, name)

        async def close(connection: AsyncConnection) -> None:
            key = self.key(guild, actor, name)
            if not await pending_rows.close(connection, key, pending_rows.PUBLISHED):
                raise ImportGoneError

        async def build(knowledge: GuildKnowledge) -> Publication[ImportPlan]:
            if (await self.find(guild, actor, name))[1] != pending_rows.OPEN:
                raise ImportGoneError
            async with self._database.read() as connection:
                seen = await revision_rows.last_numbers(connection, guild)
            data = kept.text.encode()
            plan, digest = await asyncio.to_thread(_planned, kept.file, data, knowledge)
            if digest != shown:
                raise _PlanChangedError(ImportProposal(kept.file, plan, name, digest))
            told = f"from {kept.file}"
            changes = exchange_plan.changes(plan, seen, told)
            return Publication(changes, plan, f"{told}: {plan}", close)

        try:
            _, plan = await self._revisions.publish(guild, actor, f"import-{name}", build)
        except _PlanChangedError as changed:
            return changed.proposal
        return AppliedImport(kept.file, plan)


def _planned(file: str, data: bytes, knowledge: GuildKnowledge) -> tuple[ImportPlan, str]:
    """Return what a file would change, and its digest; takes seconds for the longest files."""
    plan = exchange_plan.plan_import(exchange_plan.read(file, data, knowledge), knowledge)
    return plan, plan.digest()
