"""Topics: the entries that a section can be asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.quiz.generation import generate
from bot.reports.progress import cards_about, sections_to_cover
from tests.support.shipped import shipped_paper

if TYPE_CHECKING:
    from bot.paper.paper import Paper


@pytest.fixture(scope="module")
def paper() -> Paper:
    """The knowledge that comes with the bot."""
    return shipped_paper()


def totals(paper: Paper) -> dict[str, int]:
    """How many topics each section has."""
    return {section.id: len(section.topics) for section in sections_to_cover(paper)}


def test_whatever_a_quiz_asks_about_in_the_text_is_a_topic(paper: Paper) -> None:
    """So that no right answer is lost."""
    topics = {topic for section in sections_to_cover(paper) for topic in section.topics}
    body = {section.id for section in paper.body}
    cards = [card for seed in range(40) for card in generate(paper, seed, 25)]

    asked = {entry for card in cards for entry in card.entries}

    assert {entry for entry in asked if paper.entries[entry].section in body} <= topics


def test_a_topic_belongs_to_its_entry_s_own_section(paper: Paper) -> None:
    """Wherever else the paper says it too."""
    for section in sections_to_cover(paper):
        assert {paper.entries[topic].section for topic in section.topics} == {section.id}


@pytest.mark.parametrize("entry", ["evidence-of-relationship", "zeid-shift"])
def test_an_entry_that_goes_takes_itself_alone(paper: Paper, entry: str) -> None:
    """No other section has more or fewer topics for it."""
    before, after = totals(paper), totals(paper.with_entries([], [entry]))

    own = paper.entries[entry].section
    assert after == before | {own: before[own] - 1}


def test_the_reviews_of_all_sections_ask_about_nearly_all_topics(paper: Paper) -> None:
    """Also where an entry says much the same as another."""
    topics = {topic for section in sections_to_cover(paper) for topic in section.topics}
    asked = {
        entry
        for section in paper.body
        for card in cards_about(paper, f"section:{section.id}", ())
        for entry in card.entries
    }

    assert len(topics & asked) > 0.9 * len(topics)
