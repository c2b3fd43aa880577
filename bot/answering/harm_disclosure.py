"""Detect messages that disclose harm to a person, and refer the writer to people who can help."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.answering.outcome import NotCovered

if TYPE_CHECKING:
    from collections.abc import Sequence


_NO_HELP: Final = (
    "I know one paper and nothing else, and cannot help with what has happened to somebody: "
    "please speak to a person you trust or, if anybody is in danger, to the emergency services."
)

# Most questions contain none of these, so they cannot be about the writer or someone close to
# them, and skip the slow pattern.
_FIRST_PERSON: Final = frozenset("i im ive me my mine myself we our us".split())

_HARMED = (
    r"(?:abused|raped|assaulted|molested|traff?ick?ed|exploited|harr?assed|enslaved|kidnapped|"
    r"abducted|groomed|beaten|attacked|threatened|blackmailed|violated|stalked|prostituted|"
    r"sold\s(?:by|into|to|for|as)|held\s(?:captive|prisoner|against)|"
    r"(?:coerced|forced|tricked|lured|pressured)\s(?:into|to)\s(?:\w+\s){0,2}?"
    r"(?:sex\w*|prostitut\w*|marr\w+|work|sell|strip|undress|labou?r|slavery|servitude))"
)

_HARMING = (
    r"(?:abus|rap|assault|molest|traff?ick|exploit|harr?ass|enslav|kidnapp?|abduct|groom|attack|"
    r"threaten|blackmail|stalk)(?:e|es|s|ed|ing)?"
)

_HURTING = r"(?:touch(?:es|ed|ing)?|hit(?:s|ting)?|beats?|beating|hurts?|hurting|forc(?:es|ed|ing))"

_HARM = (
    r"(?:abus(?:e|es|ed|er|ers|ive|ing)|rap(?:e|es|ed|ist|ing)|assault(?:s|ed)?|molest\w*|"
    r"traff?ick\w*|exploit\w*|harr?ass\w*|misconduct|violence|slavery)"
)

_FILLING = (
    r"(?:(?:am|was|is|are|were|been|being|be|got|gets|get|getting|has|have|had|may|might|could|"
    r"also|just|almost|nearly|once|recently|actually|probably|maybe|really|badly|repeatedly|"
    r"sexually|physically|sex|still|always|keeps?|kept|tried|trying|to)\s)"
)

# The passive: someone was, is being, or got harmed.
_SUFFERING = rf"{_FILLING}{{1,5}}{_HARMED}"

_CLOSE = (
    r"(?:friends?|friend's|bestie|sisters?|brothers?|sis|bro|mother|mom|mum|father|dad|parents?|"
    r"step\w+|cousins?|aunt|auntie|uncle|daughters?|sons?|nieces?|nephews?|grand\w+|family|"
    r"girlfriend|boyfriend|gf|bf|ex|wife|husband|partner|fianc\w+|neighbou?rs?|roommates?|"
    r"flatmates?|housemates?|classmates?|schoolmates?|teammates?|colleagues?|coworkers?|boss|"
    r"coach|child|children|kids?|students?|teachers?|professor|landlord|pastor|priest)"
)

_MY = rf"(?:my|our|mine)\s(?:\w+\s)?{_CLOSE}"

# Reports of what somebody said, wrote or read do not disclose harm to the writer.
_TELLING = (
    r"(?:(?:\w+\s){0,2}?(?:said|says?|asked|asks?|wrote|writes|thinks?|thought|claims?|claimed|"
    r"believes|wants?|wanted|explained|mentioned|taught|teaches|told|tells|heard|read|reads)\b)"
)

_SOMEBODY = (
    r"(?:someone|somebody|she|he|they|(?:a|this|that|the|another)\s(?:young\s)?"
    r"(?:girl|woman|boy|man|guy|person|child|kid|student|peacekeeper|soldier|teacher|officer)s?)"
)

_DISCLOSURE: Final = re.compile(
    rf"""
    \b(?:i|im|ive|we)\s(?:think\si\s|believe\si\s)?(?:
        {_SUFFERING}
      | (?:am\s|was\s|have\sbeen\s)?(?:{_FILLING})?(?:being|been|getting)\s(?:\w+ly\s)?{_HARMED}
      | (?:am\s|was\s)?an?\s(?:\w+\s){{0,2}}(?:victim|survivor)\b
      | (?:am\s)?in\sdanger
    )
    | \b{_MY}\s(?:{_FILLING}){{1,4}}(?:an?\s)?(?:\w+\s)?(?:victim|survivor)\b
    | \b{_MY}\stold\sme\s(?:that\s)?(?:she|he)\s{_SUFFERING}
    | \b{_MY}\s(?!{_TELLING})(?:
        who\s(?:\w+\s){{1,6}}?|(?:in|from|at|of)\s(?:\w+\s){{1,3}}?|(?:\w+\s){{1,6}}?and\s)?
        (?:{_SUFFERING}|{_HARMED}\b)
    | \b{_MY}\s(?:{_FILLING}){{0,4}}(?:{_HARMING}|{_HURTING})\s(?:me|us|her|him|them|my|a|someone)\b
    | \b{_HARMING}\s(?:me|my\s(?:\w+\s)?{_CLOSE})\b
    | \b{_SOMEBODY}\s(?:{_FILLING}){{0,4}}{_HURTING}\s(?:me|my\s(?:\w+\s)?{_CLOSE})\b
    | \bi\s(?:\w+\s)?(?:know|met|suspect|fear|think|believe|afraid|worried|scared|saw)\s(?:that\s)?
        {_SOMEBODY}\s(?:\w+\s){{0,6}}?(?:being|getting|who\s(?:{_FILLING}){{1,4}})\s?{_HARMED}
    | \bi\s(?:do|say|tell|react)\s(?:if|when|because)\s(?:\w+\s){{1,3}}?{_SUFFERING}
    | \b(?:should|can|could|do|must|to|would|shall)\s(?:i|we)\s(?:\w+\s)?report\s
        (?!(?:in|on|that|about|how)\s)
        (?:him|her|them|it|my|(?:\w+\s){{0,6}}?(?:{_HARM}|peacekeepers?|traffickers?))\b
    | \b(?:want|need|afraid|scared)\sto\sreport\s(?:\w+\s){{0,6}}?{_HARM}\b
    | \b(?:took|takes|taken|has|have|keeps?|kept|holds?|stole|confiscated)\s(?:away\s)?my\spassport
    | \b(?:kill|hurt|harm)\smyself\b | \bend\smy\slife\b | \bi\s(?:\w+\s){{0,2}}want\sto\sdie\b
    """,
    re.VERBOSE,
)


def discloses(words: Sequence[str]) -> bool:
    """Return whether a message discloses harm to a person or asks what to do about such harm.

    `words` are the message's words in lower case.
    """
    if _FIRST_PERSON.isdisjoint(words):
        return False
    return bool(_DISCLOSURE.search(" ".join(words)))


def told_of_harm(words: Sequence[str]) -> NotCovered | None:
    """Return the reply to a message that discloses harm, or None for any other message."""
    return NotCovered(_NO_HELP, personal=True) if discloses(words) else None
