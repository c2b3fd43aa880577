"""Sorting very many things without holding up the other threads."""

from __future__ import annotations

from heapq import merge
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

# So many are sorted in some milliseconds.
RUN: Final = 8_192

_Sortable = TypeVar("_Sortable", bound="str | tuple[Any, ...]")


def sorted_in_runs(items: Iterable[_Sortable], run: int = RUN) -> list[_Sortable]:
    """The same as `sorted`, which holds the interpreter's lock until all is done.

    100,000 pairs of texts take it 60 ms, in which no other thread can do anything.
    """
    unsorted = list(items)
    runs = [sorted(unsorted[at : at + run]) for at in range(0, len(unsorted), run)]
    return list(merge(*runs))
