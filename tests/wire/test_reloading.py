"""SIGHUP: the knowledge is read anew, and a broken file takes nothing away."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from tests.support.small import ENTRIES, QUESTION
from tests.wire.records import texts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.wire.conftest import Launch
    from tests.wire.student import Student

OLD, NEW = "About forty", "About fifty"


async def test_knowledge_is_read_again(launch: Launch, alice: Student, knowledge: Path) -> None:
    """First a file that is broken, which the log names, then one that is sound."""
    entries = knowledge / ENTRIES
    changed = entries.read_text(encoding="utf-8").replace(OLD, NEW)
    bot = await launch()
    assert OLD in texts((await alice.slash("ask", question=QUESTION)).message)

    entries.write_text(changed + "not: [knowledge\n", encoding="utf-8")
    bot.signal(signal.SIGHUP)
    told = await bot.logged("knowledge not reloaded")
    end = len(entries.read_text(encoding="utf-8").splitlines()) + 1
    assert told["problem"].startswith(f"knowledge/{ENTRIES}:{end}: ")
    assert OLD in texts((await alice.slash("ask", question=QUESTION)).message)

    entries.write_text(changed, encoding="utf-8")
    bot.signal(signal.SIGHUP)
    await bot.logged("knowledge reloaded")
    assert NEW in texts((await alice.slash("ask", question=QUESTION)).message)

    bot.signal(signal.SIGHUP)
    await bot.logged("knowledge unchanged")
    assert await bot.stop() == 0
