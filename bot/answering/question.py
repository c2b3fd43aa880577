"""Typed words into words that the base knows: slips undone, joined words parted."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.answering.entry_features import unit_weight
from bot.answering.lexicon import ABSENT, MEMBER_OF_PHRASE
from bot.text.tokenizer import key_of_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.answering.index import Index
    from bot.answering.lexicon import Features, Unit
    from bot.answering.question_type import QuestionType


# A word this common in English is known English, not a slip, even if the base lacks it.
COMMON_ENGLISH: Final = 1_000

# What real-word slips ("trail" for "trial") are worth beside a word as typed.
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
    """One word as it is read: how surely (0 to 1), and what else it may stand for."""

    word: str
    surety: float = 1.0
    others: Features = ()


class Corrector:
    """Corrects words against one index; what it cannot place it leaves as it is."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lexicon = index.lexicon

    def correct(self, typed: Sequence[str]) -> list[Corrected]:
        """The words of a question as they were surely or likely meant, in order."""
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
        """`word`, or where it is only the stem of a word of the base ("footnot"), that word."""
        if self._index.english.get(word) or self._index.has_word(word) or len(word) < _STEM:
            return word
        stem = self._lexicon.stem(word)
        near = self._index.spellers()[0].one_slip(word)
        return next((other for other in sorted(near) if self._lexicon.stem(other) == stem), word)

    def _joined(self, typed: Sequence[str]) -> Iterator[str]:
        """Words broken in two ("peace keepers") put together where the base has them as one."""
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
        """What an unknown word stands for."""
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
            # Squared: a slip in a short word says little of what was meant.
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

# 1,000 occurrences in English weigh as much as the rarest known word, four million nothing.
_DECADES: Final = 3.6

_STRENGTH: Final = itemgetter(1)

_YEAR: Final = re.compile(r"(?:19|20)\d\d")

# The features of each unit of a text, and the unit's weight.
Signature = tuple[tuple["Features", float], ...]


class QueryTerm(NamedTuple):
    """One unit of a question: the ways in which it may match, strongest last, and its weight.

    `known` is false where the base has nothing like it; `absent` is true of a name or notion that
    the vocabulary says the paper does not mention.
    """

    word: str
    features: Features
    weight: float
    known: bool
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the scorer sees it.

    `key` is its wording key, before correction; `plain` is its corrected text, words apart by
    spaces; `surety` that of the least sure of them.
    """

    text: str
    key: str
    plain: str
    tokens: tuple[str, ...]
    asked: tuple[QueryTerm, ...]
    asks: frozenset[QuestionType]
    weight: float
    surety: float = 1.0


class QuestionParser:
    """Reads questions against one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lexicon = index.lexicon
        self._corrector = Corrector(index)

    def read(self, text: str) -> Question:
        """`text` with slips corrected, words weighted, and what it asks for."""
        expanded = self._lexicon.expand(text)
        corrected = self._corrector.correct(expanded)
        tokens = [one.word for one in corrected]
        unsure = {one.word: one for one in corrected if one.others or one.surety < 1}
        reading = self._lexicon.read_words(tokens)
        asked = tuple(self._asked(unit, unsure) for unit in reading.units)
        return Question(
            text=text,
            key=key_of_words(expanded, text),
            plain=" ".join(tokens),
            tokens=tuple(tokens),
            asked=asked,
            asks=reading.asks,
            weight=sum(one.weight for one in asked),
            surety=min((one.surety for one in corrected), default=1.0),
        )

    def signature(self, text: str) -> tuple[str, Signature]:
        """`text` as it is read, and each of its units with all its features and its weight.

        Also words that the base lacks have features here, by which two questions are compared.
        """
        question = self.read(text)
        units = self._lexicon.units(question.tokens)
        weighed = tuple(
            (_opened(unit.features), asked.weight)
            for unit, asked in zip(units, question.asked, strict=True)
        )
        return question.plain, weighed

    def joined(self, question: Question, before: Question, worth: float) -> Question:
        """`question` with an earlier one's words beside its own, at `worth` of their weight."""
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
        """`before` without what `question` replaces: another place, mission, person or year."""
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
        if not features:
            absent = unit.features[0][0].startswith(ABSENT)
            weight = self._index.rarest if absent else self._unknown_weight(unit.word)
            return QueryTerm(unit.word, others, weight, known=bool(others), absent=absent)
        if unsure:
            surety = min((unsure[w].surety for w in unit.word.split() if w in unsure), default=1.0)
            features = tuple((feature, strength * surety) for feature, strength in features)
        features = tuple(sorted(features + others, key=_STRENGTH))
        return QueryTerm(unit.word, features, unit_weight(unit, rarity_of), known=True)

    def _unknown_weight(self, word: str) -> float:
        """The rarer in English, the more a word that the base lacks counts against a match."""
        english = self._index.english
        frequency = max((english.get(part, 0) for part in word.split()), default=0)
        if frequency < COMMON_ENGLISH:
            return self._index.rarest
        share = 1 - math.log10(frequency / COMMON_ENGLISH) / _DECADES
        return max(_LEAST_UNKNOWN, self._index.rarest * share)


def _opened(features: Features) -> Features:
    """What is known to be absent together with the words it is made of; all else as it is."""
    name = features[0][0]
    if not name.startswith(ABSENT):
        return features
    return (*features, *((stem, MEMBER_OF_PHRASE) for stem in name.removeprefix(ABSENT).split()))
