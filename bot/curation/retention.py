"""RetentionService: deletes what is older than the settings say, and what servers leave behind."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.runtime.log import get_logger
from bot.storage import retention_rows
from bot.storage.retention_rows import CAME_BACK, LEFT, OldestKept

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.clock import Alarm
    from bot.config import RetentionSettings
    from bot.curation.question_log import QuestionLog
    from bot.storage.database import Database


_log = get_logger(__name__)

EVERY: Final = timedelta(hours=1)


class RetentionService:
    """Deletes old data of all servers, and all data of a server that the bot has left for long."""

    def __init__(
        self, database: Database, questions: QuestionLog, limits: RetentionSettings, clock: Alarm
    ) -> None:
        self._database = database
        self._questions = questions
        self._limits = limits
        self._clock = clock

    async def seen(self, guilds: Collection[int]) -> None:
        """Note which servers the bot is in: while away it may have missed a move."""
        now = self._clock.now()
        async with self._database.begin() as connection:
            left = await retention_rows.departed_guilds(connection)
            for guild in left.keys() & set(guilds):
                await retention_rows.record_move(connection, guild, CAME_BACK, now)
            stored = await retention_rows.known_guilds(connection)
            for guild in sorted(stored - set(guilds) - left.keys()):
                await retention_rows.record_move(connection, guild, LEFT, now)

    async def left(self, guild: int) -> None:
        """Note that the bot has left a server, if anything of it is stored."""
        async with self._database.begin() as connection:
            if guild in await retention_rows.departed_guilds(connection):
                return
            if await retention_rows.count_guild(connection, guild):
                await retention_rows.record_move(connection, guild, LEFT, self._clock.now())

    async def purge(self) -> dict[str, int]:
        """Delete what is too old, and return how much by what it was; log it, without words."""
        now = self._clock.now()
        asked = await self._questions.prune()
        async with self._database.begin() as connection:
            gone = await retention_rows.delete_old(connection, self._oldest(now))
            moved = await retention_rows.departed_guilds(connection)
        if asked:
            gone["questions"] = asked
        if gone:
            _log.info("old data deleted", **{what.replace(" ", "_"): n for what, n in gone.items()})
        wait = timedelta(days=self._limits.after_leaving)
        for guild in (guild for guild, at in moved.items() if now - at >= wait):
            async with self._database.begin() as connection:
                rows = sum((await retention_rows.delete_guild(connection, guild)).values())
            _log.info("data of a server deleted", guild=guild, rows=rows)
            gone["servers"] = gone.get("servers", 0) + 1
        return gone

    def _oldest(self, now: datetime) -> OldestKept:
        def ago(days: int) -> datetime:
            return now - timedelta(days=days)

        limits = self._limits
        return OldestKept(
            suggestions=ago(limits.suggestions),
            gaps=ago(limits.reports),
            scores=ago(limits.scores),
            drafts=ago(limits.drafts),
            audit_details=ago(limits.audit_details),
            notices=ago(limits.notices),
        )

    async def run(self) -> None:
        """Purge at once and then every hour, forever; log a failure once and try again."""
        failing = False
        while True:
            try:
                await self.purge()
                failing = False
            except Exception:  # noqa: BLE001  # whatever went wrong, answers go on
                if not failing:
                    _log.exception("old data not deleted")
                failing = True
            await self._clock.sleep_until(self._clock.now() + EVERY)
            await asyncio.sleep(0)
