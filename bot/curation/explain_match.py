"""What the words of a question met in an entry, in words that say how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answering.lexicon import ABSENT
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.paper.model import Vocabulary


_LIKE, _SAME = "~", "="

_MOST_NAMED: Final = 2

# What meets with less is a slip put right, a member of a phrase, or a word like it.
_WHOLE: Final = 0.99


def describe_matches(pairs: Iterable[tuple[str, str, float]], vocabulary: Vocabulary) -> str:
    """What words met: found as they are, by a word like them, in part, or not at all.

    Each of `pairs` is a word, the feature of the entry that it met if any, and how well, 0 to 1.
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
    """The words that share a concept of the vocabulary."""
    if feature.startswith(_LIKE):
        return vocabulary.synonyms[int(feature.removeprefix(_LIKE))]
    short = feature.removeprefix(_SAME)
    forms = {key.lower(): (key, *long) for key, long in vocabulary.acronyms.items()}
    return forms.get(short, ())


def _others(word: str, group: Sequence[str]) -> list[str]:
    """A few of a group besides the word itself."""
    plain = " ".join(words(word))
    return [one for one in group if " ".join(words(one)) != plain][:_MOST_NAMED]
