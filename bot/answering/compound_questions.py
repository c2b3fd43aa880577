"""Split compound questions into pieces that may each be answered on their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


_ASKING: Final = frozenset(
    """
    who what when where why how which whose whom did does do is are was were has have had can
    could should would name describe explain define list tell
    """.split()
)

_JOINT: Final = re.compile(
    r"\s*(?:[?;]+|,?\s+(?:and|also|plus|&|as well as)(?:\s+also)?|,)\s+", re.IGNORECASE
)

_LEADING: Final = frozenset("with in by for from under to at of on about after since".split())

_SHORTEST: Final = 2

_MOST_PIECES: Final = 8


def split_question(text: str, shorthand: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the pieces of `text` that each begin like a question, 8 at most.

    A text that asks one thing, or more than 8, is returned whole as the only piece. `shorthand`
    maps an abbreviation such as "ppl" to the words that it stands for.
    """
    pieces: list[str] = []
    start = 0
    for joint in _JOINT.finditer(text):
        hard = joint.group().strip().startswith(("?", ";"))
        following = _first_words(text[joint.end() :], shorthand)
        if not following:
            continue
        # In "… and with whom" the question word comes second.
        asks = following[0] in _ASKING or (following[0] in _LEADING and following[-1] in _ASKING)
        before = text[start : joint.start()]
        if (hard or asks) and len(before.split()) >= _SHORTEST:
            pieces.append(before)
            start = joint.end()
    pieces.append(text[start:])
    pieces = [piece.strip() for piece in pieces if piece.strip(" ?;,.!")]
    return pieces if 1 < len(pieces) <= _MOST_PIECES else [text]


def _first_words(text: str, shorthand: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the first two words of `text`, in lower case and without shorthand."""
    bare = (re.sub(r"[^a-z']", "", word.lower()) for word in text.split(maxsplit=2)[:2])
    return [shorthand.get(word, (word,))[0].split("'")[0] for word in bare]
