"""What a word of a question met in an entry, in words that say how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answering.lexicon import ABSENT
from bot.answering.text import words

if TYPE_CHECKING:
    from bot.corpus.vocabulary import Vocabulary

_LIKE, _SAME = "~", "="
_MOST_NAMED: Final = 3
_WHOLE: Final = 0.99


def met(word: str, feature: str, strength: float, vocabulary: Vocabulary) -> str:
    """How `word` met a feature of an entry with a strength of 0 to 1; no feature is no hit."""
    if not feature:
        return f"{word}: not in this entry"
    if feature.startswith(_LIKE):
        group = vocabulary.synonyms[int(feature.removeprefix(_LIKE))]
        return f"{word}: by its like ({_others(word, group)})"
    if feature.startswith(_SAME):
        short = feature.removeprefix(_SAME)
        every = [
            form
            for key, forms in vocabulary.acronyms.items()
            if key.lower() == short
            for form in (key, *forms)
        ]
        return f"{word}: as the same thing ({_others(word, every)})"
    if feature.startswith(ABSENT):
        return f"{word}: known to be absent from the paper"
    if strength < _WHOLE:
        return f"{word}: in part, or as a slip ({strength:.0%})"
    return f"{word}: found"


def _others(word: str, group: tuple[str, ...] | list[str]) -> str:
    plain = " ".join(words(word))
    others = [one for one in group if " ".join(words(one)) != plain]
    return ", ".join(others[:_MOST_NAMED])
