"""PersonalDataService: counts, exports and deletes everything stored about one person."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.errors import StudyBotError
from bot.storage import personal_rows
from bot.storage.guild_rows import NOBODY

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.clock import Clock
    from bot.storage.database import Database
    from bot.storage.personal_rows import KeptRound


# These columns contain JSON, which is exported as data and not as text.
_JSON = frozenset({"payload", "state", "cards"})


class StillPlayingError(StudyBotError):
    """The person plays in a running round, whose scores would be stored when it ends."""

    def __str__(self) -> str:
        return (
            "you are playing in a quiz round, and its scores are stored when it ends; wait until "
            "it is over, or end it with /quiz stop if you started it, then try again"
        )


class PersonalDataService:
    """Everything about one person, in all servers.

    `flush` stores what is still in memory, so that nothing is left out or stored afterwards.
    """

    def __init__(
        self, database: Database, clock: Clock, flush: Callable[[], Awaitable[None]]
    ) -> None:
        self._database = database
        self._clock = clock
        self._flush = flush

    async def counts(self, person: int) -> dict[str, int]:
        """Return how many rows are stored about a person, by what they are; without zeros."""
        await self._flush()
        async with self._database.read() as connection:
            found = await personal_rows.counts(connection, person)
        return {title: many for title, many in found.items() if many}

    async def export(self, person: int) -> bytes:
        """Return everything stored about a person, as JSON."""
        await self._flush()
        async with self._database.read() as connection:
            found = await personal_rows.rows(connection, person)
        return await asyncio.to_thread(_export_json, person, self._clock.now(), found)

    async def forget(self, person: int) -> None:
        """Delete everything about a person, in one transaction; raise StillPlayingError."""
        await self._flush()
        async with self._database.begin() as connection:
            if await personal_rows.playing(connection, person):
                raise StillPlayingError
            for one in await personal_rows.rounds_of(connection, person):
                rest = _without_person(person, one)
                if rest is None:
                    await personal_rows.drop_round(connection, one.id)
                else:
                    await personal_rows.rewrite_round(connection, rest)
            await personal_rows.forget(connection, person)


def _without_person(person: int, kept: KeptRound) -> KeptRound | None:
    """Return a round without the person as host or player; None if their id remains in it."""
    try:
        plan, scores = json.loads(kept.plan), json.loads(kept.scores)
        if plan["host"] == person:
            plan["host"] = NOBODY
        scores.pop(str(person), None)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    made = replace(kept, plan=_compact_json(plan), scores=_compact_json(scores))
    left = f"{made.plan} {made.scores} {made.progress}"
    return None if str(person) in left else made


def _compact_json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _export_json(person: int, now: datetime, found: dict[str, list[dict[str, Any]]]) -> bytes:
    kept = {
        title: [{name: _export_value(name, value) for name, value in row.items()} for row in rows]
        for title, rows in found.items()
        if rows
    }
    whole = {"person": str(person), "exported": now.isoformat(), "kept": kept}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def _export_value(name: str, value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if name in _JSON and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    # Ids are larger than the numbers that other programs read exactly.
    return str(value) if isinstance(value, int) and abs(value) >= 1 << 53 else value
