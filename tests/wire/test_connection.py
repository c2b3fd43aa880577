"""The gateway comes and goes, and nobody's question is lost over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.support.small import QUESTION
from tests.wire.faults import SYNC

if TYPE_CHECKING:
    from tests.wire.conftest import Classroom

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_dropped_line_is_resumed(classroom: Classroom) -> None:
    """What Alice asks while the line is cut is answered when the bot is back in its session."""
    gateway = classroom.discord.gateway
    logins, resumes = len(gateway.identified), len(gateway.resumed)

    gateway.drop()
    await classroom.discord.until(lambda: not gateway.connected, "the end of the line")
    asked = await classroom.alice.slash("ask", question=QUESTION)

    assert asked.message is not None
    assert len(gateway.resumed) == resumes + 1
    assert len(gateway.identified) == logins


async def test_discord_asks_to_reconnect(classroom: Classroom) -> None:
    """Before Discord moves a session it says so; the bot resumes it elsewhere."""
    gateway = classroom.discord.gateway
    logins, resumes = len(gateway.identified), len(gateway.resumed)

    await gateway.ask_to_reconnect()
    await classroom.discord.until(lambda: len(gateway.resumed) > resumes, "a resume")
    asked = await classroom.alice.slash("ask", question=QUESTION)

    assert asked.message is not None
    assert len(gateway.identified) == logins


async def test_an_invalid_session_is_begun_anew(classroom: Classroom) -> None:
    """The session has ended while the line was cut: the bot tries it, and then logs in again."""
    gateway = classroom.discord.gateway
    logins, resumes = len(gateway.identified), len(gateway.resumed)

    gateway.forget_sessions()
    gateway.drop()
    await classroom.bot.logged("ready")
    asked = await classroom.alice.slash("ask", question=QUESTION)

    assert asked.message is not None
    assert len(gateway.resumed) == resumes + 1
    assert len(gateway.identified) == logins + 1
    assert classroom.discord.sent(SYNC) == []


async def test_a_gateway_that_is_away_for_a_while(classroom: Classroom) -> None:
    """Discord lets nobody in at first; the bot tries again and resumes."""
    gateway = classroom.discord.gateway
    logins, resumes = len(gateway.identified), len(gateway.resumed)

    gateway.refuse_connections(1)
    gateway.drop()
    await classroom.discord.until(lambda: len(gateway.resumed) > resumes, "a resume")
    asked = await classroom.alice.slash("ask", question=QUESTION)

    assert asked.message is not None
    assert len(gateway.identified) == logins
    # The library logs the failed attempt as an error, and nothing else may be one.
    (attempt,) = classroom.bot.grave
    assert "Attempting a reconnect" in attempt
    classroom.bot.log.clear()


async def test_whoever_runs_the_bot_watches_it(classroom: Classroom) -> None:
    """An answer is counted, with the time to its reply; and the bot says that it is well."""
    await classroom.alice.slash("ask", question=QUESTION)
    async with aiohttp.ClientSession(classroom.monitoring) as session:
        health = await session.get("/healthz")
        page = await (await session.get("/metrics")).text()
    figures = {
        (one.name, one.labels.get("outcome", "")): one.value
        for family in text_string_to_metric_families(page)
        for one in family.samples
        if "le" not in one.labels
    }

    assert (health.status, await health.text()) == (200, "well\n")
    assert figures["study_bot_interactions_total", "answered"] >= 1
    assert figures["study_bot_acknowledgement_seconds_count", ""] >= 1
    assert figures["study_bot_unacknowledged_total", ""] == 0
    assert figures["study_bot_connected", ""] == figures["study_bot_database_well", ""] == 1
    assert figures["study_bot_knowledge_build_seconds", ""] > 0
    assert QUESTION not in page
