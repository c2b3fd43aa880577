"""Split text into the words that the search compares, and make the key of a wording from them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from bot.text.normalize import fold, fold_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Words, document symbols ("ab/cd/1999", "12/345"), and numbers. The possessive quantifiers ("++")
# never backtrack, which no token needs, and which takes half of the time.
_TOKEN: Final = re.compile(
    r"[a-z]++(?:(?:/[a-z]++)*+(?:/\d++)++|(?:'[a-z]++)*+)"
    r"|\d+/\d+|\d{1,3}(?:,\d{3})+|\d+(?:[a-z]+)?"
)

_RESOLUTION_SYMBOL: Final = re.compile(r"\b([sa])/res/(\d+(?:/\d+)?)")

_THOUSANDS: Final = re.compile(r"(\d+)k")

_STRETCHED: Final = re.compile(r"([a-z])\1{2,}")

_NEGATED: Final = {"won't": "will not", "can't": "can not", "shan't": "shall not"}

# British endings and the American ones. Every word is treated alike, so the result need not be one.
_BRITISH: Final = (
    (re.compile(r"is(e|ed|er|ers|es|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"our(s|ed|ing|able|ite|al)?$"), r"or\1"),
    (re.compile(r"(def|off|lic)ence(s?)$"), r"\1ense\2"),
)

_SHORTEST_BRITISH: Final = 5


# What `words` has read while a base is built, where it reads each wording twice.
_remembered: Final[ContextVar[dict[str, tuple[str, ...]] | None]] = ContextVar(
    "remembered words", default=None
)


@contextmanager
def remembered_words() -> Iterator[None]:
    """Make `words` remember every text inside the block; nothing is kept at its end.

    The loader and the index read the same 14,000 wordings. Outside, texts are people's questions,
    of which only the latest few are kept.
    """
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text` in order: folded, contractions opened, numbers in one form.

    "Didn't 50,000 go?" gives `did`, `not`, `50000`, `go`; document symbols such as "12/345"
    and "AB/CD/1999/1" stay whole, and "S/RES/12" is read as "resolution 12". A letter that
    is typed three times or more counts twice. Words have the letters a to z only: a text in
    another script has none.
    """
    remembered = _remembered.get()
    if remembered is None:
        return _words(text)
    found = remembered.get(text)
    if found is None:
        found = remembered[text] = _words(text)
    return found


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    if text.isascii() and text.isalpha():
        # Keywords are looked up most, and a single word needs no pattern.
        return _opened(text.lower())
    folded = fold(text)
    if "/res/" in folded:
        folded = _RESOLUTION_SYMBOL.sub(r"resolution \2", folded)
    return tuple(chain.from_iterable(map(_opened, _TOKEN.findall(folded))))


@lru_cache(maxsize=50_000)
def _opened(token: str) -> tuple[str, ...]:
    """Return the words that one token stands for."""
    if "'" in token:
        return tuple(_open_contraction(token))
    if token[0].isdigit():
        return (_plain_number(token),)
    return (_STRETCHED.sub(r"\1\1", token),)


def _open_contraction(token: str) -> list[str]:
    if token in _NEGATED:
        return _NEGATED[token].split()
    if token.endswith("n't"):
        return [part for part in (token[:-3], "not") if part]
    head, _, tail = token.partition("'")
    if tail in {"re", "ve", "ll", "d", "m"}:
        return [head]
    if tail == "s":
        return [head, "is"] if head in _ASKING else [head]
    return [part for part in token.split("'") if len(part) > 1] or [head]


_ASKING: Final = frozenset(["what", "who", "when", "where", "how", "why", "that", "it"])


def _plain_number(token: str) -> str:
    token = token.replace(",", "")
    if thousands := _THOUSANDS.fullmatch(token):
        return thousands.group(1) + "000"
    return token


def spelling(word: str) -> str:
    """Return `word` in one spelling where British and American English differ.

    The result is for comparing only, and need not be an English word.
    """
    if len(word) < _SHORTEST_BRITISH:
        return word
    for pattern, replacement in _BRITISH:
        word = pattern.sub(replacement, word)
    return word


def expand(text: str, shorthand: Mapping[str, str]) -> Sequence[str]:
    """Return the words of `text`, with `shorthand` ("ppl") replaced by what it stands for."""
    found = words(text)
    if shorthand.keys().isdisjoint(found):
        return found
    return [
        part
        for word in found
        for part in (words(shorthand[word]) if word in shorthand else (word,))
    ]


def wording_key(text: str, shorthand: Mapping[str, str]) -> str:
    """Return the key under which two wordings are one question: equal if the engine reads them so.

    "What's FSRS?", "whats fsrs" and "What is FSRS" have the key "what is fsrs" if `shorthand`,
    which is the vocabulary's, says so of "whats". No spelling is corrected. The key is empty if
    the text has neither a letter nor a digit.
    """
    return key_of_words(expand(text, shorthand), text)


def key_of_words(found: Sequence[str], text: str) -> str:
    """Return the wording key of `text`, given its expanded words.

    A text of another script has no words; its folded form keeps it apart from other such texts.
    """
    return " ".join(found) or fold_words(text)
