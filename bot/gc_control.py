"""Pause the garbage collector during a build, and freeze what is loaded at start.

A full collection looks at every object and holds the interpreter's lock until it ends: 30 to 80 ms
with the paper's own base loaded. It is triggered by making many objects, so mostly while an engine
is built; and it finds nothing there, since an engine has no reference cycles.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def paused_collection() -> Iterator[None]:
    """Pause garbage collection in the whole process, whichever thread is inside.

    Collections resume when the outermost block ends, also after an error. What was made inside is
    collected later like anything else.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


_NEVER: Final = 1_000_000

_USUAL: Final = gc.get_threshold()

# Who is inside, so that the last one out lets full collections go on.
_inside: Final[list[object]] = []


@contextmanager
def without_full_collections() -> Iterator[None]:
    """Put off full garbage collections in the whole process, whichever thread is inside.

    Those of young objects go on: each looks at few, where the first one after a pause would look
    at everything that was made meanwhile.
    """
    one = object()
    _inside.append(one)
    gc.set_threshold(*_USUAL[:2], _NEVER)
    try:
        yield
    finally:
        _inside.remove(one)
        if not _inside:
            gc.set_threshold(*_USUAL)


def freeze_what_is_loaded() -> None:
    """Exclude every object alive now from all later collections, after one full collection.

    Frozen objects are still freed once nothing refers to them; only a reference cycle among them
    that becomes garbage later would never be. So call this once, when all is built.
    """
    gc.collect()
    gc.freeze()
