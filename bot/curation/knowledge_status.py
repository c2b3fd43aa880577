"""How a server's knowledge stands: what it has made of the paper, and what waits for curators."""

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
    """The server as it is served, and what of it is in the database alone.

    `paper` counts the paper's own entries; `untold` the changes that could not be posted in the
    audit channel since the last that was, with the reason `why`.
    """

    served: GuildKnowledge
    paper: int
    own: OwnWork
    suggestions: int
    gaps: int
    last: tuple[AuditedChange, ...]
    untold: int
    why: str


class KnowledgeStatusService:
    """Tells how servers stand."""

    def __init__(self, database: Database, guilds: GuildKnowledgeRegistry) -> None:
        self._database = database
        self._guilds = guilds

    async def of(self, guild: int) -> KnowledgeStatus:
        """How a server stands now."""
        served = await self._guilds.load(guild)
        async with self._database.read() as connection:
            untold, why = await revision_rows.troubled(connection, guild)
            return KnowledgeStatus(
                served=served,
                paper=len(served.base.paper.entries),
                own=own_work(served),
                suggestions=await feedback_rows.count_open_suggestions(connection, guild),
                gaps=len(await feedback_rows.open_gaps(connection, guild)),
                last=await revision_rows.last_audited(connection, guild, _MOST_CHANGES),
                untold=untold,
                why=why,
            )
