"""A rival search as a contender: it answers with the entry whose text matches best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from bot.answering.outcome import NotCovered
from tools.evaluation.cases import Hidden, Reply
from tools.evaluation.phrasing_cases import whole_entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.paper.model import Entry
    from bot.paper.paper import Paper
    from tools.evaluation.cases import Case, EvalQuestion
    from tools.evaluation.rivals.search import Search


# Questions scored at once: a matrix of this many rows and some thousands of texts stays small.
_AT_A_TIME: Final = 256

_FIRST_FEW: Final = 3

# Groups whose items a rival's threshold is chosen on. It is then scored on the same ones, which
# flatters the rival.
_CHOSEN_ON: Final = ("development", "held out", "refusals")


class Rival:
    """A rival search over titles, names, phrasings and claims; an entry ranks by its best text."""

    def __init__(self, search: type[Search], paper: Paper) -> None:
        self.name = search.name
        self._paper = paper
        texts = [
            (entry.id, text)
            for entry in paper.entries.values()
            for text in (entry.title, *entry.names, *entry.wordings, *_claims(entry))
        ]
        self._entries = [entry for entry, _ in texts]
        self._numbers = {Hidden(*text): number for number, text in enumerate(texts)}
        self._search = search([text for _, text in texts])

    def replies(self, asked: Sequence[EvalQuestion]) -> list[Reply]:
        """Return one reply for each question, in order: an answer if anything matches at all.

        Its confidence is the raw score.
        """
        return [reply for some in _chunks(asked) for reply in self._some(some)]

    def _some(self, asked: Sequence[EvalQuestion]) -> Iterator[Reply]:
        # A rival has no memory, so the previous question is asked again together with this one.
        scores = self._search.scores([" ".join(filter(None, (a.before, a.text))) for a in asked])
        for row, one in zip(scores, asked, strict=True):
            if one.hidden:
                row[self._numbers[one.hidden]] = 0
            yield self._reply(row)

    def _reply(self, row: NDArray[np.float32]) -> Reply:
        first: dict[str, float] = {}
        for number in np.argsort(-row, kind="stable"):
            if row[number] <= 0 or len(first) == _FIRST_FEW:
                break
            first.setdefault(self._entries[number], float(row[number]))
        if not first:
            return Reply(NotCovered("nothing matches"))
        best, score = next(iter(first.items()))
        return Reply(whole_entry(self._paper, best, score), tuple(first))


def withheld(replies: Sequence[Reply], threshold: float) -> list[Reply]:
    """Return the replies, with a refusal in place of each answer below the threshold."""
    return [
        reply
        if reply.outcome.confidence >= threshold
        else Reply(NotCovered("too unlike", reply.outcome.confidence), reply.ranked)
        for reply in replies
    ]


def best_threshold(cases: Sequence[Case], replies: Sequence[Reply]) -> float:
    """Return the threshold at which the most items are right, refusals included.

    It is infinite if refusing everything is best.
    """
    worth = []
    for case, reply in zip(cases, replies, strict=True):
        if case.group in _CHOSEN_ON:
            refused = Reply(NotCovered("refused"), reply.ranked)
            gain = case.judge(reply)["item"] - case.judge(refused)["item"]
            worth.append((reply.outcome.confidence, gain))
    worth.sort(reverse=True)
    best, best_total, total = float("inf"), 0.0, 0.0
    for number, (confidence, gain) in enumerate(worth):
        total += gain
        last_of_its_score = number + 1 == len(worth) or worth[number + 1][0] < confidence
        if total > best_total and last_of_its_score:
            best, best_total = confidence, total
    return best


def _claims(entry: Entry) -> Iterator[str]:
    return (claim.text for claim in entry.claims)


def _chunks(asked: Sequence[EvalQuestion]) -> Iterator[Sequence[EvalQuestion]]:
    return (asked[at : at + _AT_A_TIME] for at in range(0, len(asked), _AT_A_TIME))
