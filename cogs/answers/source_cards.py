"""Full sources: all behind an answer, and citations in a style."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.discord_kit.citation_lines import join_source_lines, source_line
from bot.discord_kit.layout import Layout, container
from bot.discord_kit.markdown import one_line, plain
from bot.paper.citations import Style, format_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.paper.model import Source
    from bot.paper.paper import Citation


_ROOM: Final = 3600


def sources_card(citations: Sequence[Citation]) -> Layout:
    """Return every citation on a line as far as a message holds them; the rest by number."""
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
    return Layout(
        container("### All sources behind this answer", "\n".join(join_source_lines(lines)))
    )


STYLES: Final = {
    Style.CHICAGO_NOTE: "Chicago, note",
    Style.CHICAGO_SHORT: "Chicago, later note",
    Style.APA: "APA",
    Style.MLA: "MLA",
    Style.BIBTEX: "BibTeX",
}

_CITATIONS_ROOM: Final = 3500


def citations_card(title: str, works: Sequence[Source], style: Style) -> Layout:
    """Return works in one style, each in a block that can be copied at once; as many as fit."""
    head = f"### {plain(one_line(title, 200))}\n-# {STYLES[style]}"
    texts = [format_source(work, style) for work in works]
    return Layout(container(head, copyable_blocks(texts, style)))


def copyable_blocks(texts: Sequence[str], style: Style) -> str:
    """Return citations each in a block of its own, and a line that counts those without room."""
    blocks: list[str] = []
    left = _CITATIONS_ROOM
    for position, text in enumerate(texts):
        block = _copyable_block(text, style)
        if len(block) > left:
            blocks.append(f"-# {len(texts) - position} more: cite them by their names with /cite.")
            break
        left -= len(block)
        blocks.append(block)
    return "\n".join(blocks)


def _copyable_block(text: str, style: Style) -> str:
    # A fence would end the block; no style needs one.
    inside = text.replace("```", "'''")
    language = "bibtex" if style is Style.BIBTEX else ""
    return f"```{language}\n{inside}\n```"
