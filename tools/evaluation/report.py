"""The report that `eval` prints without a file: the table, then the confidence curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tools.evaluation.confidence import curve
from tools.evaluation.floors import SAMPLE, floors_of, written
from tools.evaluation.own_search import Ours
from tools.evaluation.phrasing_cases import group_name, phrasing_cases
from tools.evaluation.question_sets import set_cases
from tools.evaluation.rates import ALL_KINDS, TOGETHER, figures, figures_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.answering.engine import Engine
    from tools.evaluation.cases import Case
    from tools.evaluation.rates import Figures


def parts(engine: Engine, *, sample: int, with_rivals: bool) -> Iterator[str]:
    """Yield the report in parts, each as soon as it is ready.

    `sample` is the number of phrasings to ask, 0 for all. Raises RivalsMissingError if
    `with_rivals` is set and none of their packages is installed.
    """
    if with_rivals:
        # Their packages are optional and take seconds to load.
        from tools.evaluation.rivals.beside import beside, installed  # noqa: PLC0415  # an extra's packages

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
    """Return the text of the file of floors, from current figures on the tests' sample."""
    cases = all_cases(engine, SAMPLE)
    return written(floors_of(figures(Ours(engine), cases)))


def all_cases(engine: Engine, sample: int) -> list[Case]:
    """Return the cases of every question set and of the base's own phrasings."""
    return [*set_cases(), *phrasing_cases(engine.paper, sample=sample)]


_LABEL: Final = 34

_CASES: Final = 7

_COLUMN: Final = 11


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    kind: str
    measure: str


# Rows for a whole group: label and measure. A block has a heading, a group, whether it has a row
# for each kind, and such rows.
_ITEMS: Final = (
    ("answers", "answer"),
    ("citations", "citation"),
    ("all items", "item"),
    ("answerable, refused (low is good)", "refused"),
    ("answerable, suggested", "suggested"),
)

_RANKS: Final = (
    ("ranked first", "first"),
    ("in the first three", "first three"),
    ("answered", "answered"),
    ("answered from the entry", "item"),
)

_BLOCKS: Final = (
    ("Development questions", "development", True, _ITEMS),
    ("Held-out questions", "held out", True, _ITEMS),
    ("Held-out refusals", "refusals", True, (("all", "item"), ("said plainly", "plainly"))),
    ("Development, held-out and refusal items", TOGETHER, False, (("all items", "item"),)),
    ("Held-out pairs of a question and its follow-up", "follow-ups", False, (("right", "item"),)),
    ("Held-out questions of two parts", "two-part", False, (
        ("both parts right", "item"), ("one part right", "half"))),
    ("Held-out questions for a list", "lists", False, (
        ("items found", "found"), ("all found, and cited", "item"))),
    ("Strangers' questions, judged strictly", "strangers", True, (
        ("all items", "item"), ("citations", "citation"), ("the fact comes first", "first"),
        ("no more claims than needed", "most"), ("verdicts", "lead"), ("perfect", "perfect"),
        ("refused", "refused"),
        ("answered, though not covered", "answered although not covered"))),
    ("Strangers' questions without frames", "strangers, bases alone", True, (("all", "item"),)),
    ("The same in frames", "strangers, framed", True, (("all", "item"),)),
    ("Strangers' conversations, by turn", "strangers, conversations", True, (
        ("all", "item"), ("perfect", "perfect"))),
    ("Messages with several questions", "strangers, several questions", False, (
        ("parts right", "parts"), ("all parts right", "item"),
        ("says what is missing", "says what is missing"), ("perfect", "perfect"))),
    ("Calibration (may be tuned on)", "calibration", True, (
        ("all", "item"), ("answerable, refused (low is good)", "refused"))),
    *(
        (group_name(errors, hidden=hidden).capitalize(), group_name(errors, hidden=hidden),
         False, _RANKS)
        for hidden in (True, False)
        for errors in (0, 1, 2)
    ),
)  # fmt: skip


def table(columns: Mapping[str, Figures]) -> str:
    """Return the figures in per cent as a table with a column for each contender, ours first.

    `columns` maps contenders' names to their figures.
    """
    head = " " * _LABEL + f"{'cases':>{_CASES}}" + "".join(f"{n:>{_COLUMN}}" for n in columns)
    return "\n".join([head, *_lines(columns)])


def _lines(columns: Mapping[str, Figures]) -> Iterator[str]:
    ours = next(iter(columns.values()))
    for heading, group, by_kind, measures in _BLOCKS:
        found = dict.fromkeys(kind for g, kind, _ in ours if g == group)
        if not found:
            continue
        yield heading
        rows = [_Row(kind, kind, "item") for kind in found if kind != ALL_KINDS] if by_kind else []
        rows += [_Row(label, ALL_KINDS, measure) for label, measure in measures]
        for row in rows:
            key = group, row.kind, row.measure
            if key in ours:
                percents = "".join(f"{c[key].percent:>{_COLUMN}.1f}" for c in columns.values())
                yield f"  {row.label:<{_LABEL - 2}}{ours[key].cases:>{_CASES}}{percents}"
