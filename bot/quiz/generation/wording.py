"""Claims as parts of questions: standing alone, quoted, and with a gap."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.browse.name_matching import folded

GAP: Final = "_____"
# "restore (re-establish) confidence": written for the search, and in the way of a reader. What has
# a capital or a digit in it is an acronym, a name or a year, and stays.
_GLOSS: Final = re.compile(r" \([^()A-Z0-9]*\)")
# "also" and ", too," point to a neighbour that a question does not show.
_BESIDE: Final = re.compile(r" also\b|, too(?:,|(?=\.))| as well(?=[;.,])")
# Openings that lean on what was said before.
_LEANING: Final = re.compile(
    r"(?:It|Its|They|Their|He|She|His|Her|That|This|These|Those|Others?|Another|Such|Nor|Elsewhere"
    r"|Further|Some of|Before that|After that|From then|Besides|Instead|In reality|Later|Then|Here"
    r"|Last|Towards|On|Having|After having|Against|There was|Not one|One (?:passage|sentence)"
    r"|(?:The|In the) (?:same|other|first|second|third|fourth|latter|rest|reason|aim|words?)"
    r"|The (?:sentence|passage|letter|bulletin|code|resolution|article|report|changes|women"
    r"|victims|clients|men|purpose|response|convention|international|transnational|enlisting)"
    r"|(?:First|Second) type|Since the|For the|\w+:)(?!\w)"
)
_INSIDE: Final = re.compile(
    r"\b(?:does so|do so|such(?! as)|into the region|th(?:is|at|ose|ese) "
    r"(?:first|flaw|demand|change|inflow|jobs|men|women|feeling)|the (?:same|accused|repatriated)"
    r"|of the men|the men had|the women whom|years (?:before|later)|to that date|it creates"
    r"|thus|nevertheless|therefore|for (?:its|their) part|[Ii]n both"
    r"|the bulletin(?! (?:on|of|[A-Z]))|the problem(?! (?:of|in)\b))\b"
)
_POINTING: Final = re.compile(
    r"\b(?:then|[Tt]his|[Tt]hese|[Tt]hose(?! (?:who|whom|which|that|meant|peacekeepers)))\b"
)
# What speaks of the paper as a text, or of its notes, asks about the book and not the subject.
_ABOUT_TEXT: Final = re.compile(
    r"\b(?:[Nn]otes?(?! that)|footnotes?|pages?|prints?|printed|Works Cited|cited?|cites|quoted?"
    r"|quotes|quotation|wording|sources? (?:for|on|is|of the)|[Ii]ntroduction|[Cc]ase [Ss]tudy"
    r"|section|this part|[Tt]he author(?! of)|running text|[Tt]he paper (?!is|argues)\w+"
    r"|the account of|(?:reform|history|accountability) part|does not (?:say|name|define)"
    r"|in the words? of|by the dating|without a definition|no (?:exact|date)|abbreviation"
    r"|acronym)\b"
)
# Where harm is told, no name is put in place of another: that would accuse somebody.
_GRAVE: Final = re.compile(
    r"traffick|exploit|abus|rape|prostitut|brothel|misconduct|slave|sexual|victim|offen[cd]|crim"
    r"|scandal|allegation|accus|smuggl|kill|murder|massacre|tortur|genocid|violen|harm|guilt|fail"
    r"|impunity|did not|problem|perpetrat|wrongdo|illicit|\bsex\b|denied|downplay|cover up|puni",
    re.IGNORECASE,
)
_WITHOUT_END: Final = re.compile(r"[.;:,\s]+$")


@lru_cache(maxsize=8192)
def standing_alone(text: str) -> str:
    """A claim without glosses, and without words such as "also" that point to its neighbours."""
    return _BESIDE.sub("", _GLOSS.sub("", text))


def leans(text: str) -> bool:
    """Whether a claim needs what stood before it to be understood."""
    opening = re.split(r"[,;]", text, maxsplit=1)[0]
    return bool(_LEANING.match(text) or _POINTING.search(opening) or _INSIDE.search(text))


def about_text(text: str) -> bool:
    """Whether a claim speaks of the paper as a text, its notes or its parts."""
    return bool(_ABOUT_TEXT.search(text))


def is_grave(text: str) -> bool:
    """Whether a claim tells of harm or of wrong."""
    return bool(_GRAVE.search(text))


def curly(text: str) -> str:
    """`text` with curly quotation marks for straight ones."""
    return re.sub(r'"([^"]*)"', r"“\1”", text)


def quoted(text: str) -> str:
    """`text` in curly quotation marks, with those inside it single."""
    inner = curly(text).replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def capital(text: str) -> str:
    """`text` with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def unended(text: str) -> str:
    """`text` without the stop or comma at its end."""
    return _WITHOUT_END.sub("", text)


def holds(text: str, name: str) -> bool:
    """Whether `name` stands in `text` as words of their own, letters and signs aside."""
    wanted = folded(name)
    return bool(wanted) and f" {wanted} " in f" {folded(text)} "
