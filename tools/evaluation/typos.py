"""Simulate typos on a phone's keyboard: seeded errors, each of them one edit of the text."""

from __future__ import annotations

import re
import string
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.answering.english_frequencies import english_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


_WORD: Final = re.compile(r"[A-Za-z]+")

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

# On a phone's keyboard, each row is half a key to the right of the row above.
_KEY: Final = {
    letter: (row, column + row / 2)
    for row, letters in enumerate(_ROWS)
    for column, letter in enumerate(letters)
}

_NEIGHBOURS: Final = {
    letter: "".join(
        other
        for other, (row, column) in _KEY.items()
        if other != letter and abs(row - at_row) <= 1 and abs(column - at_column) <= 1
    )
    for letter, (at_row, at_column) in _KEY.items()
}

# A phone corrects to words that people use; rarer ones in the word list are names and misspellings.
_COMMON: Final = 5_000

_SHORTEST_CORRECTED: Final = 4

_TRIES: Final = 50


def mistype(text: str, errors: int, random: Random) -> str:
    """Return `text` with `errors` typing errors, each one edit; a swap counts as one, too.

    Digits are left alone, since a wrong number asks something else. The result differs from
    `text` if `text` has two letters in a row that can be mistyped.
    """
    for _ in range(_TRIES):
        typed = text
        for _ in range(errors):
            typed = _slip(typed, random)
        if typed != text:
            return typed
    return text


def _slip(text: str, random: Random) -> str:
    """Return `text` with one error; a kind that does not fit the text is drawn again."""
    for _ in range(_TRIES):
        kind = random.choices(_KINDS, _SHARES)[0]
        typed = kind(text, random)
        if typed != text:
            return typed
    return text


def _word(text: str, random: Random, shortest: int) -> tuple[int, int] | None:
    """Return start and end of a random word of at least `shortest` letters, or None.

    Long words are likelier, as there is more in them to mistype.
    """
    spans = [m.span() for m in _WORD.finditer(text) if m.end() - m.start() >= shortest]
    if not spans:
        return None
    return random.choices(spans, [end - start for start, end in spans])[0]


def swap(text: str, random: Random) -> str:
    """Swap two neighbouring letters of a word."""
    span = _word(text, random, 2)
    if span is None:
        return text
    at = random.randrange(span[0], span[1] - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def neighbour(text: str, random: Random) -> str:
    """Replace a letter by one from a neighbouring key."""
    span = _word(text, random, 1)
    if span is None:
        return text
    at = random.randrange(*span)
    typed = random.choice(_NEIGHBOURS[text[at].lower()])
    return text[:at] + (typed.upper() if text[at].isupper() else typed) + text[at + 1 :]


def doubled(text: str, random: Random) -> str:
    """Type a letter twice."""
    span = _word(text, random, 1)
    if span is None:
        return text
    at = random.randrange(*span)
    return text[:at] + text[at] + text[at:]


def dropped(text: str, random: Random) -> str:
    """Leave out a letter of a word of 3 letters or more."""
    span = _word(text, random, 3)
    if span is None:
        return text
    at = random.randrange(*span)
    return text[:at] + text[at + 1 :]


def lost_space(text: str, random: Random) -> str:
    """Leave out the space between two words."""
    spaces = [m.start() for m in re.finditer(r"(?<=\S) (?=\S)", text)]
    if not spaces:
        return text
    at = random.choice(spaces)
    return text[:at] + text[at + 1 :]


def corrected(text: str, random: Random) -> str:
    """Replace a word of 4 letters or more by another English word one edit away, as a phone may.

    Frequent words are likelier.
    """
    span = _word(text, random, _SHORTEST_CORRECTED)
    if span is None:
        return text
    meant = text[span[0] : span[1]]
    near = _english_near(meant.lower())
    if not near:
        return text
    typed = random.choices([word for word, _ in near], [often for _, often in near])[0]
    if meant[0].isupper():
        typed = typed.upper() if meant.isupper() else typed.capitalize()
    return text[: span[0]] + typed + text[span[1] :]


_KINDS: Final[tuple[Callable[[str, Random], str], ...]] = (
    neighbour,
    dropped,
    swap,
    doubled,
    lost_space,
    corrected,
)

# A neighbouring key is the commonest error of a thumb; the others are about equally common.
_SHARES: Final = (30, 18, 14, 14, 12, 12)


@cache
def _english_near(word: str) -> tuple[tuple[str, int], ...]:
    """Return the common English words one edit from `word`, with their frequencies."""
    english = english_words()
    near: set[str] = set()
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        near.update(head + letter + tail for letter in string.ascii_lowercase)
        if tail:
            near.add(head + tail[1:])
            near.update(head + letter + tail[1:] for letter in string.ascii_lowercase)
        if len(tail) > 1:
            near.add(head + tail[1] + tail[0] + tail[2:])
    return tuple(
        (other, english[other])
        for other in sorted(near - {word})
        if english.get(other, 0) > _COMMON
    )
