"""Figures for /kb status: a guild's changes to the paper, and what waits for its curators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.curation.file_exchange.exchange_plan import own_work
from bot.storage import feedback_rows, revision_rows

if TYPE_CHECKING:
    from bot.curation.file_exchange.exchange_plan import OwnWork
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.overlay import GuildKnowledge
    from bot.storage.database import Database
    from bot.storage.revision_rows import AuditedChange


_MOST_CHANGES: Final = 5


@dataclass(frozen=True, slots=True)
class KnowledgeStatus:
    """A guild's knowledge in service, with counts from the database.

    `paper` counts the paper's own entries. `untold` counts the changes that could not be posted in
    the audit channel since the last one that was, and `why` is the latest reason.
    """

    knowledge: GuildKnowledge
    paper: int
    own: OwnWork
    suggestions: int
    gaps: int
    last: tuple[AuditedChange, ...]
    untold: int
    why: str


class KnowledgeStatusService:
    """Collects the figures of a guild's status."""

    def __init__(self, database: Database, guilds: GuildKnowledgeRegistry) -> None:
        self._database = database
        self._guilds = guilds

    async def of(self, guild: int) -> KnowledgeStatus:
        """Return a guild's status now."""
        knowledge = await self._guilds.load(guild)
        async with self._database.read() as connection:
            untold, why = await revision_rows.troubled(connection, guild)
            return KnowledgeStatus(
                knowledge=knowledge,
                paper=len(knowledge.base.paper.entries),
                own=own_work(knowledge),
                suggestions=await feedback_rows.count_open_suggestions(connection, guild),
                gaps=len(await feedback_rows.open_gaps(connection, guild)),
                last=await revision_rows.last_audited(connection, guild, _MOST_CHANGES),
                untold=untold,
                why=why,
            )
