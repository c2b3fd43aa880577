"""Charts of figures as PNG: bars to compare things, columns for days and weeks in a row.

Drawing takes some hundredths of a second, longer than the event loop may be blocked.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from bot.figures.canvas import (
    FAINT,
    INK,
    LINE,
    MARGIN,
    MOST_ALT,
    TRACK,
    WIDTH,
    blank_picture,
    clip_text,
    font,
    legible_text,
    png,
    wrap_lines,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import ImageDraw

    from bot.figures.canvas import Font
    from bot.figures.figure import Figure, Row

    Draw = ImageDraw.ImageDraw


# More would be illegible in a small picture; 53 weeks are a year.
MOST_BARS: Final = 25

MOST_COLUMNS: Final = 53

_HEAD, _BODY, _SMALL = 30, 24, 20

_TOP: Final = 100

_STEP: Final = 30

_GAP: Final = 14

_BAR: Final = 26

_PLACES: Final = 46

_LABELS: Final = 300

_BARS_FROM: Final = MARGIN + _LABELS + 16

_WIDEST_VALUE: Final = 300

_MOST_LINES: Final = 2

_PLOT: Final = 240

_GROUND: Final = _TOP + 36 + _PLOT

_WIDEST_COLUMN: Final = 60

_SCALE: Final = 70


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure to send: a PNG, or None if there is nothing to draw, and the same in words.

    `alt` has at most 1,024 characters, Discord's limit; `lines` is never empty.
    """

    png: bytes | None
    alt: str
    lines: tuple[str, ...]


def bars(figure: Figure) -> Chart:
    """Draw horizontal bars for the first `MOST_BARS` rows; the text lines have all rows."""
    drawn = figure.rows[:MOST_BARS]
    if not drawn:
        return Chart(None, "", figure.lines)
    labels = [_label_lines(row) for row in drawn]
    values = [_value_text(row) for row in drawn]
    heights = [_STEP * len(lines) + _GAP for lines, _ in labels]
    picture, draw = blank_picture(_TOP + sum(heights) + MARGIN)
    _draw_title(draw, figure.title)
    room = WIDTH - MARGIN - _BARS_FROM - 10 - max(face.getlength(told) for told, face in values)
    top = _TOP
    for row, label, value, height in zip(drawn, labels, values, heights, strict=True):
        middle = top + (height - _GAP) / 2
        _draw_label(draw, middle, row, label)
        share, track = _share(row.value, figure), _share(_track_value(row, figure), figure)
        end = _draw_bar(draw, middle, share, room, track)
        told, face = value
        color = FAINT if row.value is None else INK
        draw.text((end + 10, middle), told, font=face, fill=color, anchor="lm")
        top += height
    draw.line([(_BARS_FROM, _TOP - 4), (_BARS_FROM, top - _GAP + 4)], fill=FAINT, width=2)
    return Chart(png(picture), _alt_text(figure, drawn), figure.lines)


def columns(figure: Figure) -> Chart:
    """Draw columns for days or weeks in a row: the last `MOST_COLUMNS` rows.

    A row without a value is a gap with a dash.
    """
    drawn = figure.rows[-MOST_COLUMNS:]
    if not drawn:
        return Chart(None, "", figure.lines)
    picture, draw = blank_picture(_GROUND + 12 + 2 * (_SMALL + 6) + MARGIN - 10)
    _draw_title(draw, figure.title)
    small = font(_SMALL)
    widest = max(small.getlength(_short_value(row)) for row in drawn)
    # If columns are too narrow for their numbers, a scale is drawn instead.
    scaled = widest + 4 > (WIDTH - 2 * MARGIN) / len(drawn)
    left = MARGIN + (_SCALE if scaled else 0)
    if scaled:
        _draw_scale(draw, left, figure)
    slot = (WIDTH - MARGIN - left) / len(drawn)
    stacked = max(small.getlength(row.label) for row in drawn) + 8 > slot
    named = [row.label.split() if stacked else [row.label] for row in drawn]
    every = ceil((max(small.getlength(word) for words in named for word in words) + 8) / slot)
    for number, row in enumerate(drawn):
        middle = left + slot * (number + 0.5)
        top = _draw_column(draw, middle, slot, _share(row.value, figure))
        if not scaled or row.value is None:
            color = FAINT if row.value is None else INK
            draw.text((middle, top - 8), _short_value(row), font=small, fill=color, anchor="ms")
        if number % every == 0:
            _draw_column_label(draw, middle, named[number])
    draw.line([(left, _GROUND), (WIDTH - MARGIN, _GROUND)], fill=FAINT, width=2)
    return Chart(png(picture), _alt_text(figure, drawn), figure.lines)


def _draw_title(draw: Draw, title: str) -> None:
    text, face = legible_text(title, _HEAD)
    draw.text((MARGIN, 30), clip_text(text, face, WIDTH - 2 * MARGIN), font=face, fill=INK)


def _label_lines(row: Row) -> tuple[list[str], Font]:
    text, face = legible_text(row.label, _BODY)
    width = _LABELS - (0 if row.place is None else _PLACES)
    # For a name in a script that no font here has; the text lines have it.
    lines = wrap_lines(text or "(see the text)", face, width)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], " ".join(lines[_MOST_LINES - 1 :])]
    return [clip_text(line, face, width) for line in lines], face


def _value_text(row: Row) -> tuple[str, Font]:
    text, face = legible_text(row.shown, _BODY)
    return clip_text(text, face, _WIDEST_VALUE), face


def _share(value: float | None, figure: Figure) -> float | None:
    """Return the length of a bar, column or track as a share of the whole, 0 to 1."""
    return None if value is None else min(1.0, max(0.0, value / _full_value(figure)))


def _track_value(row: Row, figure: Figure) -> float | None:
    """Return the value that a bar is a part of; None if there is none."""
    return figure.whole if row.of is None else row.of


def _full_value(figure: Figure) -> float:
    values = (max(row.value or 0, row.of or 0) for row in figure.rows)
    return figure.whole or max(values, default=0) or 1


def _draw_label(draw: Draw, middle: float, row: Row, label: tuple[Sequence[str], Font]) -> None:
    lines, face = label
    if row.place is not None:
        draw.text((MARGIN, middle), f"{row.place}.", font=font(_BODY), fill=FAINT, anchor="lm")
    for number, line in enumerate(lines):
        at = middle + _STEP * (number - (len(lines) - 1) / 2)
        draw.text((MARGIN + _LABELS, at), line, font=face, fill=INK, anchor="rm")


def _draw_bar(
    draw: Draw, middle: float, share: float | None, room: float, track: float | None
) -> float:
    """Draw a bar, on its track if it has one; return the x position of its text."""
    if share is None:
        return _BARS_FROM
    top, bottom = middle - _BAR / 2, middle + _BAR / 2
    if track:
        draw.rectangle([_BARS_FROM, top, _BARS_FROM + track * room, bottom], fill=TRACK)
    if share:
        draw.rectangle([_BARS_FROM, top, _BARS_FROM + max(2, share * room), bottom], fill=LINE)
    return _BARS_FROM + room * (track or share)


def _draw_column(draw: Draw, middle: float, slot: float, share: float | None) -> float:
    """Draw a column; return the y position of its top."""
    half = min(_WIDEST_COLUMN, slot * 0.7) / 2
    if not share:
        return _GROUND
    top = _GROUND - max(2, share * _PLOT)
    draw.rectangle([middle - half, top, middle + half, _GROUND], fill=LINE)
    return top


def _draw_scale(draw: Draw, left: float, figure: Figure) -> None:
    whole = _full_value(figure)
    for value in (whole, whole // 2):
        height = _GROUND - _PLOT * value / whole
        draw.line([(left, height), (WIDTH - MARGIN, height)], fill=TRACK, width=2)
        told = f"{value:g}"
        draw.text((left - 10, height), told, font=font(_SMALL), fill=INK, anchor="rm")


def _draw_column_label(draw: Draw, middle: float, words: Sequence[str]) -> None:
    for number, word in enumerate(words[:_MOST_LINES]):
        text, face = legible_text(word, _SMALL)
        at = _GROUND + 12 + number * (_SMALL + 6)
        draw.text((middle, at), text, font=face, fill=INK, anchor="ma")


def _short_value(row: Row) -> str:
    return "-" if row.value is None else f"{row.value:g}"


def _alt_text(figure: Figure, drawn: Sequence[Row]) -> str:
    """Return title and rows in words; if too long, the first rows and how many more follow."""
    told = [row.line for row in drawn]
    for count in range(len(told), -1, -1):
        left = len(told) - count
        more = [f"and {left} more, in the text"] if left else []
        text = f"{figure.title}. {'; '.join([*told[:count], *more])}."
        if len(text) <= MOST_ALT:
            return text
    return f"{figure.title[: MOST_ALT - 1]}…"
