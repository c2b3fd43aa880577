"""The composition root: builds the parts and hands each what it needs."""

from __future__ import annotations

import os
import pkgutil
import time
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot.answering.engine import Engine
from bot.answering.english_frequencies import english_words
from bot.answering.outcome import Query
from bot.gc_control import freeze_what_is_loaded, paused_collection
from bot.paper.loader import find_knowledge, load
from bot.text.tokenizer import remembered_words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping

    from bot.answering.live_engine import LiveEngine
    from bot.clock import Alarm
    from bot.config import Config
    from bot.discord_kit.client import StudyBot
    from bot.discord_kit.command_tree import SyncRecord
    from bot.discord_kit.connection import BotDiagnosis
    from bot.services import Services
    from bot.storage.database import Database
    from bot.storage.sole_use import SoleUse

# What is called with each entry of the log that is an error.
Listeners: TypeAlias = "list[Callable[[Mapping[str, Any]], None]]"

_COGS: Final = "cogs"
_SYNCED: Final = "commands.sha256"


def build_engine(knowledge: Path | None = None) -> Engine:
    """Build an engine over the knowledge base in `knowledge`, or over the bundled one.

    Raises KnowledgeError with every problem found.
    """
    with paused_collection(), remembered_words():
        return Engine(load(knowledge or find_knowledge()), english_words())


def build_live(config: Config, knowledge: Path | None = None) -> LiveEngine:
    """Build a live engine over the knowledge that `knowledge` or else the settings name.

    Raises KnowledgeError with every problem found.
    """
    from bot.answering.live_engine import LiveEngine

    folder = knowledge or (Path(config.knowledge) if config.knowledge else None)
    return LiveEngine(partial(_warm_engine, folder))


def _warm_engine(knowledge: Path | None) -> Engine:
    """Build an engine that has read all entries and answered once.

    So the first students wait no longer than others: entries read one by one, as they are asked
    for, would hold the event loop for a tenth of a second.
    """
    from bot.discord_kit.answer_text import prepare

    with paused_collection():
        engine = build_engine(knowledge)
        engine.index.read_all()
        prepare(engine.paper)
        engine.ask(Query(engine.paper.title))
        return engine


async def open_store(config: Config) -> Database:
    """Open the database that the settings name and migrate its tables.

    Raises StoreError, one line that says what to do.
    """
    from bot.storage.database import database_address, make_folder, open_database
    from bot.storage.migrate import migrate

    data = Path(config.data)
    make_folder(data)
    database = await open_database(database_address(config.database, data))
    try:
        await migrate(database)
    except BaseException:
        await database.close()
        raise
    return database


@asynccontextmanager
async def store_alone(config: Config) -> AsyncIterator[tuple[Database, SoleUse]]:
    """Open the database that the settings name for oneself alone, and migrate its tables.

    Raises StoreError, one line that says what to do, also if a bot runs on it.
    """
    from bot.storage.database import database_address, make_folder, open_database
    from bot.storage.migrate import migrate
    from bot.storage.sole_use import sole_use

    data = Path(config.data)
    make_folder(data)
    address = database_address(config.database, data)
    database = await open_database(address)
    try:
        async with sole_use(address) as use:
            await migrate(database)
            yield database, use
    finally:
        await database.close()


@asynccontextmanager
async def store_beside_a_bot(config: Config) -> AsyncIterator[Database]:
    """Open the database that the settings name, on which a bot may be running.

    Raises StoreError, one line that says what to do, also if it is of another version.
    """
    from bot.storage.database import database_address, make_folder, open_database
    from bot.storage.migrate import need_current

    data = Path(config.data)
    make_folder(data)
    database = await open_database(database_address(config.database, data))
    try:
        await need_current(database)
        yield database
    finally:
        await database.close()


def build_bot(services: Services, record: SyncRecord) -> StudyBot:
    """Build the bot with all its commands, not yet connected."""
    from bot.discord_kit.client import StudyBot
    from cogs.component_registry import FORMS, ITEMS

    return StudyBot(
        services=services,
        record=record,
        extensions=_extensions(),
        items=ITEMS,
        forms=FORMS,
    )


def background_tasks(bot: StudyBot) -> tuple[Coroutine[Any, Any, None], ...]:
    """Return what runs beside the connection: the question log, rounds and reminders."""
    from bot.curation.question_log import keep_questions
    from cogs.quiz.effect_sender import DiscordMessenger
    from cogs.review.reminder_messages import DiscordWriter

    services = bot.services
    return (
        keep_questions(services.questions),
        services.retention.run(),
        services.rounds.run(DiscordMessenger(bot)),
        services.reminders.run(DiscordWriter(bot)),
    )


async def post_audited_changes(bot: StudyBot) -> None:
    """Post the audited changes that wait, once, in their audit channels."""
    from cogs.settings.audit_channel import post_pending

    await post_pending(bot)


async def examine_bot(config: Config, token: str) -> BotDiagnosis:
    """Return Discord's view of this token's bot; raises StartError if there is none."""
    from bot.discord_kit.connection import diagnose, use_api_base

    use_api_base(config.discord.api_base)
    return await diagnose(config, token)


async def with_services(
    config: Config,
    clock: Alarm,
    knowledge: Path | None,
    work: Callable[[Services], Awaitable[None]],
    *,
    alone: bool = False,
) -> None:
    """Do some work on the database and the knowledge without connecting to Discord.

    `alone` if no bot may run on it meanwhile. Raises KnowledgeError and StoreError, and what `work`
    raises.
    """
    from bot.services import start_services

    live = build_live(config, knowledge)
    async with AsyncExitStack() as opened:
        if alone:
            database, _ = await opened.enter_async_context(store_alone(config))
        else:
            database = await opened.enter_async_context(store_beside_a_bot(config))
        await work(await start_services(config, clock, live, database))


async def run_bot(
    config: Config, token: str, knowledge: Path | None = None, clock: Alarm | None = None
) -> None:
    """Run the bot on Discord until it is told to stop; `clock` is the machine's if not given.

    Raises KnowledgeError, StoreError and StartError before it has answered anything.
    """
    from bot.clock import SystemClock
    from bot.curation.question_log import flush_last
    from bot.discord_kit.bot_health import watch_bot
    from bot.discord_kit.command_tree import SyncRecord
    from bot.discord_kit.connection import use_api_base
    from bot.discord_kit.reply_retries import retry_replies
    from bot.runtime.log import set_up_logs
    from bot.services import start_services

    heard: Listeners = []
    set_up_logs(config.log, when_error=lambda entry: _pass_on(entry, heard))
    with paused_collection():
        began = time.perf_counter()
        live = build_live(config, knowledge)
        took = time.perf_counter() - began
        use_api_base(config.discord.api_base)
    async with store_alone(config) as (database, use):
        with paused_collection():
            services = await start_services(config, clock or SystemClock(), live, database)
            bot = build_bot(services, SyncRecord(Path(config.data) / _SYNCED))
            # The Discord library too, by now loaded: it is as large as an engine.
            freeze_what_is_loaded()
        watch_bot(bot, knowledge_seconds=took)
        retry_replies(services.metrics.replied)
        try:
            await _stay_connected(bot, token, use, heard)
        finally:
            await flush_last(services.questions)


async def _stay_connected(bot: StudyBot, token: str, use: SoleUse, heard: Listeners) -> None:
    """Connect, with all background tasks; `heard` get the errors that are logged."""
    from bot.discord_kit.bot_health import troubles_of
    from bot.discord_kit.connection import connect
    from bot.discord_kit.monitoring_server import monitoring
    from bot.discord_kit.operator_messages import WEBHOOK_VARIABLE, operator_sender
    from bot.runtime.alerts import Alerts
    from bot.runtime.process import HEARTBEAT_FILE, keep_heartbeat, run_until_stopped
    from cogs.settings.audit_channel import keep_posting

    services, config = bot.services, bot.services.config
    file = Path(config.data) / HEARTBEAT_FILE
    background = [
        keep_heartbeat(file, bot.is_connected, bot.online),
        keep_posting(bot),
        *background_tasks(bot),
    ]
    heard.append(lambda _: services.metrics.error())
    webhook = os.environ.get(WEBHOOK_VARIABLE, "")
    if send := operator_sender(bot, config.operator.user, webhook):
        alerts = Alerts(config.operator.alerts_per_hour, services.clock)
        heard.append(alerts.note)
        background.append(alerts.keep_sending(send))
    async with monitoring(config.monitoring.port, services.metrics, lambda: troubles_of(bot)):
        await run_until_stopped(bot, connect(bot, token), *background, guard=use.watch())


def _pass_on(entry: Mapping[str, Any], heard: Listeners) -> None:
    for one in heard:
        one(entry)


def _extensions() -> list[str]:
    """Return the modules with commands: `cog` and `..._cog` in each feature's folder."""
    folder = Path(__file__).resolve().parent.parent / _COGS
    return sorted(
        module.name
        for module in pkgutil.walk_packages([str(folder)], prefix=f"{_COGS}.")
        if module.name.rpartition(".")[2] == "cog" or module.name.endswith("_cog")
    )
