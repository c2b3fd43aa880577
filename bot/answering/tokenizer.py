"""Raw text into comparable words: one way for questions, phrasings and claims alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import Final

_CURLY: Final = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "­": None,
        "\u200b": None,
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "đ": "d",
        "ß": "ss",
    }
)

# Words, document symbols ("st/sgb/2003", "57/306"), and numbers. What is possessive ("++") is never
# tried again shorter, which no token needs, and which takes half of the time.
_TOKEN: Final = re.compile(
    r"[a-z]++(?:(?:/[a-z]++)*+(?:/\d++)++|(?:'[a-z]++)*+)"
    r"|\d+/\d+|\d{1,3}(?:,\d{3})+|\d+(?:[a-z]+)?"
)

_UN_RESOLUTION: Final = re.compile(r"\b([sa])/res/(\d+(?:/\d+)?)")

_THOUSANDS: Final = re.compile(r"(\d+)k")

_STRETCHED: Final = re.compile(r"([a-z])\1{2,}")

_NEGATED: Final = {"won't": "will not", "can't": "can not", "shan't": "shall not"}

# One spelling for both sides of the Atlantic; applied alike everywhere, so it need not be a word.
_BRITISH: Final = (
    (re.compile(r"is(e|ed|er|ers|es|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"our(s|ed|ing|able|ite|al)?$"), r"or\1"),
    (re.compile(r"(def|off|lic)ence(s?)$"), r"\1ense\2"),
)

_SHORTEST_BRITISH: Final = 5


def fold(text: str) -> str:
    """Lower-case `text` with straight quotes, plain hyphens and no accents."""
    plain = text if text.isascii() else _strip_accents(text.translate(_CURLY))
    return plain.lower()


def _strip_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


@lru_cache(maxsize=256)
def words(text: str) -> tuple[str, ...]:
    """The words of `text` in order: folded, contractions opened, numbers in one form.

    "Didn't 50,000 go?" gives `did`, `not`, `50000`, `go`; document symbols such as "57/306"
    and "ST/SGB/2003/13" stay whole, and "S/RES/1325" is read as "resolution 1325".
    """
    if text.isascii() and text.isalpha():
        # A keyword, mostly: one token as it stands.
        return _opened(text.lower())
    folded = fold(text)
    if "/res/" in folded:
        folded = _UN_RESOLUTION.sub(r"resolution \2", folded)
    return tuple(chain.from_iterable(map(_opened, _TOKEN.findall(folded))))


@lru_cache(maxsize=50_000)
def _opened(token: str) -> tuple[str, ...]:
    """The words that one token stands for."""
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
    """`word` in one spelling where British and American English differ."""
    if len(word) < _SHORTEST_BRITISH:
        return word
    for pattern, replacement in _BRITISH:
        word = pattern.sub(replacement, word)
    return word
