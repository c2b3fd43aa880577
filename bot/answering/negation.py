"""Tell whether a text denies something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

NEGATING: Final = frozenset("no not never nobody none neither nor without cannot nothing".split())

_AUXILIARIES: Final = frozenset(
    "is are was were did does do has have had can could would should".split()
)

_OPENING: Final = frozenset("so and but".split())


def is_negated(tokens: Sequence[str]) -> bool:
    """Return whether a text denies something; `tokens` are its words in lower case.

    Two negations cancel each other. One in a leading auxiliary does not count: "didn't they deny
    it" expects a yes and denies nothing.
    """
    count = sum(token in NEGATING for token in tokens)
    if not count:
        return False
    first = [token for token in tokens[:3] if token not in _OPENING]
    tag = len(first) > 1 and first[0] in _AUXILIARIES and first[1] == "not"
    return (count - tag) % 2 == 1
