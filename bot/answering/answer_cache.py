"""What was answered lately, so that a question that a whole class asks is worked out once."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from weakref import ref

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from bot.answering.outcome import Outcome, Query


# Outcomes share their claims and citations with the knowledge; so many weigh half a MiB.
_MOST: Final = 512

_DIGEST_BYTES: Final = 16


class AnswerCache:
    """Outcomes by a digest of the question: what people wrote is not kept.

    They are kept for each engine apart, and keep none alive. A question that leans on an answer
    before it is not looked up: few people share both.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._outcomes: dict[tuple[ref[Engine], bytes], Outcome] = {}

    def ask(self, engine: Engine, query: Query) -> Outcome:
        """The outcome, worked out now or lately; the longest unasked is forgotten first."""
        if query.context is not None:
            return engine.ask(query)
        text = query.text.encode("utf-8", "surrogatepass")
        key = (ref(engine), blake2b(text, digest_size=_DIGEST_BYTES).digest())
        outcome = self._outcomes.pop(key, None)
        if outcome is None:
            outcome = engine.ask(query)
            if len(self._outcomes) >= self._most:
                del self._outcomes[next(iter(self._outcomes))]
        # A dictionary keeps the order of insertion: the latest stands last.
        self._outcomes[key] = outcome
        return outcome
