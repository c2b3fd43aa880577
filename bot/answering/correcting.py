"""Typed words into words that the base knows: slips undone, joined words parted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.answering.index import Index
    from bot.answering.lexicon import Features

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
