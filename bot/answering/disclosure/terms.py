"""Words, and runs of words, that are commoner in messages that report harm, with their weights."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.answering.disclosure.patterns import HARM_WORDS, HURT_WORDS
from bot.answering.disclosure.people import CLOSE
from bot.answering.disclosure.themes import theme_of

if TYPE_CHECKING:
    from collections.abc import Mapping


# The begin and the end of a message, in pairs.
_BEGIN: Final = "^"
_END: Final = "$"

_HUNDREDTHS: Final = 100

# Runs of kinds have two or three words: "<close> <be> <harm>" is "my sister was sold", and "my
# cousin is abused" too.
_RUNS: Final = (2, 3)

_KINDS: Final = {
    **dict.fromkeys(("i", "we", "im", "ive"), "<i>"),
    **dict.fromkeys(("me", "us", "myself", "ourselves"), "<me>"),
    **dict.fromkeys(("my", "our", "mine", "ours"), "<my>"),
    **dict.fromkeys("am is are was were be been being got get gets getting".split(), "<be>"),
}

_CLOSE: Final = re.compile(CLOSE)


def terms(words: tuple[str, ...]) -> frozenset[str]:
    """Return the words of a message, each with the next, and runs of their kinds.

    `words` are as `plainly` reads them.
    """
    marked = (_BEGIN, *words, _END)
    pairs = (f"{one} {other}" for one, other in pairwise(marked))
    kinds = (_BEGIN, *map(_kind, words), _END)
    runs = (
        " ".join(kinds[start : start + length])
        for length in _RUNS
        for start in range(len(kinds) - length + 1)
    )
    return frozenset((*words, *pairs, *runs))


@lru_cache(maxsize=4096)
def _kind(word: str) -> str:
    """Return what kind of word it is, in brackets; a word of no kind is its own."""
    if kind := _KINDS.get(word):
        return kind
    if _CLOSE.fullmatch(word):
        return "<close>"
    if HARM_WORDS.match(word):
        return "<harm>"
    if HURT_WORDS.match(word):
        return "<hurt>"
    return f"<{theme}>" if (theme := theme_of(word)) else word


def weight_of_terms(words: tuple[str, ...]) -> float:
    """Return the log odds that a message with these terms discloses harm, beside its signs."""
    weights = _weights()
    return sum(weights.get(term, 0.0) for term in terms(words))


@cache
def _weights() -> Mapping[str, float]:
    """Return the weights in term_weights.txt, which tools/fit_disclosures.py writes."""
    text = files(__package__).joinpath("term_weights.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {term: int(hundredths) / _HUNDREDTHS for term, hundredths in rows}
