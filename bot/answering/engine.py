"""The engine: one question in, one honest outcome out."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Final

from bot.answering import parts
from bot.answering.catalogue import Catalogue
from bot.answering.completing import Completer
from bot.answering.deciding import decide
from bot.answering.followup import POINTING_BACK, FollowUps, Leaning, leaning
from bot.answering.index import Index, Overlay
from bot.answering.lexicon import Lexicon
from bot.answering.listing import Lists
from bot.answering.outcome import (
    Answered,
    Match,
    NotCovered,
    Outcome,
    Part,
    Query,
    Suggested,
    Suggestion,
)
from bot.answering.references import References
from bot.answering.refusing import refusal
from bot.answering.scoring import rank
from bot.answering.selecting import MOST_CLAIMS, choose_claims
from bot.answering.splitting import split_question
from bot.answering.understanding import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.answering.outcome import Context
    from bot.answering.scoring import Scored
    from bot.answering.understanding import Question
    from bot.corpus.model import Entry
    from bot.corpus.paper import Paper

_NOT_COVERED: Final = "The paper does not cover that, as far as its knowledge base goes."
_NEEDS_CONTEXT: Final = (
    "That question leans on an earlier answer, and there is none here. Name what you mean."
)
_MOST_SUGGESTED: Final = 4


class Engine:
    """Answers questions from one paper's knowledge; immutable once built, safe to share."""

    def __init__(self, paper: Paper, english: Mapping[str, int]) -> None:
        self.paper = paper
        self._lexicon = Lexicon(paper.vocabulary)
        self._catalogue = Catalogue.of(paper.entries.values())
        self.index = Index(paper.entries.values(), self._lexicon, english)
        self._reader = Reader(self.index)
        self._references = References(paper, self._lexicon, self._catalogue)
        self._lists = Lists(paper, self._lexicon, self._catalogue)
        self._follow_ups = FollowUps(paper, self._lexicon, self._catalogue)
        self._completer = Completer(self.index, self._reader)

    def with_entries(self, changed: Iterable[Entry], retired: Iterable[str] = ()) -> Engine:
        """An engine with `changed` entries over this one's, and without those `retired`.

        The two share everything that did not change; the cost is that of reading `changed`.
        """
        entries, gone = tuple(changed), frozenset(retired)
        made = copy(self)
        made.paper = self.paper.with_entries(entries, gone)
        made._catalogue = self._catalogue.over(entries, gone)
        made.index = Overlay(self.index, entries, gone)
        made._reader = Reader(made.index)
        made._references = self._references.over(made.paper, made._catalogue)
        made._lists = self._lists.over(made.paper, made._catalogue, entries)
        made._follow_ups = self._follow_ups.over(made.paper, entries)
        return made

    def ask(self, query: Query) -> Outcome:
        """Answer, suggest, or say that the paper does not cover it; never raises for any text."""
        if reason := refusal(query.text):
            return NotCovered(reason)
        question = self._reader.read(query.text)
        kind = leaning(question.tokens)
        if query.context and (found := self._follow_ups.resolve(kind, query.context)):
            return found
        if exact := self._references.resolve(question) or self._lists.resolve(question):
            return exact
        if query.context and kind is Leaning.TOPIC:
            return self._in_context(question, query.context)
        if not question.asked:
            return NotCovered(_NEEDS_CONTEXT if kind is not Leaning.NONE else _NOT_COVERED)
        return self._pieces(query.text) or self._searched(question)

    def complete(self, typed: str, limit: int = 25) -> tuple[str, ...]:
        """At most `limit` phrasings that `typed` may be becoming, likeliest first."""
        return self._completer.complete(typed, limit)

    def ranking(self, text: str) -> tuple[Match, ...]:
        """What the fuzzy search makes of a question, best first, whatever the outcome."""
        question = self._reader.read(text)
        return tuple(_match(scored, question) for scored in rank(self.index, question))

    def _searched(self, question: Question) -> Outcome:
        ranked = rank(self.index, question)
        decision = decide(ranked, question)
        matches = tuple(_match(scored, question) for scored in ranked[:3])
        if decision.answered:
            chosen = [ranked[0], *self._companions(ranked, question)]
            made = [self._part(chosen[0], question, MOST_CLAIMS)]
            made += [self._part(other, question, 1) for other in chosen[1:]]
            return Answered(_distinct(made), decision.confidence, matches)
        near = tuple(
            Suggestion(s.indexed.entry.id, s.indexed.entry.title) for s in ranked[:_MOST_SUGGESTED]
        )
        if decision.suggested:
            return Suggested(near, decision.confidence, matches)
        return NotCovered(_NOT_COVERED, decision.confidence, near[:3], matches)

    def _part(self, scored: Scored, question: Question, most: int) -> Part:
        claims = choose_claims(scored, question, most)
        return parts.entry_part(self.paper, scored.indexed.entry, claims)

    def _companions(self, ranked: Sequence[Scored], question: Question) -> list[Scored]:
        """A further entry that answers what the best leaves of the question, or answers as well."""
        best = ranked[0]
        left = [
            asked
            for asked in question.asked
            if asked.known and not any(f in best.indexed.traits for f, _ in asked.features)
        ]
        if sum(asked.weight for asked in left) >= _WORTH_COMPLETING * question.weight:
            for other in ranked[1:]:
                if other.score < _NEARLY_AS_GOOD * best.score:
                    break
                traits = other.indexed.traits
                if all(any(f in traits for f, _ in asked.features) for asked in left):
                    return [other]
        close = ranked[1:2] if not best.signals.exact else ()
        return [other for other in close if other.score >= _AS_GOOD * best.score]

    def _pieces(self, text: str) -> Outcome | None:
        """Both answers to a question that asks two things; None where it asks one."""
        pieces = split_question(text, self._lexicon.shorthand)
        if len(pieces) == 1:
            return None
        answers: list[Answered] = []
        before: Question | None = None
        for piece in pieces:
            question = self._reader.read(piece)
            if not question.asked and before is None:
                continue
            outcome = self._references.resolve(question)
            if outcome is None and before is not None and _is_elliptic(question):
                question = self._reader.joined(question, before, _EARLIER_WORDS)
            if outcome is None:
                outcome = self._searched(question)
            if not isinstance(outcome, Answered):
                return None
            answers.append(outcome)
            before = question
        return _joined(answers) if answers else None

    def _in_context(self, question: Question, context: Context) -> Outcome:
        """Search for a question in the light of the one before it."""
        before = self._reader.read(context.question)
        alone = self._searched(question) if question.asked else NotCovered(_NEEDS_CONTEXT)
        if isinstance(alone, Answered) and alone.confidence >= _STANDS_ALONE:
            return alone
        joined = self._reader.joined(question, self._reader.without_rivals(before, question), 0.7)
        found = self._searched(joined)
        return found if isinstance(found, Answered) else alone


_WORTH_COMPLETING: Final = 0.2
_NEARLY_AS_GOOD: Final = 0.6
_AS_GOOD: Final = 0.88
_EARLIER_WORDS: Final = 0.5
_STANDS_ALONE: Final = 0.9


def _distinct(made: Sequence[Part]) -> tuple[Part, ...]:
    """The parts without those that only repeat a claim made before."""
    seen: set[str] = set()
    kept = []
    for part in made:
        if any(claim.text not in seen for claim in part.claims):
            kept.append(part)
        seen.update(claim.text for claim in part.claims)
    return tuple(kept)


def _is_elliptic(question: Question) -> bool:
    return bool(set(question.tokens) & POINTING_BACK) or len(question.asked) <= 2  # noqa: PLR2004


def _joined(answers: Sequence[Answered]) -> Answered:
    made: dict[str, Part] = {}
    for answer in answers:
        for part in answer.parts:
            key = part.entry or part.title
            if key in made:
                part = parts.merged(made[key], part)  # noqa: PLW2901  # the same topic, once
            made[key] = part
    return Answered(
        tuple(made.values()),
        min(answer.confidence for answer in answers),
        tuple(match for answer in answers for match in answer.matches[:1]),
    )


def _match(scored: Scored, question: Question) -> Match:
    traits = scored.indexed.traits
    words = []
    for asked in question.asked:
        hit = max(((s, f) for f, s in asked.features if f in traits), default=(0.0, ""))
        words.append((asked.word, hit[1], hit[0]))
    return Match(
        scored.indexed.entry.id, scored.phrasing.text, round(scored.score, 3), tuple(words)
    )
