"""Questions in groups by likeness."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.curation.gaps.clustering import (
    ALIKE,
    LOGGED,
    Cluster,
    Report,
    Signed,
    clustered,
    likeness,
    worded,
)
from tests.support.shipped import shipped_engine

ENGINE = shipped_engine()
KEY_OF = ENGINE.paper.vocabulary.wording_key
START = datetime(2026, 1, 1, tzinfo=UTC)
QUESTIONS = (
    "how many peacekeepers died in Rwanda",
    "number of peacekeepers killed in rwanda",
    "can victims be compensated",
    "compensation for survivors",
    "how do victims get compensation",
    "covid effects on trafficking",
    "how did covid change trafficking",
    "what is the weather",
    "what about male victims",
    "what about male victms",
)


def asked(*texts: str, person: str = "p", kind: str = LOGGED) -> list[Report]:
    """Each text asked once, by a person of its own, a minute after the one before."""
    return [
        Report(number, kind, text, f"{person}{number}", START + timedelta(minutes=number))
        for number, text in enumerate(texts)
    ]


def groups(*texts: str) -> list[set[str]]:
    """The wordings of each group."""
    found = clustered(worded(asked(*texts), KEY_OF), ENGINE.signature)
    return [{wording.text for wording in cluster.wordings} for cluster in found]


def test_questions_that_ask_alike_stand_together() -> None:
    """By the words that they share, their synonyms, and in spite of slips."""
    together = {frozenset(group) for group in groups(*QUESTIONS)}

    assert together == {
        frozenset(QUESTIONS[:2]),
        frozenset(QUESTIONS[2:5]),
        frozenset(QUESTIONS[5:7]),
        frozenset(QUESTIONS[7:8]),
        frozenset(QUESTIONS[8:]),
    }


@given(st.permutations(QUESTIONS))
@settings(max_examples=30, deadline=None)
def test_the_order_in_which_they_come_does_not_matter(order: list[str]) -> None:
    """The same reports give the same groups, in the same order."""
    reports = asked(*QUESTIONS)
    shuffled = sorted(reports, key=lambda report: order.index(report.text))

    assert clustered(worded(shuffled, KEY_OF), ENGINE.signature) == clustered(
        worded(reports, KEY_OF), ENGINE.signature
    )


texts = st.lists(
    st.sampled_from(["troops", "budget", "Rwanda", "covid", "what", "zq", "is", "the", "?", "é"]),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(st.lists(texts, max_size=25))
@settings(max_examples=60, deadline=None)
def test_every_report_is_in_just_one_group(asked_texts: list[str]) -> None:
    """Nothing is lost, and nothing counted twice."""
    reports = asked(*asked_texts)

    found = clustered(worded(reports, KEY_OF), ENGINE.signature)

    told = [report for cluster in found for report in cluster.reports]
    assert sorted(told, key=lambda report: report.id) == reports
    assert sum(cluster.times for cluster in found) == len(reports)


@given(texts, texts)
@settings(max_examples=100, deadline=None)
def test_likeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    """Between 0 and 1, and 1 of a text with itself."""
    first, second = Signed.of(*ENGINE.signature(one)), Signed.of(*ENGINE.signature(other))

    assert 0 <= likeness(first, second) <= 1 + 1e-9
    assert likeness(first, second) == pytest.approx(likeness(second, first))
    if first.letters:
        assert likeness(first, first) == pytest.approx(1)


@given(st.lists(texts, min_size=1, max_size=20))
@settings(max_examples=40, deadline=None)
def test_every_wording_is_like_the_first_of_its_group(asked_texts: list[str]) -> None:
    """That is what a group is."""
    for cluster in clustered(worded(asked(*asked_texts), KEY_OF), ENGINE.signature):
        first, *others = [Signed.of(*ENGINE.signature(w.text)) for w in cluster.wordings]
        assert all(likeness(other, first) >= ALIKE for other in others)


def test_one_wording_is_one_whatever_its_letters_and_signs() -> None:
    """It is told as it was most often written; of equals the shortest."""
    [wording] = worded(asked("What is COVID?", "what is covid", "what is covid"), KEY_OF)

    assert wording.text == "what is covid"
    assert wording.times == 3


def test_asked_and_then_reported_by_one_person_is_once() -> None:
    """The report is of that question; another's question counts besides."""
    reports = [
        Report(1, LOGGED, "covid", "a", START),
        Report(1, "missing", "covid", "a", START),
        Report(2, LOGGED, "covid", "b", START),
    ]

    [cluster] = clustered(worded(reports, KEY_OF), ENGINE.signature)

    assert (cluster.times, cluster.people) == (2, 2)
    assert cluster.kinds == {LOGGED: 2, "missing": 1}


def test_the_group_that_most_people_missed_comes_first() -> None:
    """One who asks ten times is one."""
    eager = [Report(number, LOGGED, "covid", "a", START) for number in range(10)]
    class_ = asked("what is the weather", "what is the weather")

    first, second = clustered(worded([*eager, *class_], KEY_OF), ENGINE.signature)

    assert (first.text, first.people) == ("what is the weather", 2)
    assert (second.people, second.times) == (1, 10)


def test_two_thousand_questions_are_grouped() -> None:
    """All different, all with words of the paper."""
    draw = random.Random(1)
    phrasings = [p for entry in ENGINE.paper.entries.values() for p in entry.phrasings]
    said = [f"{draw.choice(phrasings)} in {draw.choice(QUESTIONS)}" for _ in range(2_000)]

    found: tuple[Cluster, ...] = clustered(worded(asked(*said), KEY_OF), ENGINE.signature)

    assert sum(len(cluster.reports) for cluster in found) == 2_000
    assert len(found) < 2_000
