"""No change of the engine or the base may answer worse than the floors say, beyond noise.

The floors stand in floors.toml, a little under the figures measured when they were written. After
a change for the better, write them anew: `make floors > tests/evaluation/floors.toml`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import build_engine
from tools.evaluation.floors import SAMPLE, name, read_floors
from tools.evaluation.own_search import Ours
from tools.evaluation.question_sets import DEVELOPMENT
from tools.evaluation.rates import figures
from tools.evaluation.report import all_cases

FLOORS = read_floors(Path(__file__).with_name("floors.toml"))


@pytest.fixture(scope="module")
def percents() -> dict[str, float]:
    """Every figure as it is now, over the sample that the floors were taken from."""
    engine = build_engine()
    found = figures(Ours(engine), all_cases(engine, SAMPLE))
    return {name(*key): figure.percent for key, figure in found.items()}


@pytest.mark.parametrize("floor", FLOORS)
def test_no_figure_falls_below_its_floor(floor: str, percents: dict[str, float]) -> None:
    """Each figure is at its floor or above."""
    if floor.startswith("development") and not DEVELOPMENT.is_file():
        pytest.skip("the development set lies outside the checkout, and is not there")
    assert percents[floor] >= FLOORS[floor]
