"""Limits on files that people upload: checked before any work, and never more than 50 problems.

A file of the knowledge base is its operator's, and is told whole. An upload comes from anybody who
curates a server, and may be one mistake half a million times: it must cost neither the memory nor
the time that validating all of it would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from bot.strict_yaml.parser import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import TypeAdapter

    from bot.errors import Problem
    from bot.strict_yaml.parser import Plain


# How many problems of one file a person is told.
MOST_TOLD: Final = 50

# A statement or an explanation has at most a few thousand characters, and an entry a few dozen
# fields and values.
UPLOAD: Final = Limits(values=100_000, items=2_000, keys=60, scalar=20_000, key=100)


def told(problems: Sequence[Problem], more: int = 0) -> tuple[tuple[Problem, ...], int]:
    """Return the first problems by their lines, and how many there are besides, `more` included."""
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: problem.line)
    return tuple(ordered[:MOST_TOLD]), more + max(0, len(ordered) - MOST_TOLD)


def without_later_faults(
    data: Plain | None, items: Mapping[str, TypeAdapter[Any]]
) -> tuple[Any, int]:
    """Return a file's data, its lists cut off after 50 faults, and the number of later faults.

    `items` validates what each list holds. One item is validated at a time: validating a list as a
    whole would hold the interpreter for as long as it takes to collect all of its faults.
    """
    if not isinstance(data, dict):
        return data, 0
    found, later, cut = 0, 0, dict(data)
    for name, adapter in items.items():
        listed = data.get(name)
        if not isinstance(listed, list):
            continue
        kept = len(listed)
        for place, item in enumerate(listed):
            faults = _faults_in(item, adapter)
            if found >= MOST_TOLD:
                later += faults
                kept = min(kept, place)
            found += faults
        cut[name] = listed[:kept]
    return cut, later


def _faults_in(item: Plain, adapter: TypeAdapter[Any]) -> int:
    try:
        adapter.validate_python(item)
    except ValidationError as error:
        return error.error_count()
    return 0
