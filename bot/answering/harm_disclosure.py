"""Detect messages that disclose harm to a person, and refer the writer to people who can help."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.answering.disclosure.latin_script import discloses_in_another_language
from bot.answering.disclosure.people import names_somebody
from bot.answering.disclosure.scripts import discloses_in_another_script
from bot.answering.disclosure.signs import signs
from bot.answering.disclosure.spoken import plainly
from bot.answering.disclosure.terms import weight_of_terms
from bot.answering.disclosure.weights import ALWAYS, WEIGHTS
from bot.answering.english_frequencies import english_words
from bot.answering.outcome import NotCovered
from bot.text.tokenizer import words as words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


NO_HELP: Final = (
    "I am a study bot: I know one paper and nothing else, and cannot help with what has happened "
    "to somebody. What you wrote is not kept, and no moderator is told. Please speak to a person "
    "you trust or, if anybody is in danger, to the emergency services."
)

_OWN: Final = frozenset(["self", "close", "asking for a friend"])

# How much more must speak for it, as log odds, if a message names nobody close: many questions on
# the paper are about "her" and "somebody".
_MARGIN: Final = 0.7

# The same, if there is not even a "she" or a "somebody".
_MARGIN_IF_NAMELESS: Final = 2.0
_MAYBE_NAMELESS: Final = 0.5

# The same, if somebody else says or asks it.
_MARGIN_IF_REPORTED: Final = 1.0

# Signs that hardly anybody uses of anything else still need some support: "I was killed by this
# exam".
_LEAST_IF_SURE: Final = -1.0

# From these log odds on, a message may report harm: if it names somebody close, and if not.
_MAYBE_OWN: Final = -2.5
_MAYBE: Final = -2.1

# Signs that a message with a word of the first person is about study, or about the bot.
_STUDY: Final = frozenset(["study", "study frame", "my task", "friend studies", "game"])

# Words that are this common in English texts count as English; a few words decide nothing.
_COMMON: Final = 3_000
_FEWEST_WORDS: Final = 3
_FEWEST_UNANSWERED: Final = 2
_MOSTLY: Final = 0.5

# What others say or ask is not told of the writer, unless one of these says so.
_TO_SELF: Final = frozenset(["harms me", "self harmed", "to me", "own story", "afraid", "secret"])

# They may be said of a quiz, of a text, or in jest.
_BESIDE: Final = frozenset(["game", "joking", "thing hurts me"])

# Signs that need little else.
_SURE: Final = frozenset(
    ["sure of self", "life", "surely to me", "surely dear", "surely by somebody", "surely known"]
)


def discloses(words: Sequence[str]) -> bool:
    """Return whether a message discloses harm to a person or asks what to do about such harm.

    `words` are the message's words in lower case.
    """
    said = tuple(words)
    if discloses_in_another_language(said):
        return True
    plain = plainly(said)
    found = signs(plain)
    return weight_of(plain, found) > _least(plain, found)


def _least(words: tuple[str, ...], found: Mapping[str, float]) -> float:
    """Return the log odds from which on a message with these words and signs discloses harm."""
    if not names_somebody(words):
        return _MARGIN_IF_NAMELESS
    if _is_sure(found):
        return _LEAST_IF_SURE
    if "reported" in found and _TO_SELF.isdisjoint(found):
        return _MARGIN_IF_REPORTED
    return _MARGIN if _OWN.isdisjoint(found) else 0


def weight_of(words: tuple[str, ...], found: Mapping[str, float]) -> float:
    """Return the log odds that a message with these words and signs discloses harm."""
    signed = sum(WEIGHTS.get(name, 0.0) * much for name, much in found.items())
    return ALWAYS + signed + weight_of_terms(words)


def _is_sure(found: Mapping[str, float]) -> bool:
    """Return whether a sign nearly settles it: nothing in the message is about games or study."""
    return not _SURE.isdisjoint(found) and _BESIDE.isdisjoint(found)


def told_of_harm(words: Sequence[str]) -> NotCovered | None:
    """Return the reply to a message that discloses harm, or None for any other message."""
    return NotCovered(NO_HELP, personal=True) if discloses(words) else None


def may_tell_of_harm(text: str, *, answered: bool = True) -> bool:
    """Return whether a text, in any script, is to be shown to nobody and not to be kept.

    It reports harm, or speaks of the writer or somebody close, or the bot cannot read it. Two words
    of no English are a name, if the paper has an answer to them, and may be anything if not.
    """
    said = words_of(text)
    if not said and any(letter.isalpha() for letter in text):
        return True
    fewest = _FEWEST_WORDS if answered else _FEWEST_UNANSWERED
    return (
        _is_another_language(said, fewest) or tells_of_harm(text) or speaks_of_self_or_close(said)
    )


@lru_cache(maxsize=64)
def tells_of_harm(text: str) -> bool:
    """Return whether a text, in any script, discloses harm to a person.

    `told_of_harm` sees words in Latin letters only.
    """
    return discloses(words_of(text)) or discloses_in_another_script(text)


def speaks_of_self_or_close(words: Sequence[str]) -> bool:
    """Return whether a message speaks of the writer or of somebody close, and not plainly of study.

    It may report harm in words that nobody foresaw: where nothing in the paper anchors it, it is
    treated as if it did, and in no case is it shown to others or kept.
    """
    plain = plainly(tuple(words))
    found = signs(plain)
    if not names_somebody(plain):
        return weight_of(plain, found) > _MAYBE_NAMELESS
    if _OWN.isdisjoint(found):
        return weight_of(plain, found) > _MAYBE
    return weight_of(plain, found) > _MAYBE_OWN or _STUDY.isdisjoint(found)


def _is_another_language(words: Sequence[str], fewest: int) -> bool:
    """Return whether most words of a message are not English."""
    spelt = [word for word in words if word.isalpha()]
    if len(spelt) < fewest:
        return False
    known = english_words()
    common = sum(len(word) > 1 and known.get(word, 0) >= _COMMON for word in spelt)
    return common < len(spelt) * _MOSTLY
