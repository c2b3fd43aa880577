"""The figures of every rival that is installed, to stand beside ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import StudyBotError
from bot.evaluation.figures import figures_of
from bot.evaluation.rivals import loaded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.corpus.paper import Paper
    from bot.evaluation.cases import Case
    from bot.evaluation.figures import Figures


class RivalsMissing(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """None of the rivals' packages are installed; the message says how they come."""


def beside(paper: Paper, cases: Sequence[Case]) -> tuple[dict[str, Figures], list[str]]:
    """Each rival's figures by name at its best threshold, and remarks to print below.

    Raises RivalsMissing where none can be loaded.
    """
    searches, missing = loaded()
    if not searches:
        raise RivalsMissing("the packages of the group `eval` are not installed: make eval-all")
    # Needs a package of the group, which is there once a search has been loaded.
    from bot.evaluation.rivals.contender import (  # noqa: PLC0415
        Rival,
        best_threshold,
        withheld,
    )

    columns: dict[str, Figures] = {}
    remarks = [f"not installed: {', '.join(missing)}"] if missing else []
    for search in searches:
        replies = Rival(search, paper).replies([case.asked for case in cases])
        threshold = best_threshold(cases, replies)
        columns[search.name] = figures_of(cases, withheld(replies, threshold))
        remarks.append(f"{search.name} answers from a score of {threshold:.3g}")
    return columns, remarks
