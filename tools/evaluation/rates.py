"""Rates: mean scores in per cent, by group, kind and measure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tools.evaluation.cases import Case, Contender, Reply, Scores


ALL_KINDS: Final = "all"

# Refusing everything would make every refusal right, so answerable questions and refusals are
# also counted together.
TOGETHER: Final = "answerable and refusals"

_TOGETHER: Final = frozenset({"development", "held out", "refusals"})


@dataclass(frozen=True, slots=True)
class Rate:
    """A mean in per cent, and the number of cases behind it."""

    percent: float
    cases: int


# Rates by group, kind ("all" for the whole group) and measure.
Figures = dict[tuple[str, str, str], Rate]


def figures(contender: Contender, cases: Sequence[Case]) -> Figures:
    """Ask the contender every question, and return the mean scores."""
    return figures_of(cases, contender.replies([case.asked for case in cases]))


def figures_of(cases: Sequence[Case], replies: Sequence[Reply]) -> Figures:
    """Return the mean scores of `replies`, one for each of `cases` in order."""
    scores: defaultdict[tuple[str, str], list[Scores]] = defaultdict(list)
    for case, reply in zip(cases, replies, strict=True):
        found = case.judge(reply)
        scores[case.group, case.kind].append(found)
        scores[case.group, ALL_KINDS].append(found)
        if case.group in _TOGETHER:
            scores[TOGETHER, ALL_KINDS].append({"item": found["item"]})
    return {
        (group, kind, measure): Rate(*mean(some, measure))
        for (group, kind), some in scores.items()
        for measure in _measures(some)
    }


def _measures(scores: Sequence[Mapping[str, float]]) -> list[str]:
    return list(dict.fromkeys(measure for one in scores for measure in one))


def mean(scores: Iterable[Mapping[str, float]], measure: str) -> tuple[float, int]:
    """Return the mean of `measure` in per cent and the number of cases that have it.

    The mean of no cases is 0.
    """
    values = [one[measure] for one in scores if measure in one]
    return (100 * sum(values) / len(values) if values else 0.0), len(values)
