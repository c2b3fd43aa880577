"""Evaluation cases: a question for every contender, and the judge that scores the reply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from bot.answering.outcome import Answered, Suggested
from bot.cli.outcome_json import plain_text
from tools.evaluation.metrics import REFUSALS, holds, mark, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.answering.outcome import Outcome
    from tools.evaluation.metrics import Item
    from tools.evaluation.question_files import Groups


_FIRST_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Hidden:
    """A phrasing that is hidden from a contender while it is asked a question."""

    entry: str
    phrasing: str


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question, the previous one if it is a follow-up, and the phrasing hidden meanwhile.

    `earlier` are the questions of a longer conversation, in order, instead of `before`.
    """

    text: str
    before: str | None = None
    hidden: Hidden | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """An outcome, and the ids of the entries that the search ranked first, best first."""

    outcome: Outcome
    ranked: tuple[str, ...] = ()

    @property
    def answered(self) -> Answered | None:
        """Return the answer, or None if the outcome is not one."""
        return self.outcome if isinstance(self.outcome, Answered) else None

    @property
    def cited(self) -> frozenset[int]:
        """Return the numbers of the footnotes that the reply cites."""
        if not isinstance(self.outcome, Answered):
            return frozenset()
        return frozenset(c.footnote for c in self.outcome.citations if c.footnote is not None)

    def cites(self, footnotes: frozenset[int]) -> bool:
        """Return whether it cites one of `footnotes`, or the paper itself; true if there are none.

        The older sets name the notes on either side of a sentence that has none of its own. A
        statement that rests on no note cites the paper, and is as right.
        """
        if not footnotes:
            return True
        own = self.answered is not None and any(
            citation.footnote is None for citation in self.answered.citations
        )
        return own or bool(footnotes & self.cited)

    def text(self, *, with_sources: bool = False) -> str:
        """Return the answer's text, normalised for matching, or "" if nothing is answered."""
        if not isinstance(self.outcome, Answered):
            return ""
        sources = (c.text for c in self.outcome.citations) if with_sources else ()
        return plain("\n".join([plain_text(self.outcome), *sources]))


# A score from 0 to 1 for each measure that applies to the case.
Scores = dict[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its judge; `group` and `kind` are the rows of the table it counts in."""

    group: str
    kind: str
    asked: EvalQuestion
    judge: Callable[[Reply], Scores]


class Contender(Protocol):
    """A question answerer under test: our engine, or a rival search over the same base."""

    name: str

    def replies(self, asked: Sequence[EvalQuestion]) -> list[Reply]:
        """Return one reply for each question, in order."""
        ...


def item_case(group: str, item: Item) -> Case:
    """Return the case of a question with known facts and notes, or one that must be refused."""

    def judge(reply: Reply) -> Scores:
        found = mark(item, reply.outcome)
        scores: Scores = {"item": found.right}
        if not item.refuse:
            scores["answer"] = found.answer
            scores["refused"] = isinstance(reply.outcome, REFUSALS)
            scores["suggested"] = isinstance(reply.outcome, Suggested)
        if found.citation is not None:
            scores["citation"] = found.citation
        return scores

    return Case(group, item.kind, EvalQuestion(item.question), judge)


def refusal_case(group: str, kind: str, question: str) -> Case:
    """Return the case of a question that must get no claim and no note.

    Suggesting entries is right too, as a suggestion makes no claim.
    """

    def judge(reply: Reply) -> Scores:
        return {
            "item": reply.answered is None,
            "plainly": isinstance(reply.outcome, REFUSALS),
        }

    return Case(group, kind, EvalQuestion(question), judge)


@dataclass(frozen=True, slots=True)
class WantedFacts:
    """Facts that an answer must hold, and footnotes of which it must cite one, if there are any."""

    facts: Groups
    footnotes: frozenset[int]

    def met(self, reply: Reply, *, with_sources: bool = False) -> bool:
        """Return whether the reply is an answer that holds the facts and cites a wanted note.

        `with_sources` also looks for the facts in the text of its citations.
        """
        return (
            reply.answered is not None
            and holds(reply.text(with_sources=with_sources), self.facts)
            and reply.cites(self.footnotes)
        )


def follow_up_case(first: str, then: str, wanted: WantedFacts, *, with_sources: bool) -> Case:
    """Return the case of a follow-up question; only the reply to it, the second, is judged."""

    def judge(reply: Reply) -> Scores:
        return {"item": wanted.met(reply, with_sources=with_sources)}

    return Case("follow-ups", "follow-up", EvalQuestion(then, before=first), judge)


def two_part_case(question: str, parts: Iterable[WantedFacts]) -> Case:
    """Return the case of a question that asks two things.

    The item is right if the answer meets both; it counts under "half" if it meets one.
    """
    wanted = tuple(parts)

    def judge(reply: Reply) -> Scores:
        met = [part.met(reply) for part in wanted]
        return {"item": all(met), "half": any(met) and not all(met)}

    return Case("two-part", "two-part", EvalQuestion(question), judge)


def list_case(question: str, items: Groups, footnotes: frozenset[int]) -> Case:
    """Return the case of a question that asks for a list, scored by the share of `items` found.

    An item is found if one of its patterns is. The whole is right if all items are found and one
    of `footnotes`, if there are any, is cited.
    """

    def judge(reply: Reply) -> Scores:
        text = reply.text(with_sources=True)
        found = [any(pattern.search(text) for pattern in item) for item in items]
        cited = reply.cites(footnotes)
        return {
            "found": sum(found) / len(found) if reply.answered else 0.0,
            "item": reply.answered is not None and all(found) and cited,
        }

    return Case("lists", "list", EvalQuestion(question), judge)


def phrasing_case(group: str, entry: str, asked: EvalQuestion) -> Case:
    """Return the case of a question that is known to belong to `entry`.

    It scores whether the entry is ranked first or in the first three, and whether the answer is
    from it.
    """

    def judge(reply: Reply) -> Scores:
        answered = reply.answered
        return {
            "first": reply.ranked[:1] == (entry,),
            "first three": entry in reply.ranked[:_FIRST_FEW],
            "answered": answered is not None,
            "item": answered is not None and entry in answered.entries,
        }

    return Case(group, "phrasing", asked, judge)
