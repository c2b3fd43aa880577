"""Very many curators at once, over many servers: nothing is lost, doubled or held up."""

from __future__ import annotations

import asyncio
import gc
import random
from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.curation.curating import Change, Overtaken
from bot.store import guilds
from bot.store.revisions import Action
from bot.store.tables import AUDIT, REVISIONS
from tests.store.classroom import WORDS, Classroom, entry
from tests.store.curator import OWN
from tests.store.stalls import Stalls

if TYPE_CHECKING:
    import pytest

    from bot.store.database import Database

SERVERS, ACTIONS, IN_FULL = 50, 150, 1000


async def test_a_thousand_actions_at_once(
    database: Database, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is made once or told that it was overtaken, whoever else is at work."""
    full = request.config.getoption("--full")
    random_ = random.Random(5)
    room = Classroom(database, dict(OWN))
    await room.start()
    outcomes: Counter[str] = Counter()

    async def act(number: int) -> None:
        guild = 1000 + random_.randrange(SERVERS)
        word = random_.choice(WORDS)
        seen = random_.choice([None, None, 0, 1])
        kind = random_.choice([Action.UPSERT, Action.UPSERT, Action.RETIRE, Action.RESTORE])
        made = entry(word, f"As {number} has it.") if kind is Action.UPSERT else None
        change = Change(word, kind, seen, made)
        # One press in ten arrives twice.
        for _ in range(1 + (random_.random() < 0.1)):
            try:
                done = await room.revise(guild, change, request=f"press-{number}")
            except Overtaken:
                outcomes["overtaken"] += 1
                return
            outcomes["again" if done.again else "made"] += 1

    # As in the running bot, where collections pass over what the start has built.
    gc.collect()
    gc.freeze()
    async with Stalls() as stalls, asyncio.TaskGroup() as crowd:
        # As they come from Discord: one after the other, and none waits for the one before.
        for number in range(IN_FULL if full else ACTIONS):
            crowd.create_task(act(number))
            await asyncio.sleep(0)
    gc.unfreeze()

    async with database.read() as connection:
        kept = (await connection.execute(select(func.count()).select_from(REVISIONS))).scalar_one()
        records = (await connection.execute(select(func.count()).select_from(AUDIT))).scalar_one()
        counted = 0
        for guild in range(1000, 1000 + SERVERS):
            found = await guilds.find(connection, guild)
            counted += found.generation if found else 0
    assert outcomes["made"] == kept == records == counted
    assert outcomes["made"] + outcomes["overtaken"] == (IN_FULL if full else ACTIONS)
    assert outcomes["again"]
    served = {guild: await room.shown(guild) for guild in range(1000, 1000 + SERVERS)}
    await room.start()
    for guild, before in served.items():
        assert await room.shown(guild) == before
    if full:
        with capsys.disabled():
            print(  # noqa: T201  # the figures that `make proofs` reports
                f"\n{dict(outcomes)} at once; the loop was late by {stalls.worst:.1f} ms at most, "
                f"of which its own work was {stalls.own:.1f} ms"
            )
