"""Statements as curators type them: one a line, ending with citations in square brackets.

`… in exchange for aid. [12, 14]` cites two footnotes. `[12?]` says that the footnote's place is
inferred, `[paper]` that the statement rests on the paper itself, and `[doe-2019]` cites a
moderator's source. `[12 @laws]` puts the statement in another section than its entry.
`[see vote#date]` shows a statement that stands in another entry, where it is corrected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.paper.model import Basis, Claim
from bot.strict_yaml.strict_model import did_you_mean
from bot.text.normalize import fold_words
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.paper.model import Entry
    from bot.paper.paper import Paper


_ENDING: Final = re.compile(r"^(?P<text>.*?)\s*\[(?P<basis>[^\[\]]*)\]\s*(?P<stop>[.!?…]?)$")

_BASIS: Final = re.compile(r"^(?P<rests>[^@]*?)\s*(?:@\s*(?P<section>\S+))?$")

_NOTES: Final = re.compile(r"^(?:(?:footnotes?|notes?|fn\.?|n\.)\s*)?(?P<notes>\d[\d\s,;?]*)$")

_RANGE: Final = re.compile(r"\d\s*[-–—]\s*\d")

_BRACKET_BEFORE: Final = re.compile(r"\[(?P<notes>\s*\d[\d\s,;?]*)\]$")

_KEY: Final = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")

_SEE: Final = re.compile(r"^see\s+(?P<home>[a-z0-9-]+#[a-z0-9-]+)$")

_OWN: Final = frozenset({"paper", "author", "the paper", "the author"})

_STOPS: Final = tuple(".!?…")

EXAMPLE: Final = "[12]"


@dataclass(frozen=True, slots=True)
class AllowedReferences:
    """The footnotes, sources and sections that a statement may cite.

    `works` are the keys of the sources from outside the paper. `paper` has the claims of other
    entries, and `entry` is the id of the one that the statements are of, if it has one.
    """

    notes: Collection[int]
    works: Collection[str]
    sections: tuple[str, ...]
    paper: Paper | None = None
    entry: str = ""

    @classmethod
    def of(cls, paper: Paper, more_works: Iterable[str] = (), entry: str = "") -> AllowedReferences:
        """Return all references of a paper, and `more_works`, which are new."""
        works = [key for key, source in paper.sources.items() if source.outside]
        return cls(
            frozenset(paper.footnotes),
            frozenset([*works, *more_works]),
            tuple(section.id for section in paper.sections),
            paper,
            entry,
        )


@dataclass(frozen=True, slots=True)
class Statements:
    """Parsed statements: the claims that could be read, and the problems of the others."""

    claims: tuple[Claim, ...]
    problems: tuple[str, ...]


def statements_text(entry: Entry) -> str:
    """Return the claims of an entry as they are typed, one a line."""
    return "\n".join(
        statement_text(claim, entry.section, own=entry.owns(claim)) for claim in entry.claims
    )


def statement_text(claim: Claim, section: str, *, own: bool = True) -> str:
    """Return a claim as typed on one line, with its citations in square brackets at the end.

    `section` is its entry's. One that is not the entry's `own` is named by where it stands.
    """
    rests = _rests_on(claim, section) if own else f"see {claim.home}"
    return f"{' '.join(claim.text.split())} [{rests}]".lstrip()


def _rests_on(claim: Claim, section: str) -> str:
    if claim.source:
        rests = claim.source
    elif claim.footnotes:
        rests = ", ".join(map(str, claim.footnotes)) + ("?" if claim.uncertain else "")
    else:
        rests = "paper"
    return rests if claim.section == section else f"{rests} @{claim.section}"


def read_statements(text: str, section: str, known: AllowedReferences) -> Statements:
    """Parse the statements of an entry in `section`.

    A problem names its statement, counted from 1, and the remedy.
    """
    claims: list[Claim] = []
    problems: list[str] = []
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for number, line in enumerate(filter(None, lines), 1):
        try:
            claims.append(_claim(line, section, known))
        except _WrongError as error:
            problems.append(f"statement {number} {error}")
    if not lines or not any(lines):
        problems.append(f"write at least one statement, and end it with its footnote: {EXAMPLE}")
    return Statements(tuple(claims), tuple(problems))


class _WrongError(ValueError):
    """A statement cannot be read; the message has the problem and the remedy."""


def _claim(line: str, section: str, known: AllowedReferences) -> Claim:
    found = _ENDING.match(line)
    if found is not None and (see := _SEE.match(found["basis"].strip())):
        return _referred(_with_stop(found["text"], found["stop"]), see["home"], known)
    if found is None:
        raise _WrongError(
            f"(“{_tail(line)}”) does not say what it rests on: end it with a footnote’s number in "
            f"brackets, such as {EXAMPLE}, with [paper] for the paper itself, or press "
            f"New source; if its line was broken, join it with the next"
        )
    text = _with_stop(found["text"], found["stop"])
    if not text:
        raise _WrongError("has no words: write them before the bracket, or remove the line")
    basis = _BASIS.match(found["basis"].strip())
    rests = basis["rests"].strip() if basis else found["basis"].strip()
    where = (basis["section"] if basis else None) or section
    if where not in known.sections:
        raise _WrongError(
            f"names the unknown section '{shorten(where)}': {did_you_mean(where, known.sections)}"
        )
    if notes := _NOTES.match(rests.casefold()):
        _refuse_two_brackets(text, known)
        return Claim(
            text,
            where,
            _numbers(notes["notes"], known),
            Basis.CITED,
            uncertain="?" in notes["notes"],
        )
    if rests.casefold() in _OWN:
        return Claim(text, where, (), Basis.PAPER)
    return Claim(text, where, (), Basis.MODERATOR, source=_work(rests, known))


def _referred(text: str, home: str, known: AllowedReferences) -> Claim:
    """Return another entry's claim, which may be typed as it stands there or not at all."""
    entry = home.partition("#")[0]
    claim = known.paper.claim(home) if known.paper else None
    if claim is None or known.paper is None:
        raise _WrongError(f"names the unknown statement '{shorten(home)}': write entry-id#claim-id")
    if entry == known.entry:
        raise _WrongError(f"names its own entry’s statement '{shorten(home)}': write it out here")
    if text and fold_words(text) != fold_words(claim.text):
        title = known.paper.entries[entry].title
        raise _WrongError(
            f"stands in “{shorten(title)}”: correct it there, with /kb edit, and leave only "
            f"[see {home}] here"
        )
    return claim


def _refuse_two_brackets(text: str, known: AllowedReferences) -> None:
    before = _BRACKET_BEFORE.search(text)
    if before and all(int(one) in known.notes for one in re.findall(r"\d+", before["notes"])):
        raise _WrongError("ends with two brackets: write the numbers in one, such as [12, 14]")


def _with_stop(text: str, stop: str) -> str:
    """Return the text with the full stop that was typed after the bracket, if it has none."""
    return text if not text or text.endswith(_STOPS) else text + stop


def _numbers(typed: str, known: AllowedReferences) -> tuple[int, ...]:
    numbers = tuple(dict.fromkeys(int(one) for one in re.findall(r"\d+", typed)))
    for number in numbers:
        if number not in known.notes:
            last = max(known.notes, default=0)
            remedy = f"the paper’s footnotes are 1 to {last}" if last else "the paper has none"
            raise _WrongError(f"cites footnote {number}: {remedy}")
    return numbers


def _work(typed: str, known: AllowedReferences) -> str:
    if typed in known.works:
        return typed
    if not typed:
        raise _WrongError(f"ends with an empty bracket: write a footnote’s number, as {EXAMPLE}")
    if _RANGE.search(typed):
        raise _WrongError("names a range: write each footnote’s number, such as [12, 13, 14]")
    nearest = did_you_mean(typed, known.works) if _KEY.match(typed) else ""
    remedy = f"{nearest} or " if nearest.startswith("did you mean") else ""
    raise _WrongError(
        f"rests on '{shorten(typed)}', which is neither a footnote nor a source known here: "
        f"{remedy}press New source"
    )


def _tail(line: str, most: int = 30) -> str:
    return line if len(line) <= most else f"…{line[1 - most :]}"


def resting_on(text: str, number: int, key: str) -> str | None:
    """Return the text with statement `number`, counted from 1, citing the source `key`.

    None if there is no such statement.
    """
    lines = text.splitlines()
    filled = [at for at, line in enumerate(lines) if line.split()]
    if not 1 <= number <= len(filled):
        return None
    at = filled[number - 1]
    line = lines[at].strip()
    if found := _ENDING.match(line):
        line = _with_stop(found["text"], found["stop"])
    return "\n".join([*lines[:at], f"{line} [{key}]", *lines[at + 1 :]])


def count_statements(text: str) -> int:
    """Return how many statements a text has."""
    return sum(1 for line in text.splitlines() if line.split())
