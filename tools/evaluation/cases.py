"""What is asked of every contender, and how the reply is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from bot.answering.outcome import Answered, NotCovered, Suggested
from bot.cli.ask_command import plain_text
from tools.evaluation.metrics import holds, mark, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.answering.outcome import Outcome
    from tools.evaluation.metrics import Item
    from tools.evaluation.question_files import Groups


_FIRST_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Hidden:
    """A phrasing that the contender must not know while it is asked."""

    entry: str
    phrasing: str


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question, with the one before it in a conversation, and what is hidden meanwhile."""

    text: str
    before: str | None = None
    hidden: Hidden | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An outcome, and the ids of the entries that the search ranked first, best first."""

    outcome: Outcome
    ranked: tuple[str, ...] = ()

    @property
    def answered(self) -> Answered | None:
        """The answer, where there is one."""
        return self.outcome if isinstance(self.outcome, Answered) else None

    @property
    def cited(self) -> frozenset[int]:
        """The footnotes that the reply cites."""
        if not isinstance(self.outcome, Answered):
            return frozenset()
        return frozenset(c.footnote for c in self.outcome.citations if c.footnote is not None)

    def text(self, *, with_sources: bool = False) -> str:
        """What is said, ready for matching; nothing where nothing is answered."""
        if not isinstance(self.outcome, Answered):
            return ""
        sources = (c.text for c in self.outcome.citations) if with_sources else ()
        return plain("\n".join([plain_text(self.outcome), *sources]))


# One score from 0 to 1 for each measure that applies to the case.
Scores = dict[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its judge; `group` and `kind` say under which rows it counts."""

    group: str
    kind: str
    asked: EvalQuestion
    judge: Callable[[Reply], Scores]


class Contender(Protocol):
    """Something that can be asked: our engine, or another way of searching the same base."""

    name: str

    def replies(self, asked: Sequence[EvalQuestion]) -> list[Reply]:
        """One reply for each question, in order."""
        ...


def item_case(group: str, item: Item) -> Case:
    """A question of known facts and notes, or one that must be refused."""

    def judge(reply: Reply) -> Scores:
        found = mark(item, reply.outcome)
        scores: Scores = {"item": found.right}
        if not item.refuse:
            scores["answer"] = found.answer
            scores["refused"] = isinstance(reply.outcome, NotCovered)
            scores["suggested"] = isinstance(reply.outcome, Suggested)
        if found.citation is not None:
            scores["citation"] = found.citation
        return scores

    return Case(group, item.kind, EvalQuestion(item.question), judge)


def refusal_case(group: str, kind: str, question: str) -> Case:
    """A question that must get no claim and no note; an offer of entries makes none."""

    def judge(reply: Reply) -> Scores:
        return {
            "item": reply.answered is None,
            "plainly": isinstance(reply.outcome, NotCovered),
        }

    return Case(group, kind, EvalQuestion(question), judge)


@dataclass(frozen=True, slots=True)
class WantedFacts:
    """Facts to be found, and notes one of which must be cited; no notes ask for none."""

    facts: Groups
    footnotes: frozenset[int]

    def met(self, reply: Reply, *, with_sources: bool = False) -> bool:
        """Whether an answer holds the facts and cites a note."""
        return (
            reply.answered is not None
            and holds(reply.text(with_sources=with_sources), self.facts)
            and (not self.footnotes or bool(self.footnotes & reply.cited))
        )


def follow_up_case(first: str, then: str, wanted: WantedFacts, *, with_sources: bool) -> Case:
    """A question that leans on the answer before it; only the second reply is judged."""

    def judge(reply: Reply) -> Scores:
        return {"item": wanted.met(reply, with_sources=with_sources)}

    return Case("follow-ups", "follow-up", EvalQuestion(then, before=first), judge)


def two_part_case(question: str, parts: Iterable[WantedFacts]) -> Case:
    """A question that asks two things: right when both are met, half when one is."""
    wanted = tuple(parts)

    def judge(reply: Reply) -> Scores:
        met = [part.met(reply) for part in wanted]
        return {"item": all(met), "half": any(met) and not all(met)}

    return Case("two-part", "two-part", EvalQuestion(question), judge)


def list_case(question: str, items: Groups, footnotes: frozenset[int]) -> Case:
    """A question that asks for all of something; each item of `items` is to be found."""

    def judge(reply: Reply) -> Scores:
        text = reply.text(with_sources=True)
        found = [any(pattern.search(text) for pattern in item) for item in items]
        cited = not footnotes or bool(footnotes & reply.cited)
        return {
            "found": sum(found) / len(found) if reply.answered else 0.0,
            "item": reply.answered is not None and all(found) and cited,
        }

    return Case("lists", "list", EvalQuestion(question), judge)


def phrasing_case(group: str, entry: str, asked: EvalQuestion) -> Case:
    """A question known to be the entry's: where it ranks, and whether the answer is from it."""

    def judge(reply: Reply) -> Scores:
        answered = reply.answered
        return {
            "first": reply.ranked[:1] == (entry,),
            "first three": entry in reply.ranked[:_FIRST_FEW],
            "answered": answered is not None,
            "item": answered is not None and entry in answered.entries,
        }

    return Case(group, "phrasing", asked, judge)
