"""How common English words are, for telling a slip of the thumb from a word the base lacks."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# pyspellchecker's list has noise below this: rare forms and misspellings themselves.
_LEAST: Final = 500


@cache
def english_words() -> Mapping[str, int]:
    """English words and their frequencies, from the dictionary that pyspellchecker ships."""
    import gzip  # noqa: PLC0415  # only the terminal's first question needs it

    packed = files("spellchecker").joinpath("resources/en.json.gz").read_bytes()
    counted: dict[str, int] = json.loads(gzip.decompress(packed))
    return {word: n for word, n in counted.items() if n >= _LEAST}
