"""English word frequencies, to tell a typing slip from a real word that the base lacks."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


# Below this frequency, pyspellchecker's list is noise: rare forms and even misspellings.
_LEAST: Final = 500

# One word of the list. Reading the list as one JSON document would first build all its words, of
# which five in six are left out, and 9 MiB of that memory would stay with the process.
_LINE: Final = re.compile(rb'"([^"\\]+)": (\d+)')


@cache
def english_words() -> Mapping[str, int]:
    """Return English words and how often each occurs, from the list that pyspellchecker ships.

    Words that occur fewer than 500 times are left out.
    """
    import gzip  # noqa: PLC0415  # only the terminal's first question needs it

    packed = files("spellchecker").joinpath("resources/en.json.gz").read_bytes()
    found = _LINE.finditer(gzip.decompress(packed))
    same: dict[int, int] = {}
    return {
        one[1].decode(): same.setdefault(count, count)
        for one in found
        if (count := int(one[2])) >= _LEAST
    }
