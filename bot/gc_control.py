"""Python's collector of cyclic garbage, kept away from what an engine is made of.

A full collection looks at every object there is and holds the interpreter's lock to its end: 30 to
80 ms beside the paper's own base, a third of a second beside 100,000 entries. It runs when many
objects were made, so above all while an engine is built; and it finds nothing there, since nothing
in an engine refers back to what holds it.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


# From an engine down to an entry, a posting, or a pair in a list: each is freed in microseconds.
_DEPTH: Final = 4

_CONTAINERS: Final = (dict, list, tuple, set, frozenset)


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off collections while inside; what is alive at the end is never looked at again.

    For the whole process, whichever thread is inside. What was put out of sight is freed as ever
    once nothing refers to it; only a cycle that falls to rubbish later would stay.
    """
    was_enabled = gc.isenabled()
    if was_enabled:
        # What is rubbish already must not be kept. Quick, once nearly all is out of sight.
        gc.collect()
    gc.disable()
    try:
        yield
    finally:
        # Before they are allowed again: the next one would begin with all that was made inside.
        gc.freeze()
        if was_enabled:
            gc.enable()


def let_go(things: list[Any]) -> None:
    """Empty the list, and free what nothing else refers to piece by piece.

    In one piece the interpreter's lock is held to the end: 20 ms for the paper's own engine, a
    third of a second for one of 100,000 entries. Call it in a thread of its own.
    """
    pieces = _pieces(things)
    things.clear()
    # What holds goes before what is held, which is then freed alone when its turn comes.
    pieces.reverse()
    while pieces:
        pieces.pop()


def _pieces(things: list[Any]) -> list[object]:
    """`things` and what they are made of, level by level; containers and our own classes alone."""
    pieces: list[object] = list(things)
    opened: set[int] = set()
    level = pieces
    for _ in range(_DEPTH):
        fresh = {id(one): one for one in level if id(one) not in opened}
        opened.update(fresh)
        level = [
            held for one in fresh.values() for held in gc.get_referents(one) if _is_piece(held)
        ]
        pieces += level
    return pieces


def _is_piece(held: object) -> bool:
    return isinstance(held, _CONTAINERS) or type(held).__module__.startswith("bot.")
