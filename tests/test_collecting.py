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
from bot.gc_control import (
    freeze_what_is_loaded,
    paused_collection,
    without_full_collections,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


class Thing:
    """Something that is made inside."""

    itself: Thing


@contextmanager
def disabled() -> Iterator[None]:
    """No collections, as long as it lasts."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@pytest.fixture
def thawed() -> Iterator[None]:
    """Whatever a test freezes is in the collector's sight again afterwards."""
    yield
    gc.unfreeze()


def cycle() -> weakref.ref[Thing]:
    """Make an object that refers to itself and that nothing else holds."""
    thing = Thing()
    thing.itself = thing
    return weakref.ref(thing)


def test_a_cycle_made_while_paused_is_freed_later() -> None:
    """By the next collection; until then it stays."""
    before = gc.get_freeze_count()

    with paused_collection():
        assert not gc.isenabled()
        lost = cycle()

    assert gc.get_freeze_count() == before
    gc.collect()
    assert lost() is None


@pytest.mark.usefixtures("thawed")
def test_what_is_frozen_is_never_looked_at() -> None:
    """What is made afterwards is."""
    inside = Thing()
    freeze_what_is_loaded()
    outside = Thing()

    in_sight = {id(one) for one in gc.get_objects()}

    assert id(inside) not in in_sight
    assert id(outside) in in_sight


@pytest.mark.usefixtures("thawed")
def test_garbage_is_freed_and_not_frozen() -> None:
    """A cycle that nothing holds is gone before the rest is frozen."""
    with disabled():
        lost = cycle()
        freeze_what_is_loaded()

    assert lost() is None


def test_collections_go_on_afterwards() -> None:
    """Once the outermost is left."""
    with paused_collection():
        with paused_collection():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collections_go_on_after_an_error() -> None:
    """Such as a knowledge base that is not sound."""
    with pytest.raises(ValueError, match="not sound"), paused_collection():
        raise ValueError("not sound")
    assert gc.isenabled()


def test_who_wants_no_collections_gets_none() -> None:
    """It is not switched on where it was off."""
    with disabled():
        with paused_collection():
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


def test_full_collections_are_put_off_until_the_last_one_is_out() -> None:
    """Young objects are collected all the time, and everything as usual afterwards."""
    usual = gc.get_threshold()
    first, second = without_full_collections(), without_full_collections()

    with first:
        with pytest.raises(ValueError, match="inside"), second:
            raise ValueError("inside")
        within = gc.get_threshold()

    assert within[:2] == usual[:2]
    assert within[2] > 1_000 * usual[2]
    assert gc.get_threshold() == usual
