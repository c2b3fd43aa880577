"""ExclusionService: entries and questions that a server's quizzes and reviews leave out."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from bot.browse.entries import key_shortened
from bot.storage import deck_rows, guild_rows, revision_rows

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.storage.database import Database
    from bot.storage.deck_rows import ExcludedItem


# How many of the last rounds are searched for questions.
_ROUNDS = 5


class ExclusionService:
    """Every server's exclusions; each change is recorded."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def listed(self, guild: int) -> tuple[ExcludedItem, ...]:
        """Return a server's exclusions, the latest first."""
        async with self._database.read() as connection:
            return await deck_rows.list_exclusions(connection, guild)

    async def items(self, guild: int) -> frozenset[str]:
        """Return the ids of the entries and cards that a server excludes."""
        async with self._database.read() as connection:
            return await deck_rows.excluded_items(connection, guild)

    async def asked_lately(self, guild: int) -> dict[str, str]:
        """Return the prompts of a server's last rounds, by the ids of their cards."""
        async with self._database.read() as connection:
            plans = await deck_rows.recent_plans(connection, guild, _ROUNDS)
        return await asyncio.to_thread(_prompts_by_card, plans)

    async def exclude(self, guild: int, actor: int, one: ExcludedItem) -> bool:
        """Exclude an entry or card; return False if it is excluded already."""
        now = self._clock.now()
        async with self._database.begin() as connection:
            await guild_rows.lock(connection, guild)
            new = await deck_rows.add_exclusion(connection, guild, one, actor, now)
            if new:
                await revision_rows.record_audit(
                    connection,
                    guild=guild,
                    at=now,
                    actor=actor,
                    action="excluded from quizzes",
                    detail=one.title,
                )
        return new

    async def include(self, guild: int, actor: int, name: str) -> ExcludedItem | None:
        """Remove the exclusion of this id, which may be shortened; return it, None if not found."""
        async with self._database.begin() as connection:
            await guild_rows.lock(connection, guild)
            item = key_shortened(name, await deck_rows.excluded_items(connection, guild))
            gone = (
                None if item is None else await deck_rows.remove_exclusion(connection, guild, item)
            )
            if gone is not None:
                await revision_rows.record_audit(
                    connection,
                    guild=guild,
                    at=self._clock.now(),
                    actor=actor,
                    action="asked in quizzes again",
                    detail=gone.title,
                )
        return gone


def _prompts_by_card(plans: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for plan in plans:
        for card in json.loads(plan).get("cards", ()):
            prompt = json.loads(card["payload"]).get("prompt", "")
            found.setdefault(card["id"], prompt)
    return found
