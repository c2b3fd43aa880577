"""Rival searches over the same base, to compare with ours; never needed to run the bot.

Their packages are the optional group `eval`. `loaded()` returns those that are installed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tools.evaluation.rivals.search import Search


_SEARCHES: Final = (
    ("tools.evaluation.rivals.fuzzy", "WRatio"),
    ("tools.evaluation.rivals.fuzzy", "TokenSetRatio"),
    ("tools.evaluation.rivals.bm25", "BM25"),
    ("tools.evaluation.rivals.fts5", "FTS5"),
    ("tools.evaluation.rivals.minilm", "MiniLM"),
)


def loaded() -> tuple[list[type[Search]], list[str]]:
    """Return the searches whose packages are installed, and the names of the others."""
    found, missing = [], []
    for module, name in _SEARCHES:
        try:
            found.append(getattr(import_module(module), name))
        except ModuleNotFoundError:
            missing.append(name)
    return found, missing
