"""/progress and /insights: exact for oneself, of others only where five take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.discord_kit.markdown import plain
from bot.reports.progress import cards_about, sections_to_cover
from tests.cogs.reports.studying import answered, asked, entries_of, file_names
from tests.cogs.school import labels, message_of, texts

if TYPE_CHECKING:
    from tests.cogs.school import School

WEEK = 7
CLASS = range(101, 106)


async def test_own_progress_counts_quizzes_and_reviews(school: School) -> None:
    """The last answer on each topic says whether it is known."""
    topics = entries_of(school, "history")
    await answered(school, school.alice.id, topics[:3], topics[3:5])

    reply = await school.alice.slash(school.channel, "progress")

    assert reply.ephemeral
    assert f"3 of {len(topics)} topics known" in texts(reply)
    assert "Introduction: not begun" in texts(reply)
    assert file_names(reply) == ["progress.png"]


async def test_every_right_answer_moves_what_is_known(school: School) -> None:
    """Whatever a card is about is a topic."""
    topics = entries_of(school, "case-study")
    cards = cards_about(school.bot.live_engine.paper, "section:case-study", frozenset())
    behind = {entry for card in cards for entry in card.entries}
    await answered(school, school.alice.id, sorted(behind), section="case-study")

    reply = await school.alice.slash(school.channel, "progress")

    assert behind <= set(topics)
    known = f"{len(behind)} of {len(topics)} topics known"
    assert f"Case Study of peacekeeper sexual exploitation: {known}" in texts(reply)


async def test_a_review_changes_what_is_known(school: School) -> None:
    """A topic that was forgotten there is not known any more."""
    await school.alice.slash(school.channel, "review add", what="section:laws")
    card = await school.alice.slash(school.channel, "review start")
    for grade in (3, 0):
        await school.alice.click(message_of(card), label="Show answer")
        await school.alice.click(message_of(card), label=labels(card)[grade])

    here = await school.alice.slash(school.channel, "progress")
    everywhere = await school.alice.user.slash("progress")

    (laws,) = (s for s in sections_to_cover(school.bot.live_engine.paper) if s.id == "laws")
    told = f"Laws against sexual abuse: 1 of {len(laws.topics)} topics known"
    assert told in texts(here)
    assert told in texts(everywhere)


@pytest.mark.parametrize("people", [4, 5])
async def test_a_group_is_shown_from_five_on(school: School, people: int) -> None:
    """Rounded, up to last midnight, and by quizzes alone."""
    topics = entries_of(school, "history")
    for person in CLASS[:people]:
        await answered(school, person, topics[: len(topics) // 2])
    for person in CLASS:
        await answered(school, person, topics, at=school.clock.now())

    reply = await school.alice.slash(school.channel, "progress", whose="group")

    if people < 5:
        assert "is shown once at least 5 people contribute" in texts(reply)
        assert file_names(reply) == []
    else:
        assert "Progress of The class by section" in texts(reply)
        assert "about 50 %" in texts(reply)
        assert "Laws against sexual abuse: too few people yet" in texts(reply)


async def test_a_direct_message_has_no_group(school: School) -> None:
    """A sentence says where to ask."""
    reply = await school.alice.user.slash("progress", whose="group")

    assert "shown in the group’s server" in reply.response.content


async def test_insights_tell_curators_what_five_asked_and_missed(school: School) -> None:
    """As text and as charts; nothing of fewer people."""
    topics = entries_of(school, "history")
    paper = school.bot.live_engine.paper
    for person in CLASS:
        await asked(school, person, "What is SEA?", entry="sea")
        await asked(school, person, "Who pays the Wagner group?", outcome="not covered")
        await asked(school, person, "What is zero tolerance?", entry="zero-tolerance", days=WEEK)
        await answered(school, person, topics[:1], topics[1:2])
    for person in CLASS[:4]:
        await asked(school, person, "A secret of four", outcome="not covered")

    reply = await school.carol.slash(school.channel, "insights")

    told = texts(reply)
    assert reply.ephemeral
    assert f"{plain(paper.entries['sea'].title)}: 5 people or more" in told
    assert "who pays the wagner group?: 5 people or more" in told
    assert "secret of four" not in told
    assert "about 50 % missed" in told
    assert "### People who asked, by week" in told
    assert "asked.png" in file_names(reply)
    assert "weeks.png" in file_names(reply)


async def test_insights_without_anything_are_sentences(school: School) -> None:
    """Said once of all, and no picture."""
    reply = await school.carol.slash(school.channel, "insights")

    told = texts(reply)
    assert "### Nothing yet\nOf fewer than 5 people nothing is told:\n- Most asked\n" in told
    assert told.count("###") == 1
    assert file_names(reply) == []


async def test_insights_are_for_curators(school: School) -> None:
    """Dave may manage messages, and is no curator yet."""
    reply = await school.dave.slash(school.channel, "insights")

    assert "Only this server's curators can do that" in message_of(reply).content


async def test_the_longest_insights_fit_into_a_message(school: School) -> None:
    """Whole lines, and how many more there are."""
    for number in range(12):
        text = f"{number} {'*_~' * 60} why?"
        for person in CLASS:
            await asked(school, person, text, outcome="not covered")

    reply = await school.carol.slash(school.channel, "insights")

    assert "more" in texts(reply)
    assert len(texts(reply)) <= 4000
