"""The question log: noted after each reply, flushed in batches, pruned by age."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.answering.fuzzy_search import NOT_COVERED
from bot.answering.harm_disclosure import may_tell_of_harm
from bot.answering.outcome import (
    Answered,
    Civil,
    NotCovered,
    NotStated,
    Pointer,
    Suggested,
)
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

# More than a class of a thousand asks in the minutes that a database may be unreachable.
MOST_HELD: Final = 5_000

FLUSHED_EVERY: Final = 2.0

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
    """Logs questions in guilds that keep them: `note` buffers in memory, `flush` stores.

    The buffer holds the latest `MOST_HELD` questions.
    """

    def __init__(self, database: Database, guilds: GuildKnowledgeRegistry, clock: Clock) -> None:
        self._database = database
        self._guilds = guilds
        self._clock = clock
        self._held: deque[_Noted] = deque(maxlen=MOST_HELD)
        self._writing = asyncio.Lock()

    @property
    def waiting(self) -> int:
        """How many questions are not written down yet."""
        return len(self._held)

    def note(self, guild: int, person: int, text: str, outcome: Outcome) -> None:
        """Buffer a question that was just answered, if the guild keeps questions.

        Messages that report harm to a person, or may, are never kept, nor those that ask nothing
        of the paper: thanks, small talk, and requests for a command.
        """
        if is_personal(outcome) or may_tell_of_harm(text, answered=not is_gap(outcome)):
            return
        logged = told_and_shown(outcome)
        if logged is None or not self._guilds.get(guild).settings.kept_days:
            return
        told, entry = logged
        # Databases refuse lone surrogates and NUL.
        clean = " ".join(text.encode("utf-8", "ignore").decode().replace("\0", " ").split())
        if clean:
            now = self._clock.now()
            self._held.append(_Noted(guild, person, now, clean[:LONGEST], told, entry))

    async def flush(self) -> None:
        """Store the whole buffer in one transaction; after a failure it stays buffered."""
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
        """Delete questions older than their guild keeps them, and return how many."""
        now = self._clock.now()
        async with self._database.read() as connection:
            kept = await question_rows.guilds_with_questions(connection)
        gone = 0
        for guild in kept:
            async with self._database.begin() as connection:
                days = _kept_days(await guild_rows.find(connection, guild))
                gone += await question_rows.forget_before(
                    connection, guild, now - timedelta(days=days)
                )
        return gone


def told_and_shown(outcome: Outcome) -> tuple[str, str] | None:
    """Return the outcome's name in the log and the first entry shown ("" for none).

    Return None for what is never kept.
    """
    match outcome:
        case Answered():
            return question_rows.ANSWERED, next(iter(outcome.entries), "")
        case NotStated():
            return question_rows.NOT_STATED, next(iter(outcome.entries), "")
        case Suggested():
            return "suggested", next((near.entry for near in outcome.suggestions), "")
        case NotCovered(personal=True) | Civil() | Pointer():
            return None
        case NotCovered():
            return (question_rows.NOT_COVERED if is_gap(outcome) else "refused"), ""


def is_gap(outcome: Outcome) -> bool:
    """Return whether a question about the paper got no answer.

    Small talk is no gap, nor is a message that cannot be answered for its form.
    """
    match outcome:
        case NotStated():
            return True
        case NotCovered():
            return outcome.reason == NOT_COVERED
        case Answered() | Suggested() | Civil() | Pointer():
            return False


def is_personal(outcome: Outcome) -> bool:
    """Return whether the message reports harm to a person; nobody else may read it."""
    return isinstance(outcome, NotCovered) and outcome.personal


def _kept_days(row: guild_rows.Guild | None) -> int:
    with contextlib.suppress(ValueError):
        return read_settings(row.settings).kept_days if row else KEPT_DAYS
    return KEPT_DAYS


async def flush_last(log: QuestionLog) -> None:
    """Flush before a shutdown; log a failure, since the buffer is then lost."""
    try:
        await log.flush()
    except Exception:  # noqa: BLE001  # whatever went wrong, the shutdown goes on
        _log.exception("questions not stored")


async def keep_questions(log: QuestionLog) -> None:
    """Flush forever; log a failure once and try again."""
    failing = False
    while True:
        await asyncio.sleep(FLUSHED_EVERY)
        try:
            await log.flush()
            failing = False
        except Exception:  # noqa: BLE001  # whatever went wrong, answers go on
            if not failing:
                _log.exception("questions not stored")
            failing = True
