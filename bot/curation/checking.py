"""A draft made into an entry, or told by field what keeps it from being one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.curation.drafting import REFERENCES, entry_id, lines_of, questions_of
from bot.curation.wording import Known, Statements, read_statements
from bot.errors import KnowledgeError
from bot.paper.cross_checks import fold
from bot.paper.model import Basis, Entry
from bot.paper.revision_file import check_entry
from bot.paper.writer import claim_data, source_data
from bot.strict_yaml.strict_model import did_you_mean
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from bot.curation.drafting import Draft
    from bot.errors import Problem
    from bot.paper.model import Claim, Source
    from bot.paper.paper import Paper

NAMES: Final = {
    "title": "Title",
    "claims": "Statements",
    "phrasings": "How students ask for it",
    "keywords": "Keywords",
    "related": "Related entries",
    "section": "Section",
    "sources": "New source",
}
_NO_SECTION: Final = "choose below where in the paper this stands"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a draft: the field, as the modal calls it, and what to do."""

    field: str
    told: str


@dataclass(frozen=True, slots=True)
class Over:
    """What a draft is checked against.

    `paper` is what the server has, `base` the paper's own under it, `owners` who has which phrasing
    in `paper`, `taken` the ids that a new entry may not have.
    """

    paper: Paper
    base: Paper
    owners: Mapping[str, str]
    taken: Container[str]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a draft comes to.

    `shown` is as much of the entry as can be shown, None if no statement can. It may be published
    if there are no `faults`. `works` are the works from outside the paper on which it rests and
    which the paper's own knowledge lacks.
    """

    entry_id: str
    shown: Entry | None
    works: tuple[Source, ...]
    faults: tuple[Fault, ...]

    @property
    def entry(self) -> Entry | None:
        """The entry, if it may be published."""
        return None if self.faults else self.shown


def checked(draft: Draft, over: Over) -> Checked:
    """The entry that a draft makes, or all that is wrong with it."""
    known = Known.of(over.paper, (work.key for work in draft.works))
    said, section = _statements(draft, known, over.paper)
    faults = [Fault(NAMES["claims"], told) for told in said.problems]
    if not section and not said.problems:
        faults.append(Fault(NAMES["section"], _NO_SECTION))
    related: list[str] = []
    for line in lines_of(draft.related):
        found = _entry_called(line, over.paper)
        if found is None:
            near = did_you_mean(line, over.paper.entries)
            told = f"there is no entry '{shorten(line)}'; {near or 'write its title or its id'}"
            faults.append(Fault(NAMES["related"], told))
        elif found != draft.entry:
            related.append(found)
    name = draft.entry or entry_id(draft.title, over.taken)
    works = _works(draft, said.claims, over)
    place = section or known.sections[0]
    data = _data(draft, name, place, over)
    data["claims"] = [claim_data(claim, place) for claim in said.claims] or [_STAND_IN]
    data["related"] = list(dict.fromkeys(related))
    entry, broken = _built(data, works, over)
    faults += broken
    if entry is None and said.claims:
        title = data["title"] or "(no title)"
        entry = Entry(name, draft.kind, title, place, said.claims)
    return Checked(name, entry if said.claims else None, works, tuple(dict.fromkeys(faults)))


def _statements(draft: Draft, known: Known, paper: Paper) -> tuple[Statements, str]:
    """What the draft says, and its section: the one given, or else that of its first footnote."""
    if draft.section:
        return read_statements(draft.statements, draft.section, known), draft.section
    said = read_statements(draft.statements, known.sections[0], known)
    cited = [number for claim in said.claims for number in claim.footnotes]
    section = paper.footnotes[cited[0]].section if cited else ""
    return (read_statements(draft.statements, section, known) if section else said), section


def _entry_called(line: str, paper: Paper) -> str | None:
    if line in paper.entries:
        return line
    wanted = fold(line)
    return next((key for key, one in paper.entries.items() if fold(one.title) == wanted), None)


def _works(draft: Draft, claims: tuple[Claim, ...], over: Over) -> tuple[Source, ...]:
    """What an entry of this server rests on and the paper's own knowledge lacks."""
    note = draft.kept.get("curator_note")
    used = {claim.source for claim in claims if claim.source}
    used |= {str(note.get("source"))} if isinstance(note, dict) else set()
    brought = {work.key: work for work in draft.works}
    found = (
        brought.get(key) or over.paper.sources.get(key)
        for key in sorted(used)
        if key not in over.base.sources
    )
    return tuple(work for work in found if work is not None)


def _data(draft: Draft, name: str, section: str, over: Over) -> dict[str, Any]:
    """What the draft says beside its statements, in the words of the files."""
    data = {
        "id": name,
        "kind": draft.kind.value,
        "title": " ".join(draft.title.split()),
        "section": section,
        "phrasings": questions_of(draft.phrasings),
        "keywords": lines_of(draft.keywords),
        **draft.kept,
    }
    for reference in REFERENCES:
        if reference in data:
            data[reference] = [one for one in data[reference] if one in over.paper.entries]
    return data


# Where no statement could be read, which has been told, the rest is checked all the same.
_STAND_IN: Final = {"text": "-", "basis": Basis.PAPER.value}


def _built(
    data: dict[str, Any], works: tuple[Source, ...], over: Over
) -> tuple[Entry | None, list[Fault]]:
    brought = tuple(source_data(work) for work in works)
    try:
        return check_entry(data, brought, over.paper, over.owners)[0], []
    except KnowledgeError as error:
        return None, [
            Fault(_field(problem), "; ".join(filter(None, (problem.what, problem.remedy))))
            for problem in error.problems
        ]


def _field(problem: Problem) -> str:
    """What the modal calls the part of an entry that a problem is about."""
    part = str(problem.path[2] if problem.path[:1] == ("entries",) and problem.path[2:] else "")
    if problem.path[:1] == ("sources",):
        part = "sources"
    return NAMES.get(part, part.replace("_", " ").capitalize() or "Entry")
