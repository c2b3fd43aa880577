"""Turn words into features: stems, and concepts shared by synonyms, acronyms and phrases."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

import Stemmer

from bot.answering.question_type import asked_for
from bot.text import tokenizer
from bot.text.tokenizer import spelling, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.question_type import QuestionType
    from bot.paper.model import Vocabulary

SYNONYM: Final = 0.8
MEMBER_OF_PHRASE: Final = 0.5
# Prefixes of concept names: a synonym's, an acronym's, and that of a notion the paper lacks.
_LIKE: Final = "~"
_SAME: Final = "="
ABSENT: Final = "!"
# Words that reverse the two around them: "organ trafficking" is "trafficking of organs".
_TURNING: Final = frozenset(["of", "in"])
_ARTICLES: Final = frozenset(["the", "a", "an"])
# The most words a cache holds, since questions may bring any word at all.
_MOST_CACHED: Final = 200_000

Features = tuple[tuple[str, float], ...]
# Fixed phrases with the same first two stems: for each length in words, longest first, their
# features by their stems.
_Phrases = list[tuple[int, dict[tuple[str, ...], Features]]]
_BySecond = dict[str, _Phrases]
_Fixed = dict[tuple[str, ...], list[str]]


class Unit(NamedTuple):
    """A word or fixed phrase with the features that can match it, each with a strength 0 to 1."""

    word: str
    features: Features


@dataclass(frozen=True, slots=True)
class Reading:
    """A text analysed for the index: its words, its units in order, the answer types it wants."""

    tokens: tuple[str, ...]
    units: tuple[Unit, ...]
    asks: frozenset[QuestionType]


class Lexicon:
    """A text analyser for the vocabulary of one paper; its only mutable state is its caches."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._stem = Stemmer.Stemmer("english").stemWord
        self._stems: dict[str, str] = {}
        self._known: dict[str, tuple[str, Unit | None, _BySecond | None]] = {}
        self.stopwords = vocabulary.stopwords
        self._shorthand = vocabulary.shorthand
        self.shorthand = {short: tuple(words(full)) for short, full in vocabulary.shorthand.items()}
        self._concepts: dict[str, list[str]] = defaultdict(list)
        self._absent: set[str] = set()
        # Absent notions of two words, by their stems in reverse: the order around an "of".
        self._turned: dict[tuple[str, str], Features] = {}
        self.surface: set[str] = set()
        # The concepts that each fixed phrase stands for, by its stems.
        fixed: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for number, group in enumerate(vocabulary.synonyms):
            for member in group:
                self._add_member(member, f"{_LIKE}{number}", fixed)
        for short, long_forms in vocabulary.acronyms.items():
            for member in (short, *long_forms):
                self._add_member(member, f"{_SAME}{short.lower()}", fixed)
        for member in vocabulary.absent:
            self._add_absent(member, fixed)
        self._phrases = self._by_beginning(fixed)

    def _add_member(self, member: str, concept: str, fixed: _Fixed) -> None:
        parts = words(member)
        self.surface.update(parts)
        stems = tuple(self.stem(part) for part in parts)
        if len(stems) == 1:
            if concept not in self._concepts[stems[0]]:
                self._concepts[stems[0]].append(concept)
        elif stems:
            fixed[stems].append(concept)

    def _add_absent(self, member: str, fixed: _Fixed) -> None:
        """Make `member` a concept of its own that shares no feature with the words in it."""
        parts = words(member)
        self.surface.update(parts)
        stems = tuple(self.stem(part) for part in parts)
        concept = ABSENT + " ".join(stems)
        if len(stems) == 1:
            self._concepts[stems[0]] = [concept]
            self._absent.add(stems[0])
        elif stems:
            fixed[stems].append(concept)
        # Not for acronyms, since "UN job" would match "job of the UN bureaucrat", nor for
        # numbers, which would match "page 4 of the article".
        two = len(parts) == 2 and all(map(str.isalpha, parts))  # noqa: PLR2004  # as "B of A" has
        if two and f"{_SAME}{parts[0]}" not in self._concepts.get(stems[0], ()):
            self._turned[stems[1], stems[0]] = ((concept, 1.0),)

    def _by_beginning(self, fixed: _Fixed) -> dict[str, _BySecond]:
        """Group fixed phrases by their first two stems; the first alone is often a common word."""
        made: dict[str, _BySecond] = defaultdict(lambda: defaultdict(list))
        for length, alike in groupby(sorted(fixed, key=len, reverse=True), key=len):
            for stems in alike:
                phrases = made[stems[0]][stems[1]]
                if not phrases or phrases[-1][0] != length:
                    phrases.append((length, {}))
                phrases[-1][1][stems] = self._phrase_features(stems, fixed[stems])
        return made

    def _phrase_features(self, stems: tuple[str, ...], concepts: Sequence[str]) -> Features:
        if concepts[0].startswith(ABSENT):
            return ((concepts[0], 1.0),)
        shared = dict.fromkeys(concepts, 1.0)
        members = {s: MEMBER_OF_PHRASE for s in stems if s not in self.stopwords}
        return tuple((shared | members).items())

    def stem(self, word: str) -> str:
        """Return the stem of a word, the same for its British and American spelling."""
        known = self._stems.get(word)
        if known is None:
            known = self._stem(spelling(word)) if word.isalpha() else word
            if len(self._stems) < _MOST_CACHED:
                self._stems[word] = known
        return known

    def expand(self, text: str) -> Sequence[str]:
        """Return the words of `text` with shorthand ("ppl") written out."""
        return tokenizer.expand(text, self._shorthand)

    def read(self, text: str) -> Reading:
        """Analyse `text`; stop words are left out of its units except within a fixed phrase."""
        return self.read_words(self.expand(text))

    def read_words(self, tokens: Sequence[str]) -> Reading:
        """Analyse words that are already expanded and corrected."""
        return Reading(tuple(tokens), tuple(self.units(tokens)), asked_for(tokens))

    def units(self, tokens: Sequence[str]) -> list[Unit]:
        """Split `tokens` into units, in order; at each word, the longest fixed phrase wins."""
        get, know = self._known.get, self._know
        known = [get(token) or know(token) for token in tokens]
        units: list[Unit] = []
        last, after = len(known) - 1, 0
        for at, (_, unit, by_second) in enumerate(known):
            if at < after:
                continue
            if by_second and at < last and (phrases := by_second.get(known[at + 1][0])):
                stems = tuple([stem for stem, _, _ in known[at : at + phrases[0][0]]])
                if found := _longest(phrases, stems):
                    after = at + found[0]
                    units.append(Unit(" ".join(tokens[at:after]), found[1]))
                    continue
            if at < last - 1 and tokens[at + 1] in _TURNING:
                end = at + 3 if tokens[at + 2] in _ARTICLES and at + 2 < last else at + 2
                if turned := self._turned.get((known[at][0], known[end][0])):
                    after = end + 1
                    units.append(Unit(" ".join(tokens[at:after]), turned))
                    continue
            if unit is not None:
                units.append(unit)
        return units

    def _know(self, token: str) -> tuple[str, Unit | None, _BySecond | None]:
        """Return a word's stem, its unit (None for a stop word), and the phrases it begins.

        The phrases are by their second stem, or None if there are none. All of it is cached.
        """
        stem = self.stem(token)
        unit = None if token in self.stopwords else Unit(token, self.features(stem))
        made = (stem, unit, self._phrases.get(stem))
        if len(self._known) < _MOST_CACHED:
            self._known[token] = made
        return made

    def features(self, stem: str) -> Features:
        """Return the features of a single word: its stem, then the concepts that it shares.

        A word that the vocabulary lists as absent has only its own concept.
        """
        concepts = tuple((c, _strength(c)) for c in self._concepts.get(stem, ()))
        return concepts if stem in self._absent else ((stem, 1.0), *concepts)

    def distinct_stems(self, tokens: Iterable[str]) -> frozenset[str]:
        """Return the stems of all words that are not stop words."""
        return frozenset(self.stem(t) for t in tokens if t not in self.stopwords)


def _longest(phrases: _Phrases, stems: tuple[str, ...]) -> tuple[int, Features] | None:
    """Find the longest of `phrases` that `stems` begin with.

    Return its length in words and its features, or None if there is no such phrase.
    """
    for length, features_of in phrases:
        if features := features_of.get(stems[:length]):
            return length, features
    return None


def _strength(concept: str) -> float:
    """Return how strongly a concept matches: 0.8 for a synonym, 1 for an acronym.

    A synonym is only similar to the word; an acronym means the same as its long form.
    """
    return SYNONYM if concept.startswith(_LIKE) else 1.0
