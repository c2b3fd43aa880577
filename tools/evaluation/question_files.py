"""Read question files, one JSON object a line; errors name the file and the line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeVar

from bot.errors import StudyBotError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


_Made = TypeVar("_Made")

Groups = tuple[tuple[re.Pattern[str], ...], ...]


class BadQuestionFileError(StudyBotError):
    """A question file that cannot be read; the message names the file, the line and the fault."""


def read_rows(path: Path, make: Callable[[dict[str, Any]], _Made]) -> list[_Made]:
    """Return `make` of each line's object; raises BadQuestionFileError with the first bad line."""
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
    """Compile groups of patterns, ignoring case.

    A text holds the facts if every group has a pattern that is found in it.
    """
    return tuple(
        tuple(re.compile(pattern, re.IGNORECASE) for pattern in alternatives)
        for alternatives in rows
    )


def notes(row: Iterable[Any]) -> frozenset[int]:
    """Return the numbers of the acceptable footnotes."""
    return frozenset(int(number) for number in row)
