"""How a question leans on the answer before it: "who said that?", "more", "and in Kosovo?"."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence


class Leaning(Enum):
    """What a leaning question wants of the answer before it."""

    SOURCE = auto()
    PERSON = auto()
    PUBLISHED = auto()
    MORE = auto()
    # A new search in the light of the question before: only, or where it does not stand alone.
    INSTEAD = auto()
    TOPIC = auto()
    NONE = auto()


POINTING_BACK: Final = frozenset(
    """
    that this it its they them their those these he him his she her there then such same one
    ones both either another else above
    """.split()
)
_MORE: Final = frozenset(["more", "further", "continue", "elaborate", "expand"])
_MORE_OF_IT: Final = _MORE | {"go", "keep", "on", "detail", "details", "anything", "explain"}
_SOURCES: Final = frozenset(
    """
    source sources footnote footnotes note notes citation citations reference references cite
    cited proof evidence backs support supports where from comes come came work works book
    article report study page pages pg paragraph para number exact title
    """.split()
)
_NAMING_A_SOURCE: Final = _SOURCES - {"where", "from", "comes", "come", "came", "work", "works"}
_SAYING: Final = frozenset(
    """
    said say says saying wrote write writes written claims claimed stated states argued argues
    reported found author authors whose quote quoted words told
    """.split()
)
_PUBLISHING: Final = frozenset(
    "published publish publication written year out date dated come came appear appeared".split()
)
_OPENERS: Final = frozenset(["and", "or", "but", "so", "also", "what about", "how about", "same"])
_SMALL: Final = frozenset(
    """
    who what when where why how which whose is are was were do does did has have the a an of in
    on for to about and so ok okay but by with can could you i me please tell give us show
    really exactly at all any some
    """.split()
)
# An opener makes a question of so few words lean; so many words beside "that" do not stand alone.
_SHORT: Final = 6
_FEW: Final = 2


def leaning(tokens: Sequence[str]) -> Leaning:
    """How the question made of `tokens` (corrected words) leans on an answer before it."""
    content = [t for t in tokens if t not in _SMALL and t not in POINTING_BACK]
    found = set(content)
    if found & _PUBLISHING and found <= _PUBLISHING | _SOURCES and {"when", "year"} & set(tokens):
        return Leaning.PUBLISHED
    if "who" in tokens and found <= _SAYING and (found or set(tokens) & POINTING_BACK):
        return Leaning.PERSON
    if _asks_source(tokens, found):
        return Leaning.SOURCE
    if found <= _MORE_OF_IT and (
        found & _MORE
        or list(tokens[:2]) in (["go", "on"], ["keep", "on"])
        or ("else" in tokens and not {"what", "anything"}.isdisjoint(tokens))
    ):
        return Leaning.MORE
    if "more" in tokens and found <= _MORE_OF_IT:
        return Leaning.MORE
    return _leans_on_topic(tokens, content)


def _asks_source(tokens: Sequence[str], found: set[str]) -> bool:
    if not found <= _SAYING | _SOURCES:
        return False
    where_from = "where" in tokens and bool({"from", "come", "comes", "came"} & set(tokens))
    return bool(found & (_NAMING_A_SOURCE | {"author", "authors"})) or where_from


def _leans_on_topic(tokens: Sequence[str], content: Sequence[str]) -> Leaning:
    if not tokens:
        return Leaning.NONE
    opens = tokens[0] in _OPENERS or " ".join(tokens[:2]) in _OPENERS
    points_back = any(t in POINTING_BACK for t in tokens)
    if (opens and len(content) <= _SHORT) or (points_back and len(content) <= _FEW):
        return Leaning.INSTEAD
    return Leaning.TOPIC if points_back or len(content) <= 1 else Leaning.NONE
