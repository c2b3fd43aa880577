"""Which entries have a feature, and how strongly."""

from __future__ import annotations

from bisect import bisect_left
from heapq import nlargest
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Sequence

# Postings longer than this are entered only by their strongest entries.
LONG: Final = 1_500
_STRONGEST: Final = 750


class Posting(Protocol):
    """The entries that have a feature, by rising number, with their evidence."""

    @property
    def strongest(self) -> Sequence[tuple[int, float]]:
        """Those with most evidence where there are very many; else empty."""
        ...

    def __len__(self) -> int: ...

    def items(self) -> Iterable[tuple[int, float]]:
        """Each entry with its evidence."""
        ...

    def get(self, number: int, default: float, /) -> float:
        """The evidence of one entry, or `default` where it lacks the feature."""
        ...


class Ready(dict[int, float]):
    """A posting as a dictionary: the fastest to read."""

    __slots__ = ()
    strongest: Sequence[tuple[int, float]] = ()


class Packed:
    """A posting as two arrays: a tenth of a dictionary's memory."""

    __slots__ = ("_evidence", "_numbers", "strongest")

    def __init__(self, numbers: array[int], evidence: array[float]) -> None:
        self._numbers = numbers
        self._evidence = evidence
        self.strongest: Sequence[tuple[int, float]] = _top(numbers, evidence)

    def __len__(self) -> int:
        return len(self._numbers)

    def items(self) -> Iterable[tuple[int, float]]:
        """Each entry with its evidence."""
        return zip(self._numbers, self._evidence, strict=True)

    def get(self, number: int, default: float, /) -> float:
        """The evidence of one entry, or `default` where it lacks the feature."""
        at = bisect_left(self._numbers, number)
        found = at < len(self._numbers) and self._numbers[at] == number
        return self._evidence[at] if found else default


def _top(numbers: array[int], evidence: array[float]) -> Sequence[tuple[int, float]]:
    if len(numbers) <= LONG:
        return ()
    best = nlargest(_STRONGEST, range(len(numbers)), key=lambda at: (evidence[at], -at))
    return tuple((numbers[at], evidence[at]) for at in best)
