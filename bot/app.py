"""The composition root: builds the parts and hands each what it needs."""

from __future__ import annotations

import pkgutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.answering.engine import Engine
from bot.answering.outcome import Query
from bot.collecting import uncollected
from bot.corpus.english import english_words
from bot.corpus.loading import find_knowledge, load

if TYPE_CHECKING:
    from bot.client import Standing, StudyBot
    from bot.clock import Clock
    from bot.config import Config
    from bot.live import Live
    from bot.syncing import SyncRecord

_COGS: Final = "cogs"
_SYNCED: Final = "commands.sha256"


def build_engine(knowledge: Path | None = None) -> Engine:
    """The engine over the knowledge base in `knowledge`, or over the one that comes with the bot.

    Raises KnowledgeError with every problem found.
    """
    with uncollected():
        return Engine(load(knowledge or find_knowledge()), english_words())


def build_live(config: Config, knowledge: Path | None = None) -> Live:
    """The knowledge that the settings name, or `knowledge`, ready to answer from.

    Raises KnowledgeError with every problem found.
    """
    from bot.live import Live  # noqa: PLC0415  # the terminal's answers need none of these

    folder = knowledge or (Path(config.knowledge) if config.knowledge else None)
    return Live(partial(_warm_engine, folder))


def _warm_engine(knowledge: Path | None) -> Engine:
    """An engine that has read all and answered once: the first students wait no longer than others.

    Read one by one as they are asked for, the entries hold the event loop for a tenth of a second.
    """
    with uncollected():
        engine = build_engine(knowledge)
        engine.index.read_all()
        engine.ask(Query(engine.paper.title))
        return engine


def build_bot(config: Config, live: Live, clock: Clock, record: SyncRecord) -> StudyBot:
    """The bot with all its commands, not yet connected."""
    from bot.client import StudyBot  # noqa: PLC0415

    return StudyBot(
        live=live,
        config=config,
        clock=clock,
        record=record,
        extensions=[f"{_COGS}.{name}" for name in _cogs()],
    )


async def examine_bot(config: Config, token: str) -> Standing:
    """How the bot of this token stands with Discord; raises StartError if it does not."""
    from bot.client import examine, use_api_base  # noqa: PLC0415

    use_api_base(config.discord.api_base)
    return await examine(config, token)


async def run_bot(config: Config, token: str, knowledge: Path | None = None) -> None:
    """Run the bot on Discord until it is told to stop.

    Raises KnowledgeError and StartError before it has answered anything.
    """
    from bot.client import connect, use_api_base  # noqa: PLC0415
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.logs import set_up_logs  # noqa: PLC0415
    from bot.pulse import NAME, keep_pulse  # noqa: PLC0415
    from bot.running import run_until_stopped  # noqa: PLC0415
    from bot.syncing import SyncRecord  # noqa: PLC0415

    set_up_logs(config.log)
    # The library too, by now loaded: it is as large as an engine.
    with uncollected():
        live = build_live(config, knowledge)
        use_api_base(config.discord.api_base)
        bot = build_bot(config, live, SystemClock(), SyncRecord(Path(config.data) / _SYNCED))
    pulse = keep_pulse(Path(config.data) / NAME, bot.is_connected)
    await run_until_stopped(bot, connect(bot, token), pulse)


def _cogs() -> list[str]:
    """The names of the modules in the folder of cogs."""
    # By name alone: nothing in this package imports a cog.
    folder = Path(__file__).resolve().parent.parent / _COGS
    return sorted(module.name for module in pkgutil.iter_modules([str(folder)]))
