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


async def test_a_form_that_cannot_be_kept_in_time_is_told_and_given_back(
    discord: Loopback, launch: Launch, alice: Student, tmp_path: Path
) -> None:
    """While somebody else holds the database, and taken as ever right after that."""
    bot = await launch()
    form = await alice.discord.answered(await alice.send("kb", sub="add", kind="finding"))
    values = {"title": "The ledger", "statements": "It was kept. [1]", "phrasings": "What ledger?"}
    with closing(sqlite3.connect(tmp_path / "data" / "study.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        # In time for Discord, though the database is held for as long as this lasts.
        refused = await alice.fill(form, values)
        await discord.until(lambda: refused.followups, "what was typed")
        other.rollback()
    kept = await alice.fill(form, values)

    assert "database is busy just now; nothing was saved" in (refused.message or {})["content"]
    assert "This is what you typed" in refused.followups[0]["content"]
    assert "It was kept." in texts(kept.message)
    assert [line["event"] for line in bot.log if line["event"].startswith("database")] == [
        "database failed",
        "database recovered",
    ]
    assert await bot.stop() == 0
