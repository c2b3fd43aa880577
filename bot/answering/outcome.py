"""What goes into the engine and what comes out: a query, and one of three honest outcomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.paper.model import Claim
    from bot.paper.paper import Citation


@dataclass(frozen=True, slots=True)
class Context:
    """The answer before this question, as plain data, so that a follow-up can be understood.

    `shown` are the texts of the claims already given; `footnotes` those they cited, in order.
    """

    question: str
    entries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    footnotes: tuple[int, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question as typed, with the answer before it where there is one."""

    text: str
    context: Context | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Why an entry was chosen: for people who ask the engine to explain itself.

    `words` pairs each word of the question with what it matched and how well, 0 to 1.
    """

    entry: str
    phrasing: str
    score: float
    words: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """How a question came to its outcome, for people who want to make it better.

    `step` names what settled it: personal, form, reference, nothing asked, wording, list, pieces or
    search.
    `read` is the question as it was understood; `covered` and `right` are the two measures of the
    search, 0 to 1, with which the outcome agrees where the search settled it. `matches` are the
    entries that the search found, best first.
    """

    outcome: Outcome
    step: str
    read: str
    covered: float
    right: float
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One topic of an answer: a title, its claims best first, and each claim's citations.

    `remarks` say what a reader should know beside: where the paper contradicts itself, or what
    curators add from outside it. `observed`: the claims are curators' observations on the paper.
    """

    title: str
    claims: tuple[Claim, ...]
    citations: tuple[tuple[Citation, ...], ...]
    entry: str | None = None
    source: str | None = None
    remarks: tuple[str, ...] = ()
    observed: bool = False

    def __post_init__(self) -> None:
        if not self.claims or len(self.claims) != len(self.citations) or not all(self.citations):
            raise ValueError("every claim of an answer carries at least one citation")


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of one or more parts; its citations are never empty.

    `heading` names what a list lists; other answers have none.
    """

    parts: tuple[Part, ...]
    confidence: float
    heading: str = ""

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("an answer has at least one part")

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, in the order shown."""
        return tuple(claim for part in self.parts for claim in part.claims)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Each citation once, in the order of first use."""
        cited = (c for part in self.parts for cites in part.citations for c in cites)
        return tuple({(c.footnote, c.text): c for c in cited}.values())

    @property
    def entries(self) -> tuple[str, ...]:
        """Ids of the entries answered from, each once."""
        return tuple(dict.fromkeys(part.entry for part in self.parts if part.entry))

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader should know beside the claims; nothing on the items of a list."""
        if self.heading:
            return ()
        return tuple(dict.fromkeys(remark for part in self.parts for remark in part.remarks))

    def as_context(self, question: str) -> Context:
        """What the next question needs to know of this answer."""
        return Context(
            question=question,
            entries=self.entries,
            sources=tuple(dict.fromkeys(part.source for part in self.parts if part.source)),
            footnotes=tuple(c.footnote for c in self.citations if c.footnote is not None),
            shown=tuple(claim.text for claim in self.claims),
        )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that may have been meant."""

    entry: str
    title: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """No answer is sure enough; up to four entries may have been meant."""

    suggestions: tuple[Suggestion, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class NotCovered:
    """The paper does not cover the question: `reason` says so, `nearest` are topics it has.

    `personal`: it tells of harm to a person; no log keeps such a message.
    """

    reason: str
    confidence: float = 0.0
    nearest: tuple[Suggestion, ...] = field(default=())
    personal: bool = False


Outcome = Answered | Suggested | NotCovered
