"""Which entry a revision made of the paper's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.curation import payload
from bot.storage.revision_rows import Action

if TYPE_CHECKING:
    from bot.paper.model import Entry
    from bot.paper.paper import Paper
    from bot.storage.revision_rows import Revision


def entry_at(revision: Revision | None, entry_id: str, base: Paper) -> Entry | None:
    """The entry as a revision left it, the paper's own without one; None where there is none.

    A row that cannot be read counts as none.
    """
    return state_of(revision, base.entries.get(entry_id))


def based_on(last: Revision | None) -> str | None:
    """What the next revision is based on where only wordings change: what the last one was.

    None for the paper's present entry. A wording more does not confirm what that has become
    meanwhile.
    """
    return last.based_on if last is not None and last.action is Action.UPSERT else None


def state_of(revision: Revision | None, own: Entry | None) -> Entry | None:
    """The same, where the paper's `own` entry is at hand."""
    if revision is None or revision.action is Action.RESTORE:
        return own
    if revision.action is Action.RETIRE:
        return None
    try:
        return payload.read(revision.payload)[0]
    except payload.NotReadable:
        return None
