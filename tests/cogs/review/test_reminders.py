"""The daily reminder: at a local time, never twice a day, and no longer than it is of use."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.storage import review_rows
from cogs.review.reminder_messages import DiscordWriter
from tests.cogs.school import labels, message_of, texts

if TYPE_CHECKING:
    import discord

    from bot.review.reminders import Sent
    from tests.cogs.school import School

HISTORY = "section:history"
HOUR = 3600
DAY = 24 * HOUR


async def pump(school: School) -> int:
    """Let the reminders do what is due now; how many were sent."""
    sent = await school.bot.services.reminders.pump(DiscordWriter(school.bot))
    await school.env.settle()
    return sent


async def pass_time(school: School, seconds: float) -> int:
    """Let time go on by so much, hour by hour; how many reminders were sent."""
    sent = 0
    while seconds > 0:
        await school.env.advance_time(min(seconds, HOUR))
        seconds -= HOUR
        sent += await pump(school)
    return sent


def told(school: School) -> list[discord.Message]:
    """What the bot has written to Alice."""
    return list(school.alice.user.dm_channel.history())


async def reminded(school: School) -> None:
    """Alice has cards, and a reminder at one in Berlin, which is noon in UTC; it is midnight."""
    await school.alice.slash(school.channel, "review add", what=HISTORY)
    reply = await school.alice.slash(
        school.channel, "review remind", time="13:00", zone="Europe/Berlin"
    )
    assert "every day at 13:00 (Europe/Berlin)" in (message_of(reply).content or "")


async def test_a_reminder_comes_once_a_day_at_its_time(school: School) -> None:
    """And says how many cards wait."""
    await reminded(school)

    assert await pass_time(school, 11 * HOUR) == 0
    assert await pass_time(school, HOUR) == 1
    assert await pass_time(school, 20 * HOUR) == 0
    assert await pass_time(school, 4 * HOUR) == 1

    [first, _] = told(school)
    assert "10 cards wait for you." in texts(first)
    assert labels(first) == ["Review now", "Stop reminding me"]


async def test_its_buttons_begin_a_review_and_end_the_reminder(school: School) -> None:
    """After a restart too."""
    await reminded(school)
    await pass_time(school, 12 * HOUR)
    await school.restart()

    card = await school.alice.user.click(told(school)[0], label="Review now")
    stopped = await school.alice.user.click(told(school)[0], label="Stop reminding me")
    again = await school.alice.user.click(told(school)[0], label="Stop reminding me")

    assert "10 cards to go" in texts(card)
    assert "Your reminder is off." in stopped.response.content
    assert "You have no reminder." in again.response.content
    assert await pass_time(school, 2 * DAY) == 0


async def test_a_time_set_anew_does_not_remind_twice_a_day(school: School) -> None:
    """What was sent today stays sent."""
    await reminded(school)
    assert await pass_time(school, 12 * HOUR) == 1

    await school.alice.slash(school.channel, "review remind", time="15:00")

    assert await pass_time(school, 24 * HOUR) == 0
    assert await pass_time(school, 2 * HOUR) == 1


async def test_a_reminder_that_was_lost_is_not_sent_again(school: School) -> None:
    """A process that dies between the mark and the message has sent it, as far as it knows."""
    await reminded(school)
    await school.env.advance_time(12 * HOUR)

    class Killed(DiscordWriter):
        async def remind(self, person: int, cards: int) -> Sent:
            del person, cards
            raise SystemExit

    try:
        await school.bot.services.reminders.pump(Killed(school.bot))
    except SystemExit:
        await school.restart()

    assert await pass_time(school, 23 * HOUR) == 0
    assert await pass_time(school, HOUR) == 1


async def test_without_a_card_that_is_due_nothing_is_sent(school: School) -> None:
    """Nobody is reminded of nothing."""
    await school.alice.slash(school.channel, "review remind", time="13:00", zone="Berlin")

    assert await pass_time(school, 2 * DAY) == 0


async def test_after_two_weeks_unused_it_stops_and_says_so(school: School) -> None:
    """At the next command, not by another message."""
    await reminded(school)

    assert await pass_time(school, 20 * DAY) == 14

    reply = await school.alice.slash(school.channel, "review settings")
    assert "You have no reminder." in texts(reply)
    [notice] = reply.followups
    assert "Your daily reminder has stopped" in texts(notice)
    later = await school.alice.slash(school.channel, "review settings")
    assert later.followups == []


async def test_a_review_keeps_it_going(school: School) -> None:
    """The two weeks count from the last grade."""
    await reminded(school)
    await pass_time(school, 10 * DAY)
    card = await school.alice.slash(school.channel, "review start")
    await school.alice.click(message_of(card), label="Show answer")
    await school.alice.click(message_of(card), label=labels(card)[2])

    assert await pass_time(school, 12 * DAY) == 12


async def test_closed_messages_turn_it_off_and_are_told_of(school: School) -> None:
    """The bot does not knock every day on a door that is shut."""
    await reminded(school)
    channel = school.alice.user.dm_channel
    school.env.inject_error(
        "POST",
        f"/channels/{channel.id}/messages",
        status=403,
        code=50007,
        message="Cannot send messages to this user",
        times=None,
    )

    assert await pass_time(school, 3 * DAY) == 0

    async with school.bot.services.database.read() as connection:
        learner = await review_rows.find_learner(connection, school.alice.id)
    assert learner is not None
    assert learner.remind_at == ""
    reply = await school.alice.slash(school.channel, "define", term="SEA")
    assert "the bot could not write to you" in texts(reply.followups[0])


async def test_the_next_look_follows_what_is_set(school: School) -> None:
    """By it the task that sends reminders knows how long to sleep."""
    await reminded(school)
    async with school.bot.services.database.read() as connection:
        due = await review_rows.first_learner_due(connection)

    assert due == school.clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    await school.alice.slash(school.channel, "review remind", time="9:00", zone="UTC")
    async with school.bot.services.database.read() as connection:
        assert await review_rows.first_learner_due(connection) == due - timedelta(hours=3)


async def test_a_time_that_is_none_is_told(school: School) -> None:
    """With how to write one; nothing is set."""
    for time, zone, told_ in (
        ("noon", None, "write hours and minutes, such as 18:30"),
        ("18:30", "Berlln", "Did you mean"),
        ("18:30", "CET", "region and a city"),
    ):
        options = {"time": time} if zone is None else {"time": time, "zone": zone}
        reply = await school.alice.slash(school.channel, "review remind", **options)
        assert told_.casefold() in message_of(reply).content.casefold()
    off = await school.alice.slash(school.channel, "review remind", time="off")
    assert "You have no reminder." in message_of(off).content
