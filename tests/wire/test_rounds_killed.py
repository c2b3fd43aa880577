"""Rounds outlive kill -9 at any moment: nothing confirmed is lost, nothing is posted twice.

The suite kills a few times; `make proofs-quiz` two hundred. Time goes faster here, so that each
life of the bot sees several moments of a round.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter, defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from bot.quiz.round.effects import short
from bot.quiz.round.serialization import SavedRound, load_round
from bot.storage.database import database_address, open_database
from bot.storage.tables import ROUND_EFFECTS, ROUNDS, SCORES
from tests.storage.conftest import migrated_postgresql_address, postgresql
from tests.wire.crowd import Crowd, Press
from tests.wire.faults import MESSAGES, held
from tests.wire.objects import PACE, snowflake
from tests.wire.records import texts
from tests.wire.test_rounds import paced

if TYPE_CHECKING:
    from pathlib import Path

    from bot.quiz.round.state import Round
    from bot.storage.database import Database
    from tests.wire.conftest import Launch
    from tests.wire.loopback import Loopback

__all__ = ["migrated_postgresql_address", "paced", "postgresql"]
KILLS, IN_FULL = 3, 200
# PostgreSQL's rows are written by the same statements: once in the suite, as often in full.
KILLS_POSTGRESQL = 1
CHANNELS, PLAYERS, FACTOR = 6, 4, 8.0
ROUND = {"questions": 3, "seconds": 10}
# Seconds of real time: how long the bot lives at most, and how long it is away now and then, which
# is longer than Discord knows a nonce.
LONGEST_LIFE, LONG_AWAY = 4.0, 17.0


@pytest.fixture(params=["sqlite", "postgresql"])
def setting(request: pytest.FixtureRequest) -> str:
    """The bot's setting `database`."""
    if request.param == "sqlite":
        return ""
    return str(request.getfixturevalue("migrated_postgresql_address"))


def running(discord: Loopback, where: str) -> bool:
    """Whether a round has been announced in a channel and not ended there."""
    shown = [str(one["components"]) for one in discord.rest.board.public(where)]
    begun = sum("A quiz round begins" in one for one in shown)
    return begun > sum("quiz-export" in one for one in shown)


async def live_and_die(discord: Loopback, bot: Any, rng: random.Random, number: int) -> None:
    """Let the bot live for a while and kill it: at any moment, or just when it has posted."""
    life = rng.uniform(0, LONGEST_LIFE)
    if number % 3 == 2:
        # Discord has taken a message, and the bot will not learn of it.
        fault = discord.befall(held(MESSAGES))
        with suppress(TimeoutError):
            await asyncio.wait_for(fault.reached.wait(), life)
        await bot.kill()
        fault.released.set()
        if fault in discord.faults:
            discord.faults.remove(fault)
        return
    # Not a wait for anything: the moment of death is what the test is about.
    await asyncio.sleep(life)
    await bot.kill()


@pytest.mark.usefixtures("paced")
async def test_rounds_outlive_kills(  # noqa: PLR0917  # fixtures
    discord: Loopback,
    launch: Launch,
    setting: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Again and again over one database, with people who go on playing."""
    full = bool(request.config.getoption("--full"))
    PACE.began, PACE.factor = time.time(), FACTOR
    rng = random.Random(11)
    crowd = Crowd(discord, rng, PLAYERS)
    channels = [snowflake() for _ in range(CHANNELS if full else 2)]
    kills = IN_FULL if full else KILLS_POSTGRESQL if setting else KILLS
    for number in range(kills):
        bot = await launch(paced=True, knowledge="", database=setting)
        for where in channels:
            if not running(discord, where):
                await crowd.begin(where, **ROUND)
        await live_and_die(discord, bot, rng, number)
        if full and number % 20 == 7:
            await asyncio.sleep(LONG_AWAY)
    bot = await launch(paced=True, knowledge="", database=setting)
    database = await open_database(database_address(setting, tmp_path / "data"))
    try:
        async with asyncio.timeout(120):
            while not await _all_ended(database):  # noqa: ASYNC110  # a database tells nobody
                await asyncio.sleep(0.05)
        await crowd.rest()
        assert await bot.stop() == 0
        states, scores = await _kept(database)
    finally:
        await database.close()

    lost = [fault for state in states for fault in _lost(crowd, state, scores)]
    assert lost == []
    assert _doubled(discord, crowd) == []
    assert _unfinished(discord, states) == []
    if full:
        with capsys.disabled():
            told = sum(bool(press.told) for press in crowd.presses)
            messages = len(discord.rest.board.posted)
            print(  # noqa: T201  # the figures that `make proofs-quiz` reports
                f"\n{kills} kills: {len(states)} rounds, all ended; {len(crowd.presses)} "
                f"presses, {told} answered, none lost; {messages} messages, none twice"
            )


async def _all_ended(database: Database) -> bool:
    async with database.read() as connection:
        running_ = select(func.count()).where(ROUNDS.c.active_channel.is_not(None))
        waiting = select(func.count()).where(ROUND_EFFECTS.c.state == "waiting")
        return not await connection.scalar(running_) and not await connection.scalar(waiting)


async def _kept(
    database: Database,
) -> tuple[list[Round], dict[tuple[int, int], dict[int, bool]]]:
    """The rounds in the bot's database, and the scores that it keeps."""
    async with database.read() as connection:
        stored = await connection.execute(select(ROUNDS.c.plan, ROUNDS.c.scores, ROUNDS.c.progress))
        rows = await connection.execute(select(SCORES))
        scores: dict[tuple[int, int], dict[int, bool]] = defaultdict(dict)
        for row in rows:
            scores[row.round, row.question][row.person] = bool(row.correct)
        return [load_round(SavedRound(*row)) for row in stored], scores


def _lost(crowd: Crowd, state: Round, scores: dict[tuple[int, int], dict[int, bool]]) -> list[str]:
    """Answers that were confirmed and are not what counts."""
    counted = {one.question for one in state.results if one.counted}
    by_player: dict[tuple[int, int], list[Press]] = defaultdict(list)
    for press in crowd.presses:
        if press.round == state.plan.id and press.question in counted:
            by_player[press.question, press.player].append(press)
    faults = []
    for (question, player), theirs in by_player.items():
        theirs.sort(key=lambda press: press.id)
        confirmed = [p for p in theirs if p.told.startswith(("Your answer: ", "Changed."))]
        if not confirmed:
            continue
        # A later press may have been kept, and the bot killed before it could say so.
        may_stand = [confirmed[-1], *(p for p in theirs if p.id > confirmed[-1].id and not p.told)]
        right = state.plan.cards[question].right
        should = {press.option == right for press in may_stand}
        if scores[state.plan.id, question].get(player) not in should:
            faults.append(f"{player} in {state.plan.id} {question}: {[p.told for p in theirs]}")
    return faults


def _doubled(discord: Loopback, crowd: Crowd) -> list[str]:
    """Messages that stand there twice, and questions that were asked in two messages."""
    standing = [one for one in discord.rest.board.posted if one["id"] in discord.rest.messages]
    nonces = Counter((one["channel_id"], one["nonce"]) for one in standing)
    twice = [f"{nonce} in {where}" for (where, nonce), count in nonces.items() if count > 1]
    for (number, question), messages in crowd.messages.items():
        if len(messages & discord.rest.messages.keys()) > 1:
            twice.append(f"question {question} of {number}")
    reveals = Counter(
        (one["nonce"].split("-")[0], texts(one).split("\n", 1)[0])
        for one in standing
        if "Right is" in texts(one)
    )
    return twice + [f"{place}" for place, count in reveals.items() if count > 1]


def _unfinished(discord: Loopback, states: list[Round]) -> list[int]:
    """Rounds whose scores do not stand in their channel exactly once."""
    shown = Counter(
        one["nonce"].split("-")[0]
        for one in discord.rest.board.posted
        if one["id"] in discord.rest.messages and "quiz-export" in str(one["components"])
    )
    return [state.plan.id for state in states if shown[short(state.plan.id)] != 1]
