"""Rounds over a real database: what is confirmed is kept, and what is sent shows once."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, select, update

from bot.quiz.round.round_events import Failure, Verdict
from bot.quiz.round.standings import PlayerPlace, leaderboard_places, total
from bot.quiz.runtime.changes import RoundNotKeptError, RoundRunningError
from bot.reports.leaderboard import Leaderboards, Span
from bot.storage import quiz_rows
from bot.storage.tables import ROUND_EFFECTS, ROUNDS
from tests.storage.chat import (
    BEGINNING,
    CHANNEL,
    GUILD,
    RIGHT,
    WRONG,
    Chat,
    living,
    plan,
)

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.quiz.round.state import RoundCard
    from bot.storage.database import Database
    from tests.support.clocks import HandClock

ALICE, BOB = 101, 102
WHOLE_ROUND = ["Announce", "PostQuestion", "Reveal", "PostQuestion", "Reveal", "Podium"]


async def test_a_round_is_kept_from_beginning_to_end(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """Its messages stand in order, its scores are kept, and nothing of it stays in memory."""
    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
        for given in (RIGHT, WRONG):
            state = await life.asked()
            outcome = await life.rounds.answer(life.press(state, ALICE, given), GUILD, "Alice")
            assert outcome.verdict is Verdict.ACCEPTED
            await life.wait(14)
        await life.wait(10)

        assert chat.kinds() == WHOLE_ROUND
        assert life.rounds.held(plan().id) is None
        ended = await life.rounds.find(plan().id)
        assert ended is not None
        assert ended.ending == "finished"
        (one,) = await Leaderboards(database, clock).of(GUILD, Span.ALL, None)
        assert (one.name, one.place.right, one.place.answered) == ("Alice", 1, 2)


async def test_a_killed_process_posts_nothing_twice(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """It is killed and started anew again and again; each message stands there once."""
    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
    rng = random.Random(3)
    for _ in range(100):
        async with living(database, clock, chat) as life:
            await life.settled()
            clock.time += timedelta(seconds=rng.choice((1, 5, 12)))
            clock.moved()
            # A few steps, and death in the middle of what they began.
            for _ in range(rng.choice((0, 10, 100, 1000))):
                await asyncio.sleep(0)
            if rng.random() < 0.2:
                await life.settled()
            if not life.rounds.in_channel(CHANNEL):
                break
    async with living(database, clock, chat) as life:
        await life.settled()
        assert life.rounds.in_channel(CHANNEL) is None
        assert chat.kinds() == WHOLE_ROUND


async def test_a_message_is_looked_for_once_its_nonce_is_forgotten(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """The announcement was sent, but the process died before it could note that."""
    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
        await life.settled()
    async with database.begin() as connection:
        await connection.execute(update(ROUND_EFFECTS).values(state=quiz_rows.WAITING))
    clock.time += timedelta(minutes=5)
    chat.forgetful = True

    async with living(database, clock, chat) as life:
        await life.settled()

    assert chat.kinds()[0] == "Announce"
    assert chat.kinds().count("Announce") == 1
    assert chat.looks == 1


async def test_a_round_whose_messages_cannot_be_read_is_ended(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """The bot starts all the same, another round goes on, and the channel is free again."""
    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
        await life.rounds.begin(plan(1, channel=99))
        await life.asked()
    of_one = ROUND_EFFECTS.c.round == plan().id
    async with database.begin() as connection:
        broken = update(ROUND_EFFECTS).where(of_one).values(state=quiz_rows.WAITING, payload="{}")
        await connection.execute(broken)

    async with living(database, clock, chat) as life:
        await life.settled()
        other = life.rounds.in_channel(99)
        assert other is not None
        assert other.plan.id == plan(1).id
        assert life.rounds.in_channel(CHANNEL) is None
        begun = await life.rounds.begin(plan(2))
        assert begun.plan.id == plan(2).id


async def test_a_channel_has_one_round_and_a_command_begins_one(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """The same command twice is one round; another is refused; another channel is free."""
    async with living(database, clock, chat) as life:
        first, again = await asyncio.gather(life.rounds.begin(plan()), life.rounds.begin(plan()))
        assert first.plan == again.plan
        with pytest.raises(RoundRunningError):
            await life.rounds.begin(plan(1))
        other = await life.rounds.begin(plan(2, channel=99))
        assert other.plan.channel == 99
        await life.settled()
    assert chat.kinds().count("Announce") == 2


async def test_a_thousand_answers_need_few_writes(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """All come in the same moment; each is confirmed, and few transactions were needed."""
    commits: list[Any] = []
    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
        state = await life.asked()
        engine = database._engine.sync_engine  # noqa: SLF001  # commits are told nowhere else
        noted = commits.append
        event.listen(engine, "commit", noted)
        presses = [life.press(state, player, player % 3) for player in range(1000)]
        outcomes = await asyncio.gather(
            *(life.rounds.answer(one, GUILD, f"Player {one.player}") for one in presses)
        )
        event.remove(engine, "commit", noted)
        assert {one.verdict for one in outcomes} == {Verdict.ACCEPTED}
        assert len(commits) <= 3

    async with living(database, clock, chat) as life:
        again = life.rounds.in_channel(CHANNEL)
        assert again is not None
        assert again.asked is not None
        assert {p: answer.given for p, answer in again.asked.answers.items()} == {
            player: player % 3 for player in range(1000)
        }


async def test_a_failed_write_is_told_and_leaves_everything_as_it_was(
    database: Database, clock: HandClock, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asked learns it; what nobody asked for is stored when that can be done again."""
    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
        state = await life.asked()

        def full() -> None:
            raise OSError("no space left on device")

        with monkeypatch.context() as broken:
            broken.setattr(database, "begin", full)
            with pytest.raises(RoundNotKeptError):
                await life.rounds.answer(life.press(state, ALICE, RIGHT), GUILD, "Alice")
            assert life.rounds.in_channel(CHANNEL) == state
            assert state.asked is not None
            life.rounds.message_gone(CHANNEL, [state.asked.message or 0])
            await asyncio.sleep(0)
        clock.time += timedelta(seconds=2)
        await life.settled()
        after = life.rounds.in_channel(CHANNEL)
        assert after is not None
        assert after.reposts == 1


@pytest.mark.parametrize("failure", [Failure.TEMPORARY, Failure.REFUSED, Failure.GONE])
async def test_what_is_not_sent_is_tried_again_or_left(
    database: Database, clock: HandClock, chat: Chat, failure: Failure
) -> None:
    """The round goes on in any case."""
    async with living(database, clock, chat) as life:
        chat.failures = [failure]
        await life.rounds.begin(plan())
        await life.wait(80)

    assert chat.kinds()[-1] == "Podium"
    assert ("Announce" in chat.kinds()) == (failure is Failure.TEMPORARY)


async def test_what_was_missed_is_told_in_the_same_transaction(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """Bob, who had the first wrong and left the second; not Alice, who had both right."""
    told: list[tuple[int, int, tuple[str, ...]]] = []

    async def missed(
        connection: AsyncConnection, guild: int, person: int, cards: tuple[RoundCard, ...]
    ) -> None:
        assert connection.in_transaction()
        told.append((guild, person, tuple(card.id for card in cards)))

    async with living(database, clock, chat, missed) as life:
        await life.rounds.begin(plan())
        for players in ((ALICE, BOB), (ALICE,)):
            state = await life.asked()
            for player in players:
                option = RIGHT if player == ALICE else WRONG
                await life.rounds.answer(life.press(state, player, option), GUILD, "somebody")
            await life.wait(14)
        await life.wait(10)

    assert told == [(GUILD, BOB, ("first", "second"))]


async def test_a_fault_in_what_is_told_does_not_keep_a_round_from_ending(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """Its scores are kept all the same."""

    async def broken(
        connection: AsyncConnection, guild: int, person: int, cards: tuple[RoundCard, ...]
    ) -> None:
        await connection.execute(update(ROUNDS).values(guild=0))
        raise ValueError(guild, person, cards)

    async with living(database, clock, chat, broken) as life:
        await life.rounds.begin(plan())
        state = await life.asked()
        await life.rounds.answer(life.press(state, BOB, WRONG), GUILD, "Bob")
        await life.wait(60)
        ended = await life.rounds.find(plan().id)

    assert chat.kinds()[-1] == "Podium"
    assert ended is not None
    async with database.read() as connection:
        assert await quiz_rows.count_scores(connection, GUILD) == (1, 1)
        assert await connection.scalar(select(ROUNDS.c.guild)) == GUILD


async def test_a_fault_with_one_person_leaves_the_others_what_they_missed(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """Nothing of what was begun for Alice stays; Bob is told of."""
    told: list[int] = []

    async def broken_for_alice(
        connection: AsyncConnection, guild: int, person: int, cards: tuple[RoundCard, ...]
    ) -> None:
        await quiz_rows.name_players(connection, {(guild, person): "half done"})
        if person == ALICE:
            raise ValueError(cards)
        told.append(person)

    async with living(database, clock, chat, broken_for_alice) as life:
        await life.rounds.begin(plan())
        state = await life.asked()
        for player, name in ((ALICE, "Alice"), (BOB, "Bob")):
            await life.rounds.answer(life.press(state, player, WRONG), GUILD, name)
        await life.wait(60)
        board = await Leaderboards(database, clock).of(GUILD, Span.ALL, None)

    assert told == [BOB]
    assert {one.place.player: one.name for one in board} == {ALICE: "Alice", BOB: "half done"}


async def test_who_answers_after_names_were_deleted_has_a_name_again(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """Scores and names of the server are reset while a round runs."""
    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
        for _ in range(2):
            state = await life.asked()
            await life.rounds.answer(life.press(state, ALICE, RIGHT), GUILD, "Alice")
            async with database.begin() as connection:
                if state.position == 0:
                    await quiz_rows.reset_scores(connection, GUILD)
            await life.wait(14)
        await life.wait(10)

        (one,) = await Leaderboards(database, clock).of(GUILD, Span.ALL, None)
    assert one.name == "Alice"


async def test_an_old_round_is_dropped_and_its_scores_stay(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """After 90 days nobody can redo it; the leaderboard of all time knows it still."""
    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
        state = await life.asked()
        await life.rounds.answer(life.press(state, ALICE, RIGHT), GUILD, "Alice")
        await life.wait(60)
    clock.time += timedelta(days=91)
    async with living(database, clock, chat) as life:
        async with asyncio.timeout(20):
            while await life.rounds.find(plan().id) is not None:  # noqa: ASYNC110  # there is no event to wait for
                await asyncio.sleep(0.001)
    async with database.read() as connection:
        assert await quiz_rows.count_scores(connection, GUILD) == (1, 1)


async def test_sums_of_the_database_are_those_of_the_plain_rule(database: Database) -> None:
    """Over two rounds, with a topic and a time, and names as they are now."""
    made = [
        quiz_rows.Score(
            round=number,
            question=question,
            person=person,
            guild=GUILD,
            card=f"card-{question}",
            topic=("laws", "history")[question % 2],
            correct=(number + question + person) % 3 > 0,
            points=100 if (number + question + person) % 3 else 0,
            spent=1000 * question,
            at=BEGINNING + timedelta(days=number),
        )
        for number in range(2)
        for question in range(5)
        for person in (ALICE, BOB, 103)
    ]
    async with database.begin() as connection:
        await quiz_rows.add_scores(connection, made)
        await quiz_rows.name_players(connection, {(GUILD, ALICE): "Al", (GUILD, BOB): "Bob"})
        await quiz_rows.name_players(connection, {(GUILD, ALICE): "Alice"})

    for since in (None, BEGINNING + timedelta(hours=1)):
        for topic in (None, "laws"):
            async with database.read() as connection:
                found = await quiz_rows.score_totals(connection, GUILD, since, topic)
            by_name = {one.person: one.name for one in found}
            rows = leaderboard_places(
                [PlayerPlace(1, o.person, o.right, o.answered, o.points, o.spent) for o in found]
            )
            by_person: dict[int, list[tuple[int, int]]] = {}
            for one in made:
                if (since is None or one.at >= since) and topic in {None, one.topic}:
                    by_person.setdefault(one.person, []).append((one.points, one.spent))
            assert rows == leaderboard_places(total(who, marks) for who, marks in by_person.items())
            assert by_name == {ALICE: "Alice", BOB: "Bob", 103: ""}

    async with database.begin() as connection:
        assert await quiz_rows.reset_scores(connection, GUILD) == 30
        assert await quiz_rows.count_scores(connection, GUILD) == (0, 0)


async def test_no_heart_beats_while_the_connection_is_gone(
    database: Database, clock: HandClock, chat: Chat
) -> None:
    """How long Discord was away is known after a crash too: the round goes on where it was."""
    async with living(database, clock, chat) as life:
        await life.rounds.begin(plan())
        await life.asked()
        life.rounds.disconnected()
        lost = clock.now()

        clock.pass_time(seconds=30)
        # Stored after whatever a beat would have stored, and heard of no later than the other.
        await life.rounds.begin(plan(1, channel=99))

        async with database.read() as connection:
            heard = await quiz_rows.last_heard(connection)
    assert heard is not None
    assert heard <= lost
