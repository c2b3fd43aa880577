"""Reading question files: one JSON object a line, told by file and line where it is bad."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot.errors import StudyBotError
from tools.evaluation.cases import (
    WantedFacts,
    follow_up_case,
    item_case,
    list_case,
    refusal_case,
    two_part_case,
)
from tools.evaluation.metrics import read_items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tools.evaluation.cases import Case


_Made = TypeVar("_Made")

Groups = tuple[tuple[re.Pattern[str], ...], ...]


class BadQuestionFileError(StudyBotError):
    """A question file cannot be read; the message names file, line and remedy."""


def read_rows(path: Path, make: Callable[[dict[str, Any]], _Made]) -> list[_Made]:
    """What `make` makes of each line's object. Raises BadQuestionFile with the first bad line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise BadQuestionFileError(f"{path}: there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionFileError(f"{path}: cannot be read as UTF-8 text ({error})") from None
    made = [_row(path, number, line, make) for number, line in enumerate(lines, 1) if line.strip()]
    if not made:
        raise BadQuestionFileError(
            f"{path}: holds no questions; one JSON object a line is expected"
        )
    return made


def _row(path: Path, number: int, line: str, make: Callable[[dict[str, Any]], _Made]) -> _Made:
    try:
        return make(json.loads(line))
    except json.JSONDecodeError as error:
        raise BadQuestionFileError(f"{path}:{number}: not a JSON object ({error.msg})") from None
    except KeyError as error:
        raise BadQuestionFileError(f"{path}:{number}: the field {error} is missing") from None
    except (TypeError, ValueError, AttributeError, re.error) as error:
        raise BadQuestionFileError(
            f"{path}:{number}: a field is not as expected ({error})"
        ) from None


def groups(rows: Iterable[Iterable[str]]) -> Groups:
    """Groups of patterns; a text holds a fact when every group has a pattern that is found."""
    return tuple(
        tuple(re.compile(pattern, re.IGNORECASE) for pattern in alternatives)
        for alternatives in rows
    )


def notes(row: Iterable[Any]) -> frozenset[int]:
    """Numbers of acceptable footnotes."""
    return frozenset(int(number) for number in row)


_CHECKOUT: Final = Path(__file__).parents[2]

SETS: Final = _CHECKOUT / "tests" / "eval"

DEVELOPMENT: Final = _CHECKOUT.parent / "shared" / "eval" / "questions.jsonl"


def set_cases(sets: Path = SETS, development: Path = DEVELOPMENT) -> list[Case]:
    """Every question of the sets in folder `sets`, and of `development` where that file exists.

    Raises BadQuestionFile with the first bad line, or for a set that is missing.
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


def _two_part(row: dict[str, Any]) -> Case:
    return two_part_case(str(row["q"]), [_wanted(part) for part in row["parts"]])


def _follow_up(row: dict[str, Any]) -> Case:
    return follow_up_case(
        str(row["first"]), str(row["then"]), _wanted(row), with_sources=bool(row["source_ok"])
    )


def _wanted(row: dict[str, Any]) -> WantedFacts:
    return WantedFacts(groups(row["facts"]), notes(row["footnotes"]))
