"""How common English words are, for telling a slip of the thumb from a word the base lacks."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


# pyspellchecker's list has noise below this: rare forms and misspellings themselves.
_LEAST: Final = 500

# One line of the list. Read by lines, since five words in six are left out: as one JSON document
# they would all be made first, and 9 MiB of their memory stays with the process.
_LINE: Final = re.compile(rb'"([^"\\]+)": (\d+)')


@cache
def english_words() -> Mapping[str, int]:
    """English words and their frequencies, from the dictionary that pyspellchecker ships."""
    import gzip  # noqa: PLC0415  # only the terminal's first question needs it

    packed = files("spellchecker").joinpath("resources/en.json.gz").read_bytes()
    found = _LINE.finditer(gzip.decompress(packed))
    same: dict[int, int] = {}
    return {
        one[1].decode(): same.setdefault(count, count)
        for one in found
        if (count := int(one[2])) >= _LEAST
    }
