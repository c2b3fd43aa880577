"""Normalise text: fold case, accents, quotes and dashes; words for comparing; slugs for ids."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that Unicode does not decompose into a plain letter and an accent.
_LETTERS: Final = {
    "æ": "ae",
    "ð": "d",
    "đ": "d",
    "ħ": "h",
    "ı": "i",
    "ȷ": "j",
    "ł": "l",
    "ŋ": "n",
    "ø": "o",
    "œ": "oe",
    "ß": "ss",
    "ŧ": "t",
    "þ": "th",
}

_APOSTROPHES: Final = "‘’‚‛ʹʻʼʽˈˊˋ‹›′‵`"
_QUOTES: Final = "“”„‟«»"
_DASHES: Final = "‐‒–—―−⁃"
# The soft hyphen, and spaces and joiners without a width.
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

# Compatibility decomposition makes a space and an accent of "´", which people type for "'".
_LONE_ACUTE: Final = " \u0301"

# Where accents are: looking through all code points would take 60 ms at each start.
_ACCENTS: Final = (
    range(0x300, 0x3100),
    range(0xA600, 0xAC00),
    range(0xFB00, 0xFF00),
    range(0x10100, 0x11F00),
    range(0x16A00, 0x17000),
    range(0x1BC00, 0x1BD00),
    range(0x1D100, 0x1D300),
    range(0x1E000, 0x1EA00),
)

_ASCII: Final = "".join(map(chr, range(128)))

# ASCII stands for itself, but for "`"; without an entry each letter would cost an exception.
_PLAIN: Final = str.maketrans(
    dict(zip(_ASCII, _ASCII, strict=True))
    | {chr(code): None for codes in _ACCENTS for code in codes if unicodedata.combining(chr(code))}
    | dict.fromkeys(_INVISIBLE)
    | dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_QUOTES, '"')
    | dict.fromkeys(_DASHES, "-")
    | _LETTERS
    | {letter.upper(): plain for letter, plain in _LETTERS.items() if len(letter.upper()) == 1}
    | {"ẞ": "ss"}
)

_WORD: Final = re.compile(r"[^\W_]+")
_SLUG_WORD: Final = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, and with plain quotes, dashes and letters.

    "Łukasz’s CAFÉ" gives "lukasz's cafe". Letters of other scripts stay. Folding a folded text
    changes nothing.
    """
    # Decomposed first, since a decomposition may hold what the table makes plain: "ŉ" is "ʼn".
    decomposed = unicodedata.normalize("NFKD", text).replace(_LONE_ACUTE, "'")
    return decomposed.translate(_PLAIN).casefold()


def fold_words(text: str) -> str:
    """Return the folded words of `text`, one space apart, without punctuation; may be empty.

    A word is a run of letters and digits of any script.
    """
    return " ".join(_WORD.findall(fold(text)))


def slug(text: str) -> str:
    """Return the letters a to z and the digits of `text`, joined by hyphens; may be empty."""
    return "-".join(_SLUG_WORD.findall(fold(text)))


def without_broken_characters(text: str) -> str:
    """Return a text whose NULs and lone surrogates are replaced: no database stores those."""
    if text.isascii():
        return text.replace("\0", "\N{REPLACEMENT CHARACTER}") if "\0" in text else text
    whole = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    # A pair of surrogates is one character; a single one is none.
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
