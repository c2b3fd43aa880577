"""Read a file of revisions and check it against the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter

from bot.errors import KnowledgeError, Problem
from bot.gc_control import without_full_collections
from bot.paper.builder import build_entry, build_source
from bot.paper.claim_checks import check_claims
from bot.paper.claim_references import resolved
from bot.paper.cross_checks import FileParts, Placed, check, check_faulty
from bot.paper.entry_schema import AnyEntry
from bot.paper.model import Kind
from bot.paper.schema import RevisionsFile, SourceFields
from bot.paper.validation import older_form, validate
from bot.strict_yaml.parser import Document, check_text
from bot.strict_yaml.uploads import UPLOAD, told, without_later_faults
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.paper.entry_schema import EntryFields
    from bot.paper.model import Claim, Entry, Source
    from bot.paper.paper import Paper


MAX_BYTES: Final = 1024 * 1024

MAX_ENTRIES: Final = UPLOAD.items

_ITEMS: Final[dict[str, TypeAdapter[Any]]] = {
    "entries": TypeAdapter(AnyEntry),
    "sources": TypeAdapter(SourceFields),
}

_MUST_BE: Final = {"actors": Kind.ACTOR, "who": Kind.ACTOR}


@dataclass(frozen=True, slots=True)
class Revised:
    """Contents of a file of revisions: entries, the works they rest on, and ids to retire."""

    entries: tuple[Entry, ...]
    sources: tuple[Source, ...]
    retired: tuple[str, ...]


def read_revisions(
    file: str,
    data: bytes,
    paper: Paper,
    owners: Mapping[str, str] | None = None,
    gone: frozenset[str] = frozenset(),
) -> Revised:
    """Read a file of at most 1 MiB and 2,000 entries, and check it against `paper`.

    Of more than 50 problems the others are only counted.

    `owners` is `phrasing_owners(paper)`, if the caller already has it; `gone` are the ids of
    entries that are already retired and may be retired again. Raises KnowledgeError with every
    problem and its line.
    """
    if len(data) > MAX_BYTES:
        what = f"has {len(data):,} bytes, more than {MAX_BYTES:,}"
        raise KnowledgeError([Problem(file, 0, "", what, "divide it into several files")])
    text, problems = check_text(file, data)
    if text is None:
        raise KnowledgeError(problems)
    # A full collection in the middle, which finds nothing, would stop everybody for 50 ms.
    with without_full_collections():
        return _read_text(file, text, paper, owners, gone)


def check_entry(
    data: Mapping[str, Any],
    sources: tuple[Mapping[str, Any], ...],
    paper: Paper,
    owners: Mapping[str, str] | None = None,
) -> tuple[Entry, tuple[Source, ...]]:
    """Check one entry and the works that it brings as a file would be, and return them.

    `data` and `sources` have the fields of the files. Raises KnowledgeError with every problem;
    none has a file or line.
    """
    whole: Any = {"entries": [dict(data)], "sources": [dict(source) for source in sources]}
    read = _read(Document.of_data("revisions", whole), paper, owners, frozenset())
    return read.entries[0], read.sources


def phrasing_owners(paper: Paper) -> dict[str, str]:
    """Return a map from each phrasing's wording key to the id of the entry that has it."""
    key_of = paper.vocabulary.wording_key
    return {
        key_of(phrasing.text): entry.id
        for entry in paper.entries.values()
        for phrasing in entry.phrasings
    }


def _read_text(
    file: str, text: str, paper: Paper, owners: Mapping[str, str] | None, gone: frozenset[str]
) -> Revised:
    document = Document(file, "revisions", text, UPLOAD)
    if old := older_form(document):
        raise KnowledgeError([old])
    document.data, later = without_later_faults(document.data, _ITEMS)
    try:
        return _read(document, paper, owners, gone)
    except KnowledgeError as error:
        raise KnowledgeError(*told(error.problems, later)) from None


def _read(
    document: Document, paper: Paper, owners: Mapping[str, str] | None, gone: frozenset[str]
) -> Revised:
    if document.data is None or document.problems:
        raise KnowledgeError(document.problems)
    parts = FileParts(shorthand=paper.vocabulary.shorthand)
    parts.names["sections"] = {section.id for section in paper.sections}
    parts.names["sources"] = set(paper.sources)
    parts.names["footnotes"] = set(paper.footnotes)
    parts.names["entries"] = set(paper.entries)
    read, problems = validate(document, parts)
    whole = read if isinstance(read, RevisionsFile) else RevisionsFile()
    parts.homes = frozenset(
        claim.home
        for entry in paper.entries.values()
        if entry.id not in whole.retired
        for claim in entry.own_claims
    )
    problems += [*check(parts), *check_claims(parts), *check_faulty(parts)]
    owners = phrasing_owners(paper) if owners is None else owners
    below = _Below(paper, owners, frozenset(whole.retired), frozenset(e.id for e in whole.entries))
    for placed in parts.entries:
        problems += below.clashes(placed)
    for work in parts.sources:
        problems += below.source_clashes(work)
    problems += below.retired_clashes(document, whole.retired, gone)
    if problems:
        raise KnowledgeError(sorted(problems, key=lambda problem: problem.line))
    made = [build_entry(entry) for entry in whole.entries]
    homes = {claim.home: claim for entry in made for claim in entry.own_claims}

    def find(home: str) -> Claim | None:
        return homes.get(home) or paper.claim(home)

    return Revised(
        tuple(resolved(entry, find) for entry in made),
        tuple(build_source(source) for source in whole.sources),
        tuple(dict.fromkeys(whole.retired)),
    )


@dataclass(frozen=True, slots=True)
class _Below:
    """The paper that a file of revisions changes, and the ids that it retires and replaces."""

    paper: Paper
    owners: Mapping[str, str]
    retired: frozenset[str]
    replaced: frozenset[str]

    def _stays(self, entry_id: str) -> bool:
        return entry_id not in self.retired and entry_id not in self.replaced

    def clashes(self, placed: Placed[EntryFields]) -> Iterator[Problem]:
        """Return problems of an entry that clashes with the paper.

        It may not repeat the phrasing or number of an entry that stays, name entries of the wrong
        kind, or have a claim that rests on a source of the paper.
        """
        entry = placed.item
        for position, phrasing in enumerate(entry.phrasings):
            owner = self.owners.get(self.paper.vocabulary.wording_key(phrasing.text))
            if owner is not None and owner != entry.id and self._stays(owner):
                yield placed.problem(
                    f"has the phrasing '{shorten(phrasing.text)}'",
                    f"so has the entry '{owner}': remove it here or there",
                    "phrasings",
                    position,
                )
        number = getattr(entry, "number", None)
        for other in self.paper.entries.values() if number else ():
            if other.number == number and other.id != entry.id and self._stays(other.id):
                yield placed.problem(
                    f"has the number '{number}'", f"so has the entry '{other.id}'", "number"
                )
        for label, kind in _MUST_BE.items():
            for position, name in enumerate(getattr(entry, label, ())):
                there = self.paper.entries.get(name)
                if there is not None and there.kind is not kind and self._stays(name):
                    yield placed.problem(
                        f"names '{name}' under {label}, an entry of kind {there.kind.value}",
                        f"only entries of kind: {kind.value} go there; the others under related",
                        label,
                        position,
                    )
        for position, claim in entry.own_claims:
            work = self.paper.sources.get(claim.source or "")
            if work is not None and not work.outside:
                yield placed.problem(
                    f"has a claim that rests on '{work.key}', a source of the paper",
                    "give the footnote that cites it: footnotes: [n]",
                    "claims",
                    position,
                    "source",
                )

    def source_clashes(self, placed: Placed[Any]) -> Iterator[Problem]:
        """Return problems of a server's own work.

        It must be marked as outside the paper, and its key must not be that of a paper's source.
        """
        if not placed.item.outside:
            yield placed.problem("is not marked as outside the paper", "add outside: true", "key")
        there = self.paper.sources.get(placed.item.key)
        if there is not None and not there.outside:
            yield placed.problem("has the key of a source of the paper", "choose another", "key")

    def retired_clashes(
        self, document: Document, retired: tuple[str, ...], gone: frozenset[str]
    ) -> Iterator[Problem]:
        """Return problems of retired ids that are unknown or that the file also gives."""
        for position, name in enumerate(retired):
            line = document.line(("retired", position))
            if name in self.replaced:
                what, remedy = f"retires '{name}', which it also gives", "keep one of the two"
            elif name not in self.paper.entries and name not in gone:
                what, remedy = f"retires the unknown entry '{name}'", "remove it"
            else:
                continue
            yield Problem(document.file, line, "", what, remedy)
