"""The recommendations as a map: problem, remedy, who acts, and the evidence for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.browse.entries import of_kind, recommendations_for, recommendations_on
from bot.errors import UnknownEntryError
from bot.paper.model import ITSELF, Kind
from bot.text.phrases import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.paper.model import Claim, Entry
    from bot.paper.paper import Paper


# What a map's key says of which recommendations it shows; "" for all.
FOR, ON, NUMBERED = "for", "on", "no"

_MAIN_NUMBER: Final = re.compile(r"\d+")

NO_PROBLEM: Final = "not named in the paper"

NO_ACTOR: Final = "not named in the paper"


@dataclass(frozen=True, slots=True)
class MappedRemedy:
    """A recommendation on the map: its entry, number and title, and what it hangs together with.

    `problems` are the findings that it answers, each with what it rests on; of a part such as 1a
    those of the whole, if it has none of its own. `who` are the actors, `evidence` what the remedy
    itself rests on.
    """

    entry: str
    number: str
    title: str
    problems: tuple[str, ...]
    who: tuple[str, ...]
    evidence: str

    @property
    def problem(self) -> str:
        """Return the problem in a sentence."""
        return "; ".join(self.problems) or NO_PROBLEM

    @property
    def actors(self) -> str:
        """Return who acts, in words."""
        return listed(self.who) or NO_ACTOR


def map_key(kind: str, key: str) -> str:
    """Return the key of a map of some recommendations."""
    return f"{kind}={key}"


def recommendation_map(paper: Paper, key: str = "") -> tuple[MappedRemedy, ...]:
    """Return the remedies of the recommendations that `key` names, in the paper's order.

    Raises UnknownEntryError for an actor that is not there.
    """
    every = of_kind(paper, Kind.RECOMMENDATION)
    return tuple(_remedy(paper, entry, every) for entry in _chosen(paper, key, every))


def _chosen(paper: Paper, key: str, every: Sequence[Entry]) -> Iterable[Entry]:
    kind, _, name = key.partition("=")
    if kind == FOR:
        actor = paper.entry(name)
        if actor is None:
            raise UnknownEntryError(name)
        return recommendations_for(paper, actor.id)
    if kind == ON:
        return recommendations_on(paper, name)
    if kind == NUMBERED:
        return [entry for entry in every if entry.number == name]
    return every


def _remedy(paper: Paper, entry: Entry, every: Sequence[Entry]) -> MappedRemedy:
    findings = _entries(paper, entry.answers or _answers_of_whole(entry, every))
    return MappedRemedy(
        entry.id,
        entry.number,
        entry.title,
        tuple(f"{one.title} ({evidence_of(one.claims)})" for one in findings),
        tuple(actor.acronym or actor.title for actor in _entries(paper, entry.who)),
        evidence_of(entry.claims),
    )


def _answers_of_whole(entry: Entry, every: Sequence[Entry]) -> tuple[str, ...]:
    """Return the findings that the recommendation answers of which this one is a part."""
    main = _MAIN_NUMBER.match(entry.number)
    whole = (one.answers for one in every if main and one.number == main.group())
    return next(whole, ())


def _entries(paper: Paper, names: Iterable[str]) -> list[Entry]:
    return [entry for name in names if (entry := paper.entry(name)) is not None]


def evidence_of(claims: Iterable[Claim]) -> str:
    """Return the notes that claims rest on, in words; the paper itself without any."""
    notes = sorted({number for claim in claims for number in claim.footnotes})
    return f"{plural(len(notes), 'note')} {listed(notes)}" if notes else ITSELF
