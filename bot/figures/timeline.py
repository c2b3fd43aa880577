"""The timeline as a picture: a line with a dot for each event, its date and what happened.

It is drawn with Pillow and Pillow's own font. Libraries for timelines are either unmaintained
(labella) or need a plotting stack of a hundred megabytes (matplotlib, plotly with kaleido).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.figures.canvas import (
    FAINT,
    INK,
    LINE,
    MARGIN,
    WIDTH,
    blank_picture,
    cut_alt_text,
    font,
    legible_text,
    png,
    wrap_lines,
)
from bot.paper.model import ITSELF
from bot.text.phrases import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import ImageDraw

    from bot.browse.entries import Event
    from bot.figures.canvas import Font


_AXIS: Final = 250

_TEXT: Final = _AXIS + 40

_STEP: Final = 38

_GAP: Final = 24

_DOT: Final = 9

_BODY: Final = 27


def timeline_picture(title: str, shown: Sequence[Event]) -> bytes:
    """Return the events as a PNG, 900 pixels wide and as high as needed."""
    head, body, small = font(30), font(_BODY), font(20)
    rows = [(event, *_title_lines(event)) for event in shown]
    heights = [_STEP * len(lines) + 26 + _GAP for _, lines, _ in rows]
    picture, draw = blank_picture(110 + sum(heights) + MARGIN)
    draw.text((MARGIN, 32), title, font=head, fill=INK)
    top = 110
    if rows:
        last = top + sum(heights[:-1]) + _STEP // 2
        draw.line([(_AXIS, top + _STEP // 2), (_AXIS, last)], fill=LINE, width=4)
    for (event, lines, face), height in zip(rows, heights, strict=True):
        _draw_row(draw, top, event, lines, (body, face, small))
        top += height
    return png(picture)


def alt_text(shown: Sequence[Event]) -> str:
    """Return the picture's description for screen readers; at most 1,024 characters."""
    told = "; ".join(f"{event.date}: {event.title}" for event in shown)
    return cut_alt_text(f"Timeline of the paper’s dated events. {told}.")


def _draw_row(
    draw: ImageDraw.ImageDraw,
    top: int,
    event: Event,
    lines: Sequence[str],
    fonts: tuple[Font, Font, Font],
) -> None:
    body, face, small = fonts
    middle = top + _STEP // 2
    draw.ellipse([_AXIS - _DOT, middle - _DOT, _AXIS + _DOT, middle + _DOT], fill=LINE)
    width = draw.textlength(event.date, font=body)
    draw.text((_AXIS - 34 - width, top), event.date, font=body, fill=INK)
    for number, text in enumerate(lines):
        draw.text((_TEXT, top + _STEP * number), text, font=face, fill=INK)
    draw.text((_TEXT, top + _STEP * len(lines)), _notes_text(event), font=small, fill=FAINT)


def _title_lines(event: Event) -> tuple[list[str], Font]:
    title, face = legible_text(event.title, _BODY)
    return wrap_lines(title, face, WIDTH - _TEXT - MARGIN), face


def _notes_text(event: Event) -> str:
    if not event.footnotes:
        return ITSELF
    word = plural(len(event.footnotes), "footnote")
    return f"{word} {', '.join(map(str, event.footnotes))}"
