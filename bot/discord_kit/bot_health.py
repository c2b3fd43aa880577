"""Whether the bot is well, and the figures that show it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot.runtime.metrics import Gauge

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot


def troubles_of(bot: StudyBot) -> list[str]:
    """Return in words what is the matter with the bot; nothing if it is well."""
    found = []
    if not bot.is_connected():
        found.append("not connected to Discord")
    if trouble := bot.services.database_trouble:
        found.append(f"database: {trouble}")
    return found


def watch_bot(bot: StudyBot, *, knowledge_seconds: float) -> None:
    """Add the gauges of a bot; `knowledge_seconds` is how long its knowledge took to build."""
    services = bot.services

    def latency() -> float:
        return bot.latency if math.isfinite(bot.latency) else 0.0

    services.metrics.watch(
        Gauge("connected", "Whether there is a session with Discord.", bot.is_connected),
        Gauge("gateway_latency_seconds", "Of the last heartbeat; 0 before the first.", latency),
        Gauge("servers", "Servers that the bot is in.", lambda: len(bot.guilds)),
        Gauge(
            "database_well",
            "Whether the last transaction found the database well.",
            lambda: not services.database_trouble,
        ),
        Gauge("in_flight", "Interactions and messages in work.", lambda: services.in_flight.count),
        Gauge("rounds", "Quiz rounds in memory.", lambda: services.rounds.count),
        Gauge(
            "round_events_waiting",
            "Events of rounds that are not stored yet.",
            lambda: services.rounds.waiting,
        ),
        Gauge(
            "questions_waiting",
            "Questions that are not written down yet.",
            lambda: services.questions.waiting,
        ),
        Gauge(
            "notices_waiting",
            "People who could not be written to and have a notice.",
            lambda: len(services.notices.waiting),
        ),
        Gauge(
            "knowledge_entries",
            "Entries of the paper in service.",
            lambda: len(services.live_engine.paper.entries),
        ),
        Gauge(
            "knowledge_build_seconds",
            "How long the knowledge took to build at the start.",
            lambda: knowledge_seconds,
        ),
    )
