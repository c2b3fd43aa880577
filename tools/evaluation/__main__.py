"""Score a file of questions by kind, or print the whole table of how well the bot answers.

Run by `make eval`, `make eval-all` and `make floors`; not part of the installed package.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import build_engine
from bot.cli.outcome_json import plain_text
from bot.errors import StudyBotError
from tools.evaluation.disclosure_rates import disclosure_rates, holds_disclosures, rates_text
from tools.evaluation.metrics import read_items, score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.evaluation.metrics import ItemMark


def main(argv: Sequence[str] | None = None) -> int:
    """Run the evaluation that `argv` asks for; return 0, or 1 after printing an error in a line."""
    try:
        return run(_parser().parse_args(argv))
    except StudyBotError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    evaluate = argparse.ArgumentParser(prog="python -m tools.evaluation", description=__doc__)
    evaluate.add_argument(
        "--knowledge", type=Path, metavar="DIR", help="folder of another knowledge base"
    )
    what = evaluate.add_mutually_exclusive_group()
    what.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="questions, one JSON object a line; without FILE, every set of the checkout",
    )
    what.add_argument("--all", action="store_true", help="every set of the checkout")
    evaluate.add_argument(
        "--failures", action="store_true", help="also print each item of FILE that was not right"
    )
    evaluate.add_argument(
        "--sample",
        type=int,
        default=0,
        metavar="N",
        help="draw N of the base's phrasings for the hidden and mistyped ones (default: all)",
    )
    evaluate.add_argument(
        "--rivals",
        action="store_true",
        help="put other ways of searching the same base beside ours (needs the group `eval`)",
    )
    evaluate.add_argument(
        "--floors", action="store_true", help="print floors for the tests from current figures"
    )
    return evaluate


def run(arguments: argparse.Namespace) -> int:
    """Print the table of one file, or, without a file, the whole report or the floors.

    With `failures`, also print each item of the file that was not right. Return 0.
    """
    if arguments.file is not None and holds_disclosures(arguments.file):
        print(rates_text(disclosure_rates(arguments.file), failures=arguments.failures))
        return 0
    engine = build_engine(arguments.knowledge)
    if arguments.file is None:
        from tools.evaluation import report  # noqa: PLC0415  # not needed to score one file

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


def _failure(one: ItemMark) -> str:
    missed = [group[0].pattern for group in one.item.facts]
    notes = sorted(one.item.footnotes)
    said = plain_text(one.outcome).replace("\n", " / ")
    what = "answer" if not one.answer else "citation"
    return (
        f"{one.item.id} {one.item.kind}: {one.item.question}\n"
        f"    wrong {what}; wants {missed} and one of {notes}\n"
        f"    {type(one.outcome).__name__} {one.outcome.confidence:.2f}: {said[:300]}"
    )


def table(marks: Sequence[ItemMark]) -> str:
    """Return a table of rates by kind and overall, in per cent, with the number of items."""
    kinds = dict.fromkeys(one.item.kind for one in marks)
    rows = [(kind, [m for m in marks if m.item.kind == kind]) for kind in kinds]
    lines = [f"{'kind':<12}{'items':>6}{'answer':>9}{'citation':>10}{'item':>8}"]
    lines += [_row(name, some) for name, some in [*rows, ("all", list(marks))]]
    return "\n".join(lines)


def _row(name: str, marks: Sequence[ItemMark]) -> str:
    cited = [m.citation for m in marks if m.citation is not None]
    return (
        f"{name:<12}{len(marks):>6}{_rate([m.answer for m in marks]):>9}"
        f"{_rate(cited):>10}{_rate([m.right for m in marks]):>8}"
    )


def _rate(right: Sequence[bool]) -> str:
    return f"{100 * sum(right) / len(right):.1f} %" if right else "–"


if __name__ == "__main__":
    sys.exit(main())
