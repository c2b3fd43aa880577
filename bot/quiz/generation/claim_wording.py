"""How claims are worded: which can stand alone, and which are about the text or about harm.

The patterns are plain English. What is peculiar to one paper comes from its vocabulary.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.model import QuizWords


GAP: Final = "_____"

# "restore (re-establish) confidence": synonyms added for the search, which get in a reader's way.
# Parentheses with a capital or a digit hold an acronym, a name or a year, and stay.
_GLOSS: Final = re.compile(r" \([^()A-Z0-9]*\)")

# "also" and ", too," refer to a neighbouring claim that a question does not show.
_ALSO: Final = re.compile(r" also\b|, too(?:,|(?=\.))| as well(?=[;.,])")

# Openings of claims that cannot be understood without the claim before them.
_OPENING_NEEDS_CONTEXT: Final = re.compile(
    r"(?:It|Its|They|Their|He|She|His|Her|That|This|These|Those|Others?|Another|Such|Nor|Elsewhere"
    r"|Further|Some of|Before that|After that|From then|Besides|Instead|In reality|Later|Then|Here"
    r"|Last|Towards|On|Having|After having|Against|There was|Not one|One (?:passage|sentence)"
    r"|(?:The|In the) (?:same|other|first|second|third|fourth|latter|rest|reason|aim|words?)"
    r"|The (?:sentence|passage|letter|article|report|purpose|response|changes)"
    r"|Since the|For the|\w+:)(?!\w)"
)

_PHRASE_NEEDS_CONTEXT: Final = re.compile(
    r"\b(?:does so|do so|such(?! as)|th(?:is|at|ose|ese) first|the same|years (?:before|later)"
    r"|to that date|thus|nevertheless|therefore|for (?:its|their) part|[Ii]n both)\b"
)

# "Those who …" and "those meant to …" say whom they mean.
_POINTS_BACK: Final = re.compile(
    r"\b(?:then|[Tt]his|[Tt]hese|[Tt]hose(?! (?:\w+ )?(?:who|whom|which|that|to)\b))\b"
)

# A claim about the paper as a text, or about its notes, makes a question about the book and not
# about the subject.
_ABOUT_TEXT: Final = re.compile(
    r"\b(?:[Nn]otes?(?! that)|footnotes?|pages?|prints?|printed|Works Cited|cited?|cites|quoted?"
    r"|quotes|quotation|wording|sources? (?:for|on|is|of the)|[Ii]ntroduction|section|this part"
    r"|[Tt]he author(?! of)|running text|[Tt]he paper (?!is|argues)\w+|the account of"
    r"|does not (?:say|name|define)|in the words? of|by the dating|without a definition"
    r"|no (?:exact|date)|abbreviation|acronym|full title|is short for)\b"
)

# In claims about harm no name is replaced by another: that would accuse somebody.
_GRAVE: Final = re.compile(
    r"abus|misconduct|victim|offen[cd]|crim|scandal|allegation|accus|kill|murder|massacre|tortur"
    r"|genocid|violen|harm|guilt|fail|did not|problem|perpetrat|wrongdo|illicit|denied|downplay"
    r"|cover up|puni",
    re.IGNORECASE,
)

# "former Utopia", "Utopian (UTO)", "ex Utopia".
_BOUND_BEFORE: Final = re.compile(r"\($|\b(?:former|ex) $")

# "the Envoy for Utopia", "Chairman Roe", "Utopia-born", "Roe, the writer", "Utopia officers".
_BOUND_AFTER: Final = re.compile(
    r" (?:for|of) | [A-Z][a-z]|-|, the "
    r"| (?:offices?|officers?|members|countries|staff|personnel|police|polic(?:y|ies))\b"
)

# Replacements that turn a claim into its opposite and keep its grammar.
_OPPOSITES: Final = {
    "rarely": "regularly",
    "seldom": "usually",
    "Few of": "Most of",
    "reluctant to": "ready to",
    "strengthen": "weaken",
    "reinforce": "weaken",
    "non-binding": "binding",
    "expand": "reduce",
    "a larger role": "a smaller role",
    "before": "after",
    "closely resembled": "had little in common with",
    "must be consulted": "need not be consulted",
}

_WITHOUT_END: Final = re.compile(r"[.;:,\s]+$")


class ClaimWording:
    """Judges claims of one paper by how they are worded: as English, and by the paper's own words.

    Immutable.
    """

    def __init__(self, own: QuizWords) -> None:
        self._openings = re.compile(rf"(?:{_any_of(own.openings)})(?!\w)")
        nouns = ("problem", *own.bare_nouns)
        self._phrases = re.compile(
            rf"\b(?:{_any_of(own.back_references)}"
            rf"|the (?:{_any_of(nouns)})(?! (?:of|in|on)\b| [A-Z]))\b"
        )
        self._about_text = re.compile(rf"\b(?:{_any_of(own.about_text)})\b", re.IGNORECASE)
        self._grave = re.compile(rf"\b(?:{_any_of(own.grave)})", re.IGNORECASE)
        self._tails = re.compile(rf" (?:{_any_of(own.name_tails)})\b")
        # The paper's own come first: they say more about a claim than a single word does.
        self.opposites = tuple((dict(own.opposites) | _OPPOSITES).items())

    def needs_context(self, text: str) -> bool:
        """Return whether a claim cannot be understood without the claim before it."""
        opening = re.split(r"[,;]", text, maxsplit=1)[0]
        return bool(
            _OPENING_NEEDS_CONTEXT.match(text)
            or self._openings.match(text)
            or _POINTS_BACK.search(opening)
            or _PHRASE_NEEDS_CONTEXT.search(text)
            or self._phrases.search(text)
        )

    def is_about_text(self, text: str) -> bool:
        """Return whether a claim is about the paper as a text, its notes or its parts."""
        return bool(_ABOUT_TEXT.search(text) or self._about_text.search(text))

    def stands_alone(self, text: str) -> bool:
        """Return whether a claim can be asked about by itself, as one about the subject."""
        return not self.needs_context(text) and not self.is_about_text(text)

    def is_grave(self, text: str) -> bool:
        """Return whether a claim is about harm or wrongdoing."""
        return bool(_GRAVE.search(text) or self._grave.search(text))

    def is_bound_after(self, after: str) -> bool:
        """Return whether the text after a name begins with a word that belongs to the name."""
        return bool(_BOUND_AFTER.match(after) or self._tails.match(after))


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches each of the words literally, and nothing if there are none."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, longest_first)) or "(?!)"


def is_bound_before(before: str) -> bool:
    """Return whether the text before a name ends with a word that belongs to the name."""
    return bool(_BOUND_BEFORE.search(before))


@lru_cache(maxsize=8192)
def standalone_text(text: str) -> str:
    """Return a claim without glosses, and without words such as "also" that refer to neighbours."""
    return _ALSO.sub("", _GLOSS.sub("", text))


def curly_quotes(text: str) -> str:
    """Return `text` with curly quotation marks instead of straight ones."""
    return re.sub(r'"([^"]*)"', r"“\1”", text)


def quoted(text: str) -> str:
    """Return `text` in curly quotation marks; those inside it become single."""
    inner = curly_quotes(text).replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def capitalized(text: str) -> str:
    """Return `text` with its first letter in upper case, also after a quotation mark."""
    at = 1 if text[:1] in {'"', "“"} else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def without_final_stop(text: str) -> str:
    """Return `text` without the full stop, comma or other mark at its end."""
    return _WITHOUT_END.sub("", text)


def contains_name(text: str, name: str) -> bool:
    """Return whether `text` contains `name` as whole words, ignoring case, accents and signs."""
    wanted = folded(name)
    return bool(wanted) and f" {wanted} " in f" {folded(text)} "
