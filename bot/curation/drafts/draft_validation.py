"""Validation and preview of a draft against a guild's current knowledge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from bot.curation.diff import differences
from bot.curation.drafts.draft import REFERENCES, entry_id, lines_of, questions_of
from bot.curation.drafts.duplicate_entries import resembling
from bot.curation.overlay import owners_in
from bot.curation.revision_service import Change
from bot.curation.statement_syntax import AllowedReferences, Statements, read_statements
from bot.errors import KnowledgeError, StudyBotError
from bot.paper.model import Basis, Entry, Kind, Slip
from bot.paper.older_form import claim_id, nearest_ids
from bot.paper.revision_file import check_entry
from bot.paper.writer import claim_data, source_data, wording_data
from bot.storage.revision_rows import Action
from bot.strict_yaml.strict_model import did_you_mean
from bot.text.normalize import fold_words
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping

    from bot.curation.diff import Difference
    from bot.curation.drafts.draft import Draft
    from bot.curation.drafts.duplicate_entries import Resembling
    from bot.curation.overlay import GuildKnowledge
    from bot.errors import Problem
    from bot.paper.model import Claim, Source
    from bot.paper.paper import Paper


class DraftNotReadyError(StudyBotError):
    """The draft has problems, or changes nothing, and cannot be published."""

    def __str__(self) -> str:
        return "this draft cannot be published yet; the preview says what is missing"


@dataclass(frozen=True, slots=True)
class DraftPreview:
    """A draft validated against the guild's current knowledge, ready to be shown.

    `before` is the entry that the curator began with, None for a new one.
    """

    draft: Draft
    checked: ValidatedDraft
    before: Entry | None
    resembling: tuple[Resembling, ...]
    knowledge: GuildKnowledge

    @property
    def title(self) -> str:
        """Return the entry's title, or as much of it as is known."""
        shown = self.checked.shown
        return shown.title if shown else self.draft.title

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Return what publishing would change; nothing while there are problems."""
        entry = self.checked.entry
        return differences(self.before, entry) if entry else ()

    @property
    def publishable(self) -> bool:
        """Return whether it can be published: no problems, and it changes something."""
        return bool(self.differences)

    @property
    def detail(self) -> str:
        """Return the change in one line, for the audit record."""
        fields = ", ".join(one.field for one in self.differences)
        told = "new entry" if self.before is None else fields
        return f"{told}: {self.draft.comment}" if self.draft.comment else told

    def change(self) -> Change:
        """Return the change that publishes the draft; raise DraftNotReadyError."""
        if self.checked.entry is None or not self.publishable:
            raise DraftNotReadyError
        return Change(
            entry_id=self.checked.entry_id,
            action=Action.UPSERT,
            seen=self.draft.seen,
            entry=self.checked.entry,
            sources=self.checked.works,
            comment=self.draft.comment,
            author=self.draft.author,
            based_on=None if self.draft.is_new else self.draft.based_on,
        )


def preview(
    draft: Draft, before: Entry | None, knowledge: GuildKnowledge, taken: Collection[str]
) -> DraftPreview:
    """Validate a draft; a new entry gets an id that is neither `taken` nor in use.

    Takes some hundredths of a second: not for the event loop.
    """
    paper, base = knowledge.engine.paper, knowledge.base.paper
    ids = {*taken, *paper.entries, *base.entries, *base.former} if draft.is_new else frozenset()
    made = validated(draft, ValidationContext(paper, base, owners_in(paper, base), ids, before))
    like = resembling(made.shown, before, knowledge.engine) if made.shown else ()
    return DraftPreview(draft, made, before, like, knowledge)


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
class DraftProblem:
    """A problem with a draft: the field's label in the modal, and what to do."""

    field: str
    told: str


@dataclass(frozen=True, slots=True)
class ValidationContext:
    """The knowledge that a draft is validated against.

    `paper` is the guild's knowledge, `base` the paper's own below it. `owners` gives the id of the
    entry in `paper` that owns each folded phrasing. A new entry may not have an id in `taken`.
    `before` is the entry that the curator began with: what the modal does not show of its claims
    and wordings stays as it is there.
    """

    paper: Paper
    base: Paper
    owners: Mapping[str, str]
    taken: Container[str]
    before: Entry | None = None


@dataclass(frozen=True, slots=True)
class ValidatedDraft:
    """The entry that a draft makes, with its problems.

    `shown` is as much of the entry as can be shown, None if no statement can. It can be published
    if there are no `faults`. `works` are the works that it cites from outside the paper and that
    the paper's own knowledge lacks.
    """

    entry_id: str
    shown: Entry | None
    works: tuple[Source, ...]
    faults: tuple[DraftProblem, ...]

    @property
    def entry(self) -> Entry | None:
        """Return the entry, or None if it cannot be published."""
        return None if self.faults else self.shown


def validated(draft: Draft, over: ValidationContext) -> ValidatedDraft:
    """Return the entry that a draft makes, with everything that is wrong with it."""
    known = AllowedReferences.of(over.paper, (work.key for work in draft.works), draft.entry)
    said, section = _statements(draft, known, over.paper)
    faults = [DraftProblem(NAMES["claims"], told) for told in said.problems]
    faults += _merged(draft, over)
    if not section and not said.problems:
        faults.append(DraftProblem(NAMES["section"], _NO_SECTION))
    related: list[str] = []
    for line in lines_of(draft.related):
        found = _entry_called(line, over.paper)
        if found is None:
            near = did_you_mean(line, over.paper.entries)
            told = f"there is no entry '{shorten(line)}'; {near or 'write its title or its id'}"
            faults.append(DraftProblem(NAMES["related"], told))
        elif found != draft.entry:
            related.append(found)
    name = draft.entry or entry_id(draft.title, over.taken)
    works = _works(draft, said.claims, over)
    place = section or known.sections[0]
    data = _data(draft, name, place, over)
    typed, about = _of_its_kind(said.claims, draft.kind)
    claims = with_ids(typed, name, data["title"], over.before)
    data["claims"] = [
        claim_data(claim, place) if claim.home.startswith(f"{name}#") else {"ref": claim.home}
        for claim in claims
    ] or [_STAND_IN]
    _keep_unshown(data, claims, over)
    if about:
        data["about"] = sorted({*data.get("about", ()), *about})
    data["related"] = list(dict.fromkeys(related))
    entry, broken = _built(data, works, over)
    faults += broken
    if entry is None and said.claims:
        title = data["title"] or "(no title)"
        entry = Entry(name, draft.kind, title, place, claims)
    return ValidatedDraft(name, entry if said.claims else None, works, tuple(dict.fromkeys(faults)))


# Out of 100, in any order of the words: from here on a statement is an edited one, not a new one.
_EDITED: Final = 60


def with_ids(
    claims: Iterable[Claim], entry: str, title: str, before: Entry | None
) -> tuple[Claim, ...]:
    """Return typed claims with ids; what is an old claim, perhaps edited, keeps what it had.

    Claims that stand in another entry are left as they are.
    """
    old = {claim.id: claim for claim in before.own_claims} if before else {}
    typed = [claim.text for claim in claims if not claim.home]
    ids = nearest_ids(typed, {claim.text: claim.id for claim in old.values()}, _EDITED)
    taken = set(ids.values())
    made: list[Claim] = []
    for claim in claims:
        if claim.home:
            made.append(claim)
            continue
        # Popped, so that a statement typed twice is another one the second time.
        name = ids.pop(claim.text, "")
        was = old.get(name)
        if was is None:
            name = claim_id(claim.text, taken, title)
            taken.add(name)
        kept: dict[str, Any] = {"at": was.at, "errata": was.errata} if was else {}
        made.append(replace(claim, id=name, home=f"{entry}#{name}", **kept))
    return tuple(made)


def _of_its_kind(claims: tuple[Claim, ...], kind: Kind) -> tuple[tuple[Claim, ...], list[int]]:
    """Return typed claims; those of a slip rest on the paper, and their notes are apart.

    A curator names the notes of a slip where those of other statements stand.
    """
    if kind is not Kind.ERRATUM:
        return claims, []
    told = tuple(
        replace(claim, footnotes=(), basis=Basis.PAPER, uncertain=False)
        if claim.footnotes and not claim.home
        else claim
        for claim in claims
    )
    return told, [number for claim in claims if not claim.home for number in claim.footnotes]


def _keep_unshown(data: dict[str, Any], claims: tuple[Claim, ...], over: ValidationContext) -> None:
    """Put into the data what the modal does not show, as far as it still fits the claims."""
    shown = {claim.home for claim in claims}
    key_of = over.paper.vocabulary.wording_key
    before = over.before

    def fits(name: str) -> bool:
        return not name or (name if "#" in name else f"{data['id']}#{name}") in shown

    if before is not None:
        was = {key_of(one.text): one for one in before.phrasings if fits(one.claim)}
        data["phrasings"] = [
            wording_data(replace(was[key], text=text)) if (key := key_of(text)) in was else text
            for text in data["phrasings"]
        ]
    if "premises" in data:
        # A premise may be answered by a statement that stands in another entry only.
        elsewhere = {
            claim.home
            for entry in over.paper.entries.values()
            for claim in entry.own_claims
            if entry.id != data["id"]
        }
        data["premises"] = [
            one for one in data["premises"] if fits(name := str(one["claim"])) or name in elsewhere
        ]
    # Drafts from before slips were told apart lack the field, and may name slips at the entry.
    data.pop("errata", None)
    if data["kind"] == Kind.ERRATUM:
        slip = before.slip if before is not None else None
        data.setdefault("slip", (slip or Slip.SENSE).value)


def _merged(draft: Draft, over: ValidationContext) -> list[DraftProblem]:
    """Return the problem of a draft of an entry that was merged into another in the meantime."""
    if draft.entry not in over.base.former or draft.entry in over.paper.entries:
        return []
    present = over.paper.entry(draft.entry)
    title = shorten(present.title if present else over.base.former[draft.entry])
    return [
        DraftProblem("Entry", f"this is part of “{title}” now: correct it there, with /kb edit")
    ]


def _statements(draft: Draft, known: AllowedReferences, paper: Paper) -> tuple[Statements, str]:
    """Return the draft's statements, and its section: as given, or that of the first footnote."""
    if draft.section:
        return read_statements(draft.statements, draft.section, known), draft.section
    said = read_statements(draft.statements, known.sections[0], known)
    cited = [number for claim in said.claims for number in claim.footnotes]
    section = paper.footnotes[cited[0]].section if cited else ""
    return (read_statements(draft.statements, section, known) if section else said), section


def _entry_called(line: str, paper: Paper) -> str | None:
    if (entry := paper.entry(line)) is not None:
        return entry.id
    wanted = fold_words(line)
    return next(
        (key for key, one in paper.entries.items() if fold_words(one.title) == wanted), None
    )


def _works(draft: Draft, claims: tuple[Claim, ...], over: ValidationContext) -> tuple[Source, ...]:
    """Return the works that the entry cites and the paper's own knowledge lacks."""
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


def _data(draft: Draft, name: str, section: str, over: ValidationContext) -> dict[str, Any]:
    """Return the draft without its statements, in the words of the knowledge files."""
    data = {
        "id": name,
        "kind": draft.kind.value,
        "title": " ".join(draft.title.split()),
        "section": section,
        "phrasings": questions_of(draft.phrasings, over.paper.vocabulary.wording_key),
        "keywords": lines_of(draft.keywords),
        **draft.kept,
    }
    for reference in REFERENCES:
        if reference in data:
            present = dict.fromkeys(map(over.paper.present_id, data[reference]))
            data[reference] = [one for one in present if one in over.paper.entries]
    return data


# Stands in when no statement could be read (a problem by itself), to validate the rest.
_STAND_IN: Final = {"id": "c1", "text": "-", "basis": Basis.PAPER.value}


def _built(
    data: dict[str, Any], works: tuple[Source, ...], over: ValidationContext
) -> tuple[Entry | None, list[DraftProblem]]:
    brought = tuple(source_data(work) for work in works)
    try:
        return check_entry(data, brought, over.paper, over.owners)[0], []
    except KnowledgeError as error:
        return None, [
            DraftProblem(_field(problem), "; ".join(filter(None, (problem.what, problem.remedy))))
            for problem in error.problems
        ]


def _field(problem: Problem) -> str:
    """Return the modal's label of the field that a problem is about."""
    part = str(problem.path[2] if problem.path[:1] == ("entries",) and problem.path[2:] else "")
    if problem.path[:1] == ("sources",):
        part = "sources"
    return NAMES.get(part, part.replace("_", " ").capitalize() or "Entry")
