"""Figures of the running bot, in the text format that Prometheus reads.

The format is a dozen rules, so no package is needed for it. No figure names a person, a server or a
question: labels are names of commands and outcomes only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

# Seconds: Discord waits for three.
_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)

# Commands are a few dozen; a client could make up others.
_MOST_LABELS: Final = 500

Labels = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Gauge:
    """A figure that is looked up when it is asked for."""

    name: str
    about: str
    look: Callable[[], float]


@dataclass(slots=True)
class _Histogram:
    counts: list[int] = field(default_factory=lambda: [0] * (len(_BUCKETS) + 1))
    total: float = 0.0

    def add(self, value: float) -> None:
        self.counts[bisect_left(_BUCKETS, value)] += 1
        self.total += value


class Metrics:
    """Counts of interactions by command and outcome, their times, and gauges."""

    def __init__(self) -> None:
        self._interactions: Counter[Labels] = Counter()
        self._seconds = _Histogram()
        self._unacknowledged = 0
        self._errors = 0
        self._gauges: list[Gauge] = []

    def interaction(
        self, command: str, outcome: str, seconds: float, *, acknowledged: bool
    ) -> None:
        """Count a finished interaction."""
        labels = (("command", command), ("outcome", outcome))
        if labels not in self._interactions and len(self._interactions) >= _MOST_LABELS:
            labels = (("command", "other"), ("outcome", outcome))
        self._interactions[labels] += 1
        self._seconds.add(seconds)
        self._unacknowledged += not acknowledged

    def error(self) -> None:
        """Count an error that was logged."""
        self._errors += 1

    def watch(self, *gauges: Gauge) -> None:
        """Add gauges."""
        self._gauges += gauges

    def text(self) -> str:
        """Return all figures in Prometheus' text format."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        name = "study_bot_interactions_total"
        yield from _head(name, "counter", "Finished commands, presses and forms.")
        for labels, count in sorted(self._interactions.items()):
            yield _sample(name, labels, count)
        name = "study_bot_interaction_seconds"
        yield from _head(name, "histogram", "From the arrival of an interaction to its end.")
        so_far = 0
        for bound, count in zip((*map(str, _BUCKETS), "+Inf"), self._seconds.counts, strict=True):
            so_far += count
            yield _sample(f"{name}_bucket", [("le", bound)], so_far)
        yield _sample(f"{name}_sum", (), self._seconds.total)
        yield _sample(f"{name}_count", (), so_far)
        for name, about, count in (
            ("unacknowledged", "Interactions that ended without a reply.", self._unacknowledged),
            ("errors", "Errors that were logged.", self._errors),
        ):
            yield from _head(f"study_bot_{name}_total", "counter", about)
            yield _sample(f"study_bot_{name}_total", (), count)
        for gauge in self._gauges:
            yield from _head(f"study_bot_{gauge.name}", "gauge", gauge.about)
            yield _sample(f"study_bot_{gauge.name}", (), gauge.look())


def _head(name: str, kind: str, about: str) -> tuple[str, str]:
    return f"# HELP {name} {about}", f"# TYPE {name} {kind}"


def _sample(name: str, labels: Iterable[tuple[str, str]], value: float) -> str:
    shown = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels)
    return f"{name}{{{shown}}} {value:g}" if shown else f"{name} {value:g}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
