"""Which entry has which phrasing in a server: the paper's, with what lies over it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.paper.cross_checks import fold
from bot.paper.revision_file import phrasing_owners

if TYPE_CHECKING:
    from bot.paper.paper import Paper

# The paper in service and the one before a reload. Reading all its phrasings takes 70 ms, so that
# it is done in a thread, and once.
_owners_below = lru_cache(maxsize=2)(phrasing_owners)


def owners_in(paper: Paper, base: Paper) -> dict[str, str]:
    """The id of the entry that has each folded phrasing in `paper`, which lies over `base`."""
    below = _owners_below(base)
    if paper is base:
        return below
    over = {
        key: entry for key, entry in paper.entries.items() if base.entries.get(key) is not entry
    }
    gone = base.entries.keys() - paper.entries.keys()
    owners = {
        phrasing: owner
        for phrasing, owner in below.items()
        if owner not in over and owner not in gone
    }
    for entry in over.values():
        owners.update((fold(phrasing), entry.id) for phrasing in entry.phrasings)
    return owners
