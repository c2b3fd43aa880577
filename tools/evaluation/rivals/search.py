"""What a rival is: texts go in, and a question is scored against each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


class Search(Protocol):
    """An index over texts; built anew for each base, kept nowhere."""

    name: str

    def __init__(self, texts: Sequence[str]) -> None: ...

    def scores(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """One row a question, one column a text; higher is better, 0 or less is no match."""
        ...

    def best(self, question: str) -> int | None:
        """The number of the best text, by the quickest way that the search has."""
        ...
