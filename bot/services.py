"""What the bot works with beside Discord: built once by the composition root, handed to all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.answer_cache import AnswerCache
from bot.curation.asked import QuestionLog
from bot.curation.auditing import Auditing
from bot.curation.board import GapBoard
from bot.curation.chronicle import Chronicle
from bot.curation.curating import Curation
from bot.curation.desk import Desk
from bot.curation.importing import Importing
from bot.curation.keeping import TypedForms
from bot.curation.notifying import Notices
from bot.curation.serving import Servers
from bot.curation.setting_up import SettingUp
from bot.curation.status import Standing
from bot.curation.suggesting import Suggesting
from bot.curation.teaching import Teaching
from bot.quiz.running.rounds import Rounds
from bot.rate_limits import Cooldowns, Rate
from bot.runtime.process import InFlight
from bot.study.excluding import Exclusions
from bot.study.gathering import Reports
from bot.study.leaderboard import Leaderboards
from bot.study.personal import Personal
from bot.study.reminding import Reminding
from bot.study.reviewing import Reviewing
from bot.study.written import Decks

if TYPE_CHECKING:
    from bot.answering.live_engine import LiveEngine
    from bot.clock import Alarm
    from bot.config import Config
    from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """The paper in service, every server’s own, the store, the rounds, and limits on asking."""

    config: Config
    clock: Alarm
    live: LiveEngine
    database: Database
    servers: Servers
    curation: Curation
    setting_up: SettingUp
    auditing: Auditing
    importing: Importing
    typed: TypedForms
    desk: Desk
    chronicle: Chronicle
    standing: Standing
    questions: QuestionLog
    gaps: GapBoard
    suggesting: Suggesting
    teaching: Teaching
    notices: Notices
    recall: AnswerCache
    rounds: Rounds
    reviewing: Reviewing
    reminding: Reminding
    decks: Decks
    exclusions: Exclusions
    leaderboards: Leaderboards
    reports: Reports
    personal: Personal
    cooldowns: Cooldowns
    under_way: InFlight


async def start_services(
    config: Config, clock: Alarm, live: LiveEngine, database: Database
) -> Services:
    """All services over a database whose tables are up to date."""
    servers = Servers(live, database, clock)
    await servers.start()
    rounds = Rounds(database, clock)
    await rounds.load()
    curation = Curation(servers, clock)
    desk = Desk(database, servers, curation, clock)
    questions = QuestionLog(database, servers, clock)
    notices = Notices(database)
    await notices.start()
    reminding = Reminding(database, clock, notices.cannot_be_written_to)
    reviewing = Reviewing(database, clock, reminding.wake)
    rounds.when_missed(reviewing.missed)
    limits = config.cooldowns
    return Services(
        config=config,
        clock=clock,
        live=live,
        database=database,
        servers=servers,
        setting_up=SettingUp(servers, clock),
        auditing=Auditing(database),
        importing=Importing(database, servers, curation, clock),
        typed=TypedForms(database, clock),
        curation=curation,
        desk=desk,
        chronicle=Chronicle(database, servers, curation, clock),
        standing=Standing(database, servers),
        questions=questions,
        gaps=GapBoard(database, servers, questions, clock),
        suggesting=Suggesting(database, servers, desk, clock),
        teaching=Teaching(database, servers, curation, clock),
        notices=notices,
        recall=AnswerCache(),
        rounds=rounds,
        reviewing=reviewing,
        reminding=reminding,
        decks=Decks(database, clock),
        exclusions=Exclusions(database, clock),
        leaderboards=Leaderboards(database, clock),
        reports=Reports(database, clock),
        personal=Personal(database, clock, questions.flush),
        cooldowns=Cooldowns(
            Rate(limits.user.uses, limits.user.seconds),
            Rate(limits.channel.uses, limits.channel.seconds),
            clock,
        ),
        under_way=InFlight(),
    )
