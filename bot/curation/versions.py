"""Which entry a revision made of the paper's own, and the works that it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.curation import payload
from bot.store.revisions import Action

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.corpus.model import Entry, Source
    from bot.corpus.paper import Paper
    from bot.store.revisions import Revision


def entry_at(revision: Revision | None, entry_id: str, base: Paper) -> Entry | None:
    """The entry as a revision left it, the paper's own without one; None where there is none.

    A row that cannot be read counts as none.
    """
    if revision is None or revision.action is Action.RESTORE:
        return base.entries.get(entry_id)
    if revision.action is Action.RETIRE:
        return None
    try:
        return payload.read(revision.payload)[0]
    except payload.NotReadable:
        return None


def works_behind(
    entry: Entry, paper: Paper, base: Paper, brought: Iterable[Source] = ()
) -> tuple[Source, ...]:
    """The works that an entry of `paper` rests on and `base` lacks: they are stored with it.

    Those `brought` count before those that `paper` knows.
    """
    used = {claim.source for claim in entry.claims if claim.source}
    if entry.curator_note is not None:
        used.add(entry.curator_note.source)
    new = {work.key: work for work in brought}
    found = (
        new.get(key) or paper.sources.get(key) for key in sorted(used) if key not in base.sources
    )
    return tuple(work for work in found if work is not None)
