"""What is in the log when everything goes wrong at once: nothing that people have typed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.wire.faults import CALLBACK, failing, reset
from tests.wire.objects import ALICE, BOB, BOT
from tests.wire.student import Student

if TYPE_CHECKING:
    from pathlib import Path

    from tests.wire.conftest import Launch
    from tests.wire.loopback import Loopback

# A word that stands in nothing else, with what databases, logs and terminals stumble over.
MARK = "quokkaword"
TYPED = (
    f"{MARK} in the camps",
    f"was {MARK} \x00 paid",
    f"my sister was sold by {MARK} \ud83d\ude00",
)
MODAL = 9
TABLES = ("questions", "suggestions", "gaps", "drafts")


async def everything_typed(discord: Loopback) -> None:
    """Alice asks and suggests, Bob mentions the bot; whatever comes of it."""
    alice, bob = Student(discord, ALICE), Student(discord, BOB)
    for text in TYPED:
        await alice.slash("ask", question=text)
        await alice.slash("define", term=text)
        opened = await alice.slash("suggest")
        if opened.reply and opened.reply["type"] == MODAL:
            await alice.fill(opened, {"text": f"The bot lacks {text}, as we said in class."})
        await discord.say(bob.person, f"<@{BOT.id}> {text}")


async def test_nothing_typed_is_in_the_log_whatever_fails(
    discord: Loopback, launch: Launch, tmp_path: Path
) -> None:
    """At the lowest level, through missing tables, a locked database, 503s and resets."""
    bot = await launch(log={"format": "json", "level": "debug"})
    file = tmp_path / "data" / "study.sqlite3"
    await everything_typed(discord)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        for table in TABLES:
            other.execute(f"ALTER TABLE {table} RENAME TO was_{table}")
        await everything_typed(discord)
        for table in TABLES:
            other.execute(f"ALTER TABLE was_{table} RENAME TO {table}")
        other.execute("BEGIN IMMEDIATE")
        await everything_typed(discord)
        other.execute("ROLLBACK")
    for fault in (failing(CALLBACK, 503), reset(CALLBACK, done=True)) * 4:
        discord.befall(fault)
    await everything_typed(discord)
    assert await bot.stop() == 0

    log = "\n".join([*map(json.dumps, bot.log), *bot.plain])
    assert '"database failed"' in log
    assert MARK not in log
    assert ALICE.id not in log
    assert BOB.id not in log
