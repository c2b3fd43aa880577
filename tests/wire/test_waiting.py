"""What has to wait longer than Discord does: it is acknowledged in time and confirmed later."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.wire.records import texts
from tests.wire.rest import SECONDS_TO_ANSWER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.wire.conftest import Launch
    from tests.wire.loopback import Loopback
    from tests.wire.student import Student


async def test_a_change_that_waits_for_the_database(
    discord: Loopback, launch: Launch, alice: Student, tmp_path: Path
) -> None:
    """Somebody else holds it for longer than Discord waits for a reply."""
    bot = await launch()
    form = await alice.discord.answered(await alice.send("kb", sub="add", kind="finding"))
    values = {"title": "The ledger", "statements": "It was kept. [1]", "phrasings": "What ledger?"}
    preview = await alice.fill(form, values)
    assert preview.message is not None
    with closing(sqlite3.connect(tmp_path / "data" / "study.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        press = await alice.press(preview.message, "draft-publish")
        # Not a wait for anything: that so long a time has passed is what the test is about.
        await asyncio.sleep(SECONDS_TO_ANSWER)
        assert "### Published" not in texts(press.message or {})
        other.rollback()
    await discord.until(lambda: "### Published" in texts(press.message or {}), "a confirmation")

    assert "It was kept." in texts((await alice.slash("ask", question="What ledger?")).message)
    assert await bot.stop() == 0
    assert bot.grave == []
