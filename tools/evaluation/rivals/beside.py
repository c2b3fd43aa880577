"""The figures of every rival that is installed, to stand beside ours."""

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
    """None of the rivals' packages are installed; the message says how they come."""


def installed() -> list[type[Search]]:
    """The searches that can be run here. Raises RivalsMissingError where there are none."""
    searches, _ = loaded()
    if not searches:
        raise RivalsMissingError(
            "the packages of the group `eval` are not installed: make eval-all"
        )
    return searches


def beside(
    searches: Sequence[type[Search]], paper: Paper, cases: Sequence[Case]
) -> tuple[dict[str, Figures], list[str]]:
    """Each rival's figures by name at its best threshold, and remarks to print below."""
    # Needs a package of the group, which is there once a search has been loaded.
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
