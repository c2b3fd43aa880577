"""Everything that `eval` without a file prints: the table, then the confidence curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.evaluation.confidence import curve
from bot.evaluation.figures import figures_of
from bot.evaluation.floors import SAMPLE, floors_of, written
from bot.evaluation.ours import Ours
from bot.evaluation.phrasings import phrasing_cases
from bot.evaluation.sets import set_cases
from bot.evaluation.table import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.engine import Engine
    from bot.evaluation.cases import Case


def parts(engine: Engine, *, sample: int, floors: bool) -> Iterator[str]:
    """The report in parts, each as soon as it is there; `sample` 0 asks every phrasing."""
    if floors:
        cases = all_cases(engine, sample or SAMPLE)
        replies = Ours(engine).replies([case.asked for case in cases])
        yield written(floors_of(figures_of(cases, replies)))
        return
    cases = all_cases(engine, sample)
    replies = Ours(engine).replies([case.asked for case in cases])
    columns = {"ours": figures_of(cases, replies)}
    yield table(columns)
    yield ""
    yield curve(engine.paper, cases, replies)


def all_cases(engine: Engine, sample: int) -> list[Case]:
    """Every question set and the base's own phrasings."""
    return [*set_cases(), *phrasing_cases(engine.paper, sample=sample)]
