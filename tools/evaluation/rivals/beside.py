"""Measure every rival search that is installed, to compare its figures with ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import StudyBotError
from tools.evaluation.rates import figures_of
from tools.evaluation.rivals import loaded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.paper.paper import Paper
    from tools.evaluation.cases import Case
    from tools.evaluation.rates import Figures
    from tools.evaluation.rivals.search import Search


class RivalsMissingError(StudyBotError):
    """The error for when no rival's package is installed; its message says how to install them."""


def installed() -> list[type[Search]]:
    """Return the searches that can run here; raises RivalsMissingError if there are none."""
    searches, _ = loaded()
    if not searches:
        raise RivalsMissingError(
            "the packages of the group `eval` are not installed: make eval-all"
        )
    return searches


def beside(
    searches: Sequence[type[Search]], paper: Paper, cases: Sequence[Case]
) -> tuple[dict[str, Figures], list[str]]:
    """Return each rival's figures, by name, at its best threshold, and remarks to print below.

    A remark gives a rival's threshold, or names the rivals that are not installed.
    """
    # This import needs a package of the group, which is present once a search has been loaded.
    from tools.evaluation.rivals.contender import Rival, best_threshold, withheld  # noqa: PLC0415  # an extra's packages

    columns: dict[str, Figures] = {}
    remarks: list[str] = []
    for search in searches:
        replies = Rival(search, paper).replies([case.asked for case in cases])
        threshold = best_threshold(cases, replies)
        columns[search.name] = figures_of(cases, withheld(replies, threshold))
        remarks.append(f"{search.name} answers from a score of {threshold:.3g}")
    _, missing = loaded()
    return columns, [*remarks, *([f"not installed: {', '.join(missing)}"] if missing else [])]
