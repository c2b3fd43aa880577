"""Cache recent answers, so that a question asked by a whole class is worked out once."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from weakref import ref

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from bot.answering.outcome import Outcome, Query


# Outcomes share their claims and citations with the knowledge base; 512 of them take half a MiB.
_MOST: Final = 512

_DIGEST_BYTES: Final = 16


class AnswerCache:
    """A least-recently-used cache of outcomes, keyed by engine and a digest of the question.

    Digests avoid storing what people wrote. Weak references to the engines let replaced ones be
    freed. Follow-up questions are not cached, as few people share both the question and the
    answer before it.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._outcomes: dict[tuple[ref[Engine], bytes], Outcome] = {}

    def ask(self, engine: Engine, query: Query) -> Outcome:
        """Return the outcome of `query` from the cache, or ask `engine` and cache its outcome.

        A full cache drops the question that has gone unasked the longest.
        """
        if query.context is not None:
            return engine.ask(query)
        text = query.text.encode("utf-8", "surrogatepass")
        key = (ref(engine), blake2b(text, digest_size=_DIGEST_BYTES).digest())
        outcome = self._outcomes.pop(key, None)
        if outcome is None:
            outcome = engine.ask(query)
            if len(self._outcomes) >= self._most:
                del self._outcomes[next(iter(self._outcomes))]
        # A dictionary keeps insertion order, so the most recently asked question comes last.
        self._outcomes[key] = outcome
        return outcome
