"""Resolves suggestions and gaps when an entry is published, and notifies their authors."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import StudyBotError
from bot.storage import feedback_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.curation.drafts.draft import Origin
    from bot.paper.model import Entry, Vocabulary
    from bot.storage.feedback_rows import StoredSuggestion


class EntryBeforeAfter(NamedTuple):
    """An entry before a change, None for a new one, and after it."""

    before: Entry | None
    after: Entry


class AlreadyDecidedError(StudyBotError):
    """Another curator has already decided the suggestion."""

    def __init__(self, suggestion: StoredSuggestion) -> None:
        super().__init__(suggestion)
        self.suggestion = suggestion

    def __str__(self) -> str:
        return f"this suggestion has meanwhile been {self.suggestion.state} by another curator"


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
    """Approve the suggestion and resolve the gaps that the entry answers, and add notices.

    Must run in the revision's transaction. Raises AlreadyDecidedError.
    """
    if origin.suggestion is not None:
        await _approve(connection, guild, origin.suggestion, entry=entry, title=title, by=by, at=at)
    await _resolve(connection, guild, dict.fromkeys(origin.gaps, title), at)


async def close_worded(
    connection: AsyncConnection,
    *,
    guild: int,
    changed: Sequence[EntryBeforeAfter],
    vocabulary: Vocabulary,
    at: datetime,
) -> None:
    """Resolve gaps whose exact wording became a phrasing of an entry, and add notices.

    Wordings are compared by their keys. Must run in the revisions' transaction.
    """
    waiting = await feedback_rows.open_gaps(connection, guild) if changed else ()
    if not waiting:
        return
    learned = await asyncio.to_thread(_learned, changed, vocabulary)
    keys = {gap.id: vocabulary.wording_key(gap.text) for gap in waiting}
    answered = {gap: learned[key] for gap, key in keys.items() if key in learned}
    await _resolve(connection, guild, answered, at)


def _learned(changed: Sequence[EntryBeforeAfter], vocabulary: Vocabulary) -> dict[str, str]:
    """Return the keys of the phrasings that are new, each with its entry's title."""
    return {
        vocabulary.wording_key(wording): after.title
        for before, after in changed
        for wording in after.wordings
        if before is None or wording not in before.wordings
    }


async def _resolve(
    connection: AsyncConnection, guild: int, titles: Mapping[int, str], at: datetime
) -> None:
    """Resolve open gaps, each by the entry with that title; notify each person once."""
    told: set[int] = set()
    for gap in await feedback_rows.close_gap(connection, guild, titles, feedback_rows.RESOLVED):
        if gap.author in told:
            continue
        told.add(gap.author)
        text = f"What you asked, “{gap.text}”, is now answered by the entry “{titles[gap.id]}”."
        await feedback_rows.add_notice(connection, guild=guild, person=gap.author, text=text, at=at)


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
    found = await feedback_rows.find_suggestion(connection, guild, suggestion)
    if found is None:
        return
    approved = await feedback_rows.decide_suggestion(
        connection,
        guild=guild,
        suggestion=suggestion,
        state=feedback_rows.APPROVED,
        by=by,
        at=at,
        entry=entry,
    )
    if not approved:
        raise AlreadyDecidedError(
            await feedback_rows.find_suggestion(connection, guild, suggestion) or found
        )
    text = f"Your suggestion, “{found.text}”, has been taken up in the entry “{title}”."
    await feedback_rows.add_notice(connection, guild=guild, person=found.author, text=text, at=at)
