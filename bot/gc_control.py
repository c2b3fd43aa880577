"""Python's collector of cyclic garbage, kept away from what an engine is made of.

A full collection looks at every object there is and holds the interpreter's lock to its end: 30 to
80 ms beside the paper's own base, a third of a second beside 100,000 entries. It runs when many
objects were made, so above all while an engine is built; and it finds nothing there, since nothing
in an engine refers back to what holds it.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


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
