"""The interface of a rival search, which scores a question against each of its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


class Search(Protocol):
    """An index over texts, built for each base and never saved."""

    name: str

    def __init__(self, texts: Sequence[str]) -> None: ...

    def scores(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """Return scores with a row for each question and a column for each text.

        Higher is better; 0 or less is no match.
        """
        ...

    def best(self, question: str) -> int | None:
        """Return the number of the best text, or None, by the fastest way the search has."""
        ...
