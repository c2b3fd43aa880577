"""Figures for Prometheus, and whether the bot is well, on this machine alone."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.discord_kit.monitoring_server import monitoring
from bot.errors import StartError
from bot.runtime.metrics import Gauge, Metrics
from tests.support.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Callable


def figures_of(metrics: Metrics) -> Callable[..., float | None]:
    """Look figures up as Prometheus would read them; what it cannot read raises ValueError."""
    read = {
        (sample.name.removeprefix("study_bot_"), tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(metrics.text().decode())
        for sample in family.samples
    }

    def look(name: str, **labels: str) -> float | None:
        return read.get((name, tuple(sorted(labels.items()))))

    return look


def test_interactions_are_counted_by_command_and_outcome() -> None:
    """And by how long they took, each bucket holding those before it."""
    metrics = Metrics()
    for number, seconds in enumerate((0.004, 0.2, 2.5)):
        metrics.interaction(number, "ask", "answered", seconds, acknowledged=True)
    metrics.interaction(9, 'a"b\\', "failed", 30, acknowledged=False)

    figure = figures_of(metrics)

    assert figure("interactions_total", command="ask", outcome="answered") == 3
    assert figure("interactions_total", command='a"b\\', outcome="failed") == 1
    assert figure("interaction_seconds_bucket", le="0.01") == 1
    assert figure("interaction_seconds_bucket", le="3.0") == 3
    assert figure("interaction_seconds_bucket", le="+Inf") == 4
    assert figure("interaction_seconds_count") == 4
    assert figure("unacknowledged_total") == 1


def test_the_time_to_the_first_reply_is_counted_once() -> None:
    """Not for an interaction that had none, nor for one that nobody knows."""
    metrics = Metrics()
    metrics.arrived(1)
    metrics.arrived(2)
    for interaction in (1, 1, 3):
        metrics.replied(interaction)
    metrics.interaction(2, "ask", "failed", 1, acknowledged=False)
    metrics.replied(2)

    assert figures_of(metrics)("acknowledgement_seconds_count") == 1


def test_gauges_are_looked_up_when_they_are_asked_for() -> None:
    """Truths count as 1 and 0; the memory in use is among the figures."""
    metrics = Metrics()
    rounds = [1]
    metrics.watch(
        Gauge("rounds", "Rounds.", lambda: len(rounds)), Gauge("well", "Well.", lambda: True)
    )
    assert figures_of(metrics)("rounds") == 1
    rounds.append(2)

    figure = figures_of(metrics)

    assert (figure("rounds"), figure("well")) == (2, 1)
    assert (figure("process_resident_memory_bytes") or 0) > 0


def test_made_up_commands_do_not_fill_the_memory() -> None:
    """Beyond some hundred labels they are counted together."""
    metrics = Metrics()
    for number in range(2_000):
        metrics.interaction(number, f"made up {number}", "outdated", 0, acknowledged=True)

    assert metrics.text().count(b"study_bot_interactions_total{") == 501
    assert figures_of(metrics)("interactions_total", command="other", outcome="outdated") == 1_500


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
        assert "study_bot_errors_total 0.0" in await figures.text()
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
