"""`eval`: a file of questions scored by kind, or the whole table of how well the bot answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.app import build_engine
from bot.evaluation.scoring import read_items, score
from bot.report import plain_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from bot.evaluation.scoring import Mark


def run(arguments: argparse.Namespace) -> int:
    """Print one file's table, and on request each item that was not right; or the whole table."""
    engine = build_engine(arguments.knowledge)
    if arguments.file is None:
        from bot.evaluation import report  # noqa: PLC0415  # not needed to score one file

        if arguments.floors:
            print(report.floors(engine))
        else:
            for part in report.parts(engine, sample=arguments.sample, with_rivals=arguments.rivals):
                print(part, flush=True)
        return 0
    items = read_items(arguments.file)
    marks = score(engine, items)
    if arguments.failures:
        for one in marks:
            if not one.right:
                print(_failure(one))
    print(table(marks))
    return 0


def _failure(one: Mark) -> str:
    missed = [group[0].pattern for group in one.item.facts]
    notes = sorted(one.item.footnotes)
    said = plain_text(one.outcome).replace("\n", " / ")
    what = "answer" if not one.answer else "citation"
    return (
        f"{one.item.id} {one.item.kind}: {one.item.question}\n"
        f"    wrong {what}; wants {missed} and one of {notes}\n"
        f"    {type(one.outcome).__name__} {one.outcome.confidence:.2f}: {said[:300]}"
    )


def table(marks: Sequence[Mark]) -> str:
    """Rates by kind and overall, in per cent, with the number of items."""
    kinds = dict.fromkeys(one.item.kind for one in marks)
    rows = [(kind, [m for m in marks if m.item.kind == kind]) for kind in kinds]
    lines = [f"{'kind':<12}{'items':>6}{'answer':>9}{'citation':>10}{'item':>8}"]
    lines += [_row(name, some) for name, some in [*rows, ("all", list(marks))]]
    return "\n".join(lines)


def _row(name: str, marks: Sequence[Mark]) -> str:
    cited = [m.citation for m in marks if m.citation is not None]
    return (
        f"{name:<12}{len(marks):>6}{_rate([m.answer for m in marks]):>9}"
        f"{_rate(cited):>10}{_rate([m.right for m in marks]):>8}"
    )


def _rate(right: Sequence[bool]) -> str:
    return f"{100 * sum(right) / len(right):.1f} %" if right else "–"
