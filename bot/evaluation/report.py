"""Everything that `eval` without a file prints: the table, then the confidence curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.evaluation.confidence import curve
from bot.evaluation.figures import figures, figures_of
from bot.evaluation.floors import SAMPLE, floors_of, written
from bot.evaluation.ours import Ours
from bot.evaluation.phrasings import phrasing_cases
from bot.evaluation.sets import set_cases
from bot.evaluation.table import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.engine import Engine
    from bot.evaluation.cases import Case


def parts(engine: Engine, *, sample: int, with_rivals: bool) -> Iterator[str]:
    """The report in parts, each as soon as it is there; `sample` 0 asks every phrasing."""
    if with_rivals:
        # Their packages are an optional group, and take seconds to load.
        from bot.evaluation.rivals.beside import beside, installed  # noqa: PLC0415

        searches = installed()
    cases = all_cases(engine, sample)
    replies = Ours(engine).replies([case.asked for case in cases])
    columns = {"ours": figures_of(cases, replies)}
    remarks = ["ours alone; other ways of searching the same base beside it: make eval-all"]
    if with_rivals:
        rivals, remarks = beside(searches, engine.paper, cases)
        columns |= rivals
    yield table(columns)
    yield "\n".join(["", *remarks, ""])
    yield curve(engine.paper, cases, replies)


def floors(engine: Engine) -> str:
    """The file of floors, from current figures over the sample that the tests take."""
    cases = all_cases(engine, SAMPLE)
    return written(floors_of(figures(Ours(engine), cases)))


def all_cases(engine: Engine, sample: int) -> list[Case]:
    """Every question set and the base's own phrasings."""
    return [*set_cases(), *phrasing_cases(engine.paper, sample=sample)]
