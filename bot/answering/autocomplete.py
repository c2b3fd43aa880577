"""Autocomplete: suggest phrasings from the base while a question is being typed."""

from __future__ import annotations

from bisect import bisect_left
from copy import copy
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

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

_ENTRIES: Final = 8

_WORDS_BEGUN: Final = 12

_SHORTEST_BEGINNING: Final = 2


class Completer:
    """An autocompleter: phrasings that begin as typed, then those of entries the words match."""

    def __init__(self, index: Index, reader: QuestionParser) -> None:
        self._index = index
        self._reader = reader
        self._openings: tuple[list[tuple[str, str]], ...] = (_openings(index.entries()),)
        self._words: tuple[list[str], ...] = (_plain_words(index),)
        self._gone: frozenset[str] = frozenset()

    def over(self, index: Index, reader: QuestionParser, gone: Iterable[Entry]) -> Completer:
        """Return a copy over another index, which adds entries of its own and lacks `gone`."""
        made = copy(self)
        made._index, made._reader = index, reader
        own = _openings(index.layer.entries)
        made._openings = (own, *self._openings)
        made._words = (_plain_words(index), *self._words)
        made._gone = frozenset(text for _, text in _openings(gone)) - {text for _, text in own}
        return made

    def complete(self, typed: str, limit: int = 25) -> tuple[str, ...]:
        """Return at most `limit` phrasings that `typed` may turn into, likeliest first."""
        beginning = " ".join(fold(typed).split())
        found = dict.fromkeys(islice(self._beginning_with(beginning), limit))
        if beginning and len(found) < limit:
            likely = self._phrasings(typed)
            ranked = process.extract(beginning, likely, scorer=fuzz.partial_ratio, limit=limit)
            found.update(dict.fromkeys(text for _, _, text in ranked))
        return tuple(found)[:limit]

    def _beginning_with(self, beginning: str) -> Iterator[str]:
        for openings in self._openings:
            for folded, text in islice(openings, bisect_left(openings, (beginning, "")), None):
                if not folded.startswith(beginning):
                    break
                if text not in self._gone:
                    yield text

    def _phrasings(self, typed: str) -> dict[str, str]:
        """Return the phrasings of the entries that match the words so far, with their plain forms.

        Phrasings too long for a choice are left out.
        """
        plain: dict[str, str] = {}
        for number in find_candidates(self._index, self._question(typed), _ENTRIES):
            indexed = self._index.indexed(number)
            # An entry's title and other names come before its phrasings in `plain`.
            named = len(indexed.plain) - len(indexed.entry.phrasings)
            worded = zip(indexed.entry.wordings, indexed.plain[named:], strict=True)
            plain |= {text: words for text, words in worded if len(text) <= LONGEST_CHOICE}
        return plain

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


def _openings(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Return sorted pairs of a folded phrasing and the phrasing, one for each entry.

    One is enough to show how questions begin, and keeps the list small for a very large base.
    """
    first = {_short(entry.phrasings[0].text) for entry in entries if entry.phrasings}
    return sorted((fold(text), text) for text in first if text)


def _plain_words(index: Index) -> list[str]:
    return sorted(word for word in index.layer.surface if word.isalpha())


def _short(text: str) -> str:
    """Return `text` if it fits into a choice, else ""; cut, it might ask something else."""
    return text if len(text) <= LONGEST_CHOICE else ""
