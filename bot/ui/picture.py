"""The timeline as a picture: a line with a dot for each event, its date and what happened.

Drawn with Pillow and the font that it brings. The libraries made for timelines are either given up
(labella) or bring a plotting stack of a hundred megabytes (matplotlib, plotly with kaleido).
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.timeline import Event

    Font = ImageFont.ImageFont | ImageFont.FreeTypeFont

# Shown at half its width in a channel, and a third of it on a phone, it can still be read.
_WIDTH: Final = 900
_MARGIN: Final = 40
_AXIS: Final = 250
_TEXT: Final = _AXIS + 40
_STEP: Final = 38
_GAP: Final = 24
_DOT: Final = 9
_PAPER, _INK, _FAINT, _LINE = "#fbfaf7", "#22303a", "#5d6b75", "#4f6d7a"
_ALT: Final = 1024


def timeline_picture(title: str, shown: Sequence[Event]) -> bytes:
    """The events as a PNG, 900 pixels wide and as high as they need."""
    head, body, small = _font(30), _font(27), _font(20)
    rows = [(event, _wrapped(event.title, body, _WIDTH - _TEXT - _MARGIN)) for event in shown]
    heights = [_STEP * len(lines) + 26 + _GAP for _, lines in rows]
    picture = Image.new("RGB", (_WIDTH, 110 + sum(heights) + _MARGIN), _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.text((_MARGIN, 32), title, font=head, fill=_INK)
    top = 110
    if rows:
        last = top + sum(heights[:-1]) + _STEP // 2
        draw.line([(_AXIS, top + _STEP // 2), (_AXIS, last)], fill=_LINE, width=4)
    for (event, lines), height in zip(rows, heights, strict=True):
        _row(draw, top, event, lines, (body, small))
        top += height
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def alt_text(shown: Sequence[Event]) -> str:
    """What the picture shows, for people who do not see it; at most 1,024 characters."""
    told = "; ".join(f"{event.date}: {event.title}" for event in shown)
    text = f"Timeline of the paper’s dated events. {told}."
    return text if len(text) <= _ALT else f"{text[: _ALT - 1]}…"


def _row(
    draw: ImageDraw.ImageDraw,
    top: int,
    event: Event,
    lines: Sequence[str],
    fonts: tuple[Font, Font],
) -> None:
    body, small = fonts
    middle = top + _STEP // 2
    draw.ellipse([_AXIS - _DOT, middle - _DOT, _AXIS + _DOT, middle + _DOT], fill=_LINE)
    width = draw.textlength(event.date, font=body)
    draw.text((_AXIS - 34 - width, top), event.date, font=body, fill=_INK)
    for number, text in enumerate(lines):
        draw.text((_TEXT, top + _STEP * number), text, font=body, fill=_INK)
    draw.text((_TEXT, top + _STEP * len(lines)), _notes(event), font=small, fill=_FAINT)


def _notes(event: Event) -> str:
    if not event.footnotes:
        return "the author’s own statement"
    word = "footnote" if len(event.footnotes) == 1 else "footnotes"
    return f"{word} {', '.join(map(str, event.footnotes))}"


def _wrapped(text: str, font: Font, width: int) -> list[str]:
    lines: list[str] = []
    current = ""
    for word in text.split():
        longer = f"{current} {word}".strip()
        if current and font.getlength(longer) > width:
            lines.append(current)
            current = word
        else:
            current = longer
    return [*lines, current]


@lru_cache
def _font(size: int) -> Font:
    return ImageFont.load_default(size)
