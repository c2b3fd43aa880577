"""What an entry may repeat: nearly the same title, statement or question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.curation.drafts.duplicate_entries import resembling
from bot.paper.model import Claim, Entry, Kind, Wording
from tests.support.shipped import shipped_engine

if TYPE_CHECKING:
    from bot.answering.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The shipped knowledge."""
    return shipped_engine()


def test_nearly_the_same_statement_is_found(engine: Engine) -> None:
    """By its words in any order, and the likest first."""
    there = engine.paper.entries["sea"]
    words = there.claims[0].text.split()
    said = " ".join([*words[6:], *words[:6]])
    made = Entry("new", Kind.FINDING, "Something else", "laws", (Claim(said, "laws", (16,)),))

    found = resembling(made, None, engine)

    assert (found[0].entry.id, found[0].part) == ("sea", "statement")
    assert found[0].text == there.claims[0].text


def test_something_new_repeats_nothing(engine: Engine) -> None:
    """Though every question has its nearest entries."""
    claim = Claim("Glaciers in the Andes have lost a third of their ice.", "laws", (16,))
    made = Entry(
        "new", Kind.FINDING, "Glaciers of the Andes", "laws", (claim,), (Wording("ice loss?"),)
    )

    assert resembling(made, None, engine) == ()


def test_of_a_change_only_what_is_new_is_looked_at(engine: Engine) -> None:
    """Two entries that are alike already are no news."""
    before = engine.paper.entries["sea"]
    other = engine.paper.entries["zero-tolerance"]
    after = replace(before, phrasings=(*before.phrasings, other.phrasings[1]))

    assert resembling(before, before, engine) == ()
    assert [one.entry.id for one in resembling(after, before, engine)] == ["zero-tolerance"]
