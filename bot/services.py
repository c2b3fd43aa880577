"""Services of the bot: built once by the composition root and passed to every feature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.answer_cache import AnswerCache
from bot.curation.audit_outbox import AuditOutbox
from bot.curation.drafts.draft_service import DraftService
from bot.curation.file_exchange.exchange_service import ImportService
from bot.curation.gaps.gap_service import GapService
from bot.curation.guild_knowledge import GuildKnowledgeRegistry
from bot.curation.knowledge_status import KnowledgeStatusService
from bot.curation.notices import Notices
from bot.curation.pending import TypedForms
from bot.curation.question_log import QuestionLog
from bot.curation.revision_history import HistoryService
from bot.curation.revision_service import RevisionService
from bot.curation.settings_service import SettingsService
from bot.curation.suggestions import SuggestionService
from bot.curation.teach_phrasings import PhrasingService
from bot.decks.deck_service import DeckService
from bot.decks.exclusions import ExclusionService
from bot.quiz.runtime.round_service import RoundService
from bot.rate_limits import Cooldowns, Rate
from bot.reports.leaderboard import Leaderboards
from bot.reports.personal_data import PersonalDataService
from bot.reports.report_service import ReportService
from bot.review.reminders import ReminderService
from bot.review.review_service import ReviewService
from bot.runtime.process import InFlight

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
    servers: GuildKnowledgeRegistry
    curation: RevisionService
    setting_up: SettingsService
    auditing: AuditOutbox
    importing: ImportService
    typed: TypedForms
    desk: DraftService
    chronicle: HistoryService
    standing: KnowledgeStatusService
    questions: QuestionLog
    gaps: GapService
    suggesting: SuggestionService
    teaching: PhrasingService
    notices: Notices
    recall: AnswerCache
    rounds: RoundService
    reviewing: ReviewService
    reminding: ReminderService
    decks: DeckService
    exclusions: ExclusionService
    leaderboards: Leaderboards
    reports: ReportService
    personal: PersonalDataService
    cooldowns: Cooldowns
    under_way: InFlight


async def start_services(
    config: Config, clock: Alarm, live: LiveEngine, database: Database
) -> Services:
    """Build and start all services over a database whose tables are up to date."""
    servers = GuildKnowledgeRegistry(live, database, clock)
    await servers.start()
    rounds = RoundService(database, clock)
    await rounds.load()
    curation = RevisionService(servers, clock)
    desk = DraftService(database, servers, curation, clock)
    questions = QuestionLog(database, servers, clock)
    notices = Notices(database)
    await notices.start()
    reminding = ReminderService(database, clock, notices.cannot_be_written_to)
    reviewing = ReviewService(database, clock, reminding.wake)
    rounds.when_missed(reviewing.missed)
    limits = config.cooldowns
    return Services(
        config=config,
        clock=clock,
        live=live,
        database=database,
        servers=servers,
        setting_up=SettingsService(servers, clock),
        auditing=AuditOutbox(database),
        importing=ImportService(database, servers, curation, clock),
        typed=TypedForms(database, clock),
        curation=curation,
        desk=desk,
        chronicle=HistoryService(database, servers, curation, clock),
        standing=KnowledgeStatusService(database, servers),
        questions=questions,
        gaps=GapService(database, servers, questions, clock),
        suggesting=SuggestionService(database, servers, desk, clock),
        teaching=PhrasingService(database, servers, curation, clock),
        notices=notices,
        recall=AnswerCache(),
        rounds=rounds,
        reviewing=reviewing,
        reminding=reminding,
        decks=DeckService(database, clock),
        exclusions=ExclusionService(database, clock),
        leaderboards=Leaderboards(database, clock),
        reports=ReportService(database, clock),
        personal=PersonalDataService(database, clock, questions.flush),
        cooldowns=Cooldowns(
            Rate(limits.user.uses, limits.user.seconds),
            Rate(limits.channel.uses, limits.channel.seconds),
            clock,
        ),
        under_way=InFlight(),
    )
