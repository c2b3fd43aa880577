"""While a question is being typed, phrasings of the base are offered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.paper.model import Wording

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from tests.answering.conftest import Made

LAMP = "When is the lamp on the rock lit?"
BOAT = "When does the boat to the island leave?"


@pytest.fixture
def base(made: type[Made]) -> Made:
    """Two entries that are asked for, and one that nobody asks for."""
    return (
        made()
        .entry("lamp", title="The lamp", phrasings=(LAMP, "lighting of the lamp"))
        .entry("boat", title="The boat", phrasings=(BOAT,))
        .entry("silent", "The lamp has no name.", title="The nameless lamp")
    )


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("when is", LAMP),
        ("WHEN DOES", BOAT),
        ("  when   does the", BOAT),
        ("boat", BOAT),
        ("islan", BOAT),
        ("the rock lamp", LAMP),
    ],
)
def test_what_is_typed_is_completed(base: Made, typed: str, first: str) -> None:
    """By how a phrasing begins, or by the words that it has, the last of them half typed."""
    assert base.engine().complete(typed)[0] == first


def test_nothing_typed_offers_openings(base: Made) -> None:
    """Before the first letter there is already something to choose, one phrasing an entry."""
    assert set(base.engine().complete("")) == {LAMP, BOAT}


def test_only_phrasings_are_offered(base: Made) -> None:
    """A title is no question; an entry without phrasings offers nothing."""
    offered = base.engine().complete("lamp")
    assert LAMP in offered
    assert set(offered) <= {LAMP, "lighting of the lamp", BOAT}


def test_each_choice_leads_to_another_topic(made: type[Made]) -> None:
    """Of an entry with many wordings, the one most like what is typed; ten choices at most."""
    base = made()
    for number in range(12):
        name = f"lamp{number}"
        base.entry(name, phrasings=(f"light of lamp {number}", f"who lit lamp {number}"))
    offered = base.engine().complete("lit lamp")
    assert len(offered) == 10
    assert all(one.startswith("who lit lamp") for one in offered)
    assert len(base.engine().complete("l")) == 10
    assert len(base.engine().complete("")) == 10


def test_two_topics_with_one_wording_are_offered_once(made: type[Made]) -> None:
    """A list of the same questions helps nobody."""
    engine = made().entry("lamp", phrasings=(LAMP,)).entry("oil", phrasings=(LAMP,)).engine()
    assert engine.complete("when is") == engine.complete("lamp") == (LAMP,)


def test_what_is_far_less_like_is_not_offered(made: type[Made]) -> None:
    """Where a wording has the very word, entries that only mention it stay away."""
    engine = (
        made()
        .entry("keeper", phrasings=("Who is Simonsson?",))
        .entry("boat", "Simonsson owned the boat.", phrasings=("the trip",))
        .engine()
    )
    assert engine.complete("simonss") == ("Who is Simonsson?",)


def test_a_choice_that_is_too_long_is_never_offered(made: type[Made]) -> None:
    """Cut off, it would be another question."""
    long = "When is the lamp lit " + "in the night " * 10 + "?"
    engine = made().entry("lamp", phrasings=(long, "lamp lighting")).engine()
    assert engine.complete("when is the lamp") == ("lamp lighting",)


def test_completions_follow_what_a_server_changes(base: Made, made: type[Made]) -> None:
    """New phrasings are offered, those replaced or retired are not; below, all is as before."""
    engine = base.engine()
    lamp = replace(base.entries[0], phrasings=(Wording("When is the lamp trimmed?"),))
    gull = made().entry("gull", phrasings=("When do the gulls nest?",)).entries
    over = engine.with_entries([lamp, *gull], ["boat"])
    assert over.complete("when is the lamp")[0] == "When is the lamp trimmed?"
    assert over.complete("gul")[0] == "When do the gulls nest?"
    everything = {text for typed in ("", "when", "boat", "lamp") for text in over.complete(typed)}
    assert everything.isdisjoint({LAMP, BOAT})
    assert LAMP in engine.complete("when is")
    assert BOAT in engine.complete("boat")


@given(typed=st.text(max_size=40), limit=st.integers(1, 25))
def test_any_text_can_be_completed(shipped: Engine, typed: str, limit: int) -> None:
    """At most as many as wanted, each once, each short enough to be a choice on Discord."""
    found = shipped.complete(typed, limit)
    assert len(set(found)) == len(found) <= limit
    assert all(0 < len(text) <= 100 for text in found)


def test_a_half_typed_question_of_the_shipped_base_is_found(shipped: Engine) -> None:
    """What a student sees after a few letters leads to an answer about that."""
    assert any("DPKO" in text for text in shipped.complete("what should the DP"))
    assert any("akashi" in text.lower() for text in shipped.complete("akash"))
