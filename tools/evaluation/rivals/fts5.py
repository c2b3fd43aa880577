"""A rival search: SQLite's FTS5 over every text, with Porter stems, ranked by its bm25."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


_WORD: Final = re.compile(r"\w+")

_KEPT: Final = 200

_SEARCH: Final = "SELECT rowid, -rank FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?"


class FTS5:
    """An FTS5 table in memory; a question matches texts that hold any of its words."""

    name = "FTS5"

    def __init__(self, texts: Sequence[str]) -> None:
        self._count = len(texts)
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')"
        )
        with self._database:
            self._database.executemany(
                "INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts)
            )

    def scores(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """Return FTS5's bm25 scores, higher is better, for the best 200 texts; 0 for the others."""
        made: NDArray[np.float32] = np.zeros((len(questions), self._count), dtype=np.float32)
        for row, question in zip(made, questions, strict=True):
            for number, score in self._found(question, _KEPT):
                row[number] = score
        return made

    def best(self, question: str) -> int | None:
        """Return the number of the best text by SQL's LIMIT, or None if nothing matches."""
        found = self._found(question, 1)
        return found[0][0] if found else None

    def _found(self, question: str, most: int) -> list[tuple[int, float]]:
        words = _WORD.findall(question)
        if not words:
            return []
        any_of_them = " OR ".join(f'"{word}"' for word in words)
        return self._database.execute(_SEARCH, (any_of_them, most)).fetchall()
