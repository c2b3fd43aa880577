"""Parse a typed question: correct its spelling, split joined words, weight what it asks."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.answering.confirmation import without_confirmation
from bot.answering.entry_features import unit_weight
from bot.answering.lexicon import ABSENT, MEMBER_OF_PHRASE
from bot.answering.question_type import QuestionType
from bot.text.tokenizer import key_of_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.answering.index import Index
    from bot.answering.lexicon import Features, Unit


# A word with this many occurrences in English is no typo, even if the knowledge base lacks it.
COMMON_ENGLISH: Final = 1_000

# Strength of a real-word slip ("trail" for "trial"), where a word as typed has 1.
_REAL_WORD_SLIP: Final = 0.5

_SHORTEST_REAL_WORD_SLIP: Final = 5

_SURE_ENOUGH: Final = 0.6

_NEARLY_AS_LIKELY: Final = 0.1

_SECOND_CHOICE: Final = 0.9

_SHORTEST_HALF: Final = 3

_STEM: Final = 5

_LONG: Final = 6


@dataclass(frozen=True, slots=True)
class Corrected:
    """A word of a question after correction.

    `surety` (0 to 1) says how surely this word was meant; `others` are the stems of other words
    that may have been meant, each with a strength of 0 to 1.
    """

    word: str
    surety: float = 1.0
    others: Features = ()


class Corrector:
    """A spelling corrector for one index; words that it can't place stay as they are."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lexicon = index.lexicon

    def correct(self, typed: Sequence[str]) -> list[Corrected]:
        """Return the words of a question as they were most likely meant, in order.

        `typed` are its words in lower case. One typed word may become two, and two may become one.
        """
        out: list[Corrected] = []
        for word in self._joined(typed):
            if self._is_known(word):
                out.append(Corrected(self._whole(word)))
            else:
                out.extend(self._corrected(word))
        return out

    def _is_known(self, word: str) -> bool:
        return (
            word in self._lexicon.stopwords
            or self._index.has_word(word)
            or bool(self._index.rarity_of(self._lexicon.stem(word)))
        )

    def _whole(self, word: str) -> str:
        """Complete a bare stem ("footnot") to a word of the base; return other words unchanged."""
        if self._index.english.get(word) or self._index.has_word(word) or len(word) < _STEM:
            return word
        stem = self._lexicon.stem(word)
        near = self._index.spellers()[0].one_slip(word)
        return next((other for other in sorted(near) if self._lexicon.stem(other) == stem), word)

    def _joined(self, typed: Sequence[str]) -> Iterator[str]:
        """Join words that were typed apart ("peace keepers") but are one word in the base."""
        held = ""
        for word in typed:
            long_enough = min(len(word), len(held)) >= _SHORTEST_HALF
            if long_enough and self._index.has_word(held + word):
                held += word
                continue
            if held:
                yield held
            held = word
        if held:
            yield held

    def _corrected(self, word: str) -> list[Corrected]:
        """Return the word or words that an unknown word stands for."""
        if self._index.english.get(word, 0) >= COMMON_ENGLISH:
            return [Corrected(word, others=self._real_word_slips(word))]
        found = [pair for speller in self._index.spellers() for pair in speller.corrections(word)]
        found.sort(key=lambda pair: (-pair[1], pair[0]))
        if found and found[0][1] >= _SURE_ENOUGH:
            (best, surety), *rest = found
            others = tuple(
                (self._lexicon.stem(other), round(likeness * likeness * _SECOND_CHOICE, 3))
                for other, likeness in rest
                if likeness > surety - _NEARLY_AS_LIKELY and other not in self._lexicon.stopwords
            )
            # Squared for a short word, where a slip leaves more doubt about what was meant.
            sure = round(surety if len(word) >= _LONG else surety * surety, 3)
            written = self._lexicon.shorthand.get(best, (best,))
            return [Corrected(part, sure, others) for part in written]
        speller = self._index.spellers()[0]
        if halves := speller.split(word, self._lexicon.stopwords):
            return [Corrected(half) for half in halves]
        if len(word) < _SHORTEST_HALF or not word.isalpha():
            return [Corrected(word)]
        return [Corrected(speller.english(word) or word)]

    def _real_word_slips(self, word: str) -> Features:
        if len(word) < _SHORTEST_REAL_WORD_SLIP:
            return ()
        return tuple(
            (self._lexicon.stem(near), _REAL_WORD_SLIP)
            for near in sorted(self._index.spellers()[0].one_slip(word))
            if near not in self._lexicon.stopwords
        )


_LEAST_UNKNOWN: Final = 0.3

# A word with 1,000 occurrences in English weighs as much as the rarest known word, and one with
# four million, 3.6 powers of ten more, would weigh nothing.
_DECADES: Final = 3.6

_STRENGTH: Final = itemgetter(1)

_YEAR: Final = re.compile(r"(?:19|20)\d\d")

# For each unit of a text, its features and its weight.
Signature = tuple[tuple["Features", float], ...]


class QueryTerm(NamedTuple):
    """A word or fixed phrase of a question, with the features that may match it and its weight.

    `features` are sorted by strength (0 to 1), strongest last. `known` is false if the base has
    nothing like it; `absent` is true if the vocabulary lists it as a name or notion that the paper
    does not mention.
    """

    word: str
    features: Features
    weight: float
    known: bool
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question parsed for scoring.

    `key` is its wording key before correction. `plain` is its corrected text, with a space between
    words, and `tokens` are those words. `asked` are its terms, `weight` is the sum of their
    weights, and `asks` are the types of answer it wants. `surety` (0 to 1) is that of its least
    certain word.
    """

    text: str
    key: str
    plain: str
    tokens: tuple[str, ...]
    asked: tuple[QueryTerm, ...]
    asks: frozenset[QuestionType]
    weight: float
    surety: float = 1.0


_WHETHER: Final = frozenset([QuestionType.YES_NO])

_ASKING: Final = frozenset(
    """
    what who whom whose when where why how which define explain list name describe compare tell give
    show meaning difference
    """.split()
)


class QuestionParser:
    """A parser that corrects and weights questions by one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lexicon = index.lexicon
        self._corrector = Corrector(index)

    def key(self, text: str) -> str:
        """Return the wording key of `text`, before correction."""
        return key_of_words(self._lexicon.expand(text), text)

    def read(self, text: str) -> Question:
        """Parse `text`: correct typos, weight its words and detect the types of answer wanted."""
        expanded = self._lexicon.expand(text)
        corrected = self._corrector.correct(expanded)
        spoken = [one.word for one in corrected]
        tokens, confirms = without_confirmation(spoken)
        # A statement with a question mark asks whether it is so.
        states = text.rstrip().endswith("?") and not _ASKING.intersection(tokens)
        unsure = {one.word: one for one in corrected if one.others or one.surety < 1}
        reading = self._lexicon.read_words(tokens)
        asked = tuple(self._asked(unit, unsure) for unit in reading.units)
        return Question(
            text=text,
            key=key_of_words(expanded, text),
            plain=" ".join(spoken),
            tokens=tuple(tokens),
            asked=asked,
            asks=reading.asks | _WHETHER if confirms or states else reading.asks,
            weight=sum(one.weight for one in asked),
            surety=min((one.surety for one in corrected), default=1.0),
        )

    def signature(self, text: str) -> tuple[str, Signature]:
        """Return the corrected `text`, and the features and weight of each of its units.

        Two questions are compared by these, so words that the base lacks have features here too.
        """
        question = self.read(text)
        units = self._lexicon.units(question.tokens)
        weighed = tuple(
            (_opened(unit.features), asked.weight)
            for unit, asked in zip(units, question.asked, strict=True)
        )
        return question.plain, weighed

    def joined(self, question: Question, before: Question, worth: float) -> Question:
        """Return `question` with the terms of the question `before` it added.

        The added terms keep `worth` (0 to 1) of their weight; words that both have are not added.
        The types of answer wanted are those of `before` if `question` shows none.
        """
        own = {asked.word for asked in question.asked}
        lent = tuple(
            asked._replace(weight=asked.weight * worth)
            for asked in before.asked
            if asked.word not in own
        )
        asked = question.asked + lent
        return replace(
            question,
            key=f"{question.key} {before.key}",
            plain=f"{question.plain} {before.plain}",
            asked=asked,
            asks=question.asks or before.asks,
            weight=sum(one.weight for one in asked),
        )

    def without_rivals(self, before: Question, question: Question) -> Question:
        """Return `before` without the terms that `question` replaces.

        A term is replaced if `question` names another actor of the same type (place, mission,
        person and so on), or another year. The total weight stays that of `before`.
        """
        asked_for = {f for asked in question.asked for f, _ in asked.features}
        sorts_of = self._index.sorts_of
        kinds = {kind for f in asked_for for kind in sorts_of(f)}
        another_year = any(_YEAR.fullmatch(asked.word) for asked in question.asked)
        kept = tuple(
            asked
            for asked in before.asked
            if not any(kinds & sorts_of(f) for f, _ in asked.features)
            and not (another_year and _YEAR.fullmatch(asked.word))
        )
        return replace(before, asked=kept)

    def _asked(self, unit: Unit, unsure: Mapping[str, Corrected]) -> QueryTerm:
        rarity_of = self._index.rarity_of
        features = tuple(pair for pair in unit.features if rarity_of(pair[0]))
        one = unsure.get(unit.word)
        others = tuple(sorted(one.others, key=_STRENGTH)) if one else ()
        absent = unit.features[0][0].startswith(ABSENT)
        if not features:
            weight = self._index.rarest if absent else self._unknown_weight(unit.word)
            return QueryTerm(unit.word, others, weight, known=bool(others), absent=absent)
        if unsure:
            surety = min((unsure[w].surety for w in unit.word.split() if w in unsure), default=1.0)
            features = tuple((feature, strength * surety) for feature, strength in features)
        features = tuple(sorted(features + others, key=_STRENGTH))
        weight = unit_weight(unit, rarity_of)
        return QueryTerm(unit.word, features, weight, known=True, absent=absent)

    def _unknown_weight(self, word: str) -> float:
        """Return the weight of a word that the base lacks: the rarer in English, the higher.

        The higher it is, the more the word counts against a match. It is at least 0.3 and at most
        the weight of the rarest known word.
        """
        english = self._index.english
        frequency = max((english.get(part, 0) for part in word.split()), default=0)
        if frequency < COMMON_ENGLISH:
            return self._index.rarest
        share = 1 - math.log10(frequency / COMMON_ENGLISH) / _DECADES
        return max(_LEAST_UNKNOWN, self._index.rarest * share)


def _opened(features: Features) -> Features:
    """Add the words of an absent notion to its features; return other features unchanged."""
    name = features[0][0]
    if not name.startswith(ABSENT):
        return features
    return (*features, *((stem, MEMBER_OF_PHRASE) for stem in name.removeprefix(ABSENT).split()))
