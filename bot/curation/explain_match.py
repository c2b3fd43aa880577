"""Describes how each word of a question matched an entry, for /kb explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answering.lexicon import ABSENT
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.paper.model import Vocabulary


_LIKE, _SAME = "~", "="

_MOST_NAMED: Final = 2

# A lower score means a corrected typo, part of a phrase, or a similar word.
_WHOLE: Final = 0.99


def describe_matches(pairs: Iterable[tuple[str, str, float]], vocabulary: Vocabulary) -> str:
    """Describe how each word of a question matched: exactly, by a similar word, in part, or not.

    Each of `pairs` is a word, the entry's feature that it matched, if any, and how well, 0 to 1.
    """
    found: dict[str, list[str]] = {"Found": [], "Alike": [], "In part": [], "Not there": []}
    for word, feature, strength in pairs:
        if not feature or feature.startswith(ABSENT):
            found["Not there"].append(word)
        elif feature.startswith((_LIKE, _SAME)) and " " not in word:
            others = _others(word, _group(feature, vocabulary))
            found["Alike"].append(f"{word} ({', '.join(others)})" if others else word)
        elif strength < _WHOLE:
            found["In part"].append(word)
        else:
            found["Found"].append(word)
    return ". ".join(f"{how}: {', '.join(told)}" for how, told in found.items() if told)


def _group(feature: str, vocabulary: Vocabulary) -> Sequence[str]:
    """Return the words that share a concept of the vocabulary."""
    if feature.startswith(_LIKE):
        return vocabulary.synonyms[int(feature.removeprefix(_LIKE))]
    short = feature.removeprefix(_SAME)
    forms = {key.lower(): (key, *long) for key, long in vocabulary.acronyms.items()}
    return forms.get(short, ())


def _others(word: str, group: Sequence[str]) -> list[str]:
    """Return a few words of a group other than the word itself."""
    plain = " ".join(words(word))
    return [one for one in group if " ".join(words(one)) != plain][:_MOST_NAMED]
