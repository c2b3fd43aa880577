"""The confidence curve: how often answers are right, and the effect of each threshold."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.answering.outcome import NotCovered
from tools.evaluation.cases import Reply
from tools.evaluation.phrasing_cases import whole_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.paper.paper import Paper
    from tools.evaluation.cases import Case


_EDGES: Final = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)

_THRESHOLDS: Final = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)

# Groups of single questions, whose scores tell a right refusal from a right answer.
ITEM_GROUPS: Final = ("development", "held out", "refusals", "calibration")

_WITHHELD: Final = NotCovered("withheld")


@dataclass(frozen=True, slots=True)
class _Given:
    """The possible answer to a question, its confidence from 0 to 1, and whether it is right.

    `answered`: it was given, at the threshold in force. `says`: there is something to answer at
    some threshold. `answerable`: the question should not be refused.
    """

    confidence: float
    answered: bool
    says: bool
    answerable: bool
    right: bool


def curve(paper: Paper, cases: Sequence[Case], replies: Sequence[Reply]) -> str:
    """Return two tables on the questions with facts or an expected refusal.

    The first groups the answers given by confidence. The second varies the threshold: above the
    one in force, answers are withheld; below it, the entry ranked first is taken as the answer.
    """
    asked = [
        (case, reply)
        for case, reply in zip(cases, replies, strict=True)
        if case.group in ITEM_GROUPS
    ]
    in_force = min((r.outcome.confidence for _, r in asked if r.answered), default=1.0)
    given = [_given(paper, case, reply, in_force) for case, reply in asked]
    return "\n".join([*_bins(given), "", *_thresholds(given)])


def _given(paper: Paper, case: Case, reply: Reply, in_force: float) -> _Given:
    confidence = reply.outcome.confidence
    said = reply
    # A refusal at a confidence that is high enough for an answer has another reason, so it stands.
    if reply.answered is None and reply.ranked and 0 < confidence < in_force:
        said = Reply(whole_entry(paper, reply.ranked[0], confidence), reply.ranked)
    return _Given(
        confidence=confidence,
        answered=reply.answered is not None,
        says=said.answered is not None,
        answerable=not case.judge(Reply(_WITHHELD))["item"],
        right=said.answered is not None and bool(case.judge(said)["item"]),
    )


def _bins(given: Sequence[_Given]) -> list[str]:
    lines = [f"{'answers given at confidence':<30}{'answers':>9}{'right':>9}"]
    answers = [one for one in given if one.answered]
    # The last bin includes its upper edge.
    for low, high in pairwise((*_EDGES, 1.01)):
        inside = [one for one in answers if low <= one.confidence < high]
        if inside:
            label = f"{low:.2f} to {min(high, 1.0):.2f}"
            lines.append(f"  {label:<28}{len(inside):>9}{_rate([a.right for a in inside])}")
    lines.append(f"  {'all':<28}{len(answers):>9}{_rate([a.right for a in answers])}")
    return lines


def _thresholds(given: Sequence[_Given]) -> list[str]:
    """Return the lines of the second table, in per cent.

    Coverage: answerable questions that are answered. Precision: answers that are right.
    """
    head = f"{'coverage':>9}{'precision':>11}{'refusals':>10}{'items':>9}"
    lines = [f"{'answering from confidence':<30}{head}"]
    for threshold in _THRESHOLDS:
        says = [(one, one.says and one.confidence >= threshold) for one in given]
        lines.append(
            f"  {threshold:<28.2f}"
            + _rate([said for one, said in says if one.answerable])
            + f"{_rate([one.right for one, said in says if said]):>11}"
            + f"{_rate([not said for one, said in says if not one.answerable]):>10}"
            + _rate([one.right if said else not one.answerable for one, said in says])
        )
    return lines


def _rate(right: Sequence[bool]) -> str:
    return f"{100 * sum(right) / len(right):>7.1f} %" if right else f"{'–':>9}"
