"""Fuzzy search: rank entries and claims for a question, decide, and compose what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering import answer_parts
from bot.answering.claim_ranking import rank_claims
from bot.answering.composition import MOST_CLAIMS, chosen_claims, parts_of
from bot.answering.decision import decide, is_unsaid
from bot.answering.details import DetailCheck
from bot.answering.entry_features import BELONGS
from bot.answering.outcome import (
    Answered,
    Match,
    NotCovered,
    NotStated,
    Outcome,
    Suggested,
    Suggestion,
)
from bot.answering.question_type import QuestionType
from bot.answering.ranking import rank
from bot.answering.verdict import supposed, verdict, wants_verdict
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answering.claim_ranking import RankedClaim
    from bot.answering.decision import Decision
    from bot.answering.index import Index
    from bot.answering.outcome import Context, Part
    from bot.answering.question import QueryTerm, Question
    from bot.answering.ranking import Scored
    from bot.paper.model import Verdict
    from bot.paper.paper import Paper


NOT_COVERED: Final = "The paper does not cover that, as far as its knowledge base goes."

_MOST_SUGGESTED: Final = 4

_MOST_NEAREST: Final = 3

# A claim that states the detail asked for takes the place of the first one, which does not, if its
# chance is at least this share of the first one's, or if it is of the same entry.
_INSTEAD: Final = 0.2

_NEAREST_CLAIMS: Final = 2

_EVERY_WORD: Final = 0.85

_ONE_CLAIM: Final = frozenset(
    [QuestionType.NUMBER, QuestionType.WHEN, QuestionType.WHY, QuestionType.WHO, QuestionType.WHERE]
)


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
        decision = decide(ranked, rank_claims(ranked, question), question)
        exact = bool(ranked and ranked[0].signals.exact)
        return decision.covered, decision.confidence, exact

    def covers(self, question: Question) -> bool:
        """Return whether the best claim, its wordings or its entry's name have every word asked."""
        ranked = rank(self._index, question)
        claims = rank_claims(ranked, question)
        return bool(claims) and claims[0].signals.covered >= _EVERY_WORD

    def find(self, question: Question) -> Found:
        """Search for `question` and return an answer, suggestions or a refusal.

        Suggestions are 4 entries at most; a refusal names the 3 nearest entries at most.
        """
        ranked = rank(self._index, question)
        claims = rank_claims(ranked, question)
        decision = decide(ranked, claims, question)
        exact = bool(ranked and ranked[0].signals.exact)
        if exact and (whole := self._as_a_whole(ranked[0], question)):
            return Found(Answered(whole, decision.confidence), exact=True)
        if decision.answered or (exact and claims):
            return Found(self._answer(claims, decision, question, exact=exact), exact)
        near = tuple(
            Suggestion(s.indexed.entry.id, s.indexed.entry.title) for s in ranked[:_MOST_SUGGESTED]
        )
        if decision.suggested:
            return Found(Suggested(near, decision.confidence), exact=False)
        nearest = near[:_MOST_NEAREST]
        return Found(NotCovered(NOT_COVERED, decision.confidence, nearest), exact=False)

    def follow(
        self, question: Question, joined: Question, context: Context
    ) -> Answered | NotStated | None:
        """Answer a follow-up from what the answer before was about, None if nothing there fits.

        `joined` is the question with the words of the one before.
        """
        entries = [self._paper.entries[i] for i in context.entries if i in self._paper.entries]
        near = dict.fromkeys(i for entry in entries for i in entry.related)
        numbers = [self._index.number_of(i) for i in (*context.entries, *near)]
        ranked = rank(self._index, joined, also=[n for n in numbers if n is not None])
        claims = rank_claims(ranked, joined, most=len(ranked))
        if not claims:
            return None
        check = DetailCheck(question, self._index.lexicon)
        named = {
            feature
            for asked in question.asked
            for feature, _ in asked.features
            if self._index.sorts_of(feature)
        }
        decision = decide(ranked, claims, joined)
        asked_now = _FollowUp(question, context, near, check, named)
        scored = [one._replace(score=one.score + _favour(one, asked_now)) for one in claims]
        scored.sort(key=lambda one: -one.score)
        best = scored[0]
        home = best.scored.indexed.entry.id
        if home not in context.entries and home not in near and not decision.answered:
            return None
        if question.asked and not check.asks and _own_share(best, question) < _OWN_LEAST:
            return None
        if check.asks and not check.fits(best.claim.text):
            return NotStated(check.reason, parts_of(self._paper, scored[:1]), decision.confidence)
        chosen = [best]
        if len(scored) > 1 and scored[1].score >= best.score - _CLOSE:
            chosen.append(scored[1])
        lead: Verdict = ""
        whether = question.tokens[:1] != () and question.tokens[0] in _AUXILIARIES
        if whether and _own_share(best, question) >= _VERDICT_FROM:
            lead = verdict(best, words(best.claim.text), question)
        confidence = max(decision.confidence, _FOLLOWED)
        return Answered(parts_of(self._paper, chosen), confidence, lead=lead)

    def _answer(
        self, claims: list[RankedClaim], decision: Decision, question: Question, *, exact: bool
    ) -> Answered | NotStated:
        """Return the answer of the ranked claims, or that the detail asked for is not stated."""
        against = None if exact else supposed(claims, question)
        if against is not None:
            claims = [against, *(one for one in claims if one is not against)]
        elif not exact:
            check = DetailCheck(question, self._index.lexicon)
            fitting = _fitting(claims, check, question)
            if fitting is None:
                nearest = parts_of(self._paper, claims[:_NEAREST_CLAIMS])
                return NotStated(check.reason, nearest, decision.confidence)
            claims = fitting
        chosen = chosen_claims(claims, question)
        lead: Verdict = ""
        if wants_verdict(question):
            first = chosen[0]
            lead = "no" if against else verdict(first, words(first.claim.text), question)
        return Answered(parts_of(self._paper, chosen), decision.confidence, lead=lead)

    def _as_a_whole(self, scored: Scored, question: Question) -> tuple[Part, ...] | None:
        """Return the first claims of an entry that is asked for as a whole, None if a claim is.

        In an entry without any wording for a single claim, such as a moderator's, a question for a
        number, a time or a reason is for the claim that gives it.
        """
        claimed = scored.indexed.claimed
        if claimed[scored.wording] >= 0:
            return None
        if question.asks & _ONE_CLAIM and max(claimed) < 0:
            return None
        entry = scored.indexed.entry
        return (answer_parts.entry_part(self._paper, entry, entry.claims[:MOST_CLAIMS]),)

    def bare(self, question: Question) -> Outcome | None:
        """Return the answer to a question of only stop words, or None if it is no phrasing."""
        number = self._index.worded(question.key, question.plain)
        if number is None:
            return None
        indexed = self._index.indexed(number)
        entry = indexed.entry
        key = question.key if question.key in indexed.plain else question.plain
        at = indexed.claimed[indexed.plain.index(key)] if key in indexed.plain else -1
        claims = entry.claims[:MOST_CLAIMS] if at < 0 else (entry.claims[at],)
        return Answered((answer_parts.entry_part(self._paper, entry, claims),), 1.0)

    def whole(self, question: Question) -> Answered:
        """Return every claim of the best entry, in the entry's order, as an answer."""
        ranked = rank(self._index, question)
        entry = ranked[0].indexed.entry
        made = answer_parts.entry_part(self._paper, entry, entry.claims)
        decision = decide(ranked, rank_claims(ranked, question), question)
        return Answered((made,), decision.confidence)


@dataclass(frozen=True, slots=True)
class _FollowUp:
    """A follow-up question with what it is held against: the context, and the detail it asks for.

    `near` are the entries related to those of the context, and `named` the features of the names
    that the question gives.
    """

    question: Question
    context: Context
    near: Mapping[str, None]
    check: DetailCheck
    named: set[str]


def _favour(one: RankedClaim, asked_now: _FollowUp) -> float:
    """Return what speaks for a claim as the answer to a follow-up, beside its score."""
    question, context, near = asked_now.question, asked_now.context, asked_now.near
    check, named = asked_now.check, asked_now.named
    shown = context.shown
    entry = one.scored.indexed.entry.id
    if one.signals.seen:
        return -_OF_CONTEXT
    favour = _OF_CONTEXT if entry in context.entries else _RELATED if entry in near else 0.0
    if check.asks:
        favour += _STATES if check.fits(one.claim.text) else -_STATES
        favour -= _SHOWN / 4 if one.claim.text in shown else 0.0
    elif one.claim.text in shown:
        favour -= _SHOWN
    if question.asks & _NAMED or question.tokens[:1] == ("which",):
        favour += _NAMES if one.scored.indexed.names[one.number] else 0.0
    own = _own_share(one, question)
    # "And in Kosovo?" is about Kosovo: what is not does not belong to it, whatever was shown.
    if any(
        feature in named and not _belongs(one, asked)
        for asked in question.asked
        for feature, _ in asked.features
    ):
        favour -= _OF_CONTEXT + _RELATED
    return favour + _OWN_WORDS * own


def _own_share(one: RankedClaim, question: Question) -> float:
    """Return the share of the question's weight in words that belong to the claim."""
    own = sum(asked.weight for asked in question.asked if _belongs(one, asked))
    return own / (question.weight or 1.0)


def _belongs(one: RankedClaim, asked: QueryTerm) -> bool:
    indexed = one.scored.indexed
    at, traits = indexed.at, indexed.traits
    return any(
        feature in at and one.number in traits[at[feature] + BELONGS]
        for feature, _ in asked.features
    )


# What counts for a claim beside its own score when a follow-up is asked: that it is of an entry
# that was shown or of one related to it, that it states the detail asked for, that it has the words
# of the follow-up itself; and against it: that it has been shown.
_OF_CONTEXT: Final = 2.0
_RELATED: Final = 0.8
_STATES: Final = 2.0
_NAMES: Final = 1.0
_NAMED: Final = frozenset([QuestionType.WHO, QuestionType.WHERE])
_SHOWN: Final = 1.6
_OWN_WORDS: Final = 2.5
_CLOSE: Final = 0.7
_FOLLOWED: Final = 0.5
_VERDICT_FROM: Final = 0.5
# A claim with less of the follow-up's own words is about something else.
_OWN_LEAST: Final = 0.3
# "And in Kosovo?" wants no verdict; "did it help?" does.
_AUXILIARIES: Final = frozenset(
    "is are was were do does did has have had can could will would should must".split()
)


def _fitting(
    claims: list[RankedClaim], check: DetailCheck, question: Question
) -> list[RankedClaim] | None:
    """Return the claims with one first that states what is asked for, None if none does."""
    first = claims[0]
    for one in claims:
        near = one.scored is first.scored or one.chance >= _INSTEAD * first.chance
        fits = not check.asks or check.fits(one.claim.text)
        if near and fits and not is_unsaid(one, question):
            return [one, *(other for other in claims if other is not one)]
    return None


def _match(scored: Scored, question: Question) -> Match:
    indexed = scored.indexed
    words = []
    for asked in question.asked:
        hit = max(((s, f) for f, s in asked.features if f in indexed.at), default=(0.0, ""))
        words.append((asked.word, hit[1], hit[0]))
    phrasing = indexed.texts[scored.wording]
    return Match(indexed.entry.id, phrasing, round(scored.score, 3), tuple(words))
