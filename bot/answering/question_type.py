"""Detect the question type: whether it asks for a person, a time, a number, a reason and so on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence


class QuestionType(StrEnum):
    """The kind of answer that a question asks for; the index holds its values next to the words."""

    WHO = "?who"
    WHEN = "?when"
    NUMBER = "?number"
    WHY = "?why"
    WHERE = "?where"
    MEANING = "?meaning"
    SHOULD = "?should"
    SOURCE = "?source"
    HOW = "?how"
    YES_NO = "?yesno"


_PEOPLE: Final = frozenset(
    ["author", "person", "official", "officer", "scholar", "writer", "researcher", "representative"]
)

_TIMES: Final = frozenset(["year", "date", "month", "day", "decade", "time"])

_PLACES: Final = frozenset(
    ["country", "countries", "place", "places", "nation", "nations", "region"]
)

_WORKS: Final = frozenset(
    ["source", "sources", "footnote", "footnotes", "note", "notes", "citation", "citations",
     "reference", "references", "cite", "cited", "cites", "journal", "publisher", "published"]
)  # fmt: skip

_REMEDIES: Final = frozenset(
    ["should", "ought", "recommend", "recommends", "recommended", "recommendation", "solution",
     "solutions", "remedy", "fix", "suggest", "suggests", "propose", "proposes"]
)  # fmt: skip

_MEANINGS: Final = frozenset(
    ["define", "defined", "defines", "definition", "mean", "means", "meaning", "meant", "stand",
     "stands", "abbreviation", "acronym", "term"]
)  # fmt: skip

_AUXILIARIES: Final = frozenset(
    ["did", "do", "does", "is", "are", "was", "were", "has", "have", "had", "can", "could", "will",
     "would", "must", "may"]
)  # fmt: skip

_SINGLE: Final = {
    "who": QuestionType.WHO,
    "whom": QuestionType.WHO,
    "whose": QuestionType.WHO,
    "when": QuestionType.WHEN,
    "why": QuestionType.WHY,
    "reason": QuestionType.WHY,
    "reasons": QuestionType.WHY,
    "because": QuestionType.WHY,
    "where": QuestionType.WHERE,
}

_ASKING_FOR: Final = (
    (_PEOPLE, QuestionType.WHO),
    (_TIMES, QuestionType.WHEN),
    (_PLACES, QuestionType.WHERE),
    (_WORKS, QuestionType.SOURCE),
)

_BY_WORD: Final = (
    (_REMEDIES, QuestionType.SHOULD),
    (_MEANINGS, QuestionType.MEANING),
    (_WORKS, QuestionType.SOURCE),
)

_TELLING: Final = frozenset(
    ["which", "what", "how", "number", *_SINGLE, *_REMEDIES, *_MEANINGS, *_WORKS, *_AUXILIARIES]
)

# Thousands of phrasings share a few combinations of types, so each combination is stored once.
_NOTHING: Final[frozenset[QuestionType]] = frozenset()

_KNOWN: Final[dict[frozenset[QuestionType], frozenset[QuestionType]]] = {_NOTHING: _NOTHING}


def asked_for(words: Sequence[str]) -> frozenset[QuestionType]:
    """Return the kinds of answer that `words` ask for; empty if no word shows it.

    `words` are the question's words in lower case, in order.
    """
    if _TELLING.isdisjoint(words):
        return _NOTHING
    kinds: set[QuestionType] = set()
    for word, following in zip(words, (*words[1:], ""), strict=True):
        kinds |= _by_question_word(word, following)
        kinds.update(kind for telling, kind in _BY_WORD if word in telling)
    if words[0] in _AUXILIARIES:
        kinds.add(QuestionType.YES_NO)
    if not kinds and len(words) > 1 and words[0] == "what" and words[1] in {"is", "are", "was"}:
        kinds.add(QuestionType.MEANING)
    return _KNOWN.setdefault(made := frozenset(kinds), made)


def _by_question_word(word: str, following: str) -> set[QuestionType]:
    if word in _SINGLE:
        return {_SINGLE[word]}
    if word in {"which", "what"}:
        return {kind for nouns, kind in _ASKING_FOR if following in nouns}
    if word == "how":
        return {_how(following)}
    return {QuestionType.NUMBER} if (word, following) == ("number", "of") else set()


def _how(following: str) -> QuestionType:
    if following in {"many", "much", "few", "large", "big"}:
        return QuestionType.NUMBER
    return QuestionType.WHY if following == "come" else QuestionType.HOW
