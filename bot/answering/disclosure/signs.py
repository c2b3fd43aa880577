"""Signs that an English message reports harm, or that it is about study."""

from __future__ import annotations

from typing import Final

from bot.answering.disclosure.patterns import HARM_WORDS, HURT_WORDS, PATTERNS
from bot.answering.disclosure.people import speaks_of_close, speaks_of_self
from bot.answering.disclosure.themes import themes


def signs(words: tuple[str, ...]) -> dict[str, float]:
    """Return the signs in a message, each with its strength, by name.

    `words` are the message's words as `plainly` reads them.
    """
    text = " ".join(words)
    found = {name for name, pattern in PATTERNS.items() if pattern.search(text)}
    held = frozenset(words)
    if speaks_of_self(words):
        found.add("self")
    if not held.isdisjoint(("me", "us", "myself")):
        found.add("me")
    if speaks_of_close(text):
        found.add("close")
    if not held.isdisjoint(("she", "her", "he", "him", "someone", "somebody", "somone")):
        found.add("somebody")
    if HARM_WORDS.search(text):
        found.add("harm")
    if HURT_WORDS.search(text):
        found.add("hurt")
    themed = themes(words)
    if "study" in themed:
        found.add("study too")
    return {**dict.fromkeys(found | _together(found), 1.0), **themed}


_CONTROL: Final = frozenset(
    ["documents", "trapped", "unpaid", "sold", "made to", "unwilling", "threat"]
)
_BOUND: Final = frozenset(
    ["self harmed", "close harmed", "harms me", "harms close", "harms them", "they harmed"]
)
_NEED: Final = frozenset(["afraid", "secret", "help", "told me", "is it", "asking for a friend"])


def _together(found: set[str]) -> set[str]:
    """Return signs that two others make together."""
    person = bool(found & {"self", "close", "asking for a friend"})
    harm = bool(found & {"harm", "hurt"})
    control = len(found & _CONTROL)
    need = len(found & (_NEED - {"told me"}))
    study = bool(found & {"study too", "study frame", "my task", "friend studies"})
    made = {
        "person and harm": person and harm,
        "person and control": person and control > 0,
        "much control": person and control > 1,
        "close and harm": "close" in found and harm,
        "close and control": "close" in found and control > 0,
        "harm and need": person and harm and need > 0,
        "control and need": person and control > 0 and need > 0,
        "much need": need > 1,
        "past and harm": "past" in found and (harm or control > 0),
        "bound and no study": bool(found & _BOUND) and not study,
        "bound though study": bool(found & _BOUND) and study,
        "bound and no fact": bool(found & _BOUND) and "asks a fact" not in found,
        "bound and no thing": bool(found & _BOUND) and "thing hurts me" not in found,
        "to me though study": "to me" in found and "me" in found and study,
        "sure of self": "self harmed" in found and "thing hurts me" not in found,
        "story and no fact": bool(found & {"survivor", "own story"}) and "asks a fact" not in found,
        "question about harm": "asks first" in found and person and harm,
        "help with harm": "how to help somebody" in found and harm,
        "life": "ends life" in found and "thing hurts me" not in found,
        "person, harm, no study": person and (harm or control > 0) and not study,
        "own story though study": "own story" in found and study,
        "close, no study": "close" in found and not study and "asks a fact" not in found,
        "need, no study": person and need > 0 and not study and "asks a fact" not in found,
        "close, harm, no study": "close" in found and (harm or control > 0) and not study,
    }
    return {name for name, holds in made.items() if holds}
