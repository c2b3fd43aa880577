"""How a server's knowledge stands: what it has made of the paper, and what waits for curators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.curation.exchanging import own_work
from bot.store import audit, gaps, suggestions

if TYPE_CHECKING:
    from bot.curation.exchanging import OwnWork
    from bot.curation.served import Served
    from bot.curation.serving import Servers
    from bot.store.audit import Audited
    from bot.store.database import Database

_MOST_CHANGES: Final = 5


@dataclass(frozen=True, slots=True)
class Status:
    """The server as it is served, and what of it is in the database alone.

    `paper` counts the paper's own entries; `untold` the changes that could not be posted in the
    audit channel since the last that was, with the reason `why`.
    """

    served: Served
    paper: int
    own: OwnWork
    suggestions: int
    gaps: int
    last: tuple[Audited, ...]
    untold: int
    why: str


class Standing:
    """Tells how servers stand."""

    def __init__(self, database: Database, servers: Servers) -> None:
        self._database = database
        self._servers = servers

    async def of(self, guild: int) -> Status:
        """How a server stands now."""
        served = await self._servers.wake(guild)
        async with self._database.read() as connection:
            untold, why = await audit.troubled(connection, guild)
            return Status(
                served=served,
                paper=len(served.base.paper.entries),
                own=own_work(served),
                suggestions=await suggestions.count_open(connection, guild),
                gaps=len(await gaps.open_in(connection, guild)),
                last=await audit.last(connection, guild, _MOST_CHANGES),
                untold=untold,
                why=why,
            )
