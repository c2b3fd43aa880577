"""Very many rounds at once: every press is answered in time, and every score is right.

The suite plays a few on a faster clock; `make proofs-quiz` plays a hundred, with twenty players
each, on the true one.
"""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
import time
from collections import defaultdict
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from bot.quiz.round.serialization import SavedRound, load_round
from bot.quiz.round.state import created
from tests.wire.crowd import Crowd, Press, reveals
from tests.wire.objects import PACE, snowflake
from tests.wire.process import resident_mib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.quiz.round.state import Round
    from tests.wire.conftest import Launch
    from tests.wire.loopback import Loopback

# Rounds, players in each, questions, seconds for each, and how much faster time goes.
SHORT = (6, 5, 1, 10, 8.0)
IN_FULL = (100, 20, 3, 20, 1.0)
# Over so many seconds of real time the rounds begin, as people do not begin them at once.
BEGINNING, BEGINNING_IN_FULL = 0.5, 15.0
GRACE = 1.0
# Discord's own rule, and what the bot has to reach when its machine does nothing else.
SECONDS_TO_ANSWER = 3.0
P99, LATENESS_IN_FULL, LONGEST_STEP = 0.5, 0.25, 20.0
# The library remembers each channel's limits for five minutes; rounds themselves leave nothing.
MOST_LEFT = 1.05


@pytest.fixture
def paced() -> Iterator[None]:
    """Puts the time back to that of the machine afterwards."""
    yield
    PACE.began, PACE.factor = time.time(), 1.0


def expected(presses: list[Press], deadline: int, right: int) -> dict[int, bool]:
    """Who had a question right and who wrong, by the plainest reading of the rule."""
    by_player: dict[int, list[Press]] = defaultdict(list)
    for press in presses:
        if created(press.id).timestamp() <= deadline:
            by_player[press.player].append(press)
    found = {}
    for player, theirs in by_player.items():
        theirs.sort(key=lambda press: press.id)
        first = theirs[0].option
        changes = [press.option for press in theirs if press.option != first]
        found[player] = (changes[0] if changes else first) == right
    return found


def kept(data: Path) -> tuple[list[Round], dict[tuple[int, int], dict[int, bool]]]:
    """The rounds in the bot's database, and the scores that it keeps."""
    with closing(sqlite3.connect(data / "study.sqlite3")) as database:
        stored = database.execute("SELECT plan, scores, progress FROM rounds").fetchall()
        rows = database.execute("SELECT round, question, person, correct FROM scores").fetchall()
    scores: dict[tuple[int, int], dict[int, bool]] = defaultdict(dict)
    for number, question, person, correct in rows:
        scores[number, question][person] = bool(correct)
    return [load_round(SavedRound(*row)) for row in stored], scores


async def all_over(discord: Loopback, crowd: Crowd, many: int) -> None:
    """Wait until so many rounds have shown their scores."""
    what = f"{many} rounds to end"
    await discord.until(lambda: len(crowd.over) >= many, what, patience=600.0)


def lateness(discord: Loopback, crowd: Crowd, channels: dict[str, int]) -> list[float]:
    """By how many seconds of real time each right answer came after it was due."""
    found = []
    for where, question, at in reveals(discord.requests):
        due = crowd.deadlines[channels[where], question] + GRACE
        there = time.time() - (time.monotonic() - at)
        shown_at = PACE.began + (there - PACE.began) * PACE.factor
        found.append((shown_at - due) / PACE.factor)
    return found


async def steps(bot: Any, count: int) -> dict[str, Any]:
    """The longest steps of the bot's event loop since the last time."""
    bot.signal(signal.SIGUSR1)
    await bot.until(lambda: len(_told(bot)) >= count, "the steps")
    return _told(bot)[count - 1]


def _told(bot: Any) -> list[dict[str, Any]]:
    return [line for line in bot.log if line["event"] == "steps"]


@pytest.mark.usefixtures("paced")
async def test_many_rounds_at_once(
    discord: Loopback,
    launch: Launch,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each press is acknowledged, no deadline is missed, and each score is the reference's."""
    full = bool(request.config.getoption("--full"))
    many, players, questions, seconds, factor = IN_FULL if full else SHORT
    PACE.began, PACE.factor = time.time(), factor
    rng = random.Random(7)
    bot = await launch(paced=True, knowledge="")
    crowd = Crowd(discord, rng, players)
    # What is made once, at the first round of all, is no part of what rounds cost.
    warm = await crowd.begin(snowflake(), questions=questions, seconds=10)
    await discord.answered(warm)
    await all_over(discord, crowd, 1)
    await crowd.rest()
    crowd.presses.clear()
    discord.requests.clear()
    blocks = (await steps(bot, 1))["blocks"]
    before = resident_mib(bot.pid)

    channels: dict[str, int] = {}
    starts = []
    for _ in range(many):
        where = snowflake()
        exchange = await crowd.begin(where, questions=questions, seconds=seconds)
        channels[where] = int(exchange.id)
        starts.append(exchange)
        await asyncio.sleep((BEGINNING_IN_FULL if full else BEGINNING) / many)
    await all_over(discord, crowd, many + 1)
    await crowd.rest()
    pressed = [press.exchange for press in crowd.presses]
    for exchange in (*starts, *pressed):
        await discord.answered(exchange)

    took = sorted(exchange.took for exchange in pressed)
    late = sorted(lateness(discord, crowd, channels))
    loop = await steps(bot, 2)
    wrong = _wrong_scores(crowd, tmp_path / "data", set(channels.values()))
    after = resident_mib(bot.pid)
    if full:
        with capsys.disabled():
            print(  # noqa: T201  # the figures that `make proofs-quiz` reports
                f"\n{many} rounds x {players} players: {len(took)} presses, acknowledged in "
                f"{_spread(took)}; {len(late)} right answers, late by {_spread(late)}; the loop's "
                f"longest step took {loop['own_ms']} ms of its own ({loop['wall_ms']} ms with what "
                f"else ran on the machine), of {loop['steps']}; {before:.1f} MiB and {blocks} "
                f"blocks before, {after:.1f} MiB and {loop['blocks']} after; "
                f"{len(wrong)} wrong scores"
            )
            print("\n".join(loop["longest"]))  # noqa: T201  # a measurement to be read
        assert took[int(0.99 * len(took))] < P99
        assert late[-1] < LATENESS_IN_FULL
        assert loop["own_ms"] < LONGEST_STEP
        assert loop["blocks"] < MOST_LEFT * blocks
    assert wrong == []
    assert len(late) == many * questions
    assert took[-1] <= SECONDS_TO_ANSWER
    shown: dict[str, list[int]] = defaultdict(list)
    for where, question, _ in reveals(discord.requests):
        shown[where].append(question)
    assert shown == {where: list(range(questions)) for where in channels}
    assert late[0] > -0.01, "no right answer is shown early"
    assert await bot.stop() == 0
    assert bot.grave == []


def _spread(seconds: list[float]) -> str:
    shown = [1000 * seconds[int(share * (len(seconds) - 1))] for share in (0.5, 0.9, 0.99, 1.0)]
    return "{:.0f} ms (median), {:.0f} (p90), {:.0f} (p99), {:.0f} (most)".format(*shown)


def _wrong_scores(crowd: Crowd, data: Path, rounds: set[int]) -> list[str]:
    states, scores = kept(data)
    wrong = []
    by_question: dict[tuple[int, int], list[Press]] = defaultdict(list)
    for press in crowd.presses:
        by_question[press.round, press.question].append(press)
    for state in states:
        number = state.plan.id
        if number not in rounds:
            continue
        for place, card in enumerate(state.plan.cards):
            presses = by_question[number, place]
            should = expected(presses, crowd.deadlines[number, place], card.right or 0)
            if should != scores[number, place]:
                wrong.append(f"{number} {place}: {should} is {scores[number, place]}")
    return wrong
