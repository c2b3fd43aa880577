"""The question sets that the bot is measured on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tools.evaluation.cases import (
    WantedFacts,
    follow_up_case,
    item_case,
    list_case,
    refusal_case,
    two_part_case,
)
from tools.evaluation.metrics import read_items
from tools.evaluation.question_files import groups, notes, read_rows
from tools.evaluation.strict_cases import strict_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.evaluation.cases import Case


_CHECKOUT: Final = Path(__file__).parents[2]

SETS: Final = _CHECKOUT / "tests" / "evaluation"

DEVELOPMENT: Final = _CHECKOUT.parent / "shared" / "eval" / "questions.jsonl"


def set_cases(sets: Path = SETS, development: Path = DEVELOPMENT) -> list[Case]:
    """Return the cases of the sets in folder `sets`, and of `development` if that file exists.

    Raises BadQuestionFileError with the first bad line, or for a set that is missing.
    """
    return [*_cases(sets, development)]


def _cases(sets: Path, development: Path) -> Iterator[Case]:
    if development.is_file():
        yield from (item_case("development", item) for item in read_items(development))
    yield from (item_case("held out", item) for item in read_items(sets / "questions.jsonl"))
    for name in ("answerable-dev.jsonl", "refusals-dev.jsonl"):
        yield from (item_case("calibration", item) for item in read_items(sets / name))
    yield from read_rows(
        sets / "refusals.jsonl",
        lambda row: refusal_case("refusals", str(row["kind"]), str(row["q"])),
    )
    yield from read_rows(sets / "two-part.jsonl", _two_part)
    yield from read_rows(
        sets / "lists.jsonl",
        lambda row: list_case(str(row["q"]), groups(row["items"]), notes(row["footnotes"])),
    )
    yield from read_rows(sets / "followups.jsonl", _follow_up)
    yield from strict_cases(sets)


def _two_part(row: dict[str, Any]) -> Case:
    return two_part_case(str(row["q"]), [_wanted(part) for part in row["parts"]])


def _follow_up(row: dict[str, Any]) -> Case:
    return follow_up_case(
        str(row["first"]), str(row["then"]), _wanted(row), with_sources=bool(row["source_ok"])
    )


def _wanted(row: dict[str, Any]) -> WantedFacts:
    return WantedFacts(groups(row["facts"]), notes(row["footnotes"]))
