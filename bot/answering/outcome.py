"""The engine's input and output: a query, and its outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.paper.model import Claim, Verdict
    from bot.paper.paper import Citation


@dataclass(frozen=True, slots=True)
class Context:
    """The previous question and its answer as plain data, needed to understand a follow-up.

    `entries` and `sources` are the ids and keys it was answered from. `shown` are the texts of the
    claims already given, and `footnotes` are the notes they cited, in order.
    """

    question: str
    entries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    footnotes: tuple[int, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question as typed, with the context of the answer before it, if there was one."""

    text: str
    context: Context | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The reasons why an entry was chosen, for people who ask the engine to explain itself.

    `entry` is its id, `phrasing` the wording that matched best, and `score` its ranking score.
    `words` holds each word of the question with what it matched and how well, 0 to 1.
    """

    entry: str
    phrasing: str
    score: float
    words: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation of a question's outcome, for people who want to improve it.

    `step` names the step that settled it: personal, form, reference, nothing asked, wording, list,
    pieces or search. `read` is the question after correction. `covered` and `right` are the
    search's two probabilities, 0 to 1: that the paper covers the question, and that the first match
    is right. They decide the outcome only if the search settled it. `matches` are the entries that
    the search found, best first.
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

    `entry` and `source` are the id and key of the record it comes from, if any. `remarks` say what
    else a reader should know: where the paper contradicts itself, or what curators add from outside
    it. `observed` is true if the claims are curators' observations on the paper. Raise ValueError
    if there is no claim, or if a claim has no citation.
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
    """An answer of one or more parts; every claim in it is cited.

    `confidence` is 0 to 1. `heading` is the title of a list; other answers have none. `lead` is the
    verdict that a yes/no question gets, "" where none is certain. `missing` says what of the
    message has no answer, and `postponed` what was not looked up, since the message asks too much
    at once; each in the words of who asked. Raise ValueError if there is no part.
    """

    parts: tuple[Part, ...]
    confidence: float
    heading: str = ""
    lead: Verdict = ""
    missing: tuple[str, ...] = ()
    postponed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("an answer has at least one part")

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return all claims, in the order in which they are shown."""
        return tuple(claim for part in self.parts for claim in part.claims)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return the citations in the order of first use, each once."""
        cited = (c for part in self.parts for cites in part.citations for c in cites)
        return tuple({(c.footnote, c.text): c for c in cited}.values())

    @property
    def entries(self) -> tuple[str, ...]:
        """Return the ids of the entries that the answer comes from, each once."""
        return tuple(dict.fromkeys(part.entry for part in self.parts if part.entry))

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what else a reader should know, each remark once; nothing for a list's items."""
        if self.heading:
            return ()
        return tuple(dict.fromkeys(remark for part in self.parts for remark in part.remarks))

    def as_context(self, question: str) -> Context:
        """Return what a follow-up needs to know about this answer to `question`."""
        return Context(
            question=question,
            entries=self.entries,
            sources=tuple(dict.fromkeys(part.source for part in self.parts if part.source)),
            footnotes=tuple(c.footnote for c in self.citations if c.footnote is not None),
            shown=tuple(claim.text for claim in self.claims),
        )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that the user may have meant, by id and title."""

    entry: str
    title: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """Up to four entries that may have been meant, since no answer is certain enough."""

    suggestions: tuple[Suggestion, ...]
    confidence: float

    def as_context(self, question: str) -> Context:
        """Return what a follow-up needs to know: only what was asked."""
        return Context(question)


@dataclass(frozen=True, slots=True)
class NotCovered:
    """A question that the paper doesn't cover; `reason` is the text shown to the user.

    `nearest` are similar topics that the paper does have. `personal` is true if the message tells
    of harm to a person; no log keeps such a message.
    """

    reason: str
    confidence: float = 0.0
    nearest: tuple[Suggestion, ...] = field(default=())
    personal: bool = False

    def as_context(self, question: str) -> Context:
        """Return what a follow-up needs to know: only what was asked."""
        return Context(question)


@dataclass(frozen=True, slots=True)
class NotStated:
    """A question on a topic that the paper covers, for something that the paper does not say.

    `reason` is the sentence that says so. `nearest` are one or two parts with what the paper does
    say on the topic; they are no answer.
    """

    reason: str
    nearest: tuple[Part, ...]
    confidence: float = 0.0

    @property
    def entries(self) -> tuple[str, ...]:
        """Return the ids of the entries that hold what is nearest, each once."""
        return tuple(dict.fromkeys(part.entry for part in self.nearest if part.entry))

    def as_context(self, question: str) -> Context:
        """Return what a follow-up needs to know: the topic, of which nothing has been shown."""
        return Context(question=question, entries=self.entries)


@dataclass(frozen=True, slots=True)
class Civil:
    """A message that asks nothing, such as thanks; `reason` is the short line that it gets."""

    reason: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Pointer:
    """A request that a command fulfils, such as "quiz me"; `reason` names the command."""

    reason: str
    command: str
    confidence: float = 1.0


Outcome = Answered | Suggested | NotStated | NotCovered | Civil | Pointer
