"""Claims as question material: which can stand alone, and how much their words overlap."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from bot.answering.lexicon import Lexicon
from bot.browse.name_matching import folded, names_of
from bot.paper.model import SEEN, Kind
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.model import Claim, Entry
    from bot.paper.paper import Paper


# By convention of the knowledge files, entries with these ids only sum up what others say.
_GATHERING: Final = ("event-overview", "errata-overview")


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim of an entry: its text as a question can show it, and its stems without stop words."""

    entry: Entry
    claim: Claim
    text: str
    stems: frozenset[str]


class Pool:
    """The statements of one paper, weighted by word rarity; immutable except for caches."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self._lexicon = Lexicon(paper.vocabulary)
        self._texts: dict[str, frozenset[str]] = {}
        self.statements = tuple(
            Statement(entry, claim, standalone_text(claim.text), self.stems(claim.text))
            for entry in paper.entries.values()
            # Each fact once: where it stands, not where another entry refers to it.
            for claim in entry.own_claims
        )
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.statements):
            for stem in one.stems:
                self._holding[stem].append(number)
        self._weights = {
            stem: math.log(1 + len(self.statements) / len(numbers))
            for stem, numbers in self._holding.items()
        }
        self._rarest = math.log(1 + len(self.statements))

    def stems(self, text: str) -> frozenset[str]:
        """Return the stems of the words of `text`, without stop words."""
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = self._lexicon.distinct_stems(words(text))
        return known

    def weight(self, stems: Iterable[str]) -> float:
        """Return the summed weight of `stems`: log(1 + claims / claims with the stem) for each."""
        return sum(self._weights.get(stem, self._rarest) for stem in stems)

    def overlap(self, text: frozenset[str], other: frozenset[str]) -> float:
        """Return how much of the weight of `text` is in `other` too, 0 to 1."""
        return self.weight(text & other) / self.weight(text) if text else 0.0

    def best_overlap(self, text: str, value: str, but: Statement | None = None) -> float:
        """Return the highest overlap of `text` with a claim that has all words of `value`, 0 to 1.

        The claim `but` is left out. A high value means that a changed claim may be true as well.
        """
        stems, needed = self.stems(text), self.stems(value)
        scores: Counter[int] = Counter()
        for stem in stems:
            weight = self._weights.get(stem)
            for number in self._holding.get(stem, ()) if weight else ():
                scores[number] += weight or 0.0  # type: ignore[assignment]  # a sum of weights
        whole = self.weight(stems) or 1.0
        for number, score in scores.most_common():
            one = self.statements[number]
            if one is not but and needed <= one.stems:
                return score / whole
        return 0.0

    def overlap_by_section(self, statement: Statement) -> dict[str, float]:
        """Return the highest overlap of a statement with a claim of each other section, 0 to 1."""
        found: dict[str, float] = {}
        whole = self.weight(statement.stems) or 1.0
        scores: dict[int, float] = defaultdict(float)
        for stem in statement.stems:
            for number in self._holding[stem]:
                scores[number] += self._weights[stem]
        for number, score in scores.items():
            section = self.statements[number].claim.section
            if section != statement.claim.section:
                found[section] = max(found.get(section, 0.0), score / whole)
        return found

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that questions are about: no errata, no summaries of other entries."""
        return tuple(
            entry
            for entry in self.paper.entries.values()
            if entry.kind not in SEEN and not entry.id.startswith(_GATHERING)
        )

    @cached_property
    def body_statements(self) -> tuple[Statement, ...]:
        """The statements of the paper's body, without those that sum up a section."""
        fit = {entry.id for entry in self.entries if entry.kind is not Kind.SECTION}
        body = {section.id for section in self.paper.body}
        return tuple(
            one for one in self.statements if one.entry.id in fit and one.claim.section in body
        )

    @cached_property
    def doubtful_notes(self) -> frozenset[int]:
        """The numbers of footnotes that an erratum is about."""
        slips = (e for e in self.paper.entries.values() if e.kind is Kind.ERRATUM)
        return frozenset(number for entry in slips for number in entry.about)

    def are_linked(self, one: Entry, other: Entry) -> bool:
        """Return whether one entry may be right wherever the other is, so is not a fair distractor.

        Linked entries are the same, share a name, or are allied: one names the other as an actor.
        """
        if one.id == other.id or one.id in other.actors or other.id in one.actors:
            return True
        mine, theirs = self._folded_names(one), self._folded_names(other)
        return not mine.isdisjoint(theirs)

    def _folded_names(self, entry: Entry) -> frozenset[str]:
        return frozenset(folded(name) for name in names_of(entry) if name)

    def is_maker_of_works(self, actor: Entry) -> bool:
        """Return whether an actor is an author or publisher of a work that the paper cites."""
        return not self._makers.isdisjoint(self._folded_names(actor))

    @cached_property
    def _makers(self) -> frozenset[str]:
        return frozenset(
            folded(name)
            for work in self.paper.sources.values()
            for name in (*(n.family for n in work.authors), work.publisher, work.container)
            if name
        )

    def accepted_names(self, entry: Entry, first: str) -> tuple[str, ...]:
        """Return every name that is a right answer for an entry, `first` before all others."""
        known = self.paper.vocabulary.acronyms
        short = [entry.acronym, *(n for n in names_of(entry) if n in known)]
        long = [form for name in short for form in known.get(name, ())]
        names: dict[str, str] = {}
        for name in (first, *names_of(entry), *long):
            if folded(name):
                names.setdefault(folded(name), name)
        return tuple(names.values())


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
    r"|The (?:sentence|passage|letter|bulletin|code|resolution|article|report|changes|women"
    r"|victims|clients|men|purpose|response|convention|international|transnational|enlisting)"
    r"|(?:First|Second) type|Since the|For the|\w+:)(?!\w)"
)

_PHRASE_NEEDS_CONTEXT: Final = re.compile(
    r"\b(?:does so|do so|such(?! as)|into the region|th(?:is|at|ose|ese) "
    r"(?:first|flaw|demand|change|inflow|jobs|men|women|feeling)|the (?:same|accused|repatriated)"
    r"|of the men|the men had|the women whom|years (?:before|later)|to that date|it creates"
    r"|thus|nevertheless|therefore|for (?:its|their) part|[Ii]n both"
    r"|the bulletin(?! (?:on|of|[A-Z]))|the problem(?! (?:of|in)\b))\b"
)

_POINTS_BACK: Final = re.compile(
    r"\b(?:then|[Tt]his|[Tt]hese|[Tt]hose(?! (?:who|whom|which|that|meant|peacekeepers)))\b"
)

# A claim about the paper as a text, or about its notes, makes a question about the book and not
# about the subject.
_ABOUT_TEXT: Final = re.compile(
    r"\b(?:[Nn]otes?(?! that)|footnotes?|pages?|prints?|printed|Works Cited|cited?|cites|quoted?"
    r"|quotes|quotation|wording|sources? (?:for|on|is|of the)|[Ii]ntroduction|[Cc]ase [Ss]tudy"
    r"|section|this part|[Tt]he author(?! of)|running text|[Tt]he paper (?!is|argues)\w+"
    r"|the account of|(?:reform|history|accountability) part|does not (?:say|name|define)"
    r"|in the words? of|by the dating|without a definition|no (?:exact|date)|abbreviation"
    r"|acronym)\b"
)

# In claims about harm no name is replaced by another: that would accuse somebody.
_GRAVE: Final = re.compile(
    r"traffick|exploit|abus|rape|prostitut|brothel|misconduct|slave|sexual|victim|offen[cd]|crim"
    r"|scandal|allegation|accus|smuggl|kill|murder|massacre|tortur|genocid|violen|harm|guilt|fail"
    r"|impunity|did not|problem|perpetrat|wrongdo|illicit|\bsex\b|denied|downplay|cover up|puni",
    re.IGNORECASE,
)

_WITHOUT_END: Final = re.compile(r"[.;:,\s]+$")


@lru_cache(maxsize=8192)
def standalone_text(text: str) -> str:
    """Return a claim without glosses, and without words such as "also" that refer to neighbours."""
    return _ALSO.sub("", _GLOSS.sub("", text))


def needs_context(text: str) -> bool:
    """Return whether a claim cannot be understood without the claim before it."""
    opening = re.split(r"[,;]", text, maxsplit=1)[0]
    return bool(
        _OPENING_NEEDS_CONTEXT.match(text)
        or _POINTS_BACK.search(opening)
        or _PHRASE_NEEDS_CONTEXT.search(text)
    )


def is_about_text(text: str) -> bool:
    """Return whether a claim is about the paper as a text, its notes or its parts."""
    return bool(_ABOUT_TEXT.search(text))


def is_grave(text: str) -> bool:
    """Return whether a claim is about harm or wrongdoing."""
    return bool(_GRAVE.search(text))


def curly_quotes(text: str) -> str:
    """Return `text` with curly quotation marks instead of straight ones."""
    return re.sub(r'"([^"]*)"', r"“\1”", text)


def quoted(text: str) -> str:
    """Return `text` in curly quotation marks; those inside it become single."""
    inner = curly_quotes(text).replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def capitalized(text: str) -> str:
    """Return `text` with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def without_final_stop(text: str) -> str:
    """Return `text` without the full stop, comma or other mark at its end."""
    return _WITHOUT_END.sub("", text)


def contains_name(text: str, name: str) -> bool:
    """Return whether `text` contains `name` as whole words, ignoring case, accents and signs."""
    wanted = folded(name)
    return bool(wanted) and f" {wanted} " in f" {folded(text)} "
