"""The answering engine: takes a question and returns an answer, suggestions or a refusal."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeGuard

from bot.answering import answer_parts
from bot.answering.autocomplete import MOST_CHOICES, Completer
from bot.answering.comparisons import compared, compares
from bot.answering.follow_ups import (
    POINTING_BACK,
    FollowUpKind,
    FollowUps,
    leaning,
    without_change_of_subject,
)
from bot.answering.fuzzy_search import FuzzySearch
from bot.answering.harm_disclosure import NO_HELP, tells_of_harm, told_of_harm
from bot.answering.index import Index, Overlay
from bot.answering.lexicon import Lexicon
from bot.answering.list_questions import Catalogue, ListQuestions
from bot.answering.message import MOST_PIECES, Piece, pieces_of
from bot.answering.message_acts import LONGEST, civil, is_reaction, ordered, unreadable
from bot.answering.message_frame import asks
from bot.answering.outcome import (
    Answered,
    Civil,
    Context,
    Explained,
    Match,
    NotCovered,
    NotStated,
    Outcome,
    Pointer,
    Query,
)
from bot.answering.question import QuestionParser
from bot.answering.references import References
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.answering.outcome import Part
    from bot.answering.question import Question, Signature
    from bot.paper.model import Entry, Source
    from bot.paper.paper import Paper

_NEEDS_CONTEXT: Final = (
    "That question leans on an earlier answer, and there is none here. Name what you mean."
)
_NOTHING_ASKED: Final = (
    "I answer questions about the paper, and nothing in that message names a part of it. "
    "Ask in a sentence or a few words."
)
# Share of their weight that words of the question answered before keep.
_WORDS_BEFORE: Final = 0.7
_STANDS_ALONE: Final = 0.9
# A list with this share of the items of an overview is the overview, with titles.
_MOST_OF: Final = 0.8
# What a comparison of two found sides is worth.
_COMPARED: Final = 0.6
# A few words without "that" or "it" may be a topic of their own as well as half a question.
_ALONE: Final = frozenset([FollowUpKind.NONE, FollowUpKind.TOPIC])
# Follow-ups about something only an earlier answer has; without one there is nothing to search.
_OF_AN_ANSWER: Final = frozenset(
    [FollowUpKind.SOURCE, FollowUpKind.PERSON, FollowUpKind.PUBLISHED, FollowUpKind.MORE]
)
# A piece with at most this many terms may need the words of the piece before it.
_ELLIPTIC: Final = 2


class Engine:
    """A question-answering engine for one paper; immutable once built, and so safe to share."""

    def __init__(self, paper: Paper, english: Mapping[str, int]) -> None:
        self.paper = paper
        self._lexicon = Lexicon(paper.vocabulary)
        self._catalogue = Catalogue(paper.entries.values())
        self.index = Index(paper.entries.values(), self._lexicon, english)
        self._reader = QuestionParser(self.index)
        self._search = FuzzySearch(paper, self.index)
        self._references = References(paper, self._lexicon, self._catalogue)
        self._lists = ListQuestions(paper, self._lexicon, self._catalogue)
        self._follow_ups = FollowUps(paper, self._lexicon, self._catalogue)
        # The engine that this one extends, and its changes to it; the paper's own has none.
        self._base: Engine | None = None
        self._over: dict[str, Entry] = {}
        self._gone: frozenset[str] = frozenset()
        self._works: dict[str, Source] = {}
        self._completer = Completer(self.index, self._reader)

    def with_entries(
        self,
        changed: Iterable[Entry],
        retired: Iterable[str] = (),
        sources: Iterable[Source] = (),
        before: Engine | None = None,
    ) -> Engine:
        """Return an engine with the `changed` entries added or replaced and the `retired` removed.

        `retired` are entry ids; `sources` are works from outside the paper that the changed entries
        rest on. The two engines share everything that did not change. The cost is that of reading
        `changed` and every change made to the paper's own engine before. Entries that `before`, an
        earlier engine made in this way, has read are not read again; passing it saves time and
        never affects the result.
        """
        new = {entry.id: entry for entry in changed}
        gone = (self._gone | frozenset(retired)) - new.keys()
        over = {key: entry for key, entry in (self._over | new).items() if key not in gone}
        works = self._works | {source.key: source for source in sources}
        return (self._base or self)._with(over, gone, works, before or self)

    def _with(
        self,
        over: dict[str, Entry],
        gone: frozenset[str],
        works: dict[str, Source],
        before: Engine,
    ) -> Engine:
        entries = tuple(over.values())
        made = copy(self)
        made._base, made._over, made._gone, made._works = self, over, gone, works
        made.paper = self.paper.with_entries(entries, gone, works.values())
        made._catalogue = Catalogue(entries, self._catalogue, gone)
        made.index = Overlay(self.index, entries, gone, before.index)
        made._reader = QuestionParser(made.index)
        made._search = FuzzySearch(made.paper, made.index)
        made._references = self._references.over(made.paper, made._catalogue)
        made._lists = self._lists.over(made.paper, made._catalogue, entries)
        made._follow_ups = self._follow_ups.over(made.paper, entries)
        replaced = (
            self.paper.entries[key] for key in gone | over.keys() if key in self.paper.entries
        )
        made._completer = self._completer.over(made.index, made._reader, replaced)
        return made

    def ask(self, query: Query) -> Outcome:
        """Answer each question of a message, or say what it is instead of a question.

        No text raises an error.
        """
        # A wording of the base, typed word for word, tells of nobody's harm.
        worded = self.index.worded(self._reader.key(query.text[:LONGEST])) is not None
        # Checked first, so that thanks or an order in the same message don't make it small talk.
        if not worded and tells_of_harm(query.text[:LONGEST]):
            return NotCovered(NO_HELP, personal=True)
        if wrong := unreadable(query.text):
            return wrong
        if worded:
            return self._answered(self._reader.read(query.text), query.context)
        pieces = pieces_of(query.text, self._lexicon.shorthand)
        outcomes: list[Outcome] = []
        before: Context | None = None
        for piece in pieces[:MOST_PIECES]:
            outcome = self._piece(piece, query.context, before)
            if isinstance(outcome, Answered | NotStated):
                before = outcome.as_context(piece.text)
            outcomes.append(outcome)
        return outcomes[0] if len(outcomes) == 1 else _together(pieces, outcomes)

    def _is_worded(self, question: Question) -> bool:
        return self.index.worded(question.key) is not None

    def _piece(self, piece: Piece, context: Context | None, before: Context | None) -> Outcome:
        """Return the outcome of one question of a message.

        `before` is the context of the question before it in the same message, if there is one.
        """
        text, returns = without_change_of_subject(piece.text)
        question = self._reader.read(text)
        if returns and question.asked:
            context = None
        if harm := told_of_harm(question.tokens):
            return harm
        if not self._is_worded(question) and (settled := self._by_form(piece, question, context)):
            return settled
        outcome = self._answered(question, context)
        if not _is_elliptic(question, self.index) or _stands(outcome, question):
            return outcome
        if piece.background:
            before = self._context_of(piece.background) or before
        if before is None:
            return outcome
        followed = self._in_context(question, before, FollowUpKind.INSTEAD)
        return followed if isinstance(followed, Answered | NotStated) else outcome

    def _by_form(self, piece: Piece, question: Question, context: Context | None) -> Outcome | None:
        """Return the outcome of what is no question about the paper, None if it may be one."""
        leans = leaning(question.tokens) if context else FollowUpKind.NONE
        if reply := civil(piece.text):
            # "Quiz me" has few words, but is a request whatever was said before it.
            request = isinstance(reply, Pointer) and leans in _ALONE
            if request or leans is FollowUpKind.NONE or is_reaction(piece.text):
                return reply
        if refused := ordered(piece.text):
            return refused
        tells = not question.asks and not asks(piece.text) and _tells_of_speaker(question)
        if tells and context is None:
            return self._remark(question)
        return None

    def _context_of(self, background: str) -> Context | None:
        """Return the context of a text that a message gives before its question, or None."""
        found = self._search.find(self._reader.read(background)).outcome
        if isinstance(found, Answered):
            context = found.as_context(background)
            return replace(context, shown=context.shown[:1])
        return Context(background)

    def _remark(self, question: Question) -> Outcome:
        """Return the outcome of a statement about the writer or the bot, which hardly ever asks."""
        found = self._search.find(question)
        if isinstance(found.outcome, Answered) and found.outcome.confidence >= _SURELY_MEANT:
            return found.outcome if self._search.covers(question) else Civil(_NOTHING_ASKED)
        return Civil(_NOTHING_ASKED)

    def _answered(self, question: Question, context: Context | None) -> Outcome:
        """Return the outcome for a text that may be a question about the paper."""
        leans = leaning(question.tokens)
        if context and (told := self._follow_ups.resolve(leans, context)):
            return told
        if self._is_worded(question):
            return self._worded(question)
        if referred := self._references.resolve(question):
            return referred
        if context and leans is not FollowUpKind.NONE:
            return self._in_context(question, context, leans)
        if not question.asked or leans is FollowUpKind.MORE:
            return self._without_words(question, leans)
        return self._searched(question, leans)

    def _worded(self, question: Question) -> Outcome:
        """Return the answer to one of the base's own phrasings, typed word for word.

        A phrasing that asks for a list belongs to an entry that is one, which is given in full.
        """
        found = self._search.find(question)
        if found.exact and question.asked:
            return self._search.whole(question) if self._lists.resolve(question) else found.outcome
        return self._search.bare(question) or found.outcome

    def _without_words(self, question: Question, leans: FollowUpKind) -> Outcome:
        """Return the outcome for a text with nothing to search for.

        It may still be a phrasing of an entry; if not, the reason says what is missing.
        """
        points_back = leans is FollowUpKind.MORE or not POINTING_BACK.isdisjoint(question.tokens)
        missing = NotCovered(_NEEDS_CONTEXT if points_back else _NOTHING_ASKED)
        return self._search.bare(question) or missing

    @property
    def shorthand(self) -> Mapping[str, tuple[str, ...]]:
        """Return what students type, and the words that each stands for."""
        return self._lexicon.shorthand

    def complete(self, typed: str, limit: int = MOST_CHOICES) -> tuple[str, ...]:
        """Return at most `limit` phrasings that may complete `typed`, each of another entry."""
        return self._completer.complete(typed, limit)

    def ranking(self, text: str) -> tuple[Match, ...]:
        """Return the fuzzy search's matches for a question, best first, whatever its outcome."""
        return self._search.ranking(self._reader.read(text))

    def signature(self, text: str) -> tuple[str, Signature]:
        """Return the corrected `text`, and its units' features and weights.

        They serve to measure how similar two questions are.
        """
        return self._reader.signature(text)

    def explain(self, text: str) -> Explained:
        """Explain how a question asked without context gets its outcome."""
        outcome = self.ask(Query(text))
        question = self._reader.read(text)
        pieces = pieces_of(text[:LONGEST], self._lexicon.shorthand)
        if not self._is_worded(question) and len(pieces) == 1:
            question = self._reader.read(without_change_of_subject(pieces[0].text)[0])
        covered, right, exact = self._search.measured(question)
        if isinstance(outcome, NotCovered) and outcome.personal:
            step = "personal"
        elif isinstance(outcome, Civil | Pointer):
            step = "form"
        elif len(pieces) > 1 and not exact:
            step = "pieces"
        elif self._references.resolve(question):
            step = "reference"
        elif not question.asked:
            step = "nothing asked"
        elif exact:
            step = "wording"
        elif self._lists.resolve(question):
            step = "list"
        else:
            step = "search"
        matches = self._search.ranking(question)
        return Explained(outcome, step, question.plain, covered, right, matches)

    def _searched(self, question: Question, leans: FollowUpKind) -> Outcome:
        """Return the outcome for a question that names no record and follows no answer."""
        found = self._search.find(question)
        # "This" may mean the paper: "Who wrote this?"
        if leans in _OF_AN_ANSWER and not found.exact and "this" not in question.tokens:
            return NotCovered(_NEEDS_CONTEXT)
        listed = self._lists.resolve(question)
        if found.exact:
            return self._in_full(question, listed) if listed else found.outcome
        if listed is None and compares(question) and not self._compares_by_itself(found.outcome):
            parts = compared(self.paper, self.index, question)
            if parts is not None:
                return Answered(parts, _COMPARED)
        return listed or found.outcome

    def _in_full(self, question: Question, listed: Answered) -> Answered:
        """Return the list that a curator's wording asks for: of records, or an entry's own.

        An overview refers to the statements of other entries. The list of these has as many items,
        each under its own title.
        """
        whole = self._search.whole(question)
        return listed if len(listed.parts) >= _MOST_OF * len(whole.claims) else whole

    def _compares_by_itself(self, outcome: Outcome) -> bool:
        """Return whether an answer is of an entry that compares, such as "Bosnia and Kosovo"."""
        return isinstance(outcome, Answered) and compares(self._reader.read(outcome.parts[0].title))

    def _in_context(self, question: Question, context: Context, leans: FollowUpKind) -> Outcome:
        """Answer a follow-up from the entries shown before; one that stands alone, as a new one."""
        alone: Outcome | None = None
        if question.asked:
            alone = self._lists.resolve(question) or self._search.find(question).outcome
            names_a_topic = len(question.asked) > 1 or not question.asks
            if leans is not FollowUpKind.INSTEAD and names_a_topic and _stands(alone, question):
                return alone
        before = self._reader.without_rivals(self._reader.read(context.question), question)
        joined = self._reader.joined(question, before, _WORDS_BEFORE)
        followed = self._search.follow(question, joined, context)
        if followed is not None:
            return followed
        return alone or self._search.find(joined).outcome


# "I'm gonna fail", "that's disgusting": a remark is answered only if it is nearly a wording.
_SURELY_MEANT: Final = 0.6
_REMARKING: Final = frozenset("i im ive me my we our us you your u ur".split())


def _tells_of_speaker(question: Question) -> bool:
    """Return whether a statement is about its writer, the bot, or the answer before."""
    tokens = question.tokens
    if leaning(tokens) is FollowUpKind.MORE:
        return False
    return not _REMARKING.isdisjoint(words(question.text)) or tokens[:1] in (("that",), ("this",))


def _is_elliptic(question: Question, index: Index | None = None) -> bool:
    """Return whether a question needs the one before it: it points back, or says hardly anything.

    One that names somebody or something, as `index` knows it, says enough.
    """
    if not POINTING_BACK.isdisjoint(question.tokens) or len(question.asked) <= 1:
        return True
    names = index is not None and any(
        index.sorts_of(feature) for asked in question.asked for feature, _ in asked.features
    )
    return len(question.asked) <= _ELLIPTIC and not names


def _stands(outcome: Outcome, question: Question) -> TypeGuard[Answered]:
    """Tell whether a piece of a few words is certainly a question of its own."""
    return (
        isinstance(outcome, Answered)
        and outcome.confidence >= _STANDS_ALONE
        and POINTING_BACK.isdisjoint(question.tokens)
    )


def _joined(answers: Sequence[Answered]) -> Answered:
    made: dict[str, Part] = {}
    for answer in answers:
        for part in answer.parts:
            key = part.entry or part.title
            made[key] = answer_parts.merged(made[key], part) if key in made else part
    return Answered(tuple(made.values()), min(answer.confidence for answer in answers))


def _together(pieces: Sequence[Piece], outcomes: Sequence[Outcome]) -> Outcome:
    """Return the outcome of a message with several questions: the answers, and what has none."""
    for one in outcomes:
        # No part of a message that reports harm may be shown, named or kept.
        if isinstance(one, NotCovered) and one.personal:
            return one
    answers = [one for one in outcomes if isinstance(one, Answered)]
    if not answers:
        return next((one for one in outcomes if not isinstance(one, Civil)), outcomes[0])
    missing = tuple(
        piece.text.rstrip(" ?.!")
        for piece, outcome in zip(pieces, outcomes, strict=False)
        if not isinstance(outcome, Answered | Civil | Pointer)
    )
    rest = tuple(piece.text.rstrip(" ?.!") for piece in pieces[len(outcomes) :])
    return replace(_joined(answers), missing=missing, postponed=rest)
