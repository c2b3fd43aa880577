"""Rival searches: rapidfuzz's scorers over every text, the first thing that anyone tries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np
from rapidfuzz import fuzz, process, utils

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


_ALL_CORES: Final = -1


class _Ratio:
    """A search that scores a question against each text, both without case and punctuation."""

    name: ClassVar[str]
    scorer: ClassVar[Callable[..., Any]]

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [utils.default_process(text) for text in texts]

    def scores(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """Return the scorer's values, 0 to 100."""
        asked = [utils.default_process(question) for question in questions]
        return process.cdist(
            asked, self._texts, scorer=self.scorer, dtype=np.float32, workers=_ALL_CORES
        )

    def best(self, question: str) -> int | None:
        """Return the number of the best text by `extractOne`, or None if there is none."""
        asked = utils.default_process(question)
        found = process.extractOne(asked, self._texts, scorer=self.scorer)
        return found[2] if found else None


class WRatio(_Ratio):
    """A search by WRatio, the weighted best of rapidfuzz's ratios."""

    name = "WRatio"
    scorer = staticmethod(fuzz.WRatio)


class TokenSetRatio(_Ratio):
    """A search by the token set ratio: the share of words, in any order, that two texts share."""

    name = "token_set"
    scorer = staticmethod(fuzz.token_set_ratio)
