"""Pause the garbage collector during a build, and freeze what is loaded at start.

A full collection looks at every object and holds the interpreter's lock until it ends: 30 to 80 ms
with the paper's own base loaded. It is triggered by making many objects, so mostly while an engine
is built; and it finds nothing there, since an engine has no reference cycles.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

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


def freeze_what_is_loaded() -> None:
    """Exclude every object alive now from all later collections, after one full collection.

    Frozen objects are still freed once nothing refers to them; only a reference cycle among them
    that becomes garbage later would never be. So call this once, when all is built.
    """
    gc.collect()
    gc.freeze()
