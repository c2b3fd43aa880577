"""Suggestions: kept, decided once, and their people told what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.corpus.revising import check_entry
from bot.corpus.writing import entry_data
from bot.curation.closing import DecidedBefore, close_origin
from bot.curation.curating import Change
from bot.curation.drafting import Origin
from bot.curation.proposing import entry_of
from bot.errors import StudyBotError
from bot.store import audit, notices, revisions, suggestions
from bot.store.revisions import Action
from bot.store.suggestions import OPEN, REJECTED, Suggestion

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.corpus.model import Entry
    from bot.curation.curating import Curation, Made
    from bot.curation.proposing import Proposal
    from bot.curation.serving import Servers
    from bot.store.database import Database

MOST_OPEN: Final = 20
_QUOTED: Final = 200


class TooManyOpen(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """Somebody has as many suggestions waiting as one person may."""

    def __str__(self) -> str:
        return (
            f"you have {MOST_OPEN} suggestions waiting here, which is as many as one person may; "
            f"please wait until the moderators have looked at some"
        )


class NoSuchSuggestion(StudyBotError, LookupError):  # noqa: N818  # as above
    """The suggestion is not of this server."""

    def __str__(self) -> str:
        return "there is no such suggestion here"


class NotApprovable(StudyBotError):  # noqa: N818  # as above
    """A suggestion that makes no entry as it stands."""

    def __str__(self) -> str:
        return "this suggestion makes no entry as it stands; use Write it up, or attach it to one"


class Suggesting:
    """What students suggest and what curators decide of it."""

    def __init__(
        self, database: Database, servers: Servers, curation: Curation, clock: Clock
    ) -> None:
        self._database = database
        self._servers = servers
        self._curation = curation
        self._clock = clock

    async def suggest(self, guild: int, person: int, said: Proposal, request: str) -> bool:
        """Keep a suggestion; False where this very press has been kept. Raises TooManyOpen."""
        async with self._database.begin() as connection:
            if await suggestions.count_open(connection, guild, person) >= MOST_OPEN:
                raise TooManyOpen
            return await suggestions.add(
                connection,
                guild=guild,
                author=person,
                text=said.text,
                place=said.place,
                at=self._clock.now(),
                request=request,
            )

    async def waiting(self, guild: int, after: int = 0) -> tuple[Suggestion | None, int]:
        """The first open suggestion after one, else the first of all; and how many are open."""
        async with self._database.read() as connection:
            found = await suggestions.following(connection, guild, after)
            if found is None and after:
                found = await suggestions.following(connection, guild)
            return found, await suggestions.count_open(connection, guild)

    async def open_one(self, guild: int, suggestion: int) -> Suggestion:
        """An open suggestion; raises NoSuchSuggestion, and DecidedBefore."""
        async with self._database.read() as connection:
            return await _open_one(connection, guild, suggestion)

    def entry_of(self, guild: int, suggestion: Suggestion) -> Entry | None:
        """The entry that a suggestion would make as it stands, or None."""
        served = self._servers.of(guild)
        taken = {*served.engine.paper.entries, *served.base.paper.entries}
        return entry_of(suggestion.text, suggestion.place, served.engine.paper, taken)

    async def approve(self, guild: int, actor: int, suggestion: int, request: str) -> Made:
        """Publish the entry that a suggestion makes, as its author's.

        Raises NotApprovable, NoSuchSuggestion, DecidedBefore, and what `Curation.revise` raises.
        """
        found = await self.open_one(guild, suggestion)
        entry = await self._new_entry(guild, found)

        async def also(connection: AsyncConnection) -> None:
            await close_origin(
                connection,
                guild=guild,
                origin=Origin(suggestion=suggestion),
                entry=entry.id,
                title=entry.title,
                by=actor,
                at=self._clock.now(),
            )

        change = Change(entry.id, Action.UPSERT, 0, entry, author=found.author)
        return await self._curation.revise(
            guild, actor, [change], request, detail="a student’s suggestion", also=also
        )

    async def _new_entry(self, guild: int, suggestion: Suggestion) -> Entry:
        served = self._servers.of(guild)
        paper = served.engine.paper
        taken = {*paper.entries, *served.base.paper.entries}
        while True:
            entry = entry_of(suggestion.text, suggestion.place, paper, taken)
            if entry is None:
                raise NotApprovable
            async with self._database.read() as connection:
                if await revisions.latest(connection, guild, entry.id) is None:
                    break
            # An entry of this name was there once, and its history stays its own.
            taken.add(entry.id)
        check_entry(entry_data(entry), (), paper)
        return entry

    async def reject(self, guild: int, actor: int, suggestion: int, reason: str) -> Suggestion:
        """Decide against a suggestion and note to tell its author why; as it was before.

        Raises NoSuchSuggestion and DecidedBefore.
        """
        now = self._clock.now()
        async with self._database.begin() as connection:
            found = await _open_one(connection, guild, suggestion)
            rejected = await suggestions.decide(
                connection,
                guild=guild,
                suggestion=suggestion,
                state=REJECTED,
                by=actor,
                at=now,
                reason=reason,
            )
            if not rejected:
                raise DecidedBefore(await suggestions.find(connection, guild, suggestion) or found)
            quoted = found.text if len(found.text) <= _QUOTED else f"{found.text[:_QUOTED]}…"
            text = f"Your suggestion, “{quoted}”, was not taken up. The moderators say: {reason}"
            await notices.add(connection, guild=guild, person=found.author, text=text, at=now)
            detail = f"a suggestion, “{quoted}”, because: {reason}"
            await audit.record(
                connection, guild=guild, at=now, actor=actor, action="reject", detail=detail
            )
        return found


async def _open_one(connection: AsyncConnection, guild: int, suggestion: int) -> Suggestion:
    found = await suggestions.find(connection, guild, suggestion)
    if found is None:
        raise NoSuchSuggestion
    if found.state != OPEN:
        raise DecidedBefore(found)
    return found
