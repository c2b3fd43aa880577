"""The made-up base is like a real one: repeatable, and with words as common and as rare."""

from __future__ import annotations

from collections import Counter
from statistics import mean
from typing import TYPE_CHECKING

import pytest

from tests.support.shipped import shipped_engine
from tools.evaluation.synthetic_bases import Generator, questions

if TYPE_CHECKING:
    from bot.paper.model import Entry
    from bot.paper.paper import Paper

COUNT = 2000


@pytest.fixture(scope="module")
def paper() -> Paper:
    """The shipped base, for its sections and notes."""
    return shipped_engine().paper


@pytest.fixture(scope="module")
def entries(paper: Paper) -> list[Entry]:
    """Two thousand made-up entries."""
    return Generator(paper).entries(COUNT)


def test_a_seed_gives_the_same_entries(paper: Paper, entries: list[Entry]) -> None:
    """And another seed gives others."""
    assert Generator(paper).entries(50) == entries[:50]
    assert Generator(paper, seed=2).entries(50) != entries[:50]


def test_an_entry_is_as_large_as_a_real_one(entries: list[Entry]) -> None:
    """About eight phrasings and two claims, and every claim rests on notes that exist."""
    assert 7 < mean(len(entry.phrasings) for entry in entries) < 9
    assert {len(entry.claims) for entry in entries} == {2}
    assert all(1 <= n <= 80 for e in entries for c in e.claims for n in c.footnotes)
    assert len({entry.id for entry in entries}) == COUNT


def test_few_words_are_common_and_most_are_rare(entries: list[Entry]) -> None:
    """Document frequencies fall as in real text: the tail is long, and the head is not flat."""
    found = Counter(
        word
        for entry in entries
        for word in {w for text in entry.wordings for w in text.rstrip("?").lower().split()}
    )
    ranked = [often for _, often in found.most_common()]
    assert ranked[0] > COUNT / 2
    assert ranked[0] > 10 * ranked[200]
    rare = sum(often <= 2 for often in ranked)
    assert rare > len(ranked) / 4
    assert len(ranked) > COUNT


def test_a_question_can_be_answered_from_its_entry(entries: list[Entry]) -> None:
    """Every word asked stands in a phrasing of the entry, if not in that order."""
    by_id = {entry.id: entry for entry in entries}
    for entry_id, question in questions(entries, 200):
        known = {w for text in by_id[entry_id].wordings for w in text.rstrip("?").split()}
        assert set(question.split()) <= known
