"""Correct spelling: find the vocabulary words that a misspelt word may stand for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

# Lengths in letters from which a word is corrected at all, and from which two and three slips are
# allowed: people typing on phones seldom make more in a short word.
_SHORTEST: Final = 3
# The longest word in English dictionaries has 45 letters; the work grows with the square of them.
_LONGEST: Final = 45
_TWO_SLIPS_FROM: Final = 6
_THREE_SLIPS_FROM: Final = 10
_MOST_ALTERNATIVES: Final = 3
_SWAPPED: Final = 0.5
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


class Speller:
    """A spelling corrector with a fixed vocabulary, by optimal string alignment (OSA) distance.

    In that edit distance a swap of two neighbouring letters counts as one slip. Words one slip away
    are found through an index of deletions. Only if there are none are words of similar length
    compared with rapidfuzz.
    """

    __slots__ = ("_by_deletion", "_by_length", "_english", "_words")

    def __init__(self, words: Iterable[str], english: Mapping[str, int]) -> None:
        self._words = frozenset(w for w in words if w.isalpha() and len(w) >= _SHORTEST)
        self._english = english
        # Words joined by spaces, not lists: nearly all are a single word, which the vocabulary
        # holds already and which so needs no more memory.
        by_deletion: dict[str, str] = {}
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            by_length[len(word)].append(word)
            for shorter in _deletions(word):
                known = by_deletion.get(shorter)
                by_deletion[shorter] = f"{known} {word}" if known else word
        self._by_deletion = by_deletion
        self._by_length = dict(by_length)

    def corrections(self, word: str) -> list[tuple[str, float]]:
        """Return the likeliest vocabulary words for `word`, best first, with similarity 0 to 1.

        At most three are returned, and none for a word that is shorter than three letters or
        longer than 45, or has other characters than letters.
        """
        if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return []
        found = self._one_slip(word)
        if not found and len(word) >= _TWO_SLIPS_FROM:
            found = self._more_slips(word)
        ranked = sorted(
            ((w, _likeness(word, w, slips)) for w, slips in found), key=lambda f: (-f[1], f[0])
        )
        return ranked[:_MOST_ALTERNATIVES]

    def one_slip(self, word: str) -> list[str]:
        """Return the vocabulary words exactly one slip away from `word`, in no order."""
        return [w for w, _ in self._one_slip(word)]

    def _one_slip(self, word: str) -> list[tuple[str, int]]:
        near = set(self._by_deletion.get(word, "").split())
        for shorter in _deletions(word):
            if shorter in self._words:
                near.add(shorter)
            near.update(self._by_deletion.get(shorter, "").split())
        return [(w, 1) for w in near if OSA.distance(word, w, score_cutoff=1) == 1]

    def _more_slips(self, word: str) -> list[tuple[str, int]]:
        most = 3 if len(word) >= _THREE_SLIPS_FROM else 2
        choices = [
            w
            for length in range(len(word) - most, len(word) + most + 1)
            for w in self._by_length.get(length, ())
        ]
        hits = process.extract(
            word, choices, scorer=OSA.distance, score_cutoff=most, limit=4 * _MOST_ALTERNATIVES
        )
        return [(w, int(slips)) for w, slips, _ in hits if len(w) >= _TWO_SLIPS_FROM - 1]

    def split(self, word: str, small: Collection[str] = ()) -> tuple[str, str] | None:
        """Split `word` into two words that were typed together, or return None if it can't be.

        One half may be a `small` word of two letters or more. If there are several ways, the one
        whose rarer half is the commonest in English is chosen.
        """
        best, best_worth = None, -1
        # Neither half can be longer than the longest word.
        for cut in range(1, len(word) if len(word) <= 2 * _LONGEST else 0):
            left, right = word[:cut], word[cut:]
            if not (self._stands(left, small) and self._stands(right, small)):
                continue
            if left in self._words or right in self._words:
                worth = min(self._english.get(left, 1), self._english.get(right, 1))
                if worth > best_worth:
                    best, best_worth = (left, right), worth
        return best

    def _stands(self, half: str, small: Collection[str]) -> bool:
        return half in self._words or (len(half) > 1 and half in small)

    def english(self, word: str) -> str | None:
        """Return the commonest English word one slip away from `word`, or None if there is none.

        A number is not a slip for a word, so it gives None; and so does a word of over 45 letters.
        """
        if len(word) > _LONGEST or not word.isalpha():
            return None
        near = [w for w in _edits(word) if w in self._english]
        return max(near, key=lambda w: self._english[w], default=None)


def _likeness(typed: str, word: str, slips: float) -> float:
    """Return how surely `word` was meant, 0 to 1.

    Three quarters of it is `1 - slips / length`, by the length of the longer word, and one quarter
    is the Jaro-Winkler similarity, which favours a shared beginning. If only the order of the
    letters differs, it is `1 - slips / length` alone with each slip counted as half, since nothing
    was left out and nothing added.
    """
    if sorted(typed) == sorted(word):
        return 1 - _SWAPPED * slips / len(word)
    return 0.75 * (1 - slips / max(len(typed), len(word))) + 0.25 * JaroWinkler.similarity(
        typed, word
    )


def _deletions(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _edits(word: str) -> Iterator[str]:
    yield from _deletions(word)
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    for i in range(len(word) + 1):
        for letter in _LETTERS:
            yield word[:i] + letter + word[i:]
            yield word[:i] + letter + word[i + 1 :]
