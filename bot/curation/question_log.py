"""The log of questions: noted after the reply, kept in one go, and forgotten in time."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.answering.fuzzy_search import NOT_COVERED
from bot.answering.outcome import Answered, NotCovered, Suggested
from bot.curation.guild_settings import KEPT_DAYS, read_settings
from bot.runtime.log import get_logger
from bot.storage import guild_rows, question_rows
from bot.storage.question_rows import StoredQuestion

if TYPE_CHECKING:
    from datetime import datetime

    from bot.answering.outcome import Outcome
    from bot.clock import Clock
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.storage.database import Database


_log = get_logger(__name__)

# A class of a thousand asks less in the minutes for which a database may be away.
MOST_HELD: Final = 5_000

FLUSHED_EVERY: Final = 2.0

PRUNED_EVERY: Final = timedelta(hours=1)

LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class _Noted:
    guild: int
    person: int
    at: datetime
    text: str
    outcome: str
    entry: str


class QuestionLog:
    """What was asked in servers that keep it; `note` is instant and `flush` makes it last.

    Until then a question is held in memory, at most `MOST_HELD` of them.
    """

    def __init__(self, database: Database, guilds: GuildKnowledgeRegistry, clock: Clock) -> None:
        self._database = database
        self._guilds = guilds
        self._clock = clock
        self._held: deque[_Noted] = deque(maxlen=MOST_HELD)
        self._writing = asyncio.Lock()

    def note(self, guild: int, person: int, text: str, outcome: Outcome) -> None:
        """Hold a question that was answered just now, if the server keeps questions.

        What tells of harm to a person is never kept.
        """
        if is_personal(outcome) or not self._guilds.get(guild).settings.kept_days:
            return
        told, entry = told_and_shown(outcome)
        # Half a surrogate pair, or a zero, is refused by a database.
        clean = " ".join(text.encode("utf-8", "ignore").decode().replace("\0", " ").split())
        if clean:
            now = self._clock.now()
            self._held.append(_Noted(guild, person, now, clean[:LONGEST], told, entry))

    async def flush(self) -> None:
        """Keep all that is held, in one transaction; what cannot be kept yet stays held."""
        async with self._writing:
            taken = list(self._held)
            if not taken:
                return
            self._held.clear()
            try:
                await self._keep(taken)
            except BaseException:
                newer = list(self._held)
                self._held.clear()
                self._held.extend([*taken, *newer])
                raise

    async def _keep(self, taken: list[_Noted]) -> None:
        async with self._database.begin() as connection:
            known: dict[int, guild_rows.Guild] = {}
            for guild in sorted({one.guild for one in taken}):
                await guild_rows.make_known(connection, guild)
                row = await guild_rows.find(connection, guild)
                if row is not None:
                    known[guild] = row
            await question_rows.add(
                connection,
                [
                    StoredQuestion(
                        guild=one.guild,
                        at=one.at,
                        text=one.text,
                        outcome=one.outcome,
                        entry=one.entry,
                        asker=known[one.guild].name_for(one.person),
                    )
                    for one in taken
                    if one.guild in known
                ],
            )

    async def prune(self) -> int:
        """Forget what is older than its server keeps questions; how many went."""
        now = self._clock.now()
        async with self._database.read() as connection:
            kept = await question_rows.servers(connection)
        gone = 0
        for guild in kept:
            async with self._database.begin() as connection:
                days = _kept_days(await guild_rows.find(connection, guild))
                gone += await question_rows.forget_before(
                    connection, guild, now - timedelta(days=days)
                )
        return gone


def told_and_shown(outcome: Outcome) -> tuple[str, str]:
    """An outcome's name in the log of questions, and the first entry that was shown, if any."""
    match outcome:
        case Answered():
            return "answered", next(iter(outcome.entries), "")
        case Suggested():
            return "suggested", next((near.entry for near in outcome.suggestions), "")
        case NotCovered():
            return (question_rows.NOT_COVERED if is_gap(outcome) else "refused"), ""


def is_gap(outcome: Outcome) -> bool:
    """Whether a question of the paper found nothing; small talk and orders are no gaps."""
    return isinstance(outcome, NotCovered) and outcome.reason == NOT_COVERED


def is_personal(outcome: Outcome) -> bool:
    """Whether somebody told of harm to a person: it is theirs, and nobody else's to read."""
    return isinstance(outcome, NotCovered) and outcome.personal


def _kept_days(row: guild_rows.Guild | None) -> int:
    with contextlib.suppress(ValueError):
        return read_settings(row.settings).kept_days if row else KEPT_DAYS
    return KEPT_DAYS


async def flush_last(log: QuestionLog) -> None:
    """Flush before an end; what cannot be kept is lost, and told of in the log."""
    try:
        await log.flush()
    except Exception:  # noqa: BLE001  # whatever it is, the end goes on
        _log.exception("questions not kept")


async def keep_questions(log: QuestionLog, clock: Clock) -> None:
    """Flush and prune for ever; what goes wrong is logged once and tried again."""
    pruned: datetime | None = None
    failing = False
    while True:
        await asyncio.sleep(FLUSHED_EVERY)
        now = clock.now()
        try:
            await log.flush()
            if pruned is None or now - pruned >= PRUNED_EVERY:
                await log.prune()
                pruned = now
            failing = False
        except Exception:  # noqa: BLE001  # whatever it is, answers go on
            if not failing:
                _log.exception("questions not kept")
            failing = True
