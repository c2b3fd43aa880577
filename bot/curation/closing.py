"""What a published entry answers: a suggestion is approved, gaps are resolved, people told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import StudyBotError
from bot.store import gaps, notices, suggestions

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.curation.drafting import Origin
    from bot.store.suggestions import Suggestion


class DecidedBefore(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """Another curator has decided the suggestion meanwhile."""

    def __init__(self, suggestion: Suggestion) -> None:
        super().__init__(suggestion)
        self.suggestion = suggestion

    def __str__(self) -> str:
        return f"this suggestion has been {self.suggestion.state} by another curator meanwhile"


async def close_origin(
    connection: AsyncConnection,
    *,
    guild: int,
    origin: Origin,
    entry: str,
    title: str,
    by: int,
    at: datetime,
) -> None:
    """Approve the suggestion and resolve the gaps that the entry answers, and note whom to tell.

    To be done in the transaction of the revision. Raises DecidedBefore.
    """
    if origin.suggestion is not None:
        await _approve(connection, guild, origin.suggestion, entry=entry, title=title, by=by, at=at)
    told: set[int] = set()
    for gap in await gaps.close(connection, guild, origin.gaps, gaps.RESOLVED):
        if gap.author in told:
            continue
        told.add(gap.author)
        text = f"What you asked, “{gap.text}”, is now answered by the entry “{title}”."
        await notices.add(connection, guild=guild, person=gap.author, text=text, at=at)


async def _approve(
    connection: AsyncConnection,
    guild: int,
    suggestion: int,
    *,
    entry: str,
    title: str,
    by: int,
    at: datetime,
) -> None:
    found = await suggestions.find(connection, guild, suggestion)
    if found is None:
        return
    approved = await suggestions.decide(
        connection,
        guild=guild,
        suggestion=suggestion,
        state=suggestions.APPROVED,
        by=by,
        at=at,
        entry=entry,
    )
    if not approved:
        raise DecidedBefore(await suggestions.find(connection, guild, suggestion) or found)
    text = f"Your suggestion, “{found.text}”, has been taken up in the entry “{title}”."
    await notices.add(connection, guild=guild, person=found.author, text=text, at=at)
