"""Very many curators at once, over many servers: nothing is lost, doubled or held up."""

from __future__ import annotations

import asyncio
import gc
import random
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.app import _warm_engine
from bot.curation.revision_service import Change, EntryChangedError
from bot.runtime.process import SWITCH_INTERVAL
from bot.storage.revision_rows import Action
from bot.storage.tables import AUDIT, GUILDS, REVISIONS
from tests.storage.classroom import WORDS, Classroom, entry
from tests.storage.curator import OWN
from tests.storage.stalls import Stalls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pytest

    from bot.answering.engine import Engine
    from bot.paper.model import Entry
    from bot.storage.database import Database

SERVERS, ACTIONS, IN_FULL = 50, 150, 1000


@dataclass(frozen=True)
class Base:
    """What the servers lie over, and what their curators make of it."""

    name: str
    entries: Mapping[str, Entry]
    build: Callable[[], Engine] | None = None

    def made(self, word: str, number: int) -> Entry:
        """An entry as action `number` has it."""
        if self.build is None:
            return entry(word, f"As {number} has it.")
        own = self.entries[word]
        return replace(own, title=f"{own.title}, as {number} has it")


def bases(*, full: bool) -> Iterator[Base]:
    """The small paper; at full length the one that comes with the bot too."""
    yield Base("the small paper", dict.fromkeys(WORDS, entry("any", "Of no matter.")))
    if full:
        engine = _warm_engine(None)
        # As many to an entry as in the small one, so that curators meet.
        entries = dict(islice(engine.paper.entries.items(), len(WORDS)))
        yield Base("the paper that comes with the bot", entries, lambda: engine)


async def test_a_thousand_actions_at_once(
    database: Database, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is made once or told that it was overtaken, whoever else is at work."""
    full = request.config.getoption("--full")
    for first, base in enumerate(bases(full=full), start=1):
        told = await _crowd(database, base, 1000 * first, IN_FULL if full else ACTIONS)
        if full:
            with capsys.disabled():
                print(f"\n{told}")  # noqa: T201  # the figures that `make proofs` reports


async def _crowd(database: Database, base: Base, first: int, actions: int) -> str:
    random_ = random.Random(5)
    room = Classroom(database, dict(OWN), build=base.build)
    await room.start()
    outcomes: Counter[str] = Counter()
    words, before = list(base.entries), await _kept(database)

    async def act(number: int) -> None:
        guild = first + random_.randrange(SERVERS)
        word = random_.choice(words)
        seen = random_.choice([None, None, 0, 1])
        kind = random_.choice([Action.UPSERT, Action.UPSERT, Action.RETIRE, Action.RESTORE])
        made = base.made(word, number) if kind is Action.UPSERT else None
        change = Change(word, kind, seen, made)
        # One press in ten arrives twice.
        for _ in range(1 + (random_.random() < 0.1)):
            try:
                done = await room.revise(guild, change, request=f"press-{number}")
            except EntryChangedError:
                outcomes["overtaken"] += 1
                return
            outcomes["again" if done.again else "made"] += 1

    with _as_in_the_bot():
        async with Stalls() as stalls, asyncio.TaskGroup() as crowd:
            # As they come from Discord: one after the other, and none waits for the one before.
            for number in range(actions):
                crowd.create_task(act(number))
                await asyncio.sleep(0)

    kept = [after - was for after, was in zip(await _kept(database), before, strict=True)]
    assert kept == [outcomes["made"]] * 3
    assert outcomes["made"] + outcomes["overtaken"] == actions
    assert outcomes["again"]
    servers = range(first, first + SERVERS)
    served = {guild: await room.shown(guild) for guild in servers}
    assert any(room.guilds.get(guild).overlay_size for guild in servers)
    await room.start()
    for guild, shown in served.items():
        assert await room.shown(guild) == shown
    return (
        f"{base.name}: {dict(outcomes)} at once; the loop was late by {stalls.worst:.1f} ms at "
        f"most, of which its own work was {stalls.own:.1f} ms"
    )


@contextmanager
def _as_in_the_bot() -> Iterator[None]:
    """Collections pass over what the start has built, and threads give way as soon as there."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL)
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        sys.setswitchinterval(before)


async def _kept(database: Database) -> tuple[int, ...]:
    """How many revisions and records there are, and changes as the servers count them."""
    async with database.read() as connection:
        counts = (
            select(func.count()).select_from(REVISIONS),
            select(func.count()).select_from(AUDIT),
            select(func.coalesce(func.sum(GUILDS.c.generation), 0)),
        )
        return tuple([int((await connection.execute(one)).scalar_one()) for one in counts])
