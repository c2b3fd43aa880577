"""Figures of the running bot, for Prometheus.

No figure names a person, a server or a question: labels are names of commands and outcomes only.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client import Gauge as _Gauge
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

if TYPE_CHECKING:
    from collections.abc import Callable


CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4

_PREFIX: Final = "study_bot"

# Seconds: Discord waits for three.
_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)

# Commands are a few dozen; a client could make up others.
_MOST_LABELS: Final = 500

_OTHER: Final = "other"


@dataclass(slots=True)
class Gauge:
    """A figure that is looked up when it is asked for."""

    name: str
    about: str
    look: Callable[[], float]


class Metrics:
    """Counts of interactions by command and outcome, their times, and gauges."""

    def __init__(self) -> None:
        # The time at which each series began would double their number and is not used.
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the library’s
        # One of its own: two bots in one process, as in tests, have two sets of figures.
        self._registry = CollectorRegistry()
        ProcessCollector(namespace=_PREFIX, registry=self._registry)
        self._interactions = self._counter(
            "interactions", "Finished commands, presses and forms.", "command", "outcome"
        )
        self._seconds = self._histogram(
            "interaction_seconds", "From the arrival of an interaction to its end."
        )
        self._acknowledgement = self._histogram(
            "acknowledgement_seconds", "From the arrival of an interaction to its first reply."
        )
        self._unacknowledged = self._counter(
            "unacknowledged", "Interactions that ended without a reply."
        )
        self._errors = self._counter("errors", "Errors that were logged.")
        self._labels: set[tuple[str, str]] = set()
        self._arrived: dict[int, float] = {}

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(name, about, labels, namespace=_PREFIX, registry=self._registry)

    def _histogram(self, name: str, about: str) -> Histogram:
        return Histogram(name, about, namespace=_PREFIX, buckets=_BUCKETS, registry=self._registry)

    def arrived(self, interaction: int) -> None:
        """Note the moment at which an interaction arrived, by its id."""
        self._arrived[interaction] = time.perf_counter()

    def replied(self, interaction: int) -> None:
        """Count how long an interaction waited for its first reply; ignore an unknown id."""
        began = self._arrived.pop(interaction, None)
        if began is not None:
            self._acknowledgement.observe(time.perf_counter() - began)

    def interaction(
        self, number: int, command: str, outcome: str, seconds: float, *, acknowledged: bool
    ) -> None:
        """Count a finished interaction; `number` is its id."""
        self._arrived.pop(number, None)
        labels = (command, outcome)
        if labels not in self._labels and len(self._labels) >= _MOST_LABELS:
            labels = (_OTHER, outcome)
        self._labels.add(labels)
        self._interactions.labels(*labels).inc()
        self._seconds.observe(seconds)
        if not acknowledged:
            self._unacknowledged.inc()

    def error(self) -> None:
        """Count an error that was logged."""
        self._errors.inc()

    def watch(self, *gauges: Gauge) -> None:
        """Add gauges."""
        for gauge in gauges:
            shown = _Gauge(gauge.name, gauge.about, namespace=_PREFIX, registry=self._registry)
            shown.set_function(gauge.look)

    def text(self) -> bytes:
        """Return all figures in Prometheus' text format."""
        return generate_latest(self._registry)
