"""/quiz start, stop and status: what can be asked for, and who may end a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.quiz.cards import card_in
from bot.storage import guild_rows
from tests.cogs.quiz.quizzing import (
    begin,
    deny,
    newest,
    public,
    right_label,
    running,
    settled,
    until_asked,
    until_over,
    until_revealed,
)
from tests.cogs.school import (
    said,
    texts,
)

if TYPE_CHECKING:
    from tests.cogs.school import School


async def test_a_round_about_a_topic_and_of_some_kinds(school: School) -> None:
    """The section and the kinds are as the host asked."""
    await begin(school, topic="UN Accountability", kinds="true or false, section", questions=6)

    kept = running(school).plan.cards
    cards = [card_in(one) for one in kept]

    assert {card.section for card in cards} == {one.topic for one in kept} == {"accountability"}
    assert {card.kind.value for card in cards} == {"truth", "section"}


async def test_topics_and_kinds_are_offered_while_typing(school: School) -> None:
    """Kinds that are typed already are kept, and not offered twice."""
    topics = await school.alice.autocomplete(school.channel, "quiz start", "topic", "account")
    kinds = await school.alice.autocomplete(school.channel, "quiz start", "kinds", "dates, ")

    assert any("Accountability" in choice["name"] for choice in topics)
    assert all(choice["value"].startswith("dates, ") for choice in kinds)
    assert len(kinds) > 5


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"kinds": "riddles"}, "There are no questions of kind 'riddles'"),
        ({"topic": "quantum chromodynamics"}, "which does not exist"),
    ],
)
async def test_what_cannot_be_asked_is_told(
    school: School, options: dict[str, str], told: str
) -> None:
    """Nothing is begun, and what there is instead is named."""
    reply = await begin(school, **options)

    assert reply.ephemeral
    assert told in said(reply)
    assert public(school) == []


async def test_fewer_questions_than_asked_for(school: School) -> None:
    """The host learns that the knowledge has no more."""
    reply = await begin(school, kinds="date", questions=25)

    many = len(running(school).plan.cards)
    assert many < 25
    assert "has no more of what you asked for" in said(reply)


async def test_a_channel_has_one_round_at_a_time(school: School) -> None:
    """Another channel has its own."""
    await begin(school)

    second = await begin(school, school.bob)
    other = school.guild.create_text_channel("other-group")
    third = await school.bob.slash(other, "quiz start", questions=1)
    await settled(school)

    assert "A round is running in this channel" in said(second)
    assert "The round begins" in said(third)
    assert len(public(school)) == 1


async def test_a_round_needs_a_channel_that_the_bot_may_write_in(school: School) -> None:
    """It is told before anything begins."""
    deny(school, "send_messages")

    reply = await begin(school)

    assert reply.ephemeral
    assert "may not send messages in this channel" in said(reply)


async def test_the_host_stops_with_the_scores_so_far(school: School) -> None:
    """The open question counts for nobody; the one before does."""
    await begin(school)
    question = await until_asked(school)
    await school.bob.click(question, label=right_label(school))
    await until_revealed(school)
    question = await until_asked(school)
    await school.bob.click(question, label=right_label(school))

    told = await school.alice.slash(school.channel, "quiz stop")
    await settled(school)

    assert told.ephemeral
    assert "The round is stopped" in said(told)
    assert "scores so far" in texts(newest(school))
    assert f"<@{school.bob.id}>: 1 right of 1" in texts(newest(school))


async def test_others_cannot_stop_but_curators_can(school: School) -> None:
    """Bob is told who may; Dave may once his role is that of curators, and Carol always."""
    await begin(school)
    bob = await school.bob.slash(school.channel, "quiz stop")
    early = await school.dave.slash(school.channel, "quiz stop")
    await school.bot.services.settings.change(
        school.guild.id, school.carol.id, curator_role=school.curators.id
    )

    dave = await school.dave.slash(school.channel, "quiz stop")
    await settled(school)
    nothing = await school.carol.slash(school.channel, "quiz stop")
    await begin(school)
    carol = await school.carol.slash(school.channel, "quiz stop")

    assert "Only who began the round" in said(bob)
    assert "Only who began the round" in said(early)
    assert "The round is stopped" in said(dave)
    assert "No round is running" in said(nothing)
    assert "The round is stopped" in said(carol)


async def test_status_tells_where_a_round_is(school: School) -> None:
    """Before, during and after a question, and where there is none."""
    none = await school.bob.slash(school.channel, "quiz status")
    await begin(school, questions=2)
    early = await school.bob.slash(school.channel, "quiz status")
    question = await until_asked(school)
    await school.bob.click(question, label=right_label(school))
    asking = await school.bob.slash(school.channel, "quiz status")
    await until_revealed(school)
    after = await school.bob.slash(school.channel, "quiz status")

    assert "No round is running" in said(none)
    assert "is about to begin" in said(early)
    assert "question 1 of 2; its time is up" in said(asking)
    assert "Your answer to it: " in said(asking)
    assert "There are no scores yet" in said(asking)
    assert f"After 1 question:\n1\\. <@{school.bob.id}>: 1 right of 1" in said(after)
    assert all(reply.ephemeral for reply in (none, early, asking, after))


async def test_what_a_server_excludes_is_not_asked(school: School) -> None:
    """An entry that is left out is behind no question."""
    from sqlalchemy import insert

    from bot.storage.tables import EXCLUDED

    await begin(school, kinds="date", questions=25)
    behind = {e for one in running(school).plan.cards for e in card_in(one).entries}
    left_out = min(behind)
    services = school.bot.services
    async with services.database.begin() as connection:
        await guild_rows.make_known(connection, school.guild.id)
        row = {"guild": school.guild.id, "item": left_out, "author": 1, "at": school.env.now()}
        await connection.execute(insert(EXCLUDED), [row])
    await school.alice.slash(school.channel, "quiz stop")
    await until_over(school)

    await begin(school, kinds="date", questions=25)

    assert left_out not in {e for one in running(school).plan.cards for e in card_in(one).entries}
