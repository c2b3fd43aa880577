"""/review: cards that come back, for the person alone, whatever happens in between."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.reports.progress import cards_about
from bot.storage import review_rows
from bot.storage.deck_rows import ExcludedItem
from bot.storage.tables import REVIEW_LOG, REVIEWS
from tests.cogs.school import ids, labels, message_of, texts

if TYPE_CHECKING:
    import simcord

    from tests.cogs.school import School

HISTORY = "section:history"


async def begun(
    school: School, who: simcord.MemberActor | None = None
) -> simcord.InteractionResult:
    """The first card of a review that somebody has just filled."""
    who = who or school.alice
    await who.slash(school.channel, "review add", what=HISTORY)
    return await who.slash(school.channel, "review start")


def in_history(school: School, *more: str) -> int:
    """How many cards there are about that section, and `more`."""
    paper = school.bot.live_engine.paper
    return sum(len(cards_about(paper, topic, frozenset())) for topic in (HISTORY, *more))


async def logged(school: School) -> list[int]:
    """The grades that were given."""
    async with school.bot.services.database.read() as connection:
        return list(await connection.scalars(select(REVIEW_LOG.c.grade).order_by(REVIEW_LOG.c.id)))


async def test_a_section_is_put_into_the_review(school: School) -> None:
    """Once: asked again, nothing is there twice."""
    first = await school.alice.slash(school.channel, "review add", what=HISTORY)
    again = await school.alice.slash(school.channel, "review add", what=HISTORY)

    assert first.ephemeral
    assert f"{in_history(school)} cards added." in texts(first)
    assert "10 new cards a day" in texts(first)
    assert f"0 cards added. {in_history(school)} were in it already." in texts(again)


async def test_a_card_is_shown_turned_graded_and_followed_by_the_next(school: School) -> None:
    """All in one message, which only the student sees."""
    card = await begun(school)
    assert card.ephemeral
    assert texts(card).startswith("-# 10 cards to go")
    assert labels(card) == ["Show answer"]
    question = texts(card).splitlines()[1]

    await school.alice.click(message_of(card), label="Show answer")
    shown = message_of(card)
    assert question in texts(shown)
    assert "Right is" in texts(shown)
    assert "\n-# " in texts(shown)
    assert [one.split(" · ")[0] for one in labels(shown)[:4]] == ["Again", "Hard", "Good", "Easy"]
    assert labels(shown)[3].endswith(" days")

    await school.alice.click(message_of(card), label=labels(shown)[3])

    assert "9 cards to go" in texts(card)
    assert question not in texts(card)
    assert await logged(school) == [4]


async def test_a_card_that_stands_twice_is_graded_once(school: School) -> None:
    """As when a press arrives twice: the second shows what is next."""
    card = await begun(school)
    other = await school.alice.slash(school.channel, "review start")
    third = await school.alice.slash(school.channel, "review start")
    await school.alice.click(message_of(card), label="Show answer")
    await school.alice.click(message_of(other), label="Show answer")
    assert ids(card) == ids(other)

    await school.alice.click(message_of(card), custom_id=ids(card)[2])
    await school.alice.click(message_of(other), custom_id=ids(other)[0])
    await school.alice.click(message_of(third), label="Show answer")

    assert await logged(school) == [3]
    assert texts(other) == texts(card) == texts(third)


async def test_everything_goes_on_after_a_restart(school: School) -> None:
    """Before the answer, and after it."""
    card = await begun(school)
    await school.restart()
    await school.alice.click(message_of(card), label="Show answer")
    await school.restart()
    await school.alice.click(message_of(card), custom_id=ids(card)[2])

    assert await logged(school) == [3]
    assert "9 cards to go" in texts(card)


async def test_a_card_that_was_forgotten_comes_back_in_minutes(school: School) -> None:
    """When all others are done, the review says when."""
    await school.alice.slash(school.channel, "review settings", new_cards=1)
    card = await begun(school)
    await school.alice.click(message_of(card), label="Show answer")
    await school.alice.click(message_of(card), custom_id=ids(card)[0])

    assert "That was all for now. The next card comes back <t:" in texts(card)
    assert f"{in_history(school) - 1} new cards wait for another day" in texts(card)

    await school.env.advance_time(120)
    later = await school.alice.slash(school.channel, "review start")

    assert "1 card to go" in texts(later)


async def test_a_card_that_is_taken_out_is_shown_no_more(school: School) -> None:
    """Its grades are kept, since they were given."""
    card = await begun(school)
    question = texts(card).splitlines()[1]
    await school.alice.click(message_of(card), label="Show answer")
    await school.alice.click(message_of(card), label="Take this card out")

    assert question not in texts(card)
    async with school.bot.services.database.read() as connection:
        assert await review_rows.count(connection, school.alice.id) == in_history(school) - 1


async def test_an_empty_review_says_how_to_fill_it(school: School) -> None:
    """By asking for cards, or by quizzes."""
    reply = await school.alice.slash(school.channel, "review start")

    assert "Your review is empty" in texts(reply)
    assert "/review add" in texts(reply)


async def test_a_direct_message_has_the_cards_of_all_servers(school: School) -> None:
    """Those of the server, and those that were added here."""
    await school.alice.slash(school.channel, "review add", what=HISTORY)
    await school.alice.user.slash("review add", what="section:laws")

    here = await school.alice.user.slash("review start")
    await school.alice.slash(school.channel, "review settings", new_cards=100)
    all_of_them = await school.alice.user.slash("review start")
    there = await school.alice.slash(school.channel, "review start")

    assert not here.ephemeral
    assert "10 cards to go" in texts(here)
    both = in_history(school, "section:laws")
    assert f"{both} cards to go" in texts(all_of_them)
    assert f"{in_history(school)} cards to go" in texts(there)


async def test_the_stats_tell_retention_streak_and_what_comes(school: School) -> None:
    """As text and as a picture, with the same in words for those who do not see it."""
    card = await begun(school)
    await school.alice.click(message_of(card), label="Show answer")
    await school.alice.click(message_of(card), custom_id=ids(card)[3])

    reply = await school.alice.slash(school.channel, "review stats")

    assert "Streak: 1 day" in texts(reply)
    assert f"New cards: {in_history(school) - 1} are waiting." in texts(reply)
    assert "### Cards due in the next 14 days" in texts(reply)
    [file] = message_of(reply).attachments
    assert file.filename == "forecast.png"


async def test_without_a_review_the_stats_are_sentences(school: School) -> None:
    """And there is no picture."""
    reply = await school.alice.slash(school.channel, "review stats")

    assert "Streak: none yet." in texts(reply)
    assert "No card is due in the next 14 days." in texts(reply)
    assert message_of(reply).attachments == []


async def test_in_a_pause_nothing_is_reviewed(school: School) -> None:
    """An exam is not helped by a review of its answers, in a direct message neither.

    A card that was shown before is not turned there, and one that was turned is followed by none.
    """
    await school.alice.slash(school.channel, "review add", what=HISTORY)
    opened = await school.alice.user.slash("review start")
    turned = await school.alice.user.slash("review start")
    await school.alice.user.click(turned.response, label="Show answer")
    until = school.clock.now() + timedelta(hours=2)
    await school.bot.services.settings.change(school.guild.id, school.carol.id, paused_until=until)

    reply = await school.alice.user.slash("review start")
    await school.alice.user.click(opened.response, label="Show answer")
    await school.alice.user.click(turned.response, custom_id=ids(turned.response)[2])

    for message in (reply.response, opened.response, turned.response):
        assert "Right is" not in texts(message)
        assert labels(message) == []
    assert "Nothing is due just now." in texts(reply)


async def test_a_card_that_is_left_out_meanwhile_is_not_turned(school: School) -> None:
    """The next one takes its place."""
    card = await begun(school)
    question = texts(card).splitlines()[1]
    async with school.bot.services.database.read() as connection:
        number = int(ids(card)[0].split(":")[1])
        stored = await review_rows.find(connection, school.alice.id, number)
    assert stored is not None
    left_out = ExcludedItem(stored.entries.split()[0], "whatever it is called")
    await school.bot.services.exclusions.exclude(school.guild.id, school.carol.id, left_out)

    await school.alice.click(message_of(card), label="Show answer")

    assert question not in texts(card)
    assert labels(card) == ["Show answer"]


async def test_the_box_offers_decks_and_topics(school: School) -> None:
    """By what is typed."""
    offered = await school.alice.autocomplete(school.channel, "review add", "what", "contextual")

    assert [one["value"] for one in offered] == [HISTORY]


async def test_a_topic_that_is_none_is_told_with_what_there_is(school: School) -> None:
    """Nothing is added."""
    reply = await school.alice.slash(school.channel, "review add", what="astronomy")

    assert "Too little material for questions" in message_of(reply).content.replace(
        "The knowledge has t", "T"
    )
    async with school.bot.services.database.read() as connection:
        assert (await connection.execute(select(REVIEWS.c.id))).all() == []
