"""Services of the bot: built once by the composition root and passed to every feature."""

from __future__ import annotations

from dataclasses import dataclass, field
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
from bot.curation.retention import RetentionService
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
from bot.runtime.metrics import Metrics
from bot.runtime.process import InFlight
from bot.runtime.recent_replies import RecentReplies
from bot.storage.renamed_entries import rename_entries

if TYPE_CHECKING:
    from bot.answering.live_engine import LiveEngine
    from bot.clock import Alarm
    from bot.config import Config, CooldownsSettings
    from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """The paper in service, every server’s own, the store, the rounds, and limits on asking."""

    config: Config
    clock: Alarm
    live_engine: LiveEngine
    database: Database
    guilds: GuildKnowledgeRegistry
    revisions: RevisionService
    settings: SettingsService
    audit: AuditOutbox
    imports: ImportService
    typed_suggestions: TypedForms
    typed_settings: TypedForms
    typed_cards: TypedForms
    drafts: DraftService
    history: HistoryService
    knowledge_status: KnowledgeStatusService
    questions: QuestionLog
    gaps: GapService
    suggestions: SuggestionService
    phrasings: PhrasingService
    notices: Notices
    rounds: RoundService
    reviews: ReviewService
    reminders: ReminderService
    decks: DeckService
    exclusions: ExclusionService
    leaderboards: Leaderboards
    reports: ReportService
    personal_data: PersonalDataService
    retention: RetentionService
    cooldowns: Cooldowns
    answer_cache: AnswerCache = field(default_factory=AnswerCache)
    in_flight: InFlight = field(default_factory=InFlight)
    replies: RecentReplies = field(default_factory=RecentReplies)
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def database_trouble(self) -> str:
        """What was the matter with the database at the last transaction; "" while all is well."""
        return str(self.database.trouble or "")


async def start_services(
    config: Config, clock: Alarm, live_engine: LiveEngine, database: Database
) -> Services:
    """Build and start all services over a database whose tables are up to date."""
    await _rename_former(live_engine, database)
    guilds = GuildKnowledgeRegistry(live_engine, database, clock)
    rounds, notices = RoundService(database, clock), Notices(database)
    await guilds.start()
    await rounds.load()
    await notices.start()
    revisions = RevisionService(database, guilds, clock)
    drafts = DraftService(database, guilds, revisions, clock)
    questions = QuestionLog(database, guilds, clock)
    reminders = ReminderService(database, clock, notices.cannot_be_written_to)
    reviews = ReviewService(database, clock, reminders.wake)
    rounds.when_missed(reviews.missed)
    return Services(
        config=config,
        clock=clock,
        live_engine=live_engine,
        database=database,
        guilds=guilds,
        settings=SettingsService(guilds, clock),
        audit=AuditOutbox(database),
        imports=ImportService(database, guilds, revisions, clock),
        typed_suggestions=TypedForms(database, clock, "suggestion"),
        typed_settings=TypedForms(database, clock, "settings"),
        typed_cards=TypedForms(database, clock, "card"),
        revisions=revisions,
        drafts=drafts,
        history=HistoryService(database, guilds, revisions, clock),
        knowledge_status=KnowledgeStatusService(database, guilds),
        questions=questions,
        gaps=GapService(database, guilds, questions, clock),
        suggestions=SuggestionService(database, guilds, drafts, clock),
        phrasings=PhrasingService(database, revisions, clock),
        notices=notices,
        rounds=rounds,
        reviews=reviews,
        reminders=reminders,
        decks=DeckService(database, clock),
        exclusions=ExclusionService(database, clock),
        leaderboards=Leaderboards(database, clock),
        reports=ReportService(database, clock),
        personal_data=PersonalDataService(database, clock, questions.flush),
        retention=RetentionService(database, questions, config.retention, clock),
        cooldowns=_cooldowns(config.cooldowns, clock),
    )


async def _rename_former(live_engine: LiveEngine, database: Database) -> None:
    """Let cards, decks and reviews of entries that were merged go on with the present ones."""
    if former := live_engine.paper.former:
        async with database.begin() as connection:
            await rename_entries(connection, former)


def _cooldowns(limits: CooldownsSettings, clock: Alarm) -> Cooldowns:
    """Return the limits that hold where a server has set none."""
    return Cooldowns(
        Rate(limits.user.uses, limits.user.seconds),
        Rate(limits.channel.uses, limits.channel.seconds),
        clock,
        Rate(limits.presses.uses, limits.presses.seconds),
    )
