"""From words to features: stems, shared concepts (synonyms, acronyms) and what is asked for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import Stemmer

from bot.answering.asking import asked_for
from bot.answering.text import spelling, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.asking import Asks
    from bot.corpus.vocabulary import Vocabulary

SYNONYM: Final = 0.8
MEMBER_OF_PHRASE: Final = 0.5
# How a concept's name begins: like the word, the same as the word, or known to be absent.
_LIKE: Final = "~"
_SAME: Final = "="
ABSENT: Final = "!"
# Questions bring words of all sorts; caches stop growing here.
_MOST_CACHED: Final = 200_000

Features = tuple[tuple[str, float], ...]
# The stems of a fixed phrase, and the concept that it stands for.
_Phrase = tuple[tuple[str, ...], str]
_BySecond = dict[str, list[_Phrase]]
_NO_PHRASE: Final[tuple[int, Features]] = (0, ())


class Unit(NamedTuple):
    """A word or fixed phrase, with the features by which it can be matched, each 0 to 1."""

    word: str
    features: Features


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the index sees it: its words, its units in order, and what it asks for."""

    tokens: tuple[str, ...]
    units: tuple[Unit, ...]
    asks: frozenset[Asks]


class Lexicon:
    """Turns texts into readings by the vocabulary of one paper; holds no state but caches."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._stem = Stemmer.Stemmer("english").stemWord
        self._stems: dict[str, str] = {}
        self._known: dict[str, tuple[Unit | None, _BySecond | None]] = {}
        self.stopwords = vocabulary.stopwords
        self.shorthand = {short: tuple(words(full)) for short, full in vocabulary.shorthand.items()}
        self._concepts: dict[str, list[str]] = defaultdict(list)
        # By their first two stems: the first alone is often a common word.
        self._phrases: dict[str, _BySecond] = defaultdict(lambda: defaultdict(list))
        self._absent: set[str] = set()
        self.surface: set[str] = set()
        for number, group in enumerate(vocabulary.synonyms):
            for member in group:
                self._add_member(member, f"{_LIKE}{number}")
        for short, long_forms in vocabulary.acronyms.items():
            for member in (short, *long_forms):
                self._add_member(member, f"{_SAME}{short.lower()}")
        for member in vocabulary.absent:
            self._add_absent(member)
        for by_second in self._phrases.values():
            for phrases in by_second.values():
                phrases.sort(key=lambda phrase: -len(phrase[0]))

    def _add_member(self, member: str, concept: str) -> None:
        parts = tuple(words(member))
        self.surface.update(parts)
        stems = tuple(self.stem(part) for part in parts)
        if len(stems) == 1:
            if concept not in self._concepts[stems[0]]:
                self._concepts[stems[0]].append(concept)
        elif stems:
            self._phrases[stems[0]][stems[1]].append((stems, concept))

    def _add_absent(self, member: str) -> None:
        """Make `member` a concept of its own that shares nothing with the words it is made of."""
        parts = tuple(words(member))
        self.surface.update(parts)
        stems = tuple(self.stem(part) for part in parts)
        concept = ABSENT + " ".join(stems)
        if len(stems) == 1:
            self._concepts[stems[0]] = [concept]
            self._absent.add(stems[0])
        elif stems:
            self._phrases[stems[0]][stems[1]].append((stems, concept))

    def stem(self, word: str) -> str:
        """The stem of a word, in one spelling for British and American English."""
        known = self._stems.get(word)
        if known is None:
            known = self._stem(spelling(word)) if word.isalpha() else word
            if len(self._stems) < _MOST_CACHED:
                self._stems[word] = known
        return known

    def expand(self, text: str) -> list[str]:
        """The words of `text` with shorthand ("ppl") written out."""
        out: list[str] = []
        for word in words(text):
            written = self.shorthand.get(word)
            if written is None:
                out.append(word)
            else:
                out.extend(written)
        return out

    def read(self, text: str) -> Reading:
        """`text` as units; stop words are left out unless they belong to a fixed phrase."""
        return self.read_words(self.expand(text))

    def read_words(self, tokens: Sequence[str]) -> Reading:
        """The same for words that are already expanded and corrected."""
        return Reading(tuple(tokens), tuple(self.units(tokens)), asked_for(tokens))

    def units(self, tokens: Sequence[str]) -> list[Unit]:
        """The units of `tokens`, longest fixed phrases first."""
        units: list[Unit] = []
        known = self._known
        at, end = 0, len(tokens)
        while at < end:
            token = tokens[at]
            unit, by_second = known.get(token) or self._know(token)
            at += 1
            if by_second and at < end and (phrases := by_second.get(self.stem(tokens[at]))):
                length, features = self._phrase_at(tokens, at - 1, phrases)
                if length:
                    units.append(Unit(" ".join(tokens[at - 1 : at - 1 + length]), features))
                    at += length - 1
                    continue
            if unit is not None:
                units.append(unit)
        return units

    def _know(self, token: str) -> tuple[Unit | None, _BySecond | None]:
        """A word on its own, None for a stop word, and the phrases that it begins."""
        stem = self.stem(token)
        unit = None if token in self.stopwords else Unit(token, self.features(stem))
        made = (unit, self._phrases.get(stem))
        if len(self._known) < _MOST_CACHED:
            self._known[token] = made
        return made

    def features(self, stem: str) -> Features:
        """A single word's features: its stem, then the concepts that it shares."""
        concepts = tuple((c, _strength(c)) for c in self._concepts.get(stem, ()))
        return concepts if stem in self._absent else ((stem, 1.0), *concepts)

    def _phrase_at(
        self, tokens: Sequence[str], at: int, phrases: Sequence[_Phrase]
    ) -> tuple[int, Features]:
        """The longest of `phrases` that starts here: its length in words, and its features."""
        for parts, concept in phrases:
            if tuple([self.stem(token) for token in tokens[at : at + len(parts)]]) != parts:
                continue
            if concept.startswith(ABSENT):
                return len(parts), ((concept, 1.0),)
            shared = [(other, 1.0) for same, other in phrases if same == parts]
            members = [(s, MEMBER_OF_PHRASE) for s in parts if s not in self.stopwords]
            return len(parts), tuple(dict([(concept, 1.0), *shared, *members]).items())
        return _NO_PHRASE

    def distinct_stems(self, tokens: Iterable[str]) -> frozenset[str]:
        """The stems of all words that are not stop words."""
        return frozenset(self.stem(t) for t in tokens if t not in self.stopwords)


def _strength(concept: str) -> float:
    """A synonym is only like the word; an acronym is the same thing as its long form."""
    return SYNONYM if concept.startswith(_LIKE) else 1.0
