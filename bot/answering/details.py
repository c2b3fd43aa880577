"""Tell which detail a question asks for, and whether a claim states a detail of that kind.

"How long were they suspended?" asks for a duration. A topic may be covered and the detail not: then
the honest answer is that the paper does not say how long.
"""

# ruff: noqa: E501  # a long pattern is easier to read in one piece
from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.lexicon import Lexicon
    from bot.answering.question import Question


class Detail(StrEnum):
    """A kind of detail; its value completes the sentence "the paper does not say …"."""

    DURATION = "how long"
    MONEY = "how much money"
    AGE = "how old"
    PERCENTAGE = "what share"
    NUMBER = "how many"
    DATE = "when"
    DAY = "on which day"
    TOWN = "in which town"
    COUNTRY = "which country"
    FREQUENCY = "how often"
    DISTANCE = "how far"
    NAME = "the name"
    EMAIL = "how to reach anybody"


_NUMBER_WORDS: Final = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|hundreds?|thousands?|dozens?|millions?|once|twice|half|several|a\s+few|no|none|nobody|only)"
)

_MONTHS: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)

# What a question says when it asks for a detail, by its words in lower case joined with spaces.
# The order counts: "how much money" is money and no number.
_ASKED: Final = (
    (
        Detail.DURATION,
        (r"\bhow (?:long|many (?:years|months|weeks|days|hours|decades)|much time)\b(?! ago)|\bfor how long\b|"
        r"\b(?:duration|length of time|time span|(?:what|which) (?:length|period))\b|\blength of (?:the|his|her|their) "
        r"(?:sentence|suspension|ban|term|mandate|mission|deployment|stay|tour)s?\b"),
    ),
    (
        Detail.MONEY,
        (r"\bhow much (?:money|did \w+ (?:\w+ )?(?:cost|pay|earn|charge)|do(?:es)? \w+ (?:\w+ )?(?:cost|pay|earn|charge)|"
        r"(?:was|were|is|are) \w+ (?:\w+ )?(?:paid|sold|fined|charged)|compensation|pay|salary)\b|"
        r"\b(?:what|which|the) (?:\w+ )?(?:price|cost|salary|wage|wages|budget|fee|fine|amount)\b|"
        r"\b(?:price|cost|budget|salary|wages) of\b|\bhow (?:expensive|costly)\b|\bhow much for\b"),
    ),
    (Detail.AGE, r"\bhow (?:old|young)\b|\b(?:what|which|the|their|her|his) ages?\b|\bages? of\b|\bat what age\b"),
    (
        Detail.PERCENTAGE,
        r"\b(?:percentage|percent|per cent|proportion|fraction|what share|which share|ratio|rate of)\b",
    ),
    (Detail.FREQUENCY, r"\bhow (?:often|frequently|regularly)\b|\bhow many times\b"),
    (Detail.DISTANCE, r"\bhow far (?:away|is|was|from)\b|\bhow many (?:miles|kilometres|kilometers|km)\b"),
    (Detail.NUMBER, r"\bhow (?:many|numerous|large|big)\b|\b(?:what|which|the|total) numbers? of\b|\bhow much of\b"),
    (
        Detail.DAY,
        r"\b(?:what|which|exact|on what|on which) (?:day|date|month)\b|\bthe (?:day|exact date) (?:when|that|of|on)\b",
    ),
    (
        Detail.DATE,
        (r"^(?:(?:so|and|but|ok|since|until|by|from|well|also) )?when\b(?! (?:is|are|can|could|should|would|may|must|do|does)\b)|\bwhen$|\b(?:what|which) (?:years?|decades?|century)\b|"
        r"\bhow long ago\b|\bsince when\b|\bthe year\b"),
    ),
    (
        Detail.TOWN,
        (r"\b(?:what|which) (?:town|city|village|capital|street|hotel|address|building|province|district)\b|"
        r"\b(?:name|names) of the (?:town|city|village|hotel|camp|bar|brothel)s?\b"),
    ),
    (
        Detail.COUNTRY,
        (r"\b(?:what|which) (?:nationality|nationalities|citizenship)\b|\bnationalit(?:y|ies) (?:of|did|were|was)\b|"
        r"\b(?:what|which) (?:\w+ )?(?:country|countries|nation|nations|state|states)\b|\bwhere (?:were|was|did) .* from\b"),
    ),
    (Detail.NAME, (r"^(?:\w+ ){0,3}name (?:the|all|any) (?:\w+ ){0,3}(?:officers|officials|soldiers|peacekeepers|victims|women|girls|perpetrators|offenders|commanders|judges)\b|"
        r"\b(?:their|his|her|exact|real|full) names?\b|^names? of the\b|\bnames$|\bby name\b|\b(?:name|names) of the (?:\w+ ){0,4}(?:representative|commander|company|contractor|"
        r"group|groups|author of the letter|mission leader|secretary general)\b|"
        r"\bnames? of the (?:officer|official|soldier|peacekeeper|victim|woman|girl|perpetrator|offender|commander|judge)s?\b|"
        r"\b(?:what|which) (?:was|were|is|are) (?:his|her|their) names?\b|\bwho exactly were\b|\bnames of\b")),
    (Detail.EMAIL, r"\b(?:e ?mail|phone|telephone) (?:address|number)\b|\bcontact details\b"),
)  # fmt: skip

_ASKED_PATTERNS: Final = tuple((detail, re.compile(pattern)) for detail, pattern in _ASKED)

# Words without which no pattern above can match: most questions skip them all.
_SIGNS: Final = frozenset(
    """
    how long duration length period span price cost salary wage wages budget fee fine amount age ages
    percentage percent cent proportion fraction share ratio rate often frequently number numbers day
    date month when year decade century town city village capital street hotel address building
    province district nationality nationalities citizenship country countries nation nations state
    states where name names email mail phone telephone contact who
    """.split()
)

_STATED: Final = {
    Detail.DURATION: rf"\b(?:\d+|{_NUMBER_WORDS}|next|long)[\s-]+(?:years?|months?|weeks?|days?|decades?|hours?|term)\b|"
    r"\bdecades?\b|\bpermanent(?:ly)?\b|\bfor life\b|\b\d{4}\s+(?:to|until|[-–])\s+\d{4}\b|\bafter .* (?:have |has )?end",
    Detail.MONEY: r"[$€£]\s?\d|\b\d[\d,.]*\s*(?:dollars|euros|pounds|usd|eur|marks)\b",
    Detail.AGE: r"\b(?:aged?|years? old|under)\s+\d+|\b\d+[\s-]years?[\s-]old\b",
    Detail.PERCENTAGE: r"\b\d+(?:\.\d+)?\s?(?:%|per ?cent\b)|\bmost\b|\bmajority\b|\bhalf\b|\bthirds?\b|\bquarters?\b",
    Detail.FREQUENCY: r"\b(?:often|rarely|seldom|frequently|never|always|once|twice|sometimes|usually|sporadic\w*|systematic\w*|continue\w*)\b",
    Detail.DISTANCE: r"\b\d+\s*(?:miles|kilometres|km)\b",
    Detail.NUMBER: rf"\d|\b{_NUMBER_WORDS}\b|\bmost\b|\bfew\b|\bmany\b",
    Detail.DAY: rf"\b\d{{1,2}}\s+{_MONTHS}\b|\b{_MONTHS}\s+(?:\d|of\s+\d)",
    Detail.DATE: r"\b(?:19|20)\d\d(?:s\b|\b)|\b(?:early|mid|late)\b|\bcold war\b|\bworld war\b",
    Detail.EMAIL: r"@",
}  # fmt: skip

_STATED_PATTERNS: Final = {
    detail: re.compile(pattern, re.IGNORECASE) for detail, pattern in _STATED.items()
}

# Figures that count nothing: numbers in names, and years.
_LABEL: Final = re.compile(
    r"\b(?:resolution|article|chapter|section|paragraph|page|note|footnote|rule)s?\s+\d[\d/]*|"
    r"\b\d+/\d+|\b[A-Z]+/[\dA-Z/]+|\b(?:19|20)\d\ds?\b",
    re.IGNORECASE,
)

_COUNTED: Final = re.compile(r"\bhow many (?:of (?:the|these|those|them) )?((?:\w+ ?){1,3})")

# Those who are sent: a text counts them now as soldiers, now as personnel.
_SENT: Final = ("soldiers", "peacekeepers", "troops", "personnel", "people", "men")

_NOT_COUNTED: Final = frozenset(
    """
    were was are is did do does have has had people of the in on at to by for went came got get
    there times years months weeks days decades different other more under over with about after before
    during between into exactly roughly altogether total
    """.split()
)


def details_asked(tokens: Sequence[str]) -> frozenset[Detail]:
    """Return the details that a question asks for, mostly one or none.

    `tokens` are its words in lower case, with spelling corrected.
    """
    if _SIGNS.isdisjoint(tokens):
        return frozenset()
    text = " ".join(tokens)
    found = [detail for detail, pattern in _ASKED_PATTERNS if pattern.search(text)]
    if found and found[0] in _EXCLUSIVE:
        return frozenset(found[:1])
    return frozenset(found)


# A question for one of these is not a question for the details below it, though its words match.
_EXCLUSIVE: Final = frozenset(
    [Detail.DURATION, Detail.MONEY, Detail.AGE, Detail.PERCENTAGE, Detail.FREQUENCY, Detail.DAY]
)


def counted(tokens: Sequence[str]) -> tuple[str, ...]:
    """Return the words for what "how many …" counts, in order; empty if they are not named."""
    if "many" not in tokens:
        return ()
    match = _COUNTED.search(" ".join(tokens))
    if match is None:
        return ()
    words: list[str] = []
    for word in match[1].split():
        if word in _NOT_COUNTED:
            break
        words.append(word)
    return tuple(words)


def names_something(text: str) -> bool:
    """Return whether a claim names a person, place or body, as its capital letters show."""
    return any(name.lower() not in _TITLES for name in _NAME.findall(text))


@lru_cache(maxsize=8_192)
def details_stated(text: str) -> frozenset[Detail]:
    """Return the kinds of detail that a claim's text states, as far as its form shows them."""
    unlabelled = _LABEL.sub(" ", text)
    return frozenset(
        detail
        for detail, pattern in _STATED_PATTERNS.items()
        if pattern.search(unlabelled if detail is Detail.NUMBER else text)
    )


class DetailCheck:
    """The details that one question asks for, to be held against claims.

    `asks` is true if it asks for any whose presence can be told from the form of a claim. `reason`
    is the sentence for a claim that lacks them.
    """

    def __init__(self, question: Question, lexicon: Lexicon) -> None:
        self._wanted = details_asked(question.tokens)
        self._lexicon = lexicon
        what = counted(question.tokens) if Detail.NUMBER in self._wanted else ()
        if len(what) == 1 and what[0] in _SENT:
            what = _SENT
        self._counted = {
            feature for word in what for feature, _ in lexicon.features(lexicon.stem(word))
        }
        self._spoken = set(question.tokens)
        # "Which country must try them" may be answered by a role, "which countries" only by names.
        if Detail.COUNTRY in self._wanted and not _SEVERAL.intersection(question.tokens):
            self._wanted -= {Detail.COUNTRY}
        self.asks = bool(self._wanted)

    @property
    def reason(self) -> str:
        """Return the sentence that says what the paper does not say."""
        detail = next((one for one in Detail if one in self._wanted), "")
        if not detail:
            detail = next(
                (word for word in ("who", "whom", "where", "when") if word in self._spoken), "that"
            )
        return f"The paper speaks of this, but it does not say {detail}."

    def fits(self, text: str) -> bool:
        """Return whether a claim's text states one of the details asked for."""
        stated = details_stated(text)
        if Detail.NUMBER in self._wanted and Detail.NUMBER in stated and self._counted:
            return self._counts(text)
        if self._wanted & _NAMING and not self._names(text):
            return not self._wanted <= _NAMING and not stated.isdisjoint(self._wanted)
        return any(detail in stated or detail in _NAMING for detail in self._wanted)

    def _names(self, text: str) -> bool:
        """Return whether a claim names anybody or anything that the question does not name."""
        named = {name.lower() for name in _NAME.findall(text)}
        return bool(named - _TITLES - self._spoken)

    def _counts(self, text: str) -> bool:
        """Return whether a claim gives a number near a word for what is counted."""
        spoken = _BARE.findall(_LABEL.sub(" ", text.lower()))
        lexicon = self._lexicon
        for at, word in enumerate(spoken):
            if word[0].isdigit() or _NUMERAL.fullmatch(word):
                near = spoken[at + 1 : at + _NEAR]
                if any(
                    feature in self._counted
                    for other in near
                    for feature, _ in lexicon.features(lexicon.stem(other))
                ):
                    return True
        return False


# How many words after a number may name what it counts.
_NEAR: Final = 7

_BARE: Final = re.compile(r"[\w,]+")

_SEVERAL: Final = frozenset(["countries", "nations", "nationalities", "states"])

_NAMING: Final = frozenset([Detail.NAME, Detail.COUNTRY])

# A capital letter inside a sentence begins a name; acronyms and titles do not count.
_NAME: Final = re.compile(r"(?<=[a-z,;:\"”’)] )[A-Z][a-z]{2,}")

_TITLES: Final = frozenset(
    """
    secretary general special representative security council assembly headquarters state states
    member protocol resolution charter report article chapter office bulletin code codes rules
    helmets cited works cold war world
    """.split()
)

_NUMERAL: Final = re.compile(_NUMBER_WORDS, re.IGNORECASE)
