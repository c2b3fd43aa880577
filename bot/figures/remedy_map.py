"""The map of recommendations as a picture: each problem with what answers it below."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.figures.canvas import (
    FAINT,
    INK,
    LINE,
    MARGIN,
    TRACK,
    WIDTH,
    blank_picture,
    cut_alt_text,
    font,
    legible_text,
    png,
    wrap_lines,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import ImageDraw

    from bot.browse.recommendation_map import MappedRemedy
    from bot.figures.canvas import Font


# Larger than in other pictures: there is more to read, and phones show it at a third.
_BODY, _SMALL = 36, 30

_STEP, _SMALL_STEP = 45, 39

_INSET, _GAP = 20, 24

_TRUNK: Final = MARGIN + 34

_INDENT: Final = MARGIN + 90

_TOP: Final = 100

_WHITE: Final = "#ffffff"


class _Box:
    """Lines of text in a frame: their fonts and colours, and the size of the frame."""

    def __init__(self, width: int, *texts: tuple[str, int, str]) -> None:
        self.lines: list[tuple[str, Font, str, int]] = []
        for text, size, colour in texts:
            shown, face = legible_text(text, size)
            step = _STEP if size == _BODY else _SMALL_STEP
            wrapped = wrap_lines(shown, face, width - 2 * _INSET)
            self.lines += [(line, face, colour, step) for line in wrapped]
        self.width = width
        self.height = sum(step for *_, step in self.lines) + 2 * _INSET

    def draw(self, draw: ImageDraw.ImageDraw, left: int, top: int, fill: str) -> None:
        """Draw the frame and the text in it."""
        corner = (left + self.width, top + self.height)
        draw.rounded_rectangle([(left, top), corner], 12, fill=fill, outline=LINE, width=2)
        at = top + _INSET
        for line, face, colour, step in self.lines:
            draw.text((left + _INSET, at), line, font=face, fill=colour)
            at += step


def remedy_map_picture(title: str, shown: Sequence[MappedRemedy]) -> bytes:
    """Return the map as a PNG, 900 pixels wide and as high as needed."""
    groups = [
        (_problem_box(problem), [_remedy_box(remedy) for remedy in remedies])
        for problem, remedies in groupby(shown, key=lambda remedy: remedy.problem)
    ]
    boxes = [box for problem, remedies in groups for box in (problem, *remedies)]
    height = _TOP + sum(box.height + _GAP for box in boxes) + MARGIN // 2
    picture, draw = blank_picture(height)
    draw.text((MARGIN, 32), title, font=font(_BODY), fill=INK)
    top = _TOP
    for problem, remedies in groups:
        top = _draw_group(draw, top, problem, remedies)
    return png(picture)


def _draw_group(
    draw: ImageDraw.ImageDraw, top: int, problem: _Box, remedies: Sequence[_Box]
) -> int:
    """Draw a problem and, below it, an arrow to each remedy; return where the next begins."""
    problem.draw(draw, MARGIN, top, TRACK)
    start = at = top + problem.height
    for box in remedies:
        at += _GAP
        middle = at + box.height // 2
        draw.line([(_TRUNK, start), (_TRUNK, middle)], fill=LINE, width=4)
        draw.line([(_TRUNK, middle), (_INDENT - 16, middle)], fill=LINE, width=4)
        head = [(_INDENT - 4, middle), (_INDENT - 22, middle - 11), (_INDENT - 22, middle + 11)]
        draw.polygon(head, fill=LINE)
        box.draw(draw, _INDENT, at, _WHITE)
        at += box.height
    return at + _GAP


def map_alt_text(shown: Sequence[MappedRemedy]) -> str:
    """Return the picture's description for screen readers; at most 1,024 characters."""
    told = " ".join(
        f"{problem}: {'; '.join(f'{one.number} {one.title} ({one.actors})' for one in remedies)}."
        for problem, remedies in groupby(shown, key=lambda remedy: remedy.problem)
    )
    return cut_alt_text(f"Map from each problem to its remedies and who acts. {told}")


def _problem_box(problem: str) -> _Box:
    return _Box(WIDTH - 2 * MARGIN, ("Problem", _SMALL, FAINT), (problem, _BODY, INK))


def _remedy_box(remedy: MappedRemedy) -> _Box:
    number = f"{remedy.number}. " if remedy.number else ""
    return _Box(
        WIDTH - MARGIN - _INDENT,
        (f"{number}{remedy.title}", _BODY, INK),
        (f"Who acts: {remedy.actors}", _SMALL, LINE),
        (f"Evidence: {remedy.evidence}", _SMALL, FAINT),
    )
