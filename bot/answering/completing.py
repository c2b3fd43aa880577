"""Completions for a question that is being typed: phrasings of the base, instantly."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from bot.answering.candidates import find_candidates
from bot.answering.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.answering.index import Index
    from bot.answering.understanding import Reader

# Discord shows no longer choice.
LONGEST_CHOICE: Final = 100
_ENTRIES: Final = 8
_WORDS_BEGUN: Final = 6
_SHORTEST_BEGINNING: Final = 2


class Completer:
    """Completes by what a phrasing begins with, and by the entries that the words point to."""

    def __init__(self, index: Index, reader: Reader) -> None:
        self._index = index
        self._reader = reader
        # One phrasing an entry: enough for a beginning, small for a very large base.
        first = {_short(entry.phrasings[0]) for entry in index.entries() if entry.phrasings}
        self._openings = sorted((fold(text), text) for text in first if text)
        self._words = sorted(word for word in index.layer.surface if word.isalpha())

    def complete(self, typed: str, limit: int = 25) -> tuple[str, ...]:
        """At most `limit` phrasings that `typed` may be becoming, likeliest first."""
        beginning = " ".join(fold(typed).split())
        found = dict.fromkeys(self._beginning_with(beginning, limit))
        if beginning and len(found) < limit:
            likely = list(self._phrasings(typed))
            ranked = process.extract(
                beginning, likely, scorer=fuzz.partial_ratio, processor=fold, limit=limit
            )
            found.update(dict.fromkeys(text for text, _, _ in ranked))
        return tuple(found)[:limit]

    def _beginning_with(self, beginning: str, limit: int) -> Iterator[str]:
        at = bisect_left(self._openings, (beginning, ""))
        for folded, text in self._openings[at : at + limit]:
            if not folded.startswith(beginning):
                return
            yield text

    def _phrasings(self, typed: str) -> Iterable[str]:
        """The phrasings of the entries that the words typed so far point to."""
        questions = [self._reader.read(text) for text in self._texts(typed)]
        numbers: dict[int, None] = {}
        for question in questions:
            numbers.update(dict.fromkeys(find_candidates(self._index, question, _ENTRIES)))
        for number in numbers:
            for text in self._index.indexed(number).entry.phrasings:
                if short := _short(text):
                    yield short

    def _texts(self, typed: str) -> list[str]:
        """`typed` as it stands, and with the last word written out to words that begin so."""
        *done, last = fold(typed).split() or [""]
        texts = [typed]
        if len(last) >= _SHORTEST_BEGINNING and not typed[-1:].isspace():
            at = bisect_left(self._words, last)
            begun = [w for w in self._words[at : at + _WORDS_BEGUN] if w.startswith(last)]
            texts += [" ".join([*done, word]) for word in begun if word != last]
        return texts


def _short(text: str) -> str:
    """`text` if it may stand as a choice; a cut question would be another question."""
    return text if len(text) <= LONGEST_CHOICE else ""
