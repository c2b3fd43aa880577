"""Outbox of the audit channel: each change of knowledge or settings is posted there once.

A row is written in the transaction that makes the change, and stays unposted until it has been sent
to the guild's audit channel, or can never be.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.curation.guild_settings import UNSET, read_settings
from bot.runtime.log import get_logger
from bot.storage import guild_rows, revision_rows

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from bot.storage.database import Database
    from bot.storage.revision_rows import AuditedChange


_log = get_logger(__name__)

_BATCH: Final = 100

# Seconds that a shutdown waits for a post in progress, so that what was sent is also recorded.
_FINISHING: Final = 2.0

_NEVER: Final = "the server's settings cannot be read"


class AuditOutbox:
    """Posts recorded changes that are not posted yet, each guild's in order."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = asyncio.Lock()

    async def post_pending(self, send: Callable[[int, AuditedChange], Awaitable[str]]) -> int:
        """Post everything that can be posted now, and return how many changes are settled.

        `send` posts a change to the channel with that id. It returns "", or the reason why the
        change can never be posted there, and raises when a later try may succeed; the guild's later
        changes then wait too.
        """
        done, after = 0, 0
        waiting: set[int] = set()
        async with self._turn:
            while rows := await self._batch(after):
                after = rows[-1][0].id
                for row, channel, trouble in rows:
                    if row.guild in waiting:
                        continue
                    if not await _to_its_end(self._post(row, channel, trouble, send)):
                        waiting.add(row.guild)
                        continue
                    done += 1
        return done

    async def _batch(self, after: int) -> list[tuple[AuditedChange, int | None, str]]:
        """Return the next changes, each with its channel, or the reason why that is unknown."""
        async with self._database.read() as connection:
            rows = await revision_rows.unposted_audit(connection, _BATCH, after)
            channels = {}
            for guild in {row.guild for row in rows}:
                found = await guild_rows.find(connection, guild)
                try:
                    settings = read_settings(found.settings) if found else UNSET
                    channels[guild] = (settings.audit_channel, "")
                except ValueError:
                    channels[guild] = (None, _NEVER)
        return [(row, *channels[row.guild]) for row in rows]

    async def _post(
        self,
        row: AuditedChange,
        channel: int | None,
        trouble: str,
        send: Callable[[int, AuditedChange], Awaitable[str]],
    ) -> bool:
        if channel is not None:
            try:
                trouble = await send(channel, row)
            except Exception as error:  # noqa: BLE001  # whatever went wrong, the row stays unposted
                _log.warning(
                    "change not posted, will retry", guild=row.guild, id=row.id, why=repr(error)
                )
                return False
        if trouble:
            _log.warning("change not posted", guild=row.guild, id=row.id, why=trouble)
        async with self._database.begin() as connection:
            await revision_rows.mark_audit_posted(connection, [row.id], trouble)
        return True


async def _to_its_end(post: Coroutine[object, object, bool]) -> bool:
    """Let a post that has begun finish even when the caller is cancelled."""
    task = asyncio.ensure_future(post)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=_FINISHING)
        task.cancel()
        raise
