"""A question's words, corrected and weighted against the index."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.answering.index import unit_weight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.answering.asking import Asks
    from bot.answering.index import Index
    from bot.answering.lexicon import Lexicon, Unit
    from bot.corpus.model import ActorType

# A word this common in English is known English, not a slip, even if the base lacks it.
_COMMON_ENGLISH: Final = 1_000
# What real-word slips ("trail" for "trial") are worth beside a word as typed.
_REAL_WORD_SLIP: Final = 0.5
_SHORTEST_REAL_WORD_SLIP: Final = 5
_SURE_ENOUGH: Final = 0.6
_SHORTEST_HALF: Final = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """One unit of a question: the ways in which it may match, and its weight.

    `known` is false where the base has nothing like it.
    """

    word: str
    features: tuple[tuple[str, float], ...]
    weight: float
    known: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the scorer sees it; `plain` is its corrected text, words apart by spaces."""

    text: str
    plain: str
    tokens: tuple[str, ...]
    asked: tuple[Asked, ...]
    asks: frozenset[Asks]
    weight: float


class Reader:
    """Reads questions against one index and lexicon."""

    def __init__(self, index: Index, lexicon: Lexicon, english: Mapping[str, int]) -> None:
        self._index = index
        self._lexicon = lexicon
        self._english = english
        self._rivals = _rivals(index)

    def read(self, text: str) -> Question:
        """`text` with slips corrected, words weighted, and what it asks for."""
        tokens, doubtful = self._correct(self._lexicon.expand(text))
        return self._weighed(text, tokens, doubtful)

    def joined(self, question: Question, before: Question, worth: float) -> Question:
        """`question` with the words of an earlier one beside its own, at `worth` their weight."""
        own = {asked.word for asked in question.asked}
        lent = tuple(
            replace(asked, weight=asked.weight * worth)
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
        """`before` without the words that `question` replaces: another place, mission or person."""
        named = {f for asked in question.asked for f, _ in asked.features}
        kinds = {kind for f in named for kind in self._rivals.get(f, ())}
        kept = tuple(
            asked
            for asked in before.asked
            if not any(kinds & self._rivals.get(f, frozenset()) for f, _ in asked.features)
        )
        return replace(before, asked=kept)

    def _weighed(
        self, text: str, tokens: list[str], doubtful: Mapping[str, tuple[tuple[str, float], ...]]
    ) -> Question:
        reading = self._lexicon.read_words(tokens)
        asked = tuple(self._asked(unit, doubtful) for unit in reading.units)
        return Question(
            text=text,
            plain=" ".join(tokens),
            tokens=tuple(tokens),
            asked=asked,
            asks=reading.asks,
            weight=sum(one.weight for one in asked),
        )

    def _asked(self, unit: Unit, doubtful: Mapping[str, tuple[tuple[str, float], ...]]) -> Asked:
        rarity = self._index.rarity
        features = tuple((f, s) for f, s in unit.features if f in rarity)
        if features:
            others = doubtful.get(unit.word, ())
            weight = unit_weight(unit, rarity, 0.0)
            return Asked(unit.word, features + others, weight, known=True)
        others = doubtful.get(unit.word, ())
        return Asked(unit.word, others, self._unknown_weight(unit.word), known=bool(others))

    def _unknown_weight(self, word: str) -> float:
        """The rarer in English, the more a word that the base lacks counts against a match."""
        frequency = max((self._english.get(part, 0) for part in word.split()), default=0)
        if frequency < _COMMON_ENGLISH:
            return self._index.rarest
        # 1,000 occurrences weigh as much as the rarest known word, 3 million nearly nothing.
        return max(0.3, self._index.rarest * (1 - math.log10(frequency / _COMMON_ENGLISH) / 3.6))

    def _correct(
        self, typed: Sequence[str]
    ) -> tuple[list[str], dict[str, tuple[tuple[str, float], ...]]]:
        tokens: list[str] = []
        doubtful: dict[str, tuple[tuple[str, float], ...]] = {}
        for word in self._joined(typed):
            if self._is_known(word):
                tokens.append(word)
                continue
            for corrected, others in self._corrected(word):
                tokens.append(corrected)
                if others:
                    doubtful[corrected] = others
        return tokens, doubtful

    def _is_known(self, word: str) -> bool:
        return (
            word in self._lexicon.stopwords
            or word in self._index.surface
            or self._lexicon.stem(word) in self._index.rarity
        )

    def _joined(self, typed: Sequence[str]) -> list[str]:
        """Words broken in two ("peace keepers") put together where the base has them as one."""
        out: list[str] = []
        for word in typed:
            long_enough = out and min(len(word), len(out[-1])) >= _SHORTEST_HALF
            if long_enough and out[-1] + word in self._index.surface:
                out[-1] += word
            else:
                out.append(word)
        return out

    def _corrected(self, word: str) -> list[tuple[str, tuple[tuple[str, float], ...]]]:
        """What an unknown word stands for: words, each with further doubtful features."""
        speller = self._index.speller
        if self._english.get(word, 0) >= _COMMON_ENGLISH:
            return [(word, self._real_word_slips(word))]
        found = speller.corrections(word)
        if found and found[0][1] >= _SURE_ENOUGH:
            best, *rest = found
            others = tuple(
                (self._lexicon.stem(w), round(likeness / best[1] * 0.9, 3))
                for w, likeness in rest
                if likeness > best[1] - 0.1 and w not in self._lexicon.stopwords
            )
            return [(part, others) for part in self._written_out(best[0])]
        if halves := speller.split(word):
            return [(half, ()) for half in halves]
        if english := speller.english(word):
            return [(english, ())]
        return [(word, ())]

    def _written_out(self, word: str) -> tuple[str, ...]:
        return self._lexicon.shorthand.get(word, (word,))

    def _real_word_slips(self, word: str) -> tuple[tuple[str, float], ...]:
        if len(word) < _SHORTEST_REAL_WORD_SLIP:
            return ()
        near = self._index.speller.one_slip(word)
        return tuple(
            (self._lexicon.stem(w), _REAL_WORD_SLIP)
            for w in near
            if w not in self._lexicon.stopwords
        )


def _rivals(index: Index) -> dict[str, frozenset[ActorType]]:
    """For each feature that names an actor, the sorts of actor that it names."""
    named: dict[str, set[ActorType]] = {}
    for indexed in index.entries:
        sort = indexed.entry.actor_type
        if sort is None:
            continue
        for worded in indexed.worded[: 1 + len(indexed.entry.names) + bool(indexed.entry.acronym)]:
            if len(worded.features) <= _NAME_LIKE:
                for feature in worded.features:
                    if index.rarity[feature] > _TOO_COMMON:
                        named.setdefault(feature, set()).add(sort)
    return {feature: frozenset(sorts) for feature, sorts in named.items()}


_NAME_LIKE: Final = 3
_TOO_COMMON: Final = 1.5
