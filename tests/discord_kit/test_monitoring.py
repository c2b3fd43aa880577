"""Figures for Prometheus, and whether the bot is well, on this machine alone."""

from __future__ import annotations

import re
import socket

import aiohttp
import pytest

from bot.discord_kit.monitoring_server import monitoring
from bot.errors import StartError
from bot.runtime.metrics import Gauge, Metrics

SAMPLE = re.compile(r'[a-z_]+(\{([a-z]+="(\\.|[^"\\])*",?)+\})? [0-9.e+-]+')


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_interactions_are_counted_by_command_and_outcome() -> None:
    """And by how long they took, each bucket holding those before it."""
    metrics = Metrics()
    for seconds in (0.004, 0.2, 2.5):
        metrics.interaction("ask", "answered", seconds, acknowledged=True)
    metrics.interaction('a"b\\', "failed", 30, acknowledged=False)

    lines = metrics.text().splitlines()

    assert 'study_bot_interactions_total{command="ask",outcome="answered"} 3' in lines
    assert r'study_bot_interactions_total{command="a\"b\\",outcome="failed"} 1' in lines
    assert 'study_bot_interaction_seconds_bucket{le="0.01"} 1' in lines
    assert 'study_bot_interaction_seconds_bucket{le="3.0"} 3' in lines
    assert 'study_bot_interaction_seconds_bucket{le="+Inf"} 4' in lines
    assert "study_bot_interaction_seconds_count 4" in lines
    assert "study_bot_unacknowledged_total 1" in lines


def test_every_line_has_the_form_that_prometheus_reads() -> None:
    """Comments before their samples, and nothing else."""
    metrics = Metrics()
    metrics.interaction("quiz answer", "accepted", 0.1, acknowledged=True)
    metrics.watch(Gauge("rounds", "Rounds.", lambda: 2), Gauge("well", "Well.", lambda: True))

    for line in metrics.text().splitlines():
        assert line.startswith(("# HELP study_bot_", "# TYPE study_bot_")) or SAMPLE.fullmatch(line)
    assert "study_bot_rounds 2" in metrics.text()
    assert "study_bot_well 1" in metrics.text()


def test_made_up_commands_do_not_fill_the_memory() -> None:
    """Beyond some hundred labels they are counted together."""
    metrics = Metrics()
    for number in range(2_000):
        metrics.interaction(f"made up {number}", "outdated command", 0, acknowledged=True)

    assert metrics.text().count("study_bot_interactions_total{") == 501
    assert 'command="other",outcome="outdated command"} 1500' in metrics.text()


async def test_health_and_figures_are_served_on_this_machine() -> None:
    """What is the matter is told in words, with a status that a check understands."""
    troubles: list[str] = []
    port = free_port()
    async with monitoring(port, Metrics(), lambda: troubles), aiohttp.ClientSession() as session:
        well = await session.get(f"http://127.0.0.1:{port}/healthz")
        assert (well.status, await well.text()) == (200, "well\n")
        troubles += ["not connected to Discord", "database: full"]
        ill = await session.get(f"http://127.0.0.1:{port}/healthz")
        assert (ill.status, await ill.text()) == (503, "not connected to Discord\ndatabase: full\n")
        figures = await session.get(f"http://127.0.0.1:{port}/metrics")
        assert "study_bot_errors_total 0" in await figures.text()
        assert figures.headers["Content-Type"].startswith("text/plain; version=0.0.4")


async def test_a_taken_port_is_told_in_one_line() -> None:
    """Before the bot connects."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(StartError, match=r"monitoring\.port is taken"):
            async with monitoring(int(taken.getsockname()[1]), Metrics(), list):
                pass


async def test_without_a_port_nothing_is_served() -> None:
    """As is usual."""
    async with monitoring(0, Metrics(), list):
        pass
