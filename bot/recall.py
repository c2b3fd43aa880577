"""What was answered lately, so that a question that a whole class asks is worked out once."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from bot.answering.outcome import Outcome, Query

# An engine's outcomes share their claims and citations; so many weigh about a quarter of a MiB.
_MOST: Final = 256
_DIGEST_BYTES: Final = 16


class Recall:
    """Outcomes by a digest of the question: what people wrote is not kept.

    They are kept for each engine apart, and go with it when it is replaced. A question that leans
    on an answer before it is not looked up: few people share both.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._outcomes: WeakKeyDictionary[Engine, dict[bytes, Outcome]] = WeakKeyDictionary()

    def ask(self, engine: Engine, query: Query) -> Outcome:
        """The outcome, worked out now or lately; the longest unasked is forgotten first."""
        if query.context is not None:
            return engine.ask(query)
        outcomes = self._outcomes.setdefault(engine, {})
        text = query.text.encode("utf-8", "surrogatepass")
        key = blake2b(text, digest_size=_DIGEST_BYTES).digest()
        outcome = outcomes.pop(key, None)
        if outcome is None:
            outcome = engine.ask(query)
            if len(outcomes) >= self._most:
                del outcomes[next(iter(outcomes))]
        # A dictionary keeps the order of insertion: the latest stands last.
        outcomes[key] = outcome
        return outcome
