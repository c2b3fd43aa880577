"""What the bot works with beside Discord: built once by the composition root, handed to all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cooldowns import Cooldowns, Rate
from bot.curation.curating import Curation
from bot.curation.serving import Servers
from bot.quiz.running.rounds import Rounds
from bot.recall import Recall
from bot.under_way import UnderWay

if TYPE_CHECKING:
    from bot.clock import Alarm
    from bot.config import Config
    from bot.live import Live
    from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """The paper in service, every server's own, the store, the rounds, what limits and counts."""

    config: Config
    clock: Alarm
    live: Live
    database: Database
    servers: Servers
    curation: Curation
    rounds: Rounds
    recall: Recall
    cooldowns: Cooldowns
    under_way: UnderWay


async def start_services(config: Config, clock: Alarm, live: Live, database: Database) -> Services:
    """All services over a database whose tables are up to date."""
    servers = Servers(live, database, clock)
    await servers.start()
    rounds = Rounds(database, clock)
    await rounds.load()
    limits = config.cooldowns
    return Services(
        config=config,
        clock=clock,
        live=live,
        database=database,
        servers=servers,
        curation=Curation(database, servers, clock),
        rounds=rounds,
        recall=Recall(),
        cooldowns=Cooldowns(
            Rate(limits.user.uses, limits.user.seconds),
            Rate(limits.channel.uses, limits.channel.seconds),
            clock,
        ),
        under_way=UnderWay(),
    )
