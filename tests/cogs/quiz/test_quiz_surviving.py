"""A round survives: restarts in each phase, lost rights, deleted messages, a silent Discord."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.errors import StudyBotError
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
    wait,
    wrong_label,
)
from tests.cogs.school import (
    ids,
    said,
    texts,
)

if TYPE_CHECKING:
    from tests.cogs.school import School


def heads(school: School) -> list[str]:
    """The first line of everything public."""
    return [texts(one).split("\n", 1)[0] for one in public(school)]


async def restart(school: School) -> None:
    """Another process takes over."""
    await school.restart()
    await settled(school)


@pytest.mark.parametrize("phase", ["announced", "asking", "revealed"])
async def test_a_restart_in_each_phase(school: School, phase: str) -> None:
    """Nothing is posted twice, no score is lost, and the round ends as it would have."""
    await begin(school, questions=2)
    if phase == "announced":
        await restart(school)
    for number in range(2):
        question = await until_asked(school)
        await school.alice.click(question, label=right_label(school))
        if phase == "asking" and number == 0:
            await restart(school)
            told = await school.alice.click(public(school)[-1], label=right_label(school))
            assert "That is your answer already" in said(told)
        await until_revealed(school)
        if phase == "revealed" and number == 0:
            await restart(school)

    over = await until_over(school)

    assert f"1\\. <@{school.alice.id}>: 2 right of 2" in texts(over)
    assert all(count == 1 for head, count in Counter(heads(school)).items() if "###" in head)
    assert len(public(school)) == 6


async def test_time_that_the_bot_was_away_is_given_back(school: School) -> None:
    """Half a minute away in the middle of a question: its deadline moves by as much."""
    await begin(school, questions=1, seconds=20)
    await until_asked(school)
    await wait(school, 4)
    before = running(school).asked
    assert before is not None
    await school.env.advance_time(30)

    await restart(school)

    after = running(school).asked
    assert after is not None
    assert (after.deadline - before.deadline).total_seconds() in range(28, 36)
    assert f"<t:{int(after.deadline.timestamp())}:R>" in texts(newest(school))


async def test_time_stands_still_while_discord_is_not_there(school: School) -> None:
    """A connection is lost for long; nobody could answer, so no time ran out."""
    await begin(school, questions=1, seconds=10)
    await until_asked(school)
    school.bot.dispatch("disconnect")
    await settled(school)
    await wait(school, 60)
    assert running(school).phase == "asking"

    school.bot.dispatch("connect")
    await settled(school)

    told = await school.alice.click(newest(school), label=right_label(school))
    assert "Your answer: " in said(told)
    assert "1 of 1 had it right." in texts(await until_revealed(school))


async def test_a_connection_that_is_resumed_costs_and_gives_nothing(school: School) -> None:
    """Discord tells of all that was pressed meanwhile."""
    await begin(school, questions=1, seconds=10)
    await until_asked(school)
    before = running(school).asked
    school.bot.dispatch("disconnect")
    await settled(school)
    await wait(school, 3)

    school.bot.dispatch("resumed")
    await settled(school)

    assert running(school).asked == before


async def test_a_bot_that_was_away_for_hours_ends_the_round(school: School) -> None:
    """The class has gone home; the scores are posted."""
    await begin(school)
    question = await until_asked(school)
    await school.alice.click(question, label=right_label(school))
    await until_revealed(school)
    await school.env.advance_time(7200)

    await restart(school)

    assert "away for over an hour" in texts(newest(school))
    assert f"<@{school.alice.id}>: 1 right of 1" in texts(newest(school))


async def test_scores_that_could_not_be_posted_follow_after_a_restart(school: School) -> None:
    """Discord takes nothing when the round ends, and the bot is killed while it waits."""
    await begin(school, questions=1)
    question = await until_asked(school)
    await school.alice.click(question, label=right_label(school))
    await until_revealed(school)
    school.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
    await wait(school, 9)
    assert school.bot.services.rounds.in_channel(school.channel.id) is None
    assert "The round is over" not in texts(newest(school))

    school.env.backend.faults.clear()
    await restart(school)

    assert "The round is over" in texts(newest(school))


async def test_a_question_waits_for_discord_and_has_its_full_time(school: School) -> None:
    """Discord takes nothing for a while; the countdown begins when the question stands there."""
    await begin(school, questions=1, seconds=10)
    school.env.inject_error("POST", "/channels/*/messages", status=503, times=3)
    await wait(school, 16)

    question = await until_asked(school)

    asked = running(school).asked
    assert asked is not None
    assert (asked.deadline - question.created_at).total_seconds() >= 10
    assert f"<t:{int(asked.deadline.timestamp())}:R>" in texts(newest(school))
    await school.alice.click(question, label=right_label(school))
    assert "1 right of 1" in texts(await until_over(school))


async def test_a_discord_that_stays_silent_ends_the_round(school: School) -> None:
    """After ten minutes without a question; the next round can begin."""
    await begin(school, questions=1)
    school.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
    await wait(school, 620)
    school.env.backend.faults.clear()
    assert school.bot.services.rounds.in_channel(school.channel.id) is None


async def test_lost_permission_ends_the_round_and_keeps_the_scores(school: School) -> None:
    """The bot may no longer write there; what was scored is on the leaderboard."""
    await begin(school)
    question = await until_asked(school)
    await school.alice.click(question, label=right_label(school))
    await until_revealed(school)
    deny(school, "send_messages")

    await wait(school, 12)

    assert school.bot.services.rounds.in_channel(school.channel.id) is None
    board = await school.bob.slash(
        school.guild.create_text_channel("elsewhere"), "quiz leaderboard"
    )
    assert f"<@{school.alice.id}>: 1 right of 1" in said(board)


async def test_a_deleted_channel_ends_the_round(school: School) -> None:
    """Its scores are kept too."""
    await begin(school)
    question = await until_asked(school)
    await school.alice.click(question, label=right_label(school))
    await until_revealed(school)
    other = school.guild.create_text_channel("elsewhere")

    school.env.backend.delete_channel(school.channel.id)
    # The rounds are idle until they have been told.
    await school.env.settle()
    await settled(school)

    assert school.bot.services.rounds.in_channel(school.channel.id) is None
    board = await school.bob.slash(other, "quiz leaderboard")
    assert f"<@{school.alice.id}>: 1 right of 1" in said(board)


async def test_a_deleted_question_is_posted_again(school: School) -> None:
    """Answers stand; the third time in a round ends it."""
    await begin(school, questions=1)
    for _ in range(2):
        question = await until_asked(school)
        await school.alice.click(question, label=right_label(school))
        await school.carol.delete(question)
        await settled(school)

    question = await until_asked(school)
    told = await school.alice.click(question, label=right_label(school))
    await school.carol.delete(question)
    await settled(school)

    assert "That is your answer already" in said(told)
    assert "deleted again and again" in texts(newest(school))


async def test_other_deleted_messages_do_not_matter(school: School) -> None:
    """The announcement is tidied away in the middle of a question."""
    await begin(school, questions=1)
    question = await until_asked(school)
    await school.carol.delete(public(school)[0])
    await settled(school)

    assert newest(school).id == question.id
    assert running(school).phase == "asking"


async def test_a_host_who_has_left_is_not_needed(school: School) -> None:
    """The round goes on, and a curator can stop it."""
    await begin(school, questions=2)
    await until_asked(school)
    school.guild.remove_member(school.alice)
    await until_revealed(school)

    question = await until_asked(school)
    told = await school.bob.click(question, label=wrong_label(school))
    stopped = await school.carol.slash(school.channel, "quiz stop")

    assert "Your answer: " in said(told)
    assert "The round is stopped" in said(stopped)


async def test_an_answer_that_cannot_be_kept_is_said_to_be_lost(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full for a moment: Alice is told, presses again, and it counts."""
    await begin(school, questions=1)
    question = await until_asked(school)
    database = school.bot.services.database

    def full() -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(database, "begin", full)
        told = await school.alice.click(question, label=right_label(school))
    again = await school.alice.click(question, label=right_label(school))

    assert "could not be stored" in said(told)
    assert "Your answer: " in said(again)
    assert "1 of 1 had it right." in texts(await until_revealed(school))


async def test_a_stored_round_that_cannot_be_read_frees_its_channel(school: School) -> None:
    """Somebody has edited the database by hand; the bot starts, and a new round can begin."""
    from sqlalchemy import update

    from bot.storage.tables import ROUNDS

    await begin(school)
    async with school.bot.services.database.begin() as connection:
        await connection.execute(update(ROUNDS).values(progress="{}"))

    await restart(school)
    told = await begin(school)

    assert "The round begins" in said(told)


async def test_knowledge_edited_meanwhile_changes_no_question(school: School) -> None:
    """The cards are those of the beginning, whatever the server's knowledge is now."""
    await begin(school, questions=2)
    before = running(school).plan
    await restart(school)
    assert running(school).plan == before
    assert ids(await until_asked(school))


def test_what_people_are_told_is_an_error_of_ours() -> None:
    """So that it is shown in its own words."""
    from bot.quiz.runtime.changes import (
        RoundNotKeptError,
        RoundRunningError,
    )

    assert issubclass(RoundNotKeptError, StudyBotError)
    assert issubclass(RoundRunningError, StudyBotError)
