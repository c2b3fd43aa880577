"""Exports a guild's changes as a file of revisions, and plans what importing one would change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.curation.overlay import unrevised
from bot.curation.revision_service import Change
from bot.paper.claim_references import as_written
from bot.paper.revision_file import phrasing_owners, read_revisions
from bot.paper.writer import entry_data, revisions_text, source_data
from bot.storage.revision_rows import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bot.curation.overlay import GuildKnowledge
    from bot.paper.model import Entry, Source
    from bot.paper.paper import Paper
    from bot.paper.revision_file import Revised


_DIGEST_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class FileEdit:
    """An entry that a file edits: as it is served, and as the file has it."""

    before: Entry
    after: Entry


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The changes that importing a file would make.

    `unchanged` are ids; `retired` are the entries that would be retired. `works` are all works from
    outside the paper that the guild would have, and `own` the paper's own versions of the entries
    that change.
    """

    added: tuple[Entry, ...]
    changed: tuple[FileEdit, ...]
    unchanged: tuple[str, ...]
    retired: tuple[Entry, ...]
    works: tuple[Source, ...]
    own: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """Return whether the import would change nothing."""
        return not (self.added or self.changed or self.retired)

    def __str__(self) -> str:
        return (
            f"{len(self.added)} added, {len(self.changed)} changed, {len(self.retired)} retired, "
            f"{len(self.unchanged)} unchanged"
        )

    def digest(self) -> str:
        """Return a digest of the plan, which tells whether a later plan is the same."""
        data = [
            [entry_data(entry) for entry in self.added],
            [[entry_data(one.before), entry_data(one.after)] for one in self.changed],
            [entry_data(entry) for entry in self.retired],
            [source_data(work) for work in self.works],
        ]
        text = json.dumps(data, ensure_ascii=False)
        return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()


@dataclass(frozen=True, slots=True)
class OwnWork:
    """A guild's changes to the paper: entries added, edited and retired."""

    added: tuple[Entry, ...]
    edited: tuple[Entry, ...]
    retired: tuple[Entry, ...]

    def __str__(self) -> str:
        return (
            f"{len(self.added)} of its own, {len(self.edited)} edited, {len(self.retired)} retired"
        )


def own_work(knowledge: GuildKnowledge) -> OwnWork:
    """Return the entries that differ from the paper's, and not just by what they refer to."""
    paper, base = knowledge.engine.paper, knowledge.base.paper
    now, own = paper.entries, base.entries
    there = ((own[key], entry) for key, entry in now.items() if key in own)
    return OwnWork(
        tuple(entry for key, entry in now.items() if key not in own),
        tuple(
            entry
            for before, entry in there
            if not _as_before(before, entry)
            and not _as_before(unrevised(before, paper, base), entry)
        ),
        tuple(e for key, e in own.items() if key not in now and not _is_emptied(e, paper)),
    )


def _is_emptied(entry: Entry, paper: Paper) -> bool:
    """Return whether an entry is gone only because all claims that it refers to are."""
    return not entry.own_claims and not any(paper.claim(claim.home) for claim in entry.claims)


def _as_before(one: Entry, other: Entry) -> bool:
    """Return whether two entries are written alike, whatever the claims they refer to say."""
    return one is other or as_written(one) == as_written(other)


def head(server: str, at: datetime, paper: Paper) -> str:
    """Return the comment above an exported file: which guild, when, and which paper."""
    return (
        f"Revisions of the server {_plain(server)}, exported on {at:%Y-%m-%d %H:%M} UTC.\n"
        f"They lie over “{_plain(paper.title)}”, edition {paper.digest[:8]} of its knowledge."
    )


def exported(knowledge: GuildKnowledge, above: str = "") -> str:
    """Return all of a guild's changes as a file of revisions, below the comment `above`.

    The file holds the entries that the guild added or edited, the works from outside the paper that
    they cite, and the ids of the paper's entries that it retired.
    """
    now, own = knowledge.engine.paper, knowledge.base.paper
    made = own_work(knowledge)
    entries = [*made.edited, *made.added]
    used = {key: None for entry in entries for key in _works_of(entry)}
    works = [now.sources[key] for key in used if key not in own.sources and key in now.sources]
    return revisions_text(entries, works, [entry.id for entry in made.retired], above)


def read(file: str, data: bytes, knowledge: GuildKnowledge) -> Revised:
    """Parse a file and check it against the guild's knowledge.

    Raises KnowledgeError with every problem. Takes seconds for the longest files.
    """
    now, own = knowledge.engine.paper, knowledge.base.paper
    gone = frozenset(key for key in own.entries if key not in now.entries)
    return read_revisions(file, data, now, phrasing_owners(now), gone)


def plan_import(revised: Revised, knowledge: GuildKnowledge) -> ImportPlan:
    """Return what importing a file would change; entries that it does not name stay."""
    now, own = knowledge.engine.paper, knowledge.base.paper
    # Of two works with the same key the paper's own counts.
    brought = {work.key: work for work in revised.sources if work.key not in own.sources}
    new = {key for key, work in brought.items() if now.sources.get(key) != work}
    added: list[Entry] = []
    changed: list[FileEdit] = []
    unchanged: list[str] = []
    for entry in revised.entries:
        before = now.entries.get(entry.id)
        if before is None:
            added.append(entry)
        elif _as_before(before, entry) and new.isdisjoint(_works_of(entry)):
            unchanged.append(entry.id)
        else:
            changed.append(FileEdit(before, entry))
    retired = [now.entries[key] for key in revised.retired if key in now.entries]
    unchanged += [key for key in revised.retired if key not in now.entries]
    given = [*added, *(one.after for one in changed)]
    works = {key: now.sources.get(key) for entry in given for key in _works_of(entry)} | brought
    return ImportPlan(
        tuple(added),
        tuple(changed),
        tuple(unchanged),
        tuple(retired),
        tuple(work for key, work in works.items() if work and key not in own.sources),
        frozenset(entry.id for entry in given if _is_own(entry, own)),
    )


def _is_own(entry: Entry, own: Paper) -> bool:
    there = own.entries.get(entry.id)
    return there is not None and _as_before(there, entry)


def changes(made: ImportPlan, seen: Mapping[str, int], comment: str = "") -> tuple[Change, ...]:
    """Return the changes that carry out a plan; `seen` has the number of each last revision.

    An entry that equals the paper's own is restored, and follows the paper from then on.
    """
    given = [*made.added, *(one.after for one in made.changed)]
    revised = (
        Change(entry.id, Action.RESTORE, seen.get(entry.id, 0), comment=comment)
        if entry.id in made.own
        else Change(
            entry.id, Action.UPSERT, seen.get(entry.id, 0), entry, made.works, comment=comment
        )
        for entry in given
    )
    retired = (
        Change(entry.id, Action.RETIRE, seen.get(entry.id, 0), comment=comment)
        for entry in made.retired
    )
    return (*revised, *retired)


def _works_of(entry: Entry) -> Iterable[str]:
    noted = entry.curator_note.sources if entry.curator_note else ()
    return (*(claim.source for claim in entry.own_claims if claim.source), *noted)


def _plain(text: str) -> str:
    """Return a text on one line, without characters that YAML forbids even in comments."""
    line = " ".join(text.split())
    return "".join(ch if ch.isprintable() else "\N{REPLACEMENT CHARACTER}" for ch in line)
