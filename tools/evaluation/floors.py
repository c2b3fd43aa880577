"""Floors: the lowest figures that a change of the engine may reach; a test fails below them."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Final

from tools.evaluation.rates import ALL_KINDS, TOGETHER

if TYPE_CHECKING:
    from pathlib import Path

    from tools.evaluation.rates import Figures, Rate


# Number of phrasings: few enough to measure in seconds, and the same ones each time.
SAMPLE: Final = 400

# The measures that have a floor, by group. The groups of _BY_KIND have floors for each kind too.
_MEASURES: Final = {
    "development": ("item", "citation"),
    "held out": ("item", "citation"),
    "refusals": ("item",),
    "calibration": ("item",),
    "follow-ups": ("item",),
    "two-part": ("item",),
    "lists": ("found", "item"),
    "strangers": ("item", "citation", "first", "most", "lead", "perfect", "refused"),
    "strangers, bases alone": ("item",),
    "strangers, framed": ("item", "refused"),
    "strangers, conversations": ("item", "perfect"),
    "strangers, several questions": ("parts", "item", "says what is missing", "perfect"),
}

_HEAD: Final = """\
# In per cent; test_floor.py fails below. To renew: make floors > tests/evaluation/floors.toml
"""

_PHRASING_MEASURES: Final = ("first", "first three", "item")

_BY_KIND: Final = frozenset({"refusals"})

# A figure may drop by two questions or by 1.5 points, whichever is more, without a fault.
_QUESTIONS_OF_SLACK: Final = 2

_POINTS_OF_SLACK: Final = 1.5


def floors_of(figures: Figures) -> dict[str, float]:
    """Return a floor a little below each figure that gets one, by "group, kind: measure"."""
    return {
        name(*key): max(0.0, round(figure.percent - _slack(figure), 1))
        for key, figure in figures.items()
        if _has_floor(*key)
    }


def name(group: str, kind: str, measure: str) -> str:
    """Return the name of a figure in the file of floors."""
    return f"{group}: {measure}" if kind == ALL_KINDS else f"{group}, {kind}: {measure}"


def written(floors: dict[str, float]) -> str:
    """Return the text of the file of floors."""
    lines = (f'"{name}" = {floor}' for name, floor in floors.items())
    return "\n".join([_HEAD, *lines])


def read_floors(path: Path) -> dict[str, float]:
    """Read floors, in per cent by name, from their file."""
    return {name: float(floor) for name, floor in tomllib.loads(path.read_text("utf-8")).items()}


def _has_floor(group: str, kind: str, measure: str) -> bool:
    if group == TOGETHER or (kind != ALL_KINDS and group not in _BY_KIND):
        return False
    return measure in _MEASURES.get(group, _PHRASING_MEASURES)


def _slack(figure: Rate) -> float:
    return max(_POINTS_OF_SLACK, 100 * _QUESTIONS_OF_SLACK / figure.cases)
