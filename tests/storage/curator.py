"""A process that curates without end and says what has been confirmed; made to be killed.

Run as `python -m tests.storage.curator ADDRESS SEED`: a line on standard output for each
press whose confirmation a curator would have seen by then.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from typing import TYPE_CHECKING

from bot.curation.revision_service import Change
from bot.storage import pending_rows
from bot.storage.database import open_database
from bot.storage.migrate import migrate
from bot.storage.pending_rows import PendingKey
from bot.storage.revision_rows import Action
from tests.storage.classroom import BEGINNING, WORDS, Classroom, entry

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

GUILDS = (300, 301, 302)
_AT_ONCE = 6
OWN = {name: entry(name, f"The {name} were counted.") for name in WORDS[:3]}


async def curate(room: Classroom, name: str, seed: int) -> None:
    """One curator: a draft, then its publication, again and again."""
    random_ = random.Random(seed)
    press = 0
    while True:
        press += 1
        request = f"{name}-{press}"
        guild = random_.choice(GUILDS)
        words = random_.sample(WORDS, random_.choice([1, 1, 1, 2, 4]))
        changes = [_change(random_, word, request) for word in words]

        key = PendingKey(guild, 9, "draft", request)

        async def also(connection: AsyncConnection, key: PendingKey = key) -> None:
            await pending_rows.close(connection, key, pending_rows.PUBLISHED)

        async with room.database.begin() as connection:
            await pending_rows.save(connection, key, "{}", BEGINNING)
        _say({"draft": request})
        made = await room.revisions.revise(guild, 9, changes, request, also=also)
        served = made.knowledge.engine.paper.entries
        _say(
            {
                "press": request,
                "guild": guild,
                "made": [[one.entry, one.number] for one in made.revisions],
                "serving": [
                    (change.entry_id in served) == (change.action is Action.UPSERT)
                    for change in changes
                ],
            }
        )


def _change(random_: random.Random, word: str, request: str) -> Change:
    if random_.random() < 0.2:  # one in five
        return Change(word, Action.RETIRE, None)
    return Change(word, Action.UPSERT, None, entry(word, f"As {request} has it."))


def _say(what: object) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201  # what a curator would see


async def main(address: str, seed: int) -> None:
    """Curate until killed."""
    database = await open_database(address)
    await migrate(database)
    room = Classroom(database, dict(OWN))
    await room.start()
    _say({"ready": True})
    await asyncio.gather(
        *(curate(room, f"{seed}-{one}", seed * 100 + one) for one in range(_AT_ONCE))
    )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
