"""Rounds in a server that holds answers back: they end by themselves, and show nothing."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.curation.guild_settings import GuildSettings, written_settings
from bot.quiz.round.round_events import Failure
from bot.storage import guild_rows
from tests.storage.chat import CHANNEL, GUILD, RIGHT, Chat, living, plan

if TYPE_CHECKING:
    import pytest

    from bot.quiz.round.state import Phase
    from bot.storage.database import Database
    from tests.storage.chat import Life
    from tests.support.clocks import HandClock

ALICE = 101


async def settle(database: Database, settings: str) -> None:
    """What the server has set, as it is stored."""
    async with database.begin() as connection:
        await guild_rows.lock(connection, GUILD)
        await guild_rows.set_settings(connection, GUILD, settings)


async def pause(database: Database, clock: HandClock) -> None:
    """Hold answers back for an hour."""
    until = clock.now() + timedelta(hours=1)
    await settle(database, written_settings(GuildSettings(paused_until=until)))


def phase(life: Life) -> Phase:
    """Return the phase of the round that runs in the channel."""
    running = life.rounds.in_channel(CHANNEL)
    assert running is not None
    return running.phase


async def test_a_round_ends_when_its_time_is_up(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """The open question is not answered, whoever had it right; what came before counts."""
    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
        for _ in range(2):
            state = await life.asked()
            await life.rounds.answer(life.press(state, ALICE, RIGHT), GUILD, "Alice")
            if state.position == 0:
                await life.wait(14)
        await pause(database, clock)
        await life.wait(14)

        assert chat.kinds() == ["Announce", "PostQuestion", "Reveal", "PostQuestion", "Podium"]
        ended = await life.rounds.find(plan().id)
        assert ended is not None
        assert ended.ending == "held_back"
        assert [len(marks) for marks in ended.scores.values()] == [1]


async def test_settings_that_cannot_be_read_may_say_that_an_exam_is_on(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """As when a later program has written them."""
    await settle(database, '{"paused_till_the_bell": true}')
    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
        await life.wait(20)

    assert chat.kinds() == ["Announce", "Podium"]


async def test_an_answer_that_is_sent_late_is_not_shown(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """Discord takes no message when the time is up; then the pause begins."""
    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
        await life.asked()
        while phase(life) == "asking":
            chat.failures = [Failure.TEMPORARY] * 2
            await life.wait(0.5)
        await pause(database, clock)
        await life.wait(60)

    assert chat.kinds() == ["Announce", "PostQuestion", "Podium"]


async def test_time_goes_on_once_the_settings_can_be_asked_for(
    database: Database, clock: HandClock, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that fails for a moment ends no round."""
    tried = asyncio.Event()

    def gone() -> None:
        tried.set()
        raise OSError("the disk is not there")

    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
        await life.settled()
        with monkeypatch.context() as broken:
            broken.setattr(database, "read", gone)
            clock.time += timedelta(seconds=10)
            clock.moved()
            await tried.wait()
        clock.time += timedelta(seconds=2)
        await life.wait(80)

    assert chat.kinds()[-2:] == ["Reveal", "Podium"]
