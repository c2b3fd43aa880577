"""An answer that gives a whole entry: what a plain search would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.outcome import Answered, Part

if TYPE_CHECKING:
    from bot.paper.paper import Paper


def whole_entry(paper: Paper, entry_id: str, confidence: float) -> Answered:
    """All claims of an entry with all that they cite."""
    entry = paper.entries[entry_id]
    part = Part(
        title=entry.title,
        claims=entry.claims,
        citations=tuple(paper.citations(claim) for claim in entry.claims),
        entry=entry.id,
    )
    return Answered((part,), confidence)
