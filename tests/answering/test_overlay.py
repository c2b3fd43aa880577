"""A server's own entries over the paper's: the same as if all had been read together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.engine import Engine
from bot.answering.english_frequencies import english_words
from bot.answering.index import CachingPostingsLayer
from bot.answering.outcome import Answered, Query
from bot.paper.model import ActorType, Kind, Wording

if TYPE_CHECKING:
    from bot.paper.model import Entry
    from tests.answering.conftest import Made

RETIRED = ("res-1244", "rec-external-experts", "akashi")
_LEADING = 3
QUESTIONS = [
    "What is SEA?",
    "What is human trafficking?",
    "How many peacekeepers were sent to Kosovo?",
    "How many troops were deployed in Bosnia?",
    "who said boys will be boys",
    "what are the recommendations",
    "what should the DPKO do",
    "Who should fund the tower of Bergen?",
    "how is the tower of Bergen lit",
    "which missions are named",
    "list the acronyms",
    "which people are mentioned",
    "footnote 48",
    "which sources does the Kosovo part use",
    "What is zero tolerance?",
    "what does the keepers guild do",
    "zero tolerence",
    "what is the capital of France",
]


def told(engine: Engine, asked: str) -> Answered:
    """Return the answer to a question that must have one."""
    outcome = engine.ask(Query(asked))
    assert isinstance(outcome, Answered), f"{asked!r} gave {outcome}"
    return outcome


@pytest.fixture(scope="module")
def changed(shipped: Engine, made: type[Made]) -> list[Entry]:
    """One entry changed, and three that are new, with words and a name the paper lacks."""
    old = shipped.paper.entries["zero-tolerance"]
    tower = (
        made()
        .entry(
            "tower",
            "The tower of Bergen is lit by whale oil.",
            title="The tower of Bergen",
            phrasings=("how is the tower of Bergen lit", "what is the tower of Bergen"),
            section=old.section,
        )
        .entry(
            "rec-tower",
            "The keepers should fund the tower.",
            title="Fund the tower of Bergen",
            kind=Kind.RECOMMENDATION,
            number="11",
            who=("guild",),
            section=old.section,
        )
        .entry(
            "guild",
            "The Keepers Guild keeps the lamps.",
            title="The Keepers Guild",
            kind=Kind.ACTOR,
            actor_type=ActorType.ORGANISATION,
            acronym="KG",
            phrasings=("what does the keepers guild do",),
            section=old.section,
        )
    )
    return [
        replace(old, phrasings=(*old.phrasings, Wording("no leniency whatever"))),
        *tower.entries,
    ]


@pytest.fixture(scope="module")
def laid(shipped: Engine, changed: list[Entry]) -> Engine:
    """The shipped engine with the changes laid over it."""
    return shipped.with_entries(changed, RETIRED)


@pytest.fixture(scope="module")
def rebuilt(shipped: Engine, changed: list[Entry]) -> Engine:
    """The same knowledge, read from scratch."""
    paper = shipped.paper
    over = {entry.id: entry for entry in changed}
    kept = {i: e for i, e in paper.entries.items() if i not in over and i not in RETIRED}
    return Engine(replace(paper, entries=kept | over), english_words())


@pytest.mark.parametrize("question", QUESTIONS)
def test_laying_over_gives_what_rebuilding_gives(
    laid: Engine, rebuilt: Engine, question: str
) -> None:
    """The same entries lead in the same order, with nearly the same scores.

    Not to the last digit: what lies below keeps the rarities that were counted without the layer.
    """
    one, other = laid.ranking(question)[:_LEADING], rebuilt.ranking(question)[:_LEADING]
    assert [m.entry for m in one] == [m.entry for m in other]
    assert [m.score for m in one] == pytest.approx([m.score for m in other], rel=0.02)


@pytest.mark.parametrize("question", QUESTIONS)
def test_laying_over_answers_as_rebuilding_does(
    laid: Engine, rebuilt: Engine, question: str
) -> None:
    """Lists, references and refusals included; a list's items may stand in another order."""
    one, other = laid.ask(Query(question)), rebuilt.ask(Query(question))
    assert type(one) is type(other)
    if isinstance(one, Answered):
        assert isinstance(other, Answered)
        assert set(one.entries) == set(other.entries)
        assert {claim.text for claim in one.claims} == {claim.text for claim in other.claims}


def test_a_retired_entry_never_appears(shipped: Engine, laid: Engine) -> None:
    """Neither for its own phrasings nor in lists, notes, follow-ups or completions."""
    for gone in RETIRED:
        entry = shipped.paper.entries[gone]
        for phrasing in entry.wordings:
            outcome = laid.ask(Query(phrasing))
            assert gone not in getattr(outcome, "entries", ())
            assert gone not in [match.entry for match in laid.ranking(phrasing)]
            assert gone not in [s.entry for s in getattr(outcome, "suggestions", ())]
            assert gone not in [s.entry for s in getattr(outcome, "nearest", ())]
    assert "rec-external-experts" not in told(laid, "what are the recommendations").entries
    assert "akashi" not in told(laid, "which people are mentioned").entries


def test_a_retired_claim_no_longer_stands_under_its_note(made: type[Made]) -> None:
    """Asked for a footnote, the engine gives only claims of live entries."""
    base = made().entry("one", "Nine lamps burn.").entry("two", "Four boats sail.")
    engine = base.engine()
    assert "Nine lamps burn." in [c.text for c in told(engine, "footnote 1").claims]
    after = told(engine.with_entries((), ["one"]), "footnote 1")
    assert "Nine lamps burn." not in [c.text for c in after.claims]


def test_a_changed_entry_answers_in_its_new_words(made: type[Made]) -> None:
    """The old claim is gone, the new one is given."""
    base = made().entry("lamp", "Whale oil burns.", phrasings=("what burns in the lamp",))
    engine = base.engine()
    (old,) = base.entries
    new = replace(old, claims=(replace(old.claims[0], text="Paraffin burns."),))
    asked = "what burns in the lamp"
    assert [c.text for c in told(engine.with_entries([new]), asked).claims] == ["Paraffin burns."]
    assert [c.text for c in told(engine, asked).claims] == ["Whale oil burns."]


def test_overlays_lie_over_each_other(made: type[Made]) -> None:
    """What the second changes or retires of the first is changed or retired."""
    first = made().entry("lamp", phrasings=("where is the lamp",)).engine()
    boat = made().entry("boat", phrasings=("where is the boat",)).entries
    second = first.with_entries(boat)
    assert told(second, "where is the boat").entries == ("boat",)
    third = second.with_entries((), ["boat"])
    assert not isinstance(third.ask(Query("where is the boat")), Answered)
    assert told(second, "where is the boat").entries == ("boat",)


_WORDS = ("lamp", "boat", "gull", "wick")
# What a server has one after the other: of each word the entry in one of three versions, or none.
_COURSES = st.lists(
    st.dictionaries(st.sampled_from(_WORDS), st.integers(0, 2)), min_size=2, max_size=6
)


@given(course=_COURSES)
@settings(max_examples=60, deadline=None)
def test_what_was_read_before_changes_nothing(
    made: type[Made], course: list[dict[str, int]]
) -> None:
    """Whatever a server has had, its engine is the one that is made from scratch."""
    base = made().entry("lamp").entry("buoy", "A buoy rings.", phrasings=("the buoy",)).engine()
    engine = base
    for now in course:
        over = made()
        for word, version in now.items():
            asked = tuple(f"who saw {word} {number}" for number in range(version))
            over.entry(word, f"The {word} in its state {version}.", phrasings=asked)
        engine = base.with_entries(over.entries, before=engine)
        scratch = base.with_entries(over.entries)
        one, other = engine.index.layer, scratch.index.layer
        assert (one.surface, one.worded) == (other.surface, other.worded)
        assert [(f, [*p.items()]) for f, p in one.postings.items()] == [
            (f, [*p.items()]) for f, p in other.postings.items()
        ]
        for word in (*_WORDS, "buoy"):
            query = Query(f"who saw the {word}")
            assert engine.ask(query) == scratch.ask(query)
        assert isinstance(one, CachingPostingsLayer)
        assert set(one.read) == set(now)


def test_what_was_read_over_another_paper_is_read_anew(made: type[Made]) -> None:
    """The other's words may mean something else."""
    lantern = made().entry("lantern", phrasings=("where is the lantern",)).entries
    before = made().entry("buoy").engine().with_entries(lantern)
    base = made().entry("buoy").engine(synonyms=(("lantern", "lamp"),))
    laid = base.with_entries(lantern, before=before)
    assert told(laid, "where is the lamp").entries == ("lantern",)


def test_the_engine_below_is_left_as_it_was(shipped: Engine, changed: list[Entry]) -> None:
    """Whatever is laid over it, the base answers as before."""
    before = [(shipped.ask(Query(q)), shipped.ranking(q)) for q in QUESTIONS]
    over = shipped.with_entries(changed, RETIRED)
    for question in QUESTIONS:
        over.ask(Query(question))
    assert [(shipped.ask(Query(q)), shipped.ranking(q)) for q in QUESTIONS] == before
    assert "tower" not in shipped.paper.entries
    assert set(RETIRED) <= set(shipped.paper.entries)
