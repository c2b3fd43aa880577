"""A rival search: BM25 over every text with stemmed words, from the package bm25s."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import bm25s
import numpy as np
import Stemmer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


_LANGUAGE: Final = "english"


class BM25:
    """Lucene's variant of Okapi BM25, which is the default of bm25s."""

    name = "BM25"

    def __init__(self, texts: Sequence[str]) -> None:
        self._stemmer = Stemmer.Stemmer(_LANGUAGE)
        self._index = bm25s.BM25()
        self._index.index(self._tokens(texts), show_progress=False)

    def _tokens(self, texts: Sequence[str]) -> list[list[str]]:
        tokens: list[list[str]] = bm25s.tokenize(
            list(texts),
            stopwords="en",
            stemmer=self._stemmer,
            return_ids=False,
            show_progress=False,
        )
        return tokens

    def scores(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """Return BM25 scores, 0 or more without an upper bound; 0 if no word is shared."""
        return np.stack([self._row(tokens) for tokens in self._tokens(questions)])

    def _row(self, tokens: list[str]) -> NDArray[np.float32]:
        # bm25s fails on a question without any word that it knows.
        known = [token for token in tokens if token in self._index.vocab_dict]
        if not known:
            return np.zeros(self._index.scores["num_docs"], dtype=np.float32)
        return self._index.get_scores(known)

    def best(self, question: str) -> int | None:
        """Return the number of the best text by bm25s's own top-k, or None if nothing matches."""
        (tokens,) = self._tokens([question])
        known = [token for token in tokens if token in self._index.vocab_dict]
        if not known:
            return None
        numbers, scores = self._index.retrieve([known], k=1, show_progress=False)
        return int(numbers[0, 0]) if scores[0, 0] > 0 else None
