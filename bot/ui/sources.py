"""Sources in full: all behind an answer, a footnote, a work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.discord_kit.citation_lines import joined, source_line
from bot.discord_kit.layout import Layout, container

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.paper.paper import Citation

_ROOM: Final = 3600


def sources_card(citations: Sequence[Citation]) -> Layout:
    """Every citation as a line, as many as a message holds; the rest by number."""
    lines: list[str] = []
    left = _ROOM
    for position, citation in enumerate(citations):
        text = source_line(citation)
        if len(text) + 1 > left:
            rest = [str(c.footnote) for c in citations[position:] if c.footnote is not None]
            lines.append(f"-# And notes {', '.join(rest)[:200]}: see /footnote")
            break
        left -= len(text) + 1
        lines.append(text)
    return Layout(container("### All sources behind this answer", "\n".join(joined(lines))))
