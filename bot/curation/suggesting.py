"""Suggestions: kept, decided once, and their people told what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.curation.closing import DecidedBefore
from bot.curation.drafting import Origin, new_draft
from bot.curation.keeping import Closed
from bot.curation.looking import NotReady
from bot.curation.proposing import claim_of, title_of
from bot.curation.wording import statement_text
from bot.errors import StudyBotError
from bot.storage import feedback_rows, revision_rows
from bot.storage.feedback_rows import OPEN, REJECTED, StoredSuggestion

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.curation.desk import Desk, Published
    from bot.curation.drafting import Draft
    from bot.curation.proposing import Proposal
    from bot.curation.serving import Servers
    from bot.paper.model import Entry
    from bot.paper.paper import Paper
    from bot.storage.database import Database

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

    def __init__(self, database: Database, servers: Servers, desk: Desk, clock: Clock) -> None:
        self._database = database
        self._servers = servers
        self._desk = desk
        self._clock = clock

    async def suggest(self, guild: int, person: int, said: Proposal, request: str) -> bool:
        """Keep a suggestion; False where this very press has been kept. Raises TooManyOpen."""
        async with self._database.begin() as connection:
            if await feedback_rows.count_open_suggestions(connection, guild, person) >= MOST_OPEN:
                raise TooManyOpen
            return await feedback_rows.add_suggestion(
                connection,
                guild=guild,
                author=person,
                text=said.text,
                place=said.place,
                at=self._clock.now(),
                request=request,
            )

    async def waiting(self, guild: int, after: int = 0) -> tuple[StoredSuggestion | None, int]:
        """The first open suggestion after one, else the first of all; and how many are open."""
        async with self._database.read() as connection:
            found = await feedback_rows.suggestion_after(connection, guild, after)
            if found is None and after:
                found = await feedback_rows.suggestion_after(connection, guild)
            return found, await feedback_rows.count_open_suggestions(connection, guild)

    async def open_one(self, guild: int, suggestion: int) -> StoredSuggestion:
        """An open suggestion; raises NoSuchSuggestion, and DecidedBefore."""
        async with self._database.read() as connection:
            return await _open_one(connection, guild, suggestion)

    async def made_of(self, guild: int, suggestion: StoredSuggestion) -> Entry | None:
        """The entry that a suggestion would make as it stands, or None."""
        draft = draft_of(suggestion, (await self._servers.wake(guild)).engine.paper)
        if draft is None:
            return None
        looked = await self._desk.look_at(guild, draft)
        return looked.checked.entry if looked.publishable else None

    async def approve(self, guild: int, actor: int, suggestion: int) -> Published:
        """Publish the entry that a suggestion makes, as its author's.

        Raises NotApprovable, NoSuchSuggestion and DecidedBefore.
        """
        found = await self.open_one(guild, suggestion)
        draft = draft_of(found, (await self._servers.wake(guild)).engine.paper)
        if draft is None:
            raise NotApprovable
        # One draft a suggestion: two curators who approve it at once make one entry.
        name = f"suggestion{suggestion}"
        try:
            await self._desk.keep(guild, actor, name, draft)
            published = await self._desk.publish(guild, actor, name)
        except NotReady as error:
            raise NotApprovable from error
        except Closed:
            published = None
        if published is None or published.again:
            raise DecidedBefore(await self._decided(guild, suggestion) or found)
        return published

    async def _decided(self, guild: int, suggestion: int) -> StoredSuggestion | None:
        async with self._database.read() as connection:
            return await feedback_rows.find_suggestion(connection, guild, suggestion)

    async def reject(
        self, guild: int, actor: int, suggestion: int, reason: str
    ) -> StoredSuggestion:
        """Decide against a suggestion and note to tell its author why; as it was before.

        Raises NoSuchSuggestion and DecidedBefore.
        """
        now = self._clock.now()
        async with self._database.begin() as connection:
            found = await _open_one(connection, guild, suggestion)
            rejected = await feedback_rows.decide_suggestion(
                connection,
                guild=guild,
                suggestion=suggestion,
                state=REJECTED,
                by=actor,
                at=now,
                reason=reason,
            )
            if not rejected:
                raise DecidedBefore(
                    await feedback_rows.find_suggestion(connection, guild, suggestion) or found
                )
            quoted = found.text if len(found.text) <= _QUOTED else f"{found.text[:_QUOTED]}…"
            text = f"Your suggestion, “{quoted}”, was not taken up. The moderators say: {reason}"
            await feedback_rows.add_notice(
                connection, guild=guild, person=found.author, text=text, at=now
            )
            detail = f"“{quoted}”, because: {reason}"
            await revision_rows.record_audit(
                connection, guild=guild, at=now, actor=actor, action="reject", detail=detail
            )
        return found


def draft_of(suggestion: StoredSuggestion, paper: Paper) -> Draft | None:
    """A statement with its footnote as a draft of an entry; None for what somebody has to write."""
    claim = claim_of(suggestion.text, suggestion.place, paper)
    if claim is None:
        return None
    return new_draft(
        section=claim.section,
        title=title_of(claim.text),
        statements=statement_text(claim, claim.section),
        origin=Origin(suggestion=suggestion.id),
        author=suggestion.author,
    )


async def _open_one(connection: AsyncConnection, guild: int, suggestion: int) -> StoredSuggestion:
    found = await feedback_rows.find_suggestion(connection, guild, suggestion)
    if found is None:
        raise NoSuchSuggestion
    if found.state != OPEN:
        raise DecidedBefore(found)
    return found
