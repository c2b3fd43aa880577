"""A question's words, corrected and weighted against the index."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.answering.correcting import COMMON_ENGLISH, Corrector
from bot.answering.lexicon import ABSENT, MEMBER_OF_PHRASE
from bot.answering.traits import unit_weight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answering.asking import Asks
    from bot.answering.correcting import Corrected
    from bot.answering.index import Index
    from bot.answering.lexicon import Features, Unit

_LEAST_UNKNOWN: Final = 0.3
# 1,000 occurrences in English weigh as much as the rarest known word, four million nothing.
_DECADES: Final = 3.6
_STRENGTH: Final = itemgetter(1)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


# The features of each unit of a text, and the unit's weight.
Signature = tuple[tuple["Features", float], ...]


class Asked(NamedTuple):
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

    `plain` is its corrected text, words apart by spaces; `surety` that of the least sure of them.
    """

    text: str
    plain: str
    tokens: tuple[str, ...]
    asked: tuple[Asked, ...]
    asks: frozenset[Asks]
    weight: float
    surety: float = 1.0


class Reader:
    """Reads questions against one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lexicon = index.lexicon
        self._corrector = Corrector(index)

    def read(self, text: str) -> Question:
        """`text` with slips corrected, words weighted, and what it asks for."""
        corrected = self._corrector.correct(self._lexicon.expand(text))
        tokens = [one.word for one in corrected]
        unsure = {one.word: one for one in corrected if one.others or one.surety < 1}
        reading = self._lexicon.read_words(tokens)
        asked = tuple(self._asked(unit, unsure) for unit in reading.units)
        return Question(
            text=text,
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

    def _asked(self, unit: Unit, unsure: Mapping[str, Corrected]) -> Asked:
        rarity_of = self._index.rarity_of
        features = tuple(pair for pair in unit.features if rarity_of(pair[0]))
        one = unsure.get(unit.word)
        others = tuple(sorted(one.others, key=_STRENGTH)) if one else ()
        if not features:
            absent = unit.features[0][0].startswith(ABSENT)
            weight = self._index.rarest if absent else self._unknown_weight(unit.word)
            return Asked(unit.word, others, weight, known=bool(others), absent=absent)
        if unsure:
            surety = min((unsure[w].surety for w in unit.word.split() if w in unsure), default=1.0)
            features = tuple((feature, strength * surety) for feature, strength in features)
        features = tuple(sorted(features + others, key=_STRENGTH))
        return Asked(unit.word, features, unit_weight(unit, rarity_of), known=True)

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
