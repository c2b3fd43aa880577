"""Find whom a message is about: the writer, somebody close to them, or nobody they know."""

from __future__ import annotations

import re
from typing import Final

CLOSE: Final = (
    r"(?:friends?|homegirl|homeboy|sisters?|brothers?|mothers?|fathers?|parents?|step\w+|cousins?|"
    r"cusins?|aunts?|"
    r"uncles?|daughters?|sons?|nieces?|nephews?|grand(?:mother|father|parents?|daughter|son)s?|"
    r"family|girlfriends?|boyfriends?|girl|ex|exes|wife|husbands?|hsuband|partner|fiancee?|"
    r"neighbou?rs?|roommates?|flatmates?|housemates?|dormmates?|classmates?|schoolmates?|"
    r"teammates?|colleagues?|coworkers?|boss|employer|manager|supervisor|coach|trainer|children|"
    r"child|kids?|baby|students?|pupils?|teachers?|professors?|prof|tutor|landlord|landlady|"
    r"pastor|priest|imam|doctor|clients?|patients?|relatives?|in laws?|crush|date|buddy|"
    r"babysitter|nanny|au pair|intern|host (?:family|father|mother)|foster \w+)"
)

# Those whom nobody mentions as an example.
DEAR: Final = (
    r"(?:(?:best |little |big |older |younger |own |good |close |twin |half )?(?:friend|sister|"
    r"brother|"
    r"mother|father|cousin|aunt|uncle|daughter|son|niece|nephew|wife|girlfriend|boyfriend|husband|"
    r"family|grandmother|parents|child|children|kids?|baby|roommate|flatmate|classmate|neighbou?r))"
)

# "A" friend is the writer's as well; "a" husband or boss is not.
_NEAR: Final = (
    r"(?:friend|classmate|neighbou?r|roommate|flatmate|colleague|coworker|cousin|relative|"
    r"teammate|schoolmate|client|patient|student|pupil)"
)

_ANYBODY: Final = (
    r"(?:someone|somebody|somone|anyone|people|girls?|boys?|guys?|dude|woman|women|man|men|lady|"
    r"ladies|kids?|child|person|student|tenant|customer|family|couple|one)"
)

_NEARBY: Final = (
    r"(?:(?:that |who |whom )?(?:i|we) (?:know|knew|met|meet|teach|tutor|interpret|work|worked|"
    r"live|lived|see|study|train|coach|babysit|care|clean)|next door|upstairs|downstairs|"
    r"next to me|across the (?:street|hall|road)|down the (?:street|hall|road)|"
    r"(?:in|on|at|from|of) (?:my|our) (?:\w+ )?(?:class|course|school|group|seminar|year|floor|"
    r"dorm|"
    r"street|building|house|block|village|town|church|team|job|work|street|home|shelter))"
)

# "My sister", "my best friend", "a friend of mine", "one of my friends", "the girl next door".
CLOSE_ONE: Final = (
    rf"(?:(?:my|our) (?:(?!own\b)\w+ )?{CLOSE}|(?:a|an|another|one of my|this|some) "
    rf"(?:\w+ )?{_NEAR}s?|{_NEAR}s? of (?:mine|ours)|"
    rf"{_ANYBODY} (?:\w+ )?{_NEARBY})"
)

_CLOSE_ONE: Final = re.compile(rf"\b{CLOSE_ONE}\b")

_FIRST: Final = frozenset("i me my mine myself we our ours us ourselves im ive".split())

# Without one of these words a message names nobody whom the writer could know.
_NAMING: Final = _FIRST | frozenset(
    "friend friends freind frend classmate neighbour neighbor roommate flatmate colleague coworker "
    "cousin relative teammate schoolmate client patient student pupil someone somebody somone "
    "anyone "
    "she her he him person girl boy guy dude door upstairs downstairs kid woman man lady homegirl "
    "bestie u you your boyfriend girlfriend".split()
)


def names_somebody(words: tuple[str, ...]) -> bool:
    """Return whether a message may be about the writer or about somebody whom they know."""
    return not _NAMING.isdisjoint(words)


def speaks_of_self(words: tuple[str, ...]) -> bool:
    """Return whether a message has a word of the first person."""
    return not _FIRST.isdisjoint(words)


def speaks_of_close(text: str) -> bool:
    """Return whether a message, its words one space apart, names somebody close to the writer."""
    return _CLOSE_ONE.search(text) is not None
