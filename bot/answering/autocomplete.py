"""Autocomplete: suggest questions from the base while one is being typed.

Each choice leads to another topic: of every entry, only the wording that fits best is offered.
"""

from __future__ import annotations

from bisect import bisect_left
from copy import copy
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import fuzz, process

from bot.answering.candidates import find_candidates
from bot.answering.question import QueryTerm
from bot.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.answering.index import Index
    from bot.answering.question import Question, QuestionParser
    from bot.paper.model import Entry


# Discord's limit for an autocomplete choice, in characters.
LONGEST_CHOICE: Final = 100

# How many choices are offered at most, and how many entries are looked at for them.
MOST_CHOICES: Final = 10

_ENTRIES: Final = 16

# A wording is offered if it is at least this share as like the typed text as the likest one.
_NEARLY: Final = 0.65

_WORDS_BEGUN: Final = 12

_SHORTEST_BEGINNING: Final = 2


class Completer:
    """An autocompleter: openings that begin as typed, then entries that the words match."""

    def __init__(self, index: Index, reader: QuestionParser) -> None:
        self._index = index
        self._reader = reader
        self._openings: tuple[list[_Opening], ...] = (_openings(index.entries()),)
        self._words: tuple[list[str], ...] = (_plain_words(index),)
        # The entries of the layers below the first that are replaced or gone.
        self._gone: frozenset[str] = frozenset()

    def over(self, index: Index, reader: QuestionParser, gone: Iterable[Entry]) -> Completer:
        """Return a copy over another index, which adds entries of its own and lacks `gone`."""
        made = copy(self)
        made._index, made._reader = index, reader
        made._openings = (_openings(index.layer.entries), *self._openings)
        made._words = (_plain_words(index), *self._words)
        made._gone = self._gone | {entry.id for entry in gone}
        return made

    def complete(self, typed: str, limit: int = MOST_CHOICES) -> tuple[str, ...]:
        """Return at most `limit` questions that `typed` may turn into, likeliest first.

        No two are of the same entry.
        """
        beginning = " ".join(fold(typed).split())
        found: dict[str, str] = {}
        for opening in self._beginning_with(beginning):
            if len(found) >= limit:
                break
            if opening.text not in found.values():
                found.setdefault(opening.entry, opening.text)
        if beginning and len(found) < limit:
            for entry, text in self._matching(typed, beginning):
                if text not in found.values():
                    found.setdefault(entry, text)
        return tuple(found.values())[:limit]

    def _beginning_with(self, beginning: str) -> Iterator[_Opening]:
        for depth, openings in enumerate(self._openings):
            start = bisect_left(openings, (beginning, "", ""))
            for opening in islice(openings, start, None):
                if not opening.folded.startswith(beginning):
                    break
                if depth == 0 or opening.entry not in self._gone:
                    yield opening

    def _matching(self, typed: str, beginning: str) -> Iterator[tuple[str, str]]:
        """Yield the entries that the words so far match, each with its best wording, best first."""
        worded = []
        for number in find_candidates(self._index, self._question(typed), _ENTRIES):
            indexed = self._index.indexed(number)
            # An entry's title and other names come before its phrasings in `plain`.
            named = len(indexed.plain) - len(indexed.entry.phrasings)
            texts = zip(indexed.entry.wordings, indexed.plain[named:], strict=True)
            plain = {text: words for text, words in texts if len(text) <= LONGEST_CHOICE}
            best = process.extractOne(beginning, plain, scorer=fuzz.partial_ratio)
            if best is not None:
                _, likeness, text = best
                worded.append((likeness, indexed.entry.id, text))
        # Candidates come best first, and of equally like wordings that order is kept.
        worded.sort(key=lambda one: -one[0])
        least = _NEARLY * worded[0][0] if worded else 0.0
        yield from ((entry, text) for likeness, entry, text in worded if likeness >= least)

    def _question(self, typed: str) -> Question:
        """Parse `typed`, letting its unfinished last word stand for the words that begin with it.

        Only 12 such words are taken from each layer, and only for a last word of 2 letters or more.
        """
        *done, last = fold(typed).split() or [""]
        begun = [] if typed[-1:].isspace() else self._begun(last)
        if not begun:
            return self._reader.read(typed)
        question = self._reader.read(" ".join(done))
        stems = dict.fromkeys(self._index.lexicon.stem(word) for word in begun)
        features = tuple((stem, 1.0) for stem in stems if self._index.rarity_of(stem))
        if not features:
            return self._reader.read(typed)
        weight = max(self._index.rarity_of(stem) for stem, _ in features)
        asked = (*question.asked, QueryTerm(last, features, weight, known=True))
        return replace(question, asked=asked, weight=question.weight + weight)

    def _begun(self, last: str) -> list[str]:
        if len(last) < _SHORTEST_BEGINNING:
            return []
        begun: list[str] = []
        for words in self._words:
            at = bisect_left(words, last)
            begun += [word for word in words[at : at + _WORDS_BEGUN] if word.startswith(last)]
        return begun


class _Opening(NamedTuple):
    """How a question for an entry may begin: the folded question, the question, the entry's id."""

    folded: str
    text: str
    entry: str


def _openings(entries: Iterable[Entry]) -> list[_Opening]:
    """Return the first phrasing of each entry, sorted by its folded form.

    One is enough to show how questions begin, and keeps the list small for a very large base.
    """
    first = ((entry, entry.phrasings[0].text) for entry in entries if entry.phrasings)
    # Cut, a longer one might ask something else.
    return sorted(
        _Opening(fold(text), text, entry.id)
        for entry, text in first
        if 0 < len(text) <= LONGEST_CHOICE
    )


def _plain_words(index: Index) -> list[str]:
    return sorted(word for word in index.layer.surface if word.isalpha())
