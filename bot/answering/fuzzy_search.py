"""Fuzzy search: rank entries for a question, decide whether to answer, and choose the claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering import answer_parts
from bot.answering.claim_selection import MOST_CLAIMS, choose_claims
from bot.answering.decision import decide
from bot.answering.outcome import Answered, Match, NotCovered, Outcome, Suggested, Suggestion
from bot.answering.ranking import rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.index import Index
    from bot.answering.outcome import Part
    from bot.answering.question import Question
    from bot.answering.ranking import Scored
    from bot.paper.paper import Paper


NOT_COVERED: Final = "The paper does not cover that, as far as its knowledge base goes."

_MOST_SUGGESTED: Final = 4

_MOST_NEAREST: Final = 3

# Share of the best entry's score that a second entry needs, to complete the best one or to be
# shown as an equally good answer.
_COMPLETING: Final = 0.6

_AS_GOOD: Final = 0.88

# Share of the question's weight that the best entry must leave open to justify a second entry.
_WORTH_COMPLETING: Final = 0.2


@dataclass(frozen=True, slots=True)
class Found:
    """A search outcome; `exact` says whether the question is one of the base's own phrasings."""

    outcome: Outcome
    exact: bool


class FuzzySearch:
    """A fuzzy search over one state of a paper's knowledge base."""

    def __init__(self, paper: Paper, index: Index) -> None:
        self._paper = paper
        self._index = index

    def ranking(self, question: Question) -> tuple[Match, ...]:
        """Return all candidates, best first, with the words of the question that each matched."""
        return tuple(_match(scored, question) for scored in rank(self._index, question))

    def measured(self, question: Question) -> tuple[float, float, bool]:
        """Return (covered, confidence, exact) for a question.

        `covered` is the probability, 0 to 1, that the paper covers it; `confidence` that the
        first candidate is right; `exact` says whether the question is one of that
        candidate's phrasings.
        """
        ranked = rank(self._index, question)
        decision = decide(ranked, question)
        exact = bool(ranked and ranked[0].signals.exact)
        return decision.covered, decision.confidence, exact

    def find(self, question: Question) -> Found:
        """Search for `question` and return an answer, suggestions or a refusal.

        Suggestions are 4 entries at most; a refusal names the 3 nearest entries at most.
        """
        ranked = rank(self._index, question)
        decision = decide(ranked, question)
        if decision.answered:
            answer = Answered(self._parts(ranked, question), decision.confidence)
            return Found(answer, bool(ranked[0].signals.exact))
        near = tuple(
            Suggestion(s.indexed.entry.id, s.indexed.entry.title) for s in ranked[:_MOST_SUGGESTED]
        )
        if decision.suggested:
            return Found(Suggested(near, decision.confidence), exact=False)
        nearest = near[:_MOST_NEAREST]
        return Found(NotCovered(NOT_COVERED, decision.confidence, nearest), exact=False)

    def bare(self, question: Question) -> Outcome | None:
        """Return the answer to a question of only stop words, or None if it is no phrasing."""
        number = self._index.worded(question.key, question.plain)
        if number is None:
            return None
        entry = self._index.indexed(number).entry
        return Answered(
            (answer_parts.entry_part(self._paper, entry, entry.claims[:MOST_CLAIMS]),), 1.0
        )

    def whole(self, question: Question) -> Answered:
        """Return every claim of the best entry, in the entry's order, as an answer."""
        ranked = rank(self._index, question)
        entry = ranked[0].indexed.entry
        made = answer_parts.entry_part(self._paper, entry, entry.claims)
        return Answered((made,), decide(ranked, question).confidence)

    def _parts(self, ranked: Sequence[Scored], question: Question) -> tuple[Part, ...]:
        """Return the best entry's claims, perhaps followed by one claim of another entry.

        That further claim is left out if it repeats a claim already shown.
        """
        made = [self._part(ranked[0], question, MOST_CLAIMS)]
        shown = {claim.text for claim in made[0].claims}
        for other in _companions(ranked, question):
            part = self._part(other, question, 1)
            if part.claims[0].text not in shown:
                made.append(part)
        return tuple(made)

    def _part(self, scored: Scored, question: Question, most: int) -> Part:
        claims = choose_claims(scored, question, most)
        return answer_parts.entry_part(self._paper, scored.indexed.entry, claims)


def _companions(ranked: Sequence[Scored], question: Question) -> Sequence[Scored]:
    """Return one further entry or none: it answers the rest of the question, or nearly as well.

    The rest of the question means the words that the best entry does not match.
    """
    best = ranked[0]
    left = [
        asked
        for asked in question.asked
        if asked.known and not any(f in best.indexed.at for f, _ in asked.features)
    ]
    if sum(asked.weight for asked in left) >= _WORTH_COMPLETING * question.weight:
        for other in ranked[1:]:
            if other.score < _COMPLETING * best.score:
                break
            has = other.indexed.at
            if all(any(f in has for f, _ in asked.features) for asked in left):
                return [other]
    close = ranked[1:2] if not best.signals.exact else ()
    return [other for other in close if other.score >= _AS_GOOD * best.score]


def _match(scored: Scored, question: Question) -> Match:
    indexed = scored.indexed
    words = []
    for asked in question.asked:
        hit = max(((s, f) for f, s in asked.features if f in indexed.at), default=(0.0, ""))
        words.append((asked.word, hit[1], hit[0]))
    phrasing = indexed.texts[scored.wording]
    return Match(indexed.entry.id, phrasing, round(scored.score, 3), tuple(words))
