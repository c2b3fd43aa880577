"""Read what people type around an answer: "It was X, I think", "X (its other name)", "J. Doe"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_IT: Final = r"(?:it|that|this|they|he|she|these|those)"
_BE: Final = r"(?:is|was|are|were)"
_MIGHT: Final = r"(?:must|might|could|may|would|should|will)"
_OPENING: Final = re.compile(
    r"^(?:(?:(?:well|so|hm+|um+|ok|oh)\b"
    r"|(?:i|we) (?:think|guess|believe|suppose|assume|reckon)(?: that)?\b"
    r"|i(?:'d| would) say\b|i(?:'m| am) (?:(?:pretty|quite|fairly|almost|very) )?sure(?: that)?\b"
    r"|my (?:guess|answer) is\b|(?:the )?(?:right )?answer(?: is\b| was\b|:|$)"
    r"|maybe|perhaps|probably|possibly|surely|certainly|definitely"
    rf"|{_IT} {_BE}\b|(?:it|that|he|she)'s\b|its\b|they're\b|{_IT} {_MIGHT} (?:be|have been)\b"
    rf"|{_BE} {_IT}\b|{_MIGHT} {_IT} (?:be|have been)\b"
    rf"|{_IT} (?:happened|took place|occurred)\b|done by\b|by\b|back in\b"
    r"|in the (?:year|month) of\b"
    r"|in\b|on\b|during\b|(?:in )?the year\b|year\b|about\b|around\b|roughly\b|approximately\b"
    r"|circa\b|some\b|a total of\b|(?:mr|mrs|ms|dr|prof|professor|sir)\b\.?)[ ,:;]*)+"
)
_CLOSING: Final = re.compile(
    r"(?:[\s,;.:()-]+(?:i (?:think|guess|believe|suppose|assume|reckon|would say)|i'd say|right"
    r"|maybe|perhaps|probably|possibly|surely|for sure|no doubt|or so i think|did(?: it)?"
    r"|if i(?:'m| am)? (?:remember|recall|not mistaken)(?: correctly| rightly| right| well)?"
    r"|isn't it|wasn't it|ad|ce)[\s?!.)]*)+$"
)
# "U.N.S.C." and "u. n. s. c": letters with a full stop each.
_DOTTED: Final = re.compile(r"(?<![\w.])(?:[a-z]\.[ ]?){2,}(?:[a-z](?![\w]))?")
# What stands between two names of the same thing.
_BETWEEN: Final = (
    re.compile(r"\s*[()\[\]]+\s*"),
    re.compile(r"\s+[-/=|]+\s+|\s*[:;]\s+|,(?!\d)|\s+or\s+"),
    re.compile(r"\s*[,;:/|=()\[\]\n]+\s*|\s+-+\s+|\s+or\s+"),
)
_JOINED: Final = re.compile(r"\s*[,;/|\n+&]\s*|\s+and\s+")
_WORDS: Final = re.compile(r"\w+\.?")
_NUMBERED: Final = re.compile(r"\b(?:number|no|nr|nos)\b\.? ?(?=\d)")
_NEGATIONS: Final = frozenset(
    "not no never nobody none neither nor without except but isn wasn aren weren cannot".split()
)
_SMALL: Final = frozenset({"a", "an", "the", "and", "of"})
_TWO: Final = 2


def bare(typed: str) -> str:
    """Return a typed answer folded, without what people say around it: "it was", "I think"."""
    text = " ".join(fold(typed).split()).strip("*_\"' ")
    text = _DOTTED.sub(lambda found: re.sub(r"[. ]", "", found[0]) + " ", text).strip()
    text = _NUMBERED.sub("", text)
    text = _OPENING.sub("", text) or text
    return _CLOSING.sub("", text) or text


def alternatives(text: str) -> list[list[str]]:
    """Return the readings of "X (Y)", "X - Y", "X, Y" or "X or Y" as several names, each bare."""
    split = ([bare(p) for p in sign.split(text) if p.strip(" .?!\"'")] for sign in _BETWEEN)
    return [names for names in split if len(names) > 1]


def turned(text: str) -> str:
    """Return "Jane Doe" for "Doe, Jane"; empty for what has not exactly one comma."""
    pieces = [piece.strip() for piece in text.split(",")]
    return f"{pieces[1]} {pieces[0]}" if len(pieces) == _TWO and all(pieces) else ""


def members(text: str) -> frozenset[str]:
    """Return the names that a text joins, as in "Doe and Roe" or "Roe & Doe", in no order."""
    return frozenset(piece.strip(" .?!") for piece in _JOINED.split(fold(text)) if piece.strip())


def negations(text: str) -> frozenset[str]:
    """Return the words in a text that turn its meaning round."""
    return _NEGATIONS.intersection(re.findall(r"\w+", text))


def abbreviates(text: str, form: str) -> bool:
    """Return whether a text is a form with words cut short by a full stop: "J. Doe", "Res. 5".

    An initial between two names may be left out of the form: "Jane A. Doe" is "Jane Doe".
    """
    words = [word for word in _WORDS.findall(text) if word not in _SMALL]
    names = [word.rstrip(".") for word in _WORDS.findall(form) if word not in _SMALL]
    inner = [
        word
        for place, word in enumerate(words)
        if not (0 < place < len(words) - 1 and len(word) == _TWO and word.endswith("."))
    ]
    return (
        "." in text and len(names) > 1 and any(_is_short_of(each, names) for each in (words, inner))
    )


def _is_short_of(words: Sequence[str], names: Sequence[str]) -> bool:
    cut = [word for word in words if word.endswith(".") and word[:-1].isalpha()]
    return len(words) == len(names) and all(
        word.rstrip(".") == name or (word in cut and name.startswith(word[:-1]))
        for word, name in zip(words, names, strict=True)
    )
