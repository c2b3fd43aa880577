"""What an engine is made of is out of the garbage collector's sight, and needs it not."""

from __future__ import annotations

import gc
import weakref
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answering.outcome import Query
from bot.app import build_engine
from bot.gc_control import let_go, uncollected

if TYPE_CHECKING:
    from collections.abc import Iterator


class Thing:
    """Something that is made inside."""


@contextmanager
def disabled() -> Iterator[None]:
    """No collections, as long as it lasts."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def test_what_is_made_inside_is_never_looked_at() -> None:
    """Neither at the end nor by any collection after it."""
    with uncollected():
        assert not gc.isenabled()
        inside = Thing()
    outside = Thing()

    in_sight = {id(one) for one in gc.get_objects()}

    assert id(inside) not in in_sight
    assert id(outside) in in_sight


def test_rubbish_of_before_is_not_kept() -> None:
    """A cycle that nothing holds is gone, not out of sight."""
    cycle = Thing()
    cycle.itself = cycle
    gone = weakref.ref(cycle)
    del cycle

    with uncollected():
        assert gone() is None


def test_collections_go_on_afterwards() -> None:
    """Once the outermost is left."""
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collections_go_on_after_an_error() -> None:
    """Such as a knowledge base that is not sound."""
    with pytest.raises(ValueError, match="not sound"), uncollected():
        raise ValueError("not sound")
    assert gc.isenabled()


def test_who_wants_no_collections_gets_none() -> None:
    """It is not switched on where it was off."""
    with disabled():
        with uncollected():
            pass
        assert not gc.isenabled()


def test_an_engine_needs_no_collector_to_be_freed() -> None:
    """Nothing in it refers back, whatever it was asked; so it may well be out of sight."""
    engine = build_engine()
    entry = next(iter(engine.paper.entries.values()))
    over = engine.with_entries([replace(entry, title="Another title")], [])
    for text in ("What is SEA?", "footnote 3", "list the recommendations", "wat is the bulletn"):
        over.ask(Query(text))
    over.complete("what")
    parts = [engine, engine.index, engine.index.layer, over, over.index, over.index.layer]
    gone = [weakref.ref(part) for part in parts]

    with disabled():
        del engine, entry, over, parts
        assert [one() for one in gone] == [None] * len(gone)


def test_what_is_let_go_is_freed_if_nobody_has_it() -> None:
    """The list is empty, what was in it is gone, and what somebody still holds is whole."""
    kept = [Thing() for _ in range(3)]
    box = Thing()
    box.things = {"kept": kept, "lost": [Thing()]}
    gone = [weakref.ref(box), weakref.ref(box.things["lost"][0])]
    things = [box]
    del box

    with disabled():
        let_go(things)

        assert things == []
        assert [one() for one in gone] == [None, None]
        assert len(kept) == 3
