"""The few entries that are looked at closely are those that a slow, full search would choose."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.candidates import WORTH_A_LOOK, find_candidates
from bot.answering.question import QuestionParser

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from bot.answering.index import Index
    from bot.answering.question import Question
    from tests.answering.conftest import Made

    # The title, the phrasings and the claim of each entry.
    Drawn = list[tuple[str, list[str], str]]

WORDS = [
    "lamp", "lantern", "keeper", "rock", "island", "harbour", "storm", "ferry", "gull", "signal",
    "tower", "stair", "oil", "wick", "lens", "log",
]  # fmt: skip
# Most words have a like one, so that a word is often met in two ways at once.
VOCABULARY = {
    "synonyms": (
        ("lamp", "lantern", "signal"), ("keeper", "warden"), ("rock", "island"), ("oil", "wick"),
        ("storm", "gull"), ("tower", "stair", "signal tower"),
    ),
    "acronyms": {"LK": ("lamp keeper",)},
}  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


@st.composite
def bases(draw: st.DrawFn) -> Drawn:
    """What some entries are asked with, and what each says."""
    return draw(
        st.lists(
            st.tuples(SENTENCES, st.lists(SENTENCES, max_size=3), SENTENCES),
            min_size=1,
            max_size=14,
        )
    )


def built(made: type[Made], drawn: Drawn) -> Engine:
    """The engine over a drawn base."""
    base = made()
    for number, (title, phrasings, claim) in enumerate(drawn):
        base.entry(f"e{number}", f"{claim}.", title=title, phrasings=tuple(phrasings))
    return base.engine(**VOCABULARY)


def slow_candidates(
    index: Index, question: Question, most: int
) -> tuple[list[int], dict[int, float]]:
    """Every entry's evidence for every word, one by one: the obvious way."""
    evidence: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for asked in question.asked:
        for feature, _ in asked.features:
            for first, posting in index.postings(feature):
                for at, worth in posting.items():
                    evidence[feature][first + at] = worth
    total = {}
    for number in range(sum(1 for _ in index.entries()) + len(index.hidden)):
        if number in index.hidden:
            continue
        worth = sum(
            asked.weight
            * max((s * evidence[f].get(number, 0.0) for f, s in asked.features), default=0.0)
            for asked in question.asked
        )
        if worth > 0:
            total[number] = worth
    least = WORTH_A_LOOK * max(total.values(), default=0.0) - 1e-9
    found = sorted(total, key=lambda number: (-total[number], number))
    return [number for number in found if total[number] >= least][:most], total


def agree(found: list[int], wanted: list[int], total: dict[int, float]) -> None:
    """The same entries in the same order, but for those whose sums differ by rounding alone."""
    assert len(found) == len(wanted)
    assert [total[n] for n in found] == pytest.approx([total[n] for n in wanted])


@given(drawn=bases(), text=SENTENCES, most=st.integers(1, 14))
@settings(max_examples=250)
def test_candidates_are_those_of_a_slow_search(
    made: type[Made], drawn: Drawn, text: str, most: int
) -> None:
    """On any small base, they are the entries with most weighted evidence, best first."""
    engine = built(made, drawn)
    question = QuestionParser(engine.index).read(text)
    wanted, total = slow_candidates(engine.index, question, most)
    agree(find_candidates(engine.index, question, most), wanted, total)


@given(drawn=bases(), over=bases(), text=SENTENCES, data=st.data())
@settings(max_examples=60)
def test_an_overlays_candidates_are_those_of_a_slow_search(
    made: type[Made], drawn: Drawn, over: Drawn, text: str, data: st.DataObject
) -> None:
    """With entries changed, added and retired, the same holds of those that are live."""
    changed = built(made, over).paper.entries.values()
    gone = data.draw(st.sets(st.sampled_from([f"e{n}" for n in range(len(drawn))])))
    engine = built(made, drawn).with_entries(changed, gone)
    question = QuestionParser(engine.index).read(text)
    wanted, total = slow_candidates(engine.index, question, 5)
    agree(find_candidates(engine.index, question, 5), wanted, total)
